"""Who calls: the network address of a request, past as many proxies as the settings name."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

ONE_LINE = 64  # bits of an IPv6 address that name the line; who has it chooses the others freely


def client_address(request: HttpRequest) -> str:
    """The caller's address; `0.0.0.0` where the server does not know one, as behind a socket without a proxy.

    Each proxy adds the address it was called from at the end of X-Forwarded-For: what a caller wrote there himself
    stands further left than the proxies reach, and is never read.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    told = hops[-settings.PROXIES] if 0 < settings.PROXIES <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(told))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - nobody listens there; it stands for an unknown address


def client_network(request: HttpRequest) -> str:
    """By what a caller is counted: the address, or the network of 2^64 addresses that one line is given in IPv6."""
    address = ipaddress.ip_address(client_address(request))
    if isinstance(address, ipaddress.IPv6Address):
        address = ipaddress.ip_network((address, ONE_LINE), strict=False).network_address
    return str(address)
