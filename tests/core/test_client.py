"""Who asks: the address behind the proxies that are trusted, whatever others write."""

from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from nganam_awards.core.client import client_address


@pytest.mark.parametrize(
    ("trusted", "nearest", "header", "expected"),
    [
        ([], "203.0.113.7", None, "203.0.113.7"),
        ([], "127.0.0.1", "198.51.100.1", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (["127.0.0.1"], "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        # What the client itself wrote stands on the left and is not believed.
        (["127.0.0.1"], "127.0.0.1", "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        (["127.0.0.1", "10.0.0.0/24"], "127.0.0.1", "9.9.9.9, 198.51.100.1, 10.0.0.5",
         "198.51.100.1"),
        (["::1"], "::1", "2001:db8::7", "2001:db8::7"),
        (["127.0.0.1"], "::ffff:127.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
        (["127.0.0.1"], "127.0.0.1", "unknown", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
        (["127.0.0.1"], "", "198.51.100.1", None),
    ],
)  # fmt: skip
def test_the_address_comes_from_trusted_proxies_only(settings, trusted, nearest, header, expected):
    settings.TRUSTED_PROXIES = [ip_network(proxy) for proxy in trusted]
    more = {} if header is None else {"HTTP_X_FORWARDED_FOR": header}
    request = RequestFactory().get("/", REMOTE_ADDR=nearest, **more)
    assert client_address(request) == expected
