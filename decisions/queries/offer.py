"""What waits for a decision: recommended nominations that no live paper carries yet."""

from datetime import date
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    Min,
    OuterRef,
    QuerySet,
    Value,
    When,
)

from campaigns.models import AwardPlan, Campaign
from council.queries import verdict as verdict_queries
from decisions.enums import DEAD_STATES, DecisionKind
from decisions.models import Decision, DecisionLine
from dossiers.enums import NominationState
from dossiers.models import Nomination
from dossiers.workflow import FINISHED_STATES
from law.enums import Level
from law.models import AwardPower, AwardType
from nganam_awards.core import clock
from nganam_awards.core.registry import lines_on_paper
from units.models import Unit


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
            state=NominationState.RECOMMENDED,
            dossier__state__in=FINISHED_STATES,
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

    def members(self, rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
        """Its nominations among `rows`."""
        return rows.filter(
            paper_kind=self.paper_kind,
            award_type__kind=self.award_kind,
            dossier__category=self.category,
            dossier__plan=self.plan_id,
            dossier__merit_year=self.merit_year,
        )


def groups(rows: QuerySet[Nomination]) -> list[LineUpGroup]:
    """How many nominations wait under each plan and verb, the fullest first."""
    fields = (*GROUPED_BY, "paper_kind")
    found = rows.order_by().values_list(*fields).annotate(count=Count("pk"))
    return [LineUpGroup(*row) for row in found.order_by("-count", *fields)]


class NamedGroup(NamedTuple):
    """A group as a list names it: by its plan, with whoever organises that."""

    first: int
    group: LineUpGroup
    title: str
    organiser: str


def named_groups(firsts: list[int]) -> list[NamedGroup]:
    """The groups that begin with these lines, in one query."""
    fields = (*GROUPED_BY, "paper_kind")
    of_plan = ("campaign__name", "review_kind", "review_year", "campaign__organiser__name")
    named = [f"dossier__plan__{name}" for name in of_plan]
    rows = available().order_by().values_list(*fields, *named).annotate(first=Min("pk"))
    found = rows.filter(first__in=firsts).annotate(count=Count("pk"))
    told = []
    for *group, campaign, kind, year, organiser, first, count in found:
        one = LineUpGroup(*group, count)
        plan = AwardPlan(campaign=Campaign(name=campaign), review_kind=kind, review_year=year)
        title = str(plan) if one.plan_id else f"Thành tích năm {one.merit_year}"
        told.append(NamedGroup(first, one, title, Unit(name=organiser or "").short_name))
    return told


def register() -> None:
    """Called once when the apps are loaded."""
    lines_on_paper.add(live_lines)
