"""Cờ đỏ: what stands against a signature today, what to look at first, each with its evidence."""

from typing import NamedTuple

from django.urls import reverse

from decisions import papers, rules
from decisions.models import Decision
from decisions.queries.lineup import LineUp
from decisions.views import decision as decision_views
from decisions.views.decision import Places
from dossiers.queries import eligibility as eligibility_queries
from dossiers.rules import takeover as takeover_rules
from law.enums import SeriesPolicy
from law.models import Signatory
from law.queries import regime as regime_queries
from law.services import number_book as number_book_services
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from units.models import User


TOLD_AT_MOST = 10


class Flag(NamedTuple):
    """One sentence, and where it can be checked."""

    text: str
    url: str = ""


class Hand(NamedTuple):
    """The line under which a person signs today, or why there is none."""

    line: Signatory | None
    why_not: tuple[str, ...] = ()


def hand_of(user: User, decision: Decision) -> Hand:
    """Asked once a page: it stands against a signature and says whose book gives the number."""
    day = clock.today()
    try:
        return Hand(
            regime_queries.signatory_of(
                regime_queries.authority_on(day), user, day, decision.category
            )
        )
    except Refused as refusal:
        return Hand(None, refusal.reasons)


def is_numbered_here(hand: Hand, decision: Decision) -> bool:
    """Does the signature issue it at once, or does văn thư number it afterwards?"""
    if hand.line is None:
        return True
    series, year = papers.SERIES[decision.kind], clock.today().year
    return number_book_services.policy_of(hand.line.authority, series, year) == SeriesPolicy.OWN


def against(
    user: User, decision: Decision, lineup: LineUp, places: list[Places], hand: Hand
) -> list[Flag]:
    """Why this person cannot sign this line-up today."""
    page = reverse("decisions:sign", args=[decision.pk])
    own = next((n for n in lineup.nominations if rules.is_about(n, user)), None)
    names = f"{page}#chon-{own.pk}" if own else ""
    return [
        *[Flag(problem) for problem in lineup.problems],
        *[Flag(text, f"{page}#places-title") for text in decision_views.crowded(places)],
        *[Flag(text, names) for text in _own(user, decision, lineup)],
        *[Flag(text) for text in hand.why_not],
        *[Flag(text) for text in takeover_rules.award_blockers(lineup.nominations, clock.today())],
    ]


def beside(decision: Decision, lineup: LineUp, hand: Hand) -> list[Flag]:
    """What hinders nothing and should be seen: a day moved back, who left, who was honoured."""
    authority = hand.line and hand.line.authority
    series = papers.SERIES[decision.kind]
    order = rules.order_warnings(decision, lineup.nominations, authority, series)
    left = [
        Flag(text, row.nomination.dossier.get_absolute_url())
        for row, text in zip(lineup.left_out, decision_views.left_out(lineup), strict=True)
    ]
    notes = eligibility_queries.award_notes(lineup.nominations)
    told = [
        Flag(f"{n.full_name}: {note.text}", n.dossier.get_absolute_url())
        for n in lineup.nominations
        for note in notes.get(n.pk, [])
    ]
    rest = len(told) - TOLD_AT_MOST
    more = [Flag(f"Và {rest} lần khen khác trong năm của những người trong danh sách.")]
    return [
        *[Flag(text) for text in order],
        *left,
        *told[:TOLD_AT_MOST],
        *(more if rest > 0 else []),
    ]


def _own(user: User, decision: Decision, lineup: LineUp) -> list[str]:
    """His own award; where no authority decides today, `hand_of` has said so already."""
    try:
        return rules.own_award_blockers(user, decision, lineup.nominations)
    except Refused:
        return []
