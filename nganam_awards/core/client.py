"""Whose request it is: the address behind the proxies that the settings trust, nobody else's word.

python-ipware, which comes with axes, looks at the header alone and never asks who handed it over.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The nearest address that is no trusted proxy, reading X-Forwarded-For from the right."""
    nearest = request.META.get("REMOTE_ADDR", "")
    farther = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while _is_trusted(nearest) and farther:
        step = farther.pop().strip()
        if _parsed(step) is None:
            break
        nearest = step
    address = _parsed(nearest)
    return None if address is None else str(address)


def _is_trusted(text: str) -> bool:
    address = _parsed(text)
    return address is not None and any(address in proxy for proxy in settings.TRUSTED_PROXIES)


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
