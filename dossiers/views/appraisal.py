"""The officer's list of a dossier: narrowed, bounded, with what one press can do for all of it."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest

from dossiers.enums import NominationState
from dossiers.forms.appraisal import BY_FINDING, BY_VERDICT, LineFilter
from dossiers.models import Dossier, Nomination
from dossiers.rules import takeover as takeover_rules
from dossiers.rules.line_note import LineNote, standing
from dossiers.services.verdict import Verdicts, rest_of
from nganam_awards.core import clock
from nganam_awards.core.pages import ListPage
from nganam_awards.core.text import whole_number


LINES_A_PAGE = 300
_RANK = {"fail": 0, "ask": 1, "pass": 2}
USUAL_REASONS = (
    "Thành tích chưa đủ tiêu chuẩn của phong trào.",
    "Chưa có minh chứng cho thành tích.",
    "Vượt số lượng được khen của đơn vị.",
)
_KEY = "recommended_rest"  # in the session: {ref: what «Lấy lại» takes back}


class Chip(NamedTuple):
    """One way to narrow the list, how many it would show, and the address that does it."""

    label: str
    count: int
    query: str
    is_current: bool


class LinePage(ListPage):
    """One page of the list, and before them whatever was typed of lines that are not on it."""

    def __init__(self, rows: list[Nomination], number: int, typed: list[Nomination]) -> None:
        super().__init__(rows, number, LINES_A_PAGE)
        there = {line.pk for line in self.object_list}
        self.object_list = [*(row for row in typed if row.pk not in there), *self.object_list]


def narrowed(
    request: HttpRequest,
    dossier: Dossier,
    lines: list[Nomination],
    notes: dict[int, list[LineNote]],
    typed: Verdicts,
) -> tuple[LinePage, dict]:
    """The page that the address asks for, what needs a look first; its chips and addresses."""
    asked = LineFilter.read(request.GET)
    said = {line.pk: standing(notes.get(line.pk, [])) for line in lines}
    rows = sorted(lines, key=lambda line: (_is_off(line), _RANK[said[line.pk]]))
    named = asked.named(rows)
    kept = [line for line in named if asked.keeps(line.state, said[line.pk])]
    stand = Counter((line.state, said[line.pk]) for line in named)
    pinned = whole_number(request.GET.get("dong", ""))
    at = next((place for place, line in enumerate(kept) if line.pk == pinned), None)
    if at is not None:
        asked = replace(asked, page=at // LINES_A_PAGE + 1)
    page = LinePage(kept, asked.page, [line for line in rows if line.pk in typed])
    return page, {
        "asked": asked,
        "kept_count": len(kept),
        "verdict_chips": _chips(asked, "verdict", BY_VERDICT, stand),
        "finding_chips": _chips(asked, "finding", BY_FINDING, stand),
        "previous_query": replace(asked, page=page.previous_page_number).query,
        "next_query": replace(asked, page=page.next_page_number).query,
        **_for_all(request, dossier, lines, notes),
    }


def _is_off(line: Nomination) -> bool:
    return line.state == NominationState.REMOVED


def grouped(shown: list) -> list[tuple[str, list]]:
    """The list under its heads: «Cần xem», then kind by kind, at last who was taken off."""
    groups: dict[str, list] = {}
    for item in shown:
        groups.setdefault(_head_of(item), []).append(item)
    return list(groups.items())


def _head_of(item: object) -> str:
    if _is_off(item.line):
        return "Đã rút"
    return "Cần xem" if item.notes else item.line.get_honouree_kind_display()


class CasePlace(NamedTuple):
    """Where the nominee stands who is read, and who stands beside him on this page."""

    item: object
    number: int
    before: object | None
    after: object | None
    waiting: object | None  # the next one without a word


def place_in(
    request: HttpRequest, shown: list, page: LinePage, typed: Verdicts, lacking: Collection[int]
) -> CasePlace | None:
    """Who is read: whoever lacks something, was typed about, was asked for, or waits first."""
    if not shown:
        return None
    keys = [item.line.pk for item in shown]
    asked = whole_number(request.POST.get("line", "") or request.GET.get("dong", ""))
    waiting = [n for n, item in enumerate(shown) if _waits(item)]
    open_ = {item.line.pk for item in shown if item.can_judge}
    said = [pk for pk in typed if pk in open_]  # what was typed comes back in its box
    wanted = [pk for pk in (*lacking, *said, asked) if pk in keys]
    at = keys.index(wanted[0]) if wanted else (waiting or [0])[0]
    others = [n for n in waiting if n > at] + [n for n in waiting if n < at]
    return CasePlace(
        item=shown[at],
        number=(page.number - 1) * LINES_A_PAGE + at + 1,
        before=shown[at - 1] if at else None,
        after=shown[at + 1] if at + 1 < len(shown) else None,
        waiting=shown[others[0]] if others else None,
    )


def _waits(item: object) -> bool:
    return item.can_judge and item.line.state == NominationState.PROPOSED


def addresses(request: HttpRequest, asked: LineFilter, place: CasePlace | None) -> dict[str, str]:
    """What stands before «dong=…» and before «giay=…» in the links of the page."""
    kept = {name: request.GET.get(name, "") for name in ("giay", "trang")}
    paper = urlencode({name: value for name, value in kept.items() if value})
    one = f"dong={place.item.line.pk}" if place else ""
    return {
        "list_query": "".join(f"{words}&" for words in (asked.query, paper) if words),
        "case_query": "".join(f"{words}&" for words in (asked.query, one) if words),
    }


def _chips(
    asked: LineFilter,
    field: str,
    words: Iterable[tuple],
    stand: Counter[tuple[str, str]],
) -> list[Chip]:
    """Only those that would show somebody; a finding pressed again shows all again.

    `stand`: how many lines of the name that was looked for stand how, by state and findings.
    """
    chips = []
    for slug, label, _ in words:
        one = replace(asked, **{field: slug, "page": 1})
        count = sum(number for how, number in stand.items() if one.keeps(*how))
        is_current = getattr(asked, field) == slug
        if field == "finding" and is_current:
            one = replace(one, finding="")
        if count or is_current or not slug:
            chips.append(Chip(label, count, one.query, is_current))
    return chips


def _for_all(
    request: HttpRequest,
    dossier: Dossier,
    lines: list[Nomination],
    notes: dict[int, list[LineNote]],
) -> dict:
    """«Đề nghị tất cả còn lại»: how many it takes, whom it leaves, and what may be taken back."""
    asking = takeover_rules.asking_reason(lines, clock.today())
    rest = rest_of(dossier, lines, notes, asking)
    return {
        "rest": rest,
        "held_query": LineFilter(verdict="chua").query,
        "taken_back": request.session.get(_KEY, {}).get(dossier.ref),
        "asking_reason": asking,
    }


def usual_reasons(notes: list[LineNote]) -> list[str]:
    """What is often written, this line's own findings first."""
    own = [note.reason for note in notes if note.reason]
    return list(dict.fromkeys([*own[:2], *USUAL_REASONS]))


def remember(request: HttpRequest, dossier: Dossier, since: int, until: int, count: int) -> None:
    """Keep what «Lấy lại» takes back; the newest act of each of the last dossiers."""
    kept = request.session.get(_KEY, {})
    kept.pop(dossier.ref, None)
    kept[dossier.ref] = {"since": since, "until": until, "count": count}
    request.session[_KEY] = dict(list(kept.items())[-20:])


def recall(request: HttpRequest, dossier: Dossier) -> dict | None:
    """What was kept, once."""
    kept = request.session.get(_KEY, {})
    found = kept.pop(dossier.ref, None)
    if found is not None:
        request.session[_KEY] = kept
    return found
