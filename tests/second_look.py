"""Forms that say what will happen before it does: read it, send them again."""

import re

from django.http import HttpResponse
from django.test import Client


def mark(asked: HttpResponse) -> str:
    """What a page that asks once more sends back with the form."""
    return re.search(r'name="looked" value="(\w+)"', asked.text)[1]


def twice(desk: Client, address: str, typed: dict, **more: object) -> HttpResponse:
    """Sent, read what will happen, sent again."""
    return desk.post(address, typed | {"looked": mark(desk.post(address, typed))}, **more)
