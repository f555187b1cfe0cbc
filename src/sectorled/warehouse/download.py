"""Fetch one file from an https address, with bounded size, time and redirects.

An address that was given may lie anywhere; a redirect may not leave https nor lead to a private address, so that a
published link cannot be used to reach what only this machine can see.  Plain http is for this machine alone (tests).
"""

import ipaddress
import socket
import time
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

import httpx

from sectorled.warehouse.tidy import InputError

_BY_HAND = "Download it yourself and load the file."


@dataclass(frozen=True, slots=True)
class Download:
    """How much, how long and how far a download may go; `private`: also to this machine and its own network."""

    bytes: int = 1 << 29
    seconds: float = 300.0
    silence_seconds: float = 20.0
    redirects: int = 5
    private: bool = True


def download(address: str, limits: Download) -> tuple[str, bytes]:
    """The file's name and content; InputError says what was refused or failed."""
    try:
        url = httpx.URL(address)
        local = _is_loopback(url.host)
        _check_scheme(url, address, local=local)
        there = None if limits.private else _public(url, f"{address}: is a private address. {_BY_HAND}")
        until = time.monotonic() + limits.seconds
        with httpx.Client(timeout=limits.silence_seconds, headers={"Accept-Encoding": "identity"}) as client:
            for _ in range(limits.redirects + 1):
                with client.stream("GET", **_at(url, there)) as response:
                    if not response.has_redirect_location:
                        return _name(url), _content(response, address, limits, until)
                    url = url.join(response.headers["location"])
                there = _redirected(url, address, local=local)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise InputError(f"{address}: cannot be downloaded ({error}). {_BY_HAND}") from error
    raise InputError(f"{address}: more than {limits.redirects} redirects. {_BY_HAND}")


def _content(response: httpx.Response, address: str, limits: Download, until: float) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise InputError(f"{address}: the server answered {response.status_code}. Check the address.")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise InputError(f"{address}: the server packs what it sends. {_BY_HAND}")
    parts: list[bytes] = []
    received = 0
    for part in response.iter_raw():
        received += len(part)
        parts.append(part)
        if received > limits.bytes:
            raise InputError(f"{address}: larger than {limits.bytes >> 20:,} MiB. Load a smaller file.")
        if time.monotonic() > until:
            raise InputError(f"{address}: took longer than {limits.seconds:.0f} seconds. {_BY_HAND}")
    return b"".join(parts)


def _name(url: httpx.URL) -> str:
    return PurePosixPath(unquote(url.path)).name or url.host


def _check_scheme(url: httpx.URL, address: str, *, local: bool) -> None:
    if url.scheme != "https" and not (local and url.scheme == "http"):
        raise InputError(f"{address}: only https addresses are read. {_BY_HAND}")


def _redirected(url: httpx.URL, address: str, *, local: bool) -> str | None:
    if local and _is_loopback(url.host):
        return None
    if url.scheme != "https":
        raise InputError(f"{address}: redirects to an address that is not https. {_BY_HAND}")
    return _public(url, f"{address}: redirects to a private address. {_BY_HAND}")


def _public(url: httpx.URL, message: str) -> str:
    """The network address of a host, which is asked for once: a name may answer otherwise the next time."""
    found = {ipaddress.ip_address(info[4][0]) for info in socket.getaddrinfo(url.host, url.port or 443)}
    if not all(place.is_global and not place.is_multicast for place in found):
        raise InputError(message)
    return str(min(found, key=lambda place: (place.version, int(place))))


def _at(url: httpx.URL, there: str | None) -> dict[str, Any]:
    """What to ask for, at a network address that was looked up before; its certificate is that of the host."""
    if there is None:
        return {"url": url}
    host = {"headers": {"Host": url.netloc.decode()}, "extensions": {"sni_hostname": url.raw_host.decode()}}
    return {"url": url.copy_with(host=there), **host}


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
