"""The law of a day as provisions ask it: figures, needed awards, powers and texts, read together.

Read once and kept as long as the law stands (`LawStamp`): a page that asks costs one question.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from law.enums import AwardKind, GoverningDay, Level, ProvisionKey
from law.figures import RuleKey
from law.models import AwardPower, Prerequisite, Provision, RuleValue
from law.queries import (
    award_rule as award_rule_queries,
    award_type as award_type_queries,
    regime as regime_queries,
    stamp as stamp_queries,
)
from law.queries.award_rule import AwardChoice, CouncilChoice
from law.queries.stamp import kept
from nganam_awards.core.refusals import Refused


class LawOfDay:
    """What the law says on one day. Rows are read-only; none where the catalogue has none."""

    def __init__(self, day: date) -> None:
        self.day = day
        try:
            self.rules = regime_queries.rule_set_on(day)
        except Refused:  # a day of no regime: nothing is asked then
            self.rules = None
        self._provisions = {row.key: row for row in _newest(Provision.objects.valid_on(day))}
        self._needs: defaultdict[int, dict[int, list[Prerequisite]]] = defaultdict(dict)
        if self.rules is not None:
            needs = Prerequisite.objects.valid_on(day).filter(rule_set=self.rules.rule_set)
            for row in needs.select_related("needed_award", "award_type").order_by("group", "pk"):
                self._needs[row.award_type_id].setdefault(row.group, []).append(row)
        powers = AwardPower.objects.valid_on(day).select_related("award_type")
        powers = powers.order_by("valid_from")
        self._powers = {row.award_type_id: row for row in powers}
        self._choices = award_rule_queries.choices_on(day)
        self._votes = award_rule_queries.council_choices_on(day)
        self.ratios = tuple(regime_queries.ratio_rules(day)) if self.rules else ()

    def provision(self, key: ProvisionKey) -> Provision | None:
        """The text in force; None: the law of the day does not ask it."""
        return self._provisions.get(key)

    def figure(self, key: RuleKey) -> RuleValue:
        """A figure with its source. Raises Refused where the catalogue has none."""
        if self.rules is None:
            raise Refused(f"Chưa có bộ quy tắc cho ngày {self.day:%d/%m/%Y}.")
        return self.rules.row(key)

    def needs(self, award_type_id: int) -> dict[int, list[Prerequisite]]:
        """{group: alternatives of which one must be met} of an award."""
        return self._needs.get(award_type_id, {})

    def all_needs(self) -> Iterable[list[Prerequisite]]:
        """The groups of every award, in the order of the catalogue."""
        groups = [rows for needs in self._needs.values() for rows in needs.values()]
        return sorted(groups, key=lambda rows: (rows[0].award_type.order, rows[0].group))

    def ladder_needs(self) -> list[Prerequisite]:
        """Every row that asks for an award of so many consecutive years, alternatives once."""
        rows = (row for needs in self.all_needs() for row in needs)
        asked = {
            (row.award_type_id, row.needed_award_id): row
            for row in rows
            if row.years and row.needed_award_id and not row.share
        }
        return sorted(asked.values(), key=lambda row: (row.award_type.order, row.pk))

    def power(self, award_type_id: int) -> AwardPower | None:
        """Whose decision the award needs; None: nobody gives it on this day."""
        return self._powers.get(award_type_id)

    def is_form(self, award_type_id: int) -> bool:
        """Is it a form of award (hình thức), not a title? What the day does not know, is."""
        power = self.power(award_type_id)
        return power is None or power.award_type.kind == AwardKind.COMMENDATION

    def is_town(self, award_type_id: int) -> bool:
        """May a decision of the town's Chairman carry it?"""
        power = self.power(award_type_id)
        return power is not None and power.level == Level.TOWN

    def choice(self, award_type_id: int) -> AwardChoice:
        """Is it posted, are others asked about it."""
        return self._choices.get(award_type_id, AwardChoice())

    def vote(self, award_type_id: int, category: str) -> CouncilChoice:
        """How the Council is asked about it in a category."""
        general = self._votes.get((award_type_id, ""), CouncilChoice())
        return self._votes.get((award_type_id, category), general)


class Law:
    """The two days that govern one examination: of the merit and of the decision."""

    def __init__(self, merit_day: date, decision_day: date, stamp: UUID | None = None) -> None:
        self.stamp = stamp or stamp_queries.stamp()
        self.on_merit = law_on.under(self.stamp, merit_day)
        self.on_decision = law_on.under(self.stamp, decision_day)

    def of(self, key: ProvisionKey) -> tuple[LawOfDay, Provision] | None:
        """The day's law by which a provision goes, with its text; None: it is not asked."""
        for law, governs in (
            (self.on_merit, GoverningDay.MERIT),
            (self.on_decision, GoverningDay.DECISION),
        ):
            row = law.provision(key)
            if row is not None and row.governs == governs:
                return law, row
        return None


@kept
def law_on(day: date) -> LawOfDay:
    """The law of a day."""
    return LawOfDay(day)


def award_codes() -> dict[str, int]:
    """{code: key} of the catalogue of awards."""
    return {award.code: key for key, award in award_type_queries.by_key().items()}


def _newest(rows: Iterable[Provision]) -> list[Provision]:
    return sorted(rows, key=lambda row: row.valid_from)
