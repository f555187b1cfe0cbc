"""Who calls is told by our own proxies, and by nobody else."""

import pytest
from django.test import RequestFactory

from sectorled.platform.addresses import client_address, client_network

UNKNOWN = "0.0.0.0"  # noqa: S104 - nobody listens there


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "told"),
    [
        (0, None, "192.0.2.1", "192.0.2.1"),
        (0, "198.51.100.1", "192.0.2.1", "192.0.2.1"),
        (1, "198.51.100.1", "192.0.2.1", "198.51.100.1"),
        (1, "203.0.113.9, 198.51.100.1", "192.0.2.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1, 198.51.100.2", "192.0.2.1", "198.51.100.1"),
        (2, "198.51.100.1", "192.0.2.1", "192.0.2.1"),
        (1, "2001:DB8::1", "192.0.2.1", "2001:db8::1"),
        (1, "<script>", "192.0.2.1", UNKNOWN),
        (0, None, "", UNKNOWN),
    ],
)
def test_an_address_is_read_as_far_left_as_our_proxies_reach(settings, proxies, forwarded, remote, told):
    settings.PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}

    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)) == told


@pytest.mark.parametrize(
    ("remote", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::"),
        ("2001:db8:1:2::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("", UNKNOWN),
    ],
)
def test_who_has_a_line_is_counted_once_whichever_of_its_addresses_he_takes(remote, counted):
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=remote)) == counted
