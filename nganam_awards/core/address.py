"""The address of a page by its name, found once: a list has fifty, a menu ten, on every request."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8_192)
def address(name: str, *args: object) -> str:
    """As `reverse` gives it; addresses change with a release alone."""
    return reverse(name, args=args)
