"""What an issued decision leaves behind: awards in the register, money and records as they were."""

from datetime import date

from decisions.models import DecisionLine
from decisions.queries.lineup import LineUp
from dossiers.models import Nomination
from honourees.models import Award
from honourees.services.award import enter_awards
from nganam_awards.core.update import update_each


def keep_records(lineup: LineUp) -> None:
    """Whose line each was, where another record speaks for the line's own: seldom any."""
    merged = [e for e in lineup.entries if e.nomination.honouree_id not in {None, e.whose}]
    for entry in merged:
        entry.line.record_then_id = entry.whose
    update_each((entry.line for entry in merged), ["record_then"])


def enter(lineup: LineUp, nominations: list[Nomination], *, symbol: str, day: date) -> None:
    """Write the register and fix the money of each line."""
    prizes = {entry.nomination.pk: entry.prize_vnd for entry in lineup.entries}
    awards = enter_awards(
        [
            Award(
                honouree_id=n.honouree_id,
                award_type=n.award_type,
                merit_year=n.dossier.merit_year,
                achievement=n.achievement,
                decision_symbol=symbol,
                decided_on=day,
                prize_vnd=prizes[n.pk],
                category=n.dossier.category,
                unit_then_id=n.dossier.unit_id,
                working_unit=n.working_unit,
            )
            for n in nominations
        ]
    )
    for nomination, award in zip(nominations, awards, strict=True):
        nomination.award = award
    for prize_vnd in {entry.prize_vnd for entry in lineup.entries}:
        pks = [entry.line.pk for entry in lineup.entries if entry.prize_vnd == prize_vnd]
        DecisionLine.objects.filter(pk__in=pks).update(prize_vnd=prize_vnd)
