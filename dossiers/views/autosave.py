"""Autosave (tự lưu): what the browser saves by itself; two versions of one text side by side."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.http import HttpRequest, JsonResponse

from dossiers.models import Dossier, Nomination
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.core.steps import CONFLICT, UNPROCESSABLE
from nganam_awards.core.text import whole_number


class Both(NamedTuple):
    """One field that two people wrote differently."""

    label: str
    mine: str
    theirs: str


def is_autosave(request: HttpRequest) -> bool:
    """Whether the page's script asks, and not a person's press of «Lưu»."""
    return request.method == "POST" and request.headers.get("X-Autosave") == "1"


def version_in(request: HttpRequest) -> int | None:
    """Which writing the page showed."""
    return whole_number(request.POST.get("version", ""))


def autosaved(
    form: forms.Form, write: Callable[[], object], row: Dossier | Nomination
) -> JsonResponse:
    """Saved with its new version and hour; or why not, in words for beside the form."""
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        return JsonResponse({"message": str(first)}, status=UNPROCESSABLE)
    try:
        write()
    except Stale as stale:
        return JsonResponse({"message": stale.reasons[0]}, status=CONFLICT)
    except Refused as refusal:
        return JsonResponse({"message": refusal.reasons[0]}, status=UNPROCESSABLE)
    version = type(row).objects.values_list("version", flat=True).get(pk=row.pk)
    saved_at = f"{clock.as_office(clock.now()):%H:%M}"
    return JsonResponse({"version": version, "saved_at": saved_at})


def side_by_side(mine: forms.Form, theirs: forms.Form) -> list[Both]:
    """Fields in which what was typed and what is stored differ, as a person reads them."""
    rows = []
    for name in mine.fields:
        typed, stored = _shown(mine, name), _shown(theirs, name)
        if typed != stored:
            rows.append(Both(str(mine.fields[name].label), typed, stored))
    return rows


def _shown(form: forms.Form, name: str) -> str:
    value = form[name].value()
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        words = {str(key): str(label) for key, label in field.choices}
        return words.get(str(value or ""), "")
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
