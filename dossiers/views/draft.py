"""The pages of a draft for its clerk: the list, the files, what is written, what was said."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dossiers.enums import Verdict
from dossiers.forms.attachment import AttachmentForm
from dossiers.forms.line_search import CHIPS, TO_LOOK_AT, LineSearch
from dossiers.models import Dossier, DossierEvent, Nomination
from dossiers.queries import (
    award_type as award_type_queries,
    columns as columns_queries,
    honouree as honouree_queries,
    identity as identity_queries,
    nominee as nominee_queries,
    place as place_queries,
)
from dossiers.queries.timeline import steps_of
from dossiers.rules import dossier as dossier_rules, line_gap, readiness as readiness_rules
from dossiers.rules.eligibility import examination
from dossiers.rules.eligibility.finding import Finding
from dossiers.rules.line_gap import LineMark
from dossiers.rules.readiness import Draft
from dossiers.views import own_line, takeover, undo
from dossiers.views.dossier_page import numbered, places_of
from dossiers.views.dossier_step import DOSSIER_STEPS
from dossiers.views.part import parts_of, upload_form
from dossiers.workflow import DossierAction
from honourees.queries.match import Known
from law.enums import DossierPart, HonoureeKind
from nganam_awards.core.pages import NumberedPage
from nganam_awards.core.steps import StepButton
from nganam_awards.core.text import whole_number


LINES_A_PAGE = 40
LIST, PAPERS, WRITTEN, TALK = "dossier", "attachments", "papers", "message"


class DraftTab(NamedTuple):
    """One section of the draft, at an address of its own."""

    name: str
    label: str
    url: str
    count: int
    wanting: str = ""  # what there is to do in it


class DraftRow(NamedTuple):
    """A line as its row shows it."""

    line: Nomination
    place: int  # its number among honourees of its kind, as the list is printed
    marks: list[LineMark]
    known: list[Known]  # records of the register that it may mean
    is_new: bool = False  # what the person has just added or changed

    @property
    def stated(self) -> str:
        """What the unit stated of it, in one line."""
        return columns_queries.stated(self.line)

    @property
    def meant(self) -> str:
        """The name with the capitals that papers write; empty where it has them."""
        return nominee_queries.meant_name(self.line.honouree_kind, self.line.full_name)


class DraftList:
    """The list of a draft, read once, and what its clerk looks at of it.

    With `only` the register is asked for that line alone: its row is drawn, nothing is counted.
    """

    def __init__(
        self, dossier: Dossier, given: Mapping[str, str], *, only: int | None = None
    ) -> None:
        self.dossier, self.search = dossier, LineSearch(given)
        self._given = given
        self.lines = list(dossier.nominations.on_list().as_filed().prefetch_related("award_type"))
        self.draft = Draft(dossier, self.lines)
        self._looked_at = [line for line in self.lines if only in {None, line.pk}]

    @cached_property
    def known(self) -> dict[int, list[Known]]:
        """{line: records of the register that it may mean}."""
        return identity_queries.known_of(self.dossier, self._looked_at)

    @cached_property
    def marks(self) -> dict[int, list[LineMark]]:
        """{line: what it lacks, or wants a look for}."""
        asked, twins = self.draft.asked, self.draft.doubled
        return line_gap.marks_of(
            self.dossier,
            self._looked_at,
            asked,
            known=self.known,
            twins=twins,
            findings=self.findings,
        )

    @cached_property
    def findings(self) -> dict[int, tuple[Finding, ...]]:
        """{line: what the provisions say}, of the lines that are looked at."""
        if len(self._looked_at) == len(self.lines):
            return self.draft.examined.findings.of_lines
        return {line.pk: examination.of_line(self.dossier, line) for line in self._looked_at}

    @property
    def told(self) -> list[tuple[Nomination, Finding]]:
        """What failed or wants a look, the gravest first, with whose it is."""
        found = [
            (line, one)
            for line in self.lines
            for one in self.findings.get(line.pk, ())
            if one.verdict in {Verdict.FAIL, Verdict.WARNING}
        ]
        return sorted(found, key=lambda pair: pair[1].verdict.weight)

    @cached_property
    def _with_words(self) -> list[Nomination]:
        return self.search.with_words(self.lines)

    @cached_property
    def found(self) -> list[Nomination]:
        """What the words and the chip leave."""
        return self.search.of_chip(self._with_words, self.marks, self.search.chip)

    @property
    def chips(self) -> list[tuple[str, str, int, bool]]:
        """(words, address, how many lines, is it chosen?) of each chip."""
        here = self.dossier.get_absolute_url()  # a refused step draws the list elsewhere
        return [
            (
                label,
                f"{here}{self.search.address(xem=chip)}#danh-sach",
                len(self.search.of_chip(self._with_words, self.marks, chip)),
                chip == self.search.chip,
            )
            for chip, label in CHIPS.items()
        ]

    @cached_property
    def page(self) -> NumberedPage:
        """The page that was asked for, or the one on which the line stands that was."""
        return NumberedPage(self.found, self._asked_page(), LINES_A_PAGE)

    @property
    def rows(self) -> list[DraftRow]:
        """The lines of the page."""
        places = numbered(self.lines)
        return [self._row(line, places[line.pk]) for line in self.page]

    def row_of(self, pk: int) -> DraftRow:
        """One line of the list."""
        line = next(line for line in self.lines if line.pk == pk)
        return self._row(line, numbered(self.lines)[pk])

    def _row(self, line: Nomination, place: int) -> DraftRow:
        marks, known = self.marks.get(line.pk, []), self.known.get(line.pk, [])
        return DraftRow(line, place, marks, known, self._has_old and self._is_new(line))

    @cached_property
    def _has_old(self) -> bool:
        """Where everything is new, nothing needs to be lit."""
        first = self._number("moi")
        return first is None or any(line.pk < first for line in self.lines)

    def _is_new(self, line: Nomination) -> bool:
        one, first = self._number("dong"), self._number("moi")
        return line.pk == one or (first is not None and line.pk >= first)

    def _asked_page(self) -> int:
        at = next((i for i, line in enumerate(self.found) if self._is_new(line)), None)
        return self.search.page if at is None else at // LINES_A_PAGE + 1

    def _number(self, name: str) -> int | None:
        return whole_number(self._given.get(name, ""))


def standing_at(dossier: Dossier, pk: int | None, given: Mapping[str, str] | None = None) -> str:
    """The list at one line, looked at as before; without it the list as it was."""
    search = LineSearch(given or {})
    page = search.page if search.page > 1 else ""  # where one stays when the line is not found
    place = "danh-sach" if pk is None else f"dong-{pk}"
    return f"{dossier.get_absolute_url()}{search.address(page=page, dong=pk)}#{place}"


def standing_at_new(dossier: Dossier, lines: list[Nomination]) -> str:
    """The list at the first of the lines that were just added, all of them lit."""
    if not lines:
        return f"{dossier.get_absolute_url()}#danh-sach"
    first = min(lines, key=lambda line: (HonoureeKind(line.honouree_kind).rank, line.order))
    oldest = min(line.pk for line in lines)
    return f"{dossier.get_absolute_url()}?moi={oldest}#dong-{first.pk}"


def list_page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    refused: StepButton | None = None,
    status: int = 200,
) -> HttpResponse:
    """The list (danh sách): searched, narrowed, ticked, a page at a time."""
    listed = DraftList(dossier, request.GET)
    places = places_of(dossier)
    context = framed_list(request, listed, refused=refused) | {
        "list": listed,
        "page": listed.page,
        "rows": listed.rows,
        "total": len(listed.lines),
        "found_count": len(listed.found),
        "awards": list(award_type_queries.award_types_for(dossier)),
        "asks_report": asks_report(listed.draft),
        "meters": place_queries.meters_of(dossier, places, listed.lines),
        "undo_said": (undo.newest(request, dossier) or {}).get("said", ""),
    }
    return render(request, "dossiers/draft/list.html", context, status=status)


def papers_page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    upload: AttachmentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The files (giấy tờ) against the checklist; `?dong=` brings one for that line."""
    draft = Draft(dossier)
    parts = parts_of(draft)
    context = framed(request, draft, PAPERS) | {
        "parts": parts,
        "upload_form": upload or upload_form(dossier, parts, line=request.GET.get("dong", "")),
    }
    return render(request, "dossiers/draft/papers.html", context, status=status)


def talk_page(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What was said of the draft inside the unit, and how far it has come."""
    draft = Draft(dossier)
    context = framed(request, draft, TALK)
    context |= {"steps": steps_of(dossier, context["events"], draft.lines, inside=True)}
    return render(request, "dossiers/draft/talk.html", context)


def framed(
    request: HttpRequest, draft: Draft, here: str, *, refused: StepButton | None = None
) -> dict:
    """What stands around every section: its tabs, what is lacking, the way to the head."""
    dossier, user = draft.dossier, request.user
    events = list(dossier.events.select_related("by").order_by("pk"))
    checks = readiness_rules.checks(draft)
    lacks = [lack for check in checks for lack in check.lacks]
    buttons = DOSSIER_STEPS.buttons(
        dossier, set(dossier_rules.actions_for(user, dossier)), is_calling=not lacks
    )
    leaving = [b for b in buttons if b.step.action == DossierAction.HAND_OVER]
    return {
        "dossier": dossier,
        "draft": draft,
        "counts": honouree_queries.counted_on(draft.lines),
        "tabs": tabs_of(draft, events),
        "here": here,
        "events": events,
        "said": said_in(events),
        "last": events[-1] if events else None,
        "seen": events[-1].pk if events else 0,
        "checks": checks,
        "lacks": lacks,
        "leaving": leaving,
        "buttons": [b for b in buttons if b not in leaving],
        "typed": refused,
        "stale": draft.stale_together,
        "is_inside": True,
        "can_edit": True,
        "can_write": True,
        "can_copy": False,
        **takeover.context(user, dossier),
        **own_line.context(user, dossier),
    }


def framed_list(
    request: HttpRequest, listed: DraftList, *, refused: StepButton | None = None
) -> dict:
    """The same around the list: how many of its lines want a look, too."""
    return framed(request, listed.draft, LIST, refused=refused) | {
        "look_count": sum(line.pk in listed.marks for line in listed.lines),
        "to_look_at": TO_LOOK_AT,
    }


def asks_report(draft: Draft) -> bool:
    """Does some award of the list ask a report of its achievements?"""
    return any(one.part == DossierPart.ACHIEVEMENT_REPORT for one in draft.asked)


def tabs_of(draft: Draft, events: list[DossierEvent]) -> list[DraftTab]:
    """The sections, each with how much is in it, or with what it lacks."""
    missing = sum(part.is_wanting for part in parts_of(draft))
    ref = draft.dossier.ref
    old = f"{len(draft.stale)} cần soạn lại" if draft.stale else ""
    return [
        DraftTab(LIST, "Danh sách", draft.dossier.get_absolute_url(), len(draft.lines)),
        DraftTab(
            PAPERS,
            "Giấy tờ",
            reverse("dossiers:attachments", args=[ref]),
            len(draft.current),
            f"thiếu {missing}" if missing else "",
        ),
        DraftTab(
            WRITTEN, "Văn bản", reverse("dossiers:papers", args=[ref]), len(draft.written), old
        ),
        DraftTab(TALK, "Trao đổi", reverse("dossiers:message", args=[ref]), len(said_in(events))),
    ]


def said_in(events: list[DossierEvent]) -> list[DossierEvent]:
    """Steps that came with words, the newest first."""
    return [event for event in reversed(events) if event.note]
