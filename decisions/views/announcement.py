"""Rows of the page «Thông báo không khen thưởng», each with the dialog that its button opens."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString

from decisions.models import ResultAnnouncement
from dossiers.models import Dossier, Nomination
from nganam_awards.core.address import address
from nganam_awards.core.pattern import Pattern


_SHOWN = 5  # lines of a dossier that stand open
_OPENED = ("id", "action", "title", "text", "seen")
_SAID = {"tone": "", "icon": "send", "reason": "", "step_form": "", "keep_as": ""}


class DossierHead(NamedTuple):
    """How a dossier is named in a row."""

    url: str
    title: str
    ref: str
    unit: str

    @classmethod
    def of(cls, dossier: Dossier) -> "DossierHead":
        """Of a dossier with its unit."""
        url = dossier.get_absolute_url()
        return cls(url, dossier.title, dossier.ref, dossier.unit.short_name)


class UnclosedRow(NamedTuple):
    """A dossier with lines that were not recommended; `dialog` closes them."""

    dossier: DossierHead
    first: list[Nomination]
    rest: list[Nomination]
    is_own: bool
    dialog: SafeString


class UntoldRow(NamedTuple):
    """A dossier whose unit is to be told of so many; `dialog` tells it."""

    dossier: DossierHead
    count: int
    dialog: SafeString


class ToldRow(NamedTuple):
    """An announcement that was issued."""

    url: str
    symbol: str
    about: str
    unit: str
    issued_on: date


def unclosed_rows(
    request: HttpRequest, dossiers: Iterable[Dossier], *, can_issue: bool
) -> list[UnclosedRow]:
    """Of `announcement_services.to_close`."""
    ask = _ask(request, "Kết thúc, ra thông báo")
    rows = []
    for dossier in dossiers:
        head, lines = DossierHead.of(dossier), dossier.refused
        asks = can_issue and not dossier.is_own
        dialog = asks and ask.filled(
            id=f"ket-thuc-{head.ref}",
            action=address("decisions:announcement_close", head.ref),
            title=f"Không khen thưởng {len(lines)} trường hợp của hồ sơ {head.ref}?",
            text="Các trường hợp này không mở lại được. Thông báo lấy số tiếp theo của Phòng Nội "
            f"vụ, gửi {head.unit} kèm lý do; số đã lấy và lời đã báo không rút lại được.",
            seen=dossier.seen,
        )
        rows.append(
            UnclosedRow(
                head, lines[:_SHOWN], lines[_SHOWN:], dossier.is_own, dialog or SafeString()
            )
        )
    return rows


def untold_rows(
    request: HttpRequest, dossiers: Iterable[Dossier], *, can_issue: bool
) -> list[UntoldRow]:
    """Of `announcement_services.to_tell`."""
    ask = _ask(request, "Ra thông báo", seen="")
    rows = []
    for dossier in dossiers:
        head, count = DossierHead.of(dossier), dossier.untold
        dialog = can_issue and ask.filled(
            id=f"thong-bao-{head.ref}",
            action=address("decisions:announcement_issue", head.ref),
            title=f"Ra thông báo về hồ sơ {head.ref}?",
            text=f"Thông báo lấy số tiếp theo của Phòng Nội vụ, gửi {head.unit} về {count} trường "
            "hợp không được khen thưởng. Số đã lấy và lời đã báo không rút lại được.",
        )
        rows.append(UntoldRow(head, count, dialog or SafeString()))
    return rows


def told_rows(announcements: Iterable[ResultAnnouncement]) -> list[ToldRow]:
    """Of announcements with their document, dossier and unit."""
    return [
        ToldRow(
            address("documents:detail", row.document.code),
            row.document.symbol,
            f"{row.dossier.ref}, {row.dossier.title}",
            row.dossier.unit.short_name,
            row.document.issued_on,
        )
        for row in announcements
    ]


def _ask(request: HttpRequest, label: str, **said: str) -> Pattern:
    opened = [name for name in _OPENED if name not in said]
    return Pattern(request, "_confirm.html", opened, label=label, **_SAID, **said)
