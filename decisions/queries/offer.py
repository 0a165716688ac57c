"""What waits for a decision: recommended nominations that no live paper carries yet."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    QuerySet,
    Value,
    When,
)

from campaigns.models import AwardPlan, Campaign
from council.enums import Hold
from council.queries import verdict as verdict_queries
from council.queries.verdict import HeldUp
from decisions.enums import DEAD_STATES, DecisionKind
from decisions.models import Decision, DecisionLine
from dossiers.enums import NominationState
from dossiers.models import Nomination
from law.enums import Level
from law.models import AwardPower, AwardType
from law.queries import award_type as award_type_queries
from nganam_awards.core import clock
from nganam_awards.core.pages import counts_beside
from nganam_awards.core.query_text import QueryText, kept, written
from nganam_awards.core.registry import lines_on_paper
from nganam_awards.core.word_list import keys_as_rows
from units.models import Unit, User


# Whose award it is: the town decides it, or writes to the province about it.
DECIDED_AT = {
    DecisionKind.AWARD: (Level.TOWN,),
    DecisionKind.FORWARD: (Level.PROVINCE, Level.STATE),
}


def available(
    among: QuerySet[Nomination] | None = None, *, composed_on: date | None = None
) -> QuerySet[Nomination]:
    """Recommended nominations of finished dossiers that stand in no live decision yet.

    What the law of the day asks the Council about must have passed there: of today, or of the day
    on which the decision that they would join was composed.
    `among` narrows them: asked of the same rows, not of the whole table again.
    `paper_kind` says whether the town decides the award today or asks a higher authority; awards
    of the communes and the forces go on no paper of the town.
    """
    today = clock.today()
    return (
        (Nomination.objects if among is None else among)
        .filter(
            ~Exists(live_lines()),
            verdict_queries.cleared(composed_on or today),
            verdict_queries.in_finished(),
            state=NominationState.RECOMMENDED,
        )
        .annotate(paper_kind=_paper_kind(today))
        .exclude(paper_kind="")
        .select_related("dossier__unit", "dossier__plan__campaign", "award_type")
        .order_by("dossier__unit__sort_key", "dossier_id", "name_key", "pk")
    )


def live_lines() -> QuerySet[DecisionLine]:
    """What holds a nomination (OuterRef) to a decision that is not dead."""
    rows = DecisionLine.objects.filter(nomination=OuterRef("pk"))
    return rows.exclude(decision__state__in=DEAD_STATES).order_by()


def _paper_kind(day: date) -> Case:
    """A decision of the town where it may decide the award, else its letter to the province."""
    powers = AwardPower.objects.valid_on(day).order_by()
    return Case(
        *(
            When(
                award_type__in=powers.filter(level__in=levels).values("award_type"),
                then=Value(kind),
            )
            for kind, levels in DECIDED_AT.items()
        ),
        default=Value(""),
        output_field=CharField(),
    )


def kind_of(award_type: AwardType, day: date) -> str:
    """The same of one award; empty where neither is the town's to write."""
    power = award_type.power_on(day)
    level = power.level if power else ""
    return next((kind for kind, levels in DECIDED_AT.items() if level in levels), "")


def fitting(decision: Decision) -> QuerySet[Nomination]:
    """What could still join this decision: one category, one plan, one verb, one year."""
    return available(composed_on=clock.day_of(decision.composed_at)).filter(
        paper_kind=decision.kind,
        award_type__kind=decision.award_kind,
        dossier__category=decision.category,
        dossier__plan=decision.plan_id,
        dossier__merit_year=decision.merit_year,
    )


NO_PLAN = 2**63  # groups without a plan stand behind those with one
# What a box says of a line, and what its prize and its place depend on.
_BOXED = (
    *("honouree_kind", "full_name", "gender", "position", "working_unit", "state"),
    *("award_type", "quota", "honouree", "dossier__ref", "dossier__unit"),
)
GROUPED_BY = ("dossier__category", "dossier__plan", "award_type__kind", "dossier__merit_year")


class LineUpGroup(NamedTuple):
    """Nominations that may share one decision, as the compose page offers them."""

    category: str
    plan_id: int | None
    award_kind: str
    merit_year: int
    paper_kind: str
    count: int

    @property
    def key(self) -> str:
        """The group inside an address."""
        parts = (
            self.category,
            self.plan_id or 0,
            self.award_kind,
            self.merit_year,
            self.paper_kind,
        )
        return "-".join(map(str, parts))

    @property
    def is_forward(self) -> bool:
        """Lines that the town asks of a higher authority."""
        return self.paper_kind == DecisionKind.FORWARD


class WaitingLines(NamedTuple):
    """Lines of one unit, for one award, that may share a decision."""

    group: tuple  # a `LineUpGroup` without its number
    award: int
    unit: int
    keys: list[int]

    @property
    def category(self) -> str:
        """Of their dossiers."""
        return self.group[0]

    @property
    def plan(self) -> int | None:
        """Of their dossiers."""
        return self.group[1]


@dataclass(frozen=True)
class Composable:
    """What a person may compose now, and what the Council keeps from it."""

    lines: list[WaitingLines]
    council: HeldUp

    @cached_property
    def plans(self) -> list[AwardPlan]:
        """Whose lines wait, with their campaigns."""
        keys = {some.plan for some in self.lines if some.plan}
        return list(AwardPlan.objects.filter(pk__in=keys).select_related("campaign"))

    @cached_property
    def units(self) -> list[Unit]:
        """Whose lines wait."""
        return list(Unit.objects.filter(pk__in={some.unit for some in self.lines}))

    @cached_property
    def awards(self) -> list[AwardType]:
        """For which they wait."""
        wanted = {some.award for some in self.lines}
        return [award for key, award in award_type_queries.by_key().items() if key in wanted]

    def members(self, group: LineUpGroup, lines: Iterable[WaitingLines]) -> list[Nomination]:
        """Those of a group among `lines`, as boxes name them and as they are paid."""
        keys = [key for some in lines if some.group == group[:-1] for key in some.keys]
        rows = Nomination.objects.filter(pk__in=keys_as_rows(keys)).select_related("dossier")
        in_order = ("dossier__unit__sort_key", "dossier_id", "name_key", "pk")
        award_of = {award.pk: award for award in self.awards}
        unit_of = {unit.pk: unit for unit in self.units}
        found = list(rows.only(*_BOXED).order_by(*in_order))
        for row in found:
            row.award_type = award_of[row.award_type_id]
            row.dossier.unit = unit_of[row.dossier.unit_id]
        return found


def waiting_for(user: User) -> Composable:
    """Both in one query, whose text is kept; the lines are those of `available` that they see."""
    lines, held = [], Counter()
    for *group, hold, award, unit, keys in kept(_recommended, user).answer():
        if hold:
            held[hold] += len(keys)
        elif group[-1]:
            lines.append(WaitingLines(tuple(group), award, unit, keys))
    return Composable(lines, HeldUp(held[Hold.THERE], held[Hold.MISSING]))


def _recommended(user: User) -> QueryText:
    today = clock.today()
    rows = Nomination.objects.visible_to(user).filter(
        ~Exists(live_lines()),
        verdict_queries.of_finished(),
        state=NominationState.RECOMMENDED,
    )
    told = rows.annotate(
        paper_kind=_paper_kind(today), hold=verdict_queries.hold_on(today)
    ).order_by()
    told = told.values_list(*GROUPED_BY, "paper_kind", "hold", "award_type", "dossier__unit")
    return written(told.annotate(keys=ArrayAgg("pk")))


def free_count(user: User) -> int:
    """How many they could compose now, no further than a page says; the text is kept."""
    [[count]] = kept(_free, user).answer()
    return count or 0


def _free(user: User) -> QueryText:
    lines = available(Nomination.objects.visible_to(user))
    return written(counts_beside(user, [lines.values("pk")]))


def groups(lines: Iterable[WaitingLines]) -> list[LineUpGroup]:
    """How many nominations wait under each plan and verb, the fullest first."""
    counts = Counter()
    for some in lines:
        counts[some.group] += len(some.keys)
    found = [LineUpGroup(*group, count) for group, count in counts.items()]
    return sorted(found, key=lambda g: (-g.count, g.category, g.plan_id or NO_PLAN, *g[2:5]))


class NamedGroup(NamedTuple):
    """A group as a list names it: by its plan, with whoever organises that."""

    first: int
    group: LineUpGroup
    title: str
    organiser: str


def named_groups(sizes: Mapping[int, int]) -> list[NamedGroup]:
    """The groups that begin with these lines and have so many, in one query."""
    of_plan = ("campaign__name", "review_kind", "review_year", "campaign__organiser__name")
    named = [f"dossier__plan__{name}" for name in of_plan]
    rows = Nomination.objects.filter(pk__in=sizes).annotate(paper_kind=_paper_kind(clock.today()))
    told = []
    for first, *group, campaign, kind, year, organiser in rows.values_list(
        "pk", *GROUPED_BY, "paper_kind", *named
    ):
        one = LineUpGroup(*group, sizes[first])
        plan = AwardPlan(campaign=Campaign(name=campaign), review_kind=kind, review_year=year)
        title = str(plan) if one.plan_id else f"Thành tích năm {one.merit_year}"
        told.append(NamedGroup(first, one, title, Unit(name=organiser or "").short_name))
    return told


def register() -> None:
    """Called once when the apps are loaded."""
    lines_on_paper.add(live_lines)
