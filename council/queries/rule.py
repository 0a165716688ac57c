"""What the law asks of the Council on a day: of which lines, in which form, with which share."""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import Exact

from campaigns.models import AwardPlan
from council.models import CampaignRule
from dossiers.models import Nomination
from law.figures import CouncilShare, QuorumPart, RuleKey, VoteBase, VoteForm, YesNo
from law.queries import award_rule as award_rule_queries, regime as regime_queries


SHARES = {
    CouncilShare.TITLES: RuleKey.BALLOT_TITLES,
    CouncilShare.OTHERS: RuleKey.BALLOT_OTHERS,
    CouncilShare.TOWN: RuleKey.BALLOT_TOWN,
}


class CouncilRule(NamedTuple):
    """By which rule a case is voted on; `source` says where it is written."""

    form: VoteForm
    base: VoteBase
    percent: int
    quorum: QuorumPart
    tie_with_chair: bool
    bars_heads: bool
    source: str = ""


class CouncilRules:
    """The rules of one day, each part read once however many lines are asked about."""

    def __init__(self, day: date) -> None:
        self.day = day

    @cached_property
    def _choices(self) -> dict[tuple[int, str], award_rule_queries.CouncilChoice]:
        return award_rule_queries.council_choices_on(self.day)

    @cached_property
    def _plans(self) -> set[int]:
        """Plans of campaigns that are switched on: lines know their plan, not its campaign."""
        switched = _campaigns_on(self.day).values("campaign")
        plans = AwardPlan.objects.filter(campaign__in=switched).order_by()
        return set(plans.values_list("pk", flat=True))

    @cached_property
    def _figures(self) -> regime_queries.Rules:
        return regime_queries.rule_set_on(self.day)

    def of(self, award_type: int, category: str, form: VoteForm) -> CouncilRule:
        """The whole rule for a case of this award in this form."""
        choice, figures = self._choice(award_type, category), self._figures
        return CouncilRule(
            form=form,
            base=VoteBase.ALL if form == VoteForm.OPINION else choice.base,
            percent=figures[SHARES[choice.share]],
            quorum=figures[RuleKey.COUNCIL_QUORUM],
            tie_with_chair=figures[RuleKey.COUNCIL_TIE] == YesNo.YES,
            bars_heads=figures[RuleKey.COUNCIL_HEADS] == YesNo.YES,
            source=choice.source,
        )

    def form_for(self, line: Nomination) -> VoteForm:
        """In which form one line with its dossier is asked about; twin of `form_on`, `asked_on`."""
        choice = self._choice(line.award_type_id, line.dossier.category)
        if choice.form == VoteForm.NONE and line.dossier.plan_id in self._plans:
            return VoteForm.OPINION
        return choice.form

    def _choice(self, award_type: int, category: str) -> award_rule_queries.CouncilChoice:
        general = self._choices.get((award_type, ""), award_rule_queries.CouncilChoice())
        return self._choices.get((award_type, category), general)


def asked_on(day: date) -> Q:
    """Nominations about which the law of the day, or a campaign's switch, asks the Council.

    A condition that reads nothing by itself: queues and counts of every page stand on it.
    """
    switched = _campaigns_on(day).filter(campaign=OuterRef("dossier__plan__campaign"))
    by_law = award_rule_queries.asks_council(day, "award_type", "dossier__category")
    return by_law | Q(Exists(switched))


def form_on(day: date) -> Case:
    """In which form a nomination is asked about on the day, as a column of it.

    Twin of `CouncilRules.form_for` for lists.
    """
    form = award_rule_queries.council_form_on(day, "award_type", "dossier__category")
    switched = _campaigns_on(day).values("campaign")
    is_switched_on = Q(
        Exact(form, Value(VoteForm.NONE.value)), dossier__plan__campaign__in=switched
    )
    return Case(
        When(is_switched_on, then=Value(VoteForm.OPINION.value)),
        default=form,
        output_field=CharField(),
    )


def quorum_on(day: date) -> QuorumPart:
    """Which part of the members must be there, by the rule of that day."""
    return regime_queries.rule_set_on(day)[RuleKey.COUNCIL_QUORUM]


def _campaigns_on(day: date) -> QuerySet[CampaignRule]:
    return CampaignRule.objects.in_force(day).order_by()
