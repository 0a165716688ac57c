"""What a person took off a list a moment ago, remembered in their session so that it comes back."""

from django.http import HttpRequest

from dossiers.models import Dossier


_KEY = "removed_lines"
_STEPS = 20


def remember(request: HttpRequest, dossier: Dossier, pk: int, line: dict) -> None:
    """Keep the plain values of a line; the oldest of many are forgotten."""
    kept = [*_kept(request), {"ref": dossier.ref, "pk": pk, "line": line}]
    request.session[_KEY] = kept[-_STEPS:]


def was_removed(request: HttpRequest, pk: int) -> bool:
    """Whether this person took the line off a moment ago: the same click again."""
    return any(entry["pk"] == pk for entry in _kept(request))


def newest(request: HttpRequest, dossier: Dossier) -> dict | None:
    """Plain values of the line that «Hoàn tác» brings back; None: nothing to bring."""
    mine = [entry for entry in _kept(request) if entry["ref"] == dossier.ref]
    return mine[-1]["line"] if mine else None


def forget(request: HttpRequest, line: dict) -> None:
    """It is back on its list."""
    request.session[_KEY] = [entry for entry in _kept(request) if entry["line"] is not line]


def _kept(request: HttpRequest) -> list[dict]:
    return request.session.get(_KEY, [])
