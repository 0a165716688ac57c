"""What the law asks of the Council on a day: of which lines, in which form, with which share."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q

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
    """The rules of one day, read once however many lines are asked about (three queries)."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._choices = award_rule_queries.council_choices_on(day)
        self._campaigns = set(
            CampaignRule.objects.in_force(day).order_by().values_list("campaign", flat=True)
        )
        self._figures = regime_queries.rule_set_on(day)

    def form_of(self, award_type: int, category: str, campaign: int | None = None) -> VoteForm:
        """In which form lines of this award, category and campaign are asked about."""
        choice = self._choice(award_type, category)
        if choice.form == VoteForm.NONE and campaign in self._campaigns:
            return VoteForm.OPINION
        return choice.form

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
        """The same of one line with its dossier and plan."""
        dossier = line.dossier
        campaign = dossier.plan.campaign_id if dossier.plan_id else None
        return self.form_of(line.award_type_id, dossier.category, campaign)

    def asked(self) -> Q:
        """Lines whose rule asks the Council, as a condition on nominations."""
        found, own = Q(pk__in=[]), {}
        for (award, category), choice in self._choices.items():
            if category:
                own.setdefault(award, {})[category] = choice
        general: dict[tuple[str, ...], list[int]] = {}
        for (award, category), choice in self._choices.items():
            if category or choice.form == VoteForm.NONE:
                continue
            excepted = tuple(sorted(own.get(award, {})))
            general.setdefault(excepted, []).append(award)
        for excepted, awards in general.items():
            condition = Q(award_type__in=awards)
            if excepted:
                condition &= ~Q(dossier__category__in=excepted)
            found |= condition
        for award, choices in own.items():
            asked = [c for c, choice in choices.items() if choice.form != VoteForm.NONE]
            if asked:
                found |= Q(award_type=award, dossier__category__in=asked)
        if self._campaigns:
            found |= Q(dossier__plan__campaign__in=sorted(self._campaigns))
        return found

    def asks(self, line: Nomination) -> bool:
        """Twin of `asked` for one line with its dossier and plan."""
        return self.form_for(line) != VoteForm.NONE

    def _choice(self, award_type: int, category: str) -> award_rule_queries.CouncilChoice:
        general = self._choices.get((award_type, ""), award_rule_queries.CouncilChoice())
        return self._choices.get((award_type, category), general)


def quorum_on(day: date) -> QuorumPart:
    """Which part of the members must be there, by the rule of that day."""
    return regime_queries.rule_set_on(day)[RuleKey.COUNCIL_QUORUM]


def asks_any(rules: CouncilRules, lines: Iterable[Nomination]) -> bool:
    """Does the law of that day ask the Council about one of these?"""
    return any(rules.asks(line) for line in lines)
