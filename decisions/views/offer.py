"""What waits for a decision, as pages offer it: groups in words, people with a box each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict

from campaigns.models import AwardPlan
from decisions.queries import (
    articles as articles_queries,
    offer as offer_queries,
    whose as whose_queries,
)
from decisions.queries.offer import LineUpGroup, WaitingLines
from dossiers.models import Nomination
from honourees.queries import record as record_queries
from law.enums import Category, HonoureeKind
from law.models import AwardType
from law.models.award_type import spoken_awards, verb_of
from nganam_awards.core import tick
from nganam_awards.core.pages import NumberedPage, numbered_page
from nganam_awards.core.text import clean_line, fold, search_terms
from units.models import Unit


LONGEST_NAME = 100  # of what is looked for


@dataclass(frozen=True)
class Offer:
    """One group of waiting nominations in words."""

    group: LineUpGroup
    award_types: list[AwardType]
    plan: AwardPlan | None

    @property
    def title(self) -> str:
        """The campaign, or the kind of award without one."""
        if self.plan is None:
            return f"{Category(self.group.category).label} {self.group.merit_year}"
        return self.plan.campaign.name

    @property
    def occasion(self) -> str:
        """«Giấy khen · tổng kết 2023»."""
        when = f"năm {self.group.merit_year}"
        if self.plan is not None:
            kind = self.plan.get_review_kind_display().lower()
            when = f"{kind} {self.plan.review_year}"
        return f"{spoken_awards(self.award_types)} · {when}"

    @property
    def act(self) -> str:
        """«Tặng Giấy khen»: how the sentence of Điều 1 begins; what is asked of the province."""
        if self.group.is_forward:
            return f"Đề nghị cấp trên xét {spoken_awards(self.award_types)}"
        verb = verb_of(self.group.award_kind)
        return f"{verb[:1].upper()}{verb[1:]} {spoken_awards(self.award_types)}"

    @property
    def reason(self) -> str:
        """The common achievement as most decisions word it; the officer may change it."""
        group = self.group
        return articles_queries.usual_reason(
            group.category, group.award_kind, self.plan, group.merit_year
        )


def offers(
    lines: Collection[WaitingLines], awards: Iterable[AwardType], plans: Iterable[AwardPlan]
) -> list[Offer]:
    """The groups of these lines with their plans and the awards that wait in them."""
    waiting = {(some.group, some.award) for some in lines}
    awards, plan_of = list(awards), {plan.pk: plan for plan in plans}
    return [
        Offer(g, [a for a in awards if (g[:-1], a.pk) in waiting], plan_of.get(g.plan_id))
        for g in offer_queries.groups(lines)
    ]


class TickBox(NamedTuple):
    """One line with its box, as the page writes it."""

    key: str
    addressed: str
    about: str
    is_ticked: bool


def _box(row: Nomination, *, is_ticked: bool, says_award: bool) -> TickBox:
    award = row.award_type.name if says_award else ""
    told = (award, HonoureeKind(row.honouree_kind).label, row.position, row.working_unit)
    about = " · ".join(filter(None, (*told, f"hồ sơ {row.dossier.ref}")))
    return TickBox(str(row.pk), row.addressed, about, is_ticked)


@dataclass
class UnitOffer:
    """Waiting nominations of one unit: how many, and those of this page with a box each."""

    unit: Unit
    rows: list[Nomination]
    ticked: set[int]
    boxes: list[TickBox]
    mains: dict[int, int]

    @property
    def counted(self) -> str:
        """«03 tập thể, 12 cá nhân» of the whole unit."""
        return whose_queries.counted_honourees(self.rows, self.mains)

    @property
    def is_full(self) -> bool:
        """Everybody of the unit is chosen."""
        return all(row.pk in self.ticked for row in self.rows)

    @property
    def is_part(self) -> bool:
        """Some of the unit stand on another page."""
        return len(self.boxes) < len(self.rows)


class Boxes:
    """Waiting nominations unit by unit, a page at a time; what is ticked is known of all.

    `chosen` None: everybody. What a press asks (another page, a name, everybody, nobody, one unit)
    is read from `data`; it writes nothing.
    """

    def __init__(
        self, rows: Iterable[Nomination], data: QueryDict, chosen: Iterable[int] | None
    ) -> None:
        self._of_unit: dict[int, list[Nomination]] = {}
        for row in rows:
            self._of_unit.setdefault(row.dossier.unit_id, []).append(row)
        self.rows = [row for those in self._of_unit.values() for row in those]
        self.name = clean_line(data.get(tick.NAME, ""))[:LONGEST_NAME]
        self.found = self._found()
        wanted = None if chosen is None else set(chosen)
        self.ticked = {row.pk for row in self.rows if wanted is None or row.pk in wanted}
        self._tick_many(data)
        self.page: NumberedPage = numbered_page(tick.page_asked(data), self.found)

    def _found(self) -> list[Nomination]:
        terms = search_terms(self.name)
        if not terms:
            return self.rows
        return [row for row in self.rows if all(term in fold(row.full_name) for term in terms)]

    def _tick_many(self, data: QueryDict) -> None:
        if (asked := tick.ticks_all(data)) is None:
            return
        is_on, unit = asked
        those = {row.pk for row in self.found if unit in {"", str(row.dossier.unit_id)}}
        self.ticked = self.ticked | those if is_on else self.ticked - those

    @cached_property
    def mains(self) -> dict[int, int]:
        """Which of their records speak for others, asked once a page."""
        return record_queries.mains_of(row.honouree_id for row in self.rows)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def is_many(self) -> bool:
        """More than this page shows, or would show without a name that is looked for."""
        return self.page.has_others or bool(self.name)

    @cached_property
    def chosen(self) -> list[Nomination]:
        """Whom the boxes name, on whichever page they stand."""
        return [row for row in self.rows if row.pk in self.ticked]

    @cached_property
    def elsewhere(self) -> list[int]:
        """Keys that are ticked and have no box on this page."""
        here = {row.pk for row in self.page}
        return [row.pk for row in self.chosen if row.pk not in here]

    @property
    def kept(self) -> str:
        """The same, as the form carries them."""
        return tick.kept(self.elsewhere)

    @property
    def are_all_found(self) -> bool:
        """Is everybody ticked whom the name that is looked for leaves? Nobody is not everybody."""
        return bool(self.found) and all(row.pk in self.ticked for row in self.found)

    @cached_property
    def units(self) -> list[UnitOffer]:
        """The units of this page, by name."""
        here: dict[int, list[TickBox]] = {}
        unit_of: dict[int, Unit] = {}
        many_awards = len({row.award_type_id for row in self.rows}) > 1  # one stands in the title
        for row in self.page:
            box = _box(row, is_ticked=row.pk in self.ticked, says_award=many_awards)
            here.setdefault(row.dossier.unit_id, []).append(box)
            unit_of[row.dossier.unit_id] = row.dossier.unit
        among = {row.pk for row in self.found} if self.name else None
        return [
            UnitOffer(
                unit_of[pk],
                [row for row in self._of_unit[pk] if among is None or row.pk in among],
                self.ticked,
                boxes,
                self.mains,
            )
            for pk, boxes in here.items()
        ]
