"""What a person changed in a list a moment ago, remembered so that it comes back.

One line is kept in the session; what was done with many lies in the cache for an hour.
"""

from collections.abc import Mapping
from uuid import uuid4

from django.core.cache import cache
from django.http import HttpRequest

from dossiers.models import Dossier


_KEY = "removed_lines"
_STEPS = 20
_KEPT_SECONDS = 3600


def remember(request: HttpRequest, dossier: Dossier, pk: int, line: dict) -> None:
    """Keep the plain values of a line; the oldest of many are forgotten."""
    said = f"Vừa xóa {line['full_name']}."
    _keep(request, {"ref": dossier.ref, "pk": pk, "line": line, "said": said})


def remember_many(request: HttpRequest, dossier: Dossier, said: str, done: Mapping) -> None:
    """Keep what was done with many lines, too much for every page of a session to read."""
    key = f"undo:{uuid4()}"
    cache.set(key, dict(done), _KEPT_SECONDS)
    _keep(request, {"ref": dossier.ref, "many": key, "said": said})


def done_with_many(entry: dict) -> dict | None:
    """What was done, or None where the hour is over."""
    return cache.get(entry["many"])


def was_removed(request: HttpRequest, pk: int) -> bool:
    """Whether this person took the line off a moment ago: the same click again."""
    return any(entry.get("pk") == pk for entry in _kept(request))


def newest(request: HttpRequest, dossier: Dossier) -> dict | None:
    """What «Hoàn tác» takes back, in words under `said`; None: nothing to bring."""
    mine = [entry for entry in _kept(request) if entry["ref"] == dossier.ref]
    return mine[-1] if mine else None


def forget(request: HttpRequest, done: dict) -> None:
    """It is back on its list."""
    request.session[_KEY] = [entry for entry in _kept(request) if entry is not done]


def _keep(request: HttpRequest, entry: dict) -> None:
    request.session[_KEY] = [*_kept(request), entry][-_STEPS:]


def _kept(request: HttpRequest) -> list[dict]:
    return request.session.get(_KEY, [])
