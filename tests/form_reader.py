"""What a page with a form shows: its fields, what it says about them, and stock sentences."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from django import forms
from django.core import validators
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import override


_FORM = re.compile(r'(?s)<form(?![^>]*\baction=)(?=[^>]*method="post")[^>]*>.*?</form>')
_FIELD = re.compile(r'(?=<(?:div|fieldset)[^>]*class="field[ "])')
_OPTIONAL = re.compile(r'<span class="optional">\(([^<]*)\)</span>')


class FormReader(HTMLParser):
    """The forms of a page that post to the page itself: names of their fields, by kind."""

    TYPED = {"text", "date", "number", "email", "tel", "search"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.is_inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        told = dict(attrs)
        if tag == "form":
            self.is_inside = told.get("method") == "post" and "action" not in told
            if self.is_inside:
                self.forms.append({})
        elif self.is_inside and told.get("name"):
            kind = {"input": told.get("type", "text"), "textarea": "text"}.get(tag, tag)
            if kind == "hidden":
                kind = f"hidden:{told.get('value', '')}"
            self.forms[-1][told["name"]] = kind

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = self.is_inside and tag != "form"


def odd(fields: dict[str, str]) -> dict[str, object]:
    """In each field something that it cannot mean; no text of the portal holds a NUL."""
    typed: dict[str, object] = {}
    for name, kind in fields.items():
        if kind in FormReader.TYPED and name != "username":
            typed[name] = f"\0gõ vào {name}"
        elif kind.startswith("hidden:"):
            typed[name] = kind.removeprefix("hidden:")
        elif kind == "file":
            typed[name] = SimpleUploadedFile(f"{name}.xyz", b"x")
    return typed


class Block(NamedTuple):
    """A field as its page draws it: what stands behind its label, whether it is marked as wrong."""

    name: str
    asked: str
    is_wrong: bool


def blocks(page: str) -> list[Block]:
    """The fields of the first form that posts to the page itself, but lone boxes to tick."""
    form = _FORM.search(page)
    found = []
    for part in re.split(r'(?=<(?:div|fieldset)[^>]*class="field[ "])', form[0] if form else "")[
        1:
    ]:
        opened = part[: part.index(">")]
        name = re.search(r'\bname="([^"]+)"', part)
        if name is None or " choice" in opened or re.search(r"\bdisabled\b", part):
            continue
        asked = _OPTIONAL.search(part)
        found.append(Block(name[1], asked[1] if asked else "", "field--error" in opened))
    return found


def faults_of(page: str) -> list[str]:
    """What a page that came back does not do: say it in our words, lead there, take the focus."""
    words = unescape(re.sub(r"<[^>]+>", " ", page))
    faults = [f"says «{said}»" for said in STOCK if said in words]
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    summary = re.search(r'(?s)<div class="errors".*?</ul>', page)
    ways = re.findall(r'href="#([^"]*)"', summary[0]) if summary else []
    faults += [f"leads to nothing: #{way}" for way in ways if way not in ids]
    if "autofocus" not in (summary[0] if summary else page):
        faults.append("does not stand at what is wrong")
    wrong = re.findall(r"<(?:input|select|textarea)[^>]*\bis-invalid\b[^>]*>", page)
    faults += ["marks a field for the eye alone" for tag in wrong if "aria-invalid" not in tag]
    return sorted(set(faults))


def _stock() -> set[str]:
    """Django's sentences for people, as it says them in English and in Vietnamese."""
    told: list[object] = []
    for module in (forms, models):
        kinds = [one for one in vars(module).values() if isinstance(one, type)]
        for kind in kinds:
            told += getattr(kind, "default_error_messages", {}).values()
    told += [getattr(one, "message", "") for one in vars(validators).values()]
    found = set()
    for language in ("en", "vi"):
        with override(language):
            for sentence in filter(lambda one: isinstance(one, Promise), told):
                try:
                    parts = re.split(r"%\(\w+\)[sd]", str(sentence))
                except (KeyError, TypeError, ValueError):  # counted words want their number
                    continue
                found |= {part.strip() for part in parts if len(part.strip()) > SHORTEST}
    return found


SHORTEST = 14
STOCK = _stock()
