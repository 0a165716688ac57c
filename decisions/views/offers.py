"""What the compose page offers: nominations that may share a decision, unit by unit."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from campaigns.enums import Category
from campaigns.models import AwardPlan, AwardType
from campaigns.models.award_type import spoken_awards, verb_of
from decisions import wording
from decisions.lineup import COUNTED, GROUPED_BY, Group
from dossiers.models import Nomination
from units.models import Unit


@dataclass(frozen=True)
class Offer:
    """One group of waiting nominations in words."""

    group: Group
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
        return wording.usual_reason(group.category, group.award_kind, self.plan, group.merit_year)


def offers(groups: Iterable[Group], rows: QuerySet[Nomination]) -> list[Offer]:
    """Groups with their plans and the awards that wait in them, in three queries."""
    groups = list(groups)
    waiting = set(rows.order_by().values_list(*GROUPED_BY, "paper_kind", "award_type").distinct())
    awards = list(AwardType.objects.filter(pk__in={award for *_, award in waiting}))
    plans = AwardPlan.objects.select_related("campaign").in_bulk(
        {group.plan_id for group in groups if group.plan_id}
    )
    return [
        Offer(g, [a for a in awards if (*g[:-1], a.pk) in waiting], plans.get(g.plan_id))
        for g in groups
    ]


@dataclass
class UnitOffer:
    """Waiting nominations of one unit, with a box each."""

    unit: Unit
    boxes: list[tuple[Nomination, bool]]
    counted: str = ""

    @property
    def is_full(self) -> bool:
        """Everybody of the unit is chosen."""
        return all(is_ticked for _, is_ticked in self.boxes)


def by_unit(rows: QuerySet[Nomination], ticked: set[int] | None) -> list[UnitOffer]:
    """Units by name; `ticked` None means that everybody is chosen."""
    found: dict[int, UnitOffer] = {}
    for row in rows:
        unit = row.dossier.unit
        box = (row, ticked is None or row.pk in ticked)
        found.setdefault(unit.pk, UnitOffer(unit, [])).boxes.append(box)
    for offer in found.values():
        kinds = [row.honouree_kind for row, _ in offer.boxes]
        offer.counted = ", ".join(
            f"{kinds.count(kind)} {words}" for kind, words in COUNTED.items() if kind in kinds
        )
    return list(found.values())


def tick(units: list[UnitOffer], asked: str) -> None:
    """All or nobody, of every unit or of one: «all», «none», «all-12», «none-12»."""
    word, _, unit = asked.partition("-")
    if word not in {"all", "none"}:
        return
    for offer in units:
        if unit in {"", str(offer.unit.pk)}:
            offer.boxes = [(row, word == "all") for row, _ in offer.boxes]
