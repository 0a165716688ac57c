"""What the pages of one decision show: everything asked once, however many names there are."""

from typing import NamedTuple

from django.urls import reverse

from campaigns import law
from campaigns.enums import HonoureeKind
from campaigns.models import LegalBasis, Quota
from decisions.lineup import KIND_ORDER, Entry, LineUp
from decisions.models import Decision
from nganam_awards.core import clock
from nganam_awards.documents.enums import MAX_TRIES
from nganam_awards.documents.models import Document


class Section(NamedTuple):
    """One kind of honouree of the line-up."""

    title: str
    entries: list[Entry]
    total_vnd: int


class Places(NamedTuple):
    """A row of places as the Chairman weighs it: approved, awarded, with him now."""

    label: str
    limit: int
    awarded: int
    with_chairman: int
    here: int
    recommended: int = 0
    proposed: int = 0

    @property
    def left(self) -> int:
        """Places nobody holds once he has signed what lies before him."""
        return self.limit - self.awarded - self.with_chairman

    @property
    def over(self) -> int:
        """How many names of this very decision find no place."""
        return max(self.awarded + self.here - self.limit, 0)


def sections(lineup: LineUp) -> list[Section]:
    """The line-up kind by kind, as the annex lists it."""
    return [
        Section(HonoureeKind(kind).label, entries, sum(entry.prize_vnd for entry in entries))
        for kind in KIND_ORDER
        if (entries := lineup.of(kind))
    ]


def places(lineup: LineUp) -> list[Places]:
    """The rows of the plan on which this line-up draws."""
    drawn: dict[int, int] = {}
    for nomination in lineup.nominations:
        if nomination.quota_id:
            drawn[nomination.quota_id] = drawn.get(nomination.quota_id, 0) + 1
    rows = Quota.objects.filter(pk__in=drawn).for_meter()
    return [
        Places(row.label, row.limit, row.awarded, row.with_chairman, drawn[row.pk]) for row in rows
    ]


def kind_label(kind: str) -> str:
    """«cá nhân»."""
    return HonoureeKind(kind).label.lower()


def left_out(lineup: LineUp) -> list[str]:
    """Who has left the line-up since it was submitted, and how each stands now."""
    return [
        f"{row.nomination.full_name} không còn trong danh sách: "
        f"{row.nomination.get_state_display().lower()}."
        for row in lineup.left_out
    ]


def crowded(rows: list[Places]) -> list[str]:
    """What stands against an approval today: more names than places."""
    return [
        f"{row.label}: chỉ tiêu {row.limit}, đã khen {row.awarded}, quyết định này {row.here}; "
        f"vượt {row.over}."
        for row in rows
        if row.over
    ]


def paper(decision: Decision, document: Document | None) -> dict:
    """What `documents/_paper.html` needs to show the pages of a paper inside this page."""
    if document is None:
        return {"document": None}
    return {
        "document": document,
        "pages": range(1, (document.page_count or 0) + 1),
        "tries_left": max(MAX_TRIES - document.tries, 0),
        "paper_poll": reverse("decisions:paper_progress", args=[decision.pk]),
    }


class Ground(NamedTuple):
    """A line of the preamble as printed; where it is law, the row it comes from."""

    text: str
    basis: LegalBasis | None


def grounds(decision: Decision) -> list[Ground]:
    """Căn cứ of the paper as it was printed: frozen once it is issued, the draft's before."""
    printed = decision.document or decision.draft
    if printed is None:
        return []
    day = decision.issued_on or clock.today()
    rows = {row.text: row for row in law.basis_rows_on(day, decision.category)}
    return [Ground(text, rows.get(text)) for text in printed.context.get("grounds", [])]
