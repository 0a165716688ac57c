"""Cờ đỏ: what stands against a signature today, what to look at first, each with its evidence."""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse

from campaigns import law
from decisions import rules
from decisions.lineup import LineUp
from decisions.models import Decision
from decisions.views import shown
from decisions.views.shown import Places
from dossiers import eligibility
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from units.models import User


TOLD_AT_MOST = 10


class Flag(NamedTuple):
    """One sentence, and where it can be checked."""

    text: str
    url: str = ""


def against(user: User, decision: Decision, lineup: LineUp, places: list[Places]) -> list[Flag]:
    """Why this person cannot sign this line-up today."""
    day, page = clock.today(), reverse("decisions:sign", args=[decision.pk])
    own = next((n for n in lineup.nominations if rules.is_about(n, user)), None)
    names = f"{page}#chon-{own.pk}" if own else ""
    return [
        *[Flag(problem) for problem in lineup.problems],
        *[Flag(text, f"{page}#places-title") for text in shown.crowded(places)],
        *[
            Flag(text, names)
            for text in _refused(
                lambda: rules.own_award_blockers(user, decision, lineup.nominations)
            )
        ],
        *[
            Flag(text)
            for text in _refused(
                lambda: law.signatory_of(law.authority_on(day), user, day, decision.category)
            )
        ],
    ]


def beside(lineup: LineUp) -> list[Flag]:
    """What hinders nothing and should be seen: who left the list, who was honoured this year."""
    left = [
        Flag(text, row.nomination.dossier.get_absolute_url())
        for row, text in zip(lineup.left_out, shown.left_out(lineup), strict=True)
    ]
    notes = eligibility.award_notes(lineup.nominations)
    told = [
        Flag(f"{n.full_name}: {note.text}", n.dossier.get_absolute_url())
        for n in lineup.nominations
        for note in notes.get(n.pk, [])
    ]
    rest = len(told) - TOLD_AT_MOST
    more = [Flag(f"Và {rest} lần khen khác trong năm của những người trong danh sách.")]
    return [*left, *told[:TOLD_AT_MOST], *(more if rest > 0 else [])]


def _refused(call: Callable[[], object]) -> list[str]:
    """The sentences of a call that gives or raises them."""
    try:
        found = call()
    except Refused as refusal:
        return list(refusal.reasons)
    return found if isinstance(found, list) else []
