"""How lines of a dossier move together: locks, states, places, and the dossier behind them."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from campaigns import caps, quotas
from campaigns.caps import CapMove
from dossiers import rules
from dossiers.enums import DossierState
from dossiers.models import Dossier, Nomination
from dossiers.workflow import ALONE_STATES, CLOSED_STATES, DossierAction, NominationAction
from nganam_awards.core import workflow
from nganam_awards.core.refusals import Refused
from units.models import User


# Steps that leave their reason on the line, for the unit to read.
_REFUSALS = {
    NominationAction.NOT_RECOMMEND,
    NominationAction.STRIKE,
    NominationAction.DECLINE_ABOVE,
}


def move_lines(
    lines: list[Nomination],
    action: str,
    *,
    by: User | None,
    note: str = "",
    reasons: dict[int, str] | None = None,
    facts: dict | None = None,
) -> list[Nomination]:
    """One step for many lines, and their places with them. Lines carry their dossier."""
    if not lines:
        return []
    given = {line.pk: line for line in lines}
    before: dict[int, str | None] = {}

    def prepare(row: Nomination) -> dict:
        row.dossier = given[row.pk].dossier
        before[row.pk] = row.counter
        if reasons is not None:
            is_refusal = action in _REFUSALS
            row.verdict_reason = reasons[row.pk] if is_refusal else ""
            return {"reason": row.verdict_reason} if is_refusal else {}
        return facts or {}

    with transaction.atomic():
        moved = workflow.step_many(
            lines,
            action,
            by=by,
            may=partial(_may_line, given),
            note=note,
            prepare=prepare,
            fields=["verdict_reason"] if reasons is not None else [],
        )
        move_places((row, before[row.pk], row.counter) for row in moved)
    return moved


def move_places(moves: Iterable[tuple[Nomination, str | None, str | None]]) -> None:
    """(line, from counter, to counter): the plan's places, then the ratio caps (law 14).

    Lines carry their dossier with its unit. Raises PlacesTaken or CapExceeded.
    """
    moves = list(moves)
    quotas.move((line.quota_id, old, new) for line, old, new in moves)
    caps.move(
        CapMove(line.award_type_id, line.dossier.merit_year, line.dossier.unit, old, new)
        for line, old, new in moves
    )


def locked_lines(dossier: Dossier) -> list[Nomination]:
    pks = dossier.nominations.on_list().values_list("pk", flat=True)
    lines = workflow.lock_many(Nomination, pks)
    for line in lines:
        line.dossier = dossier
    return lines


def with_dossiers(lines: Iterable[Nomination]) -> list[Nomination]:
    """Lock the dossiers, then the lines (law 14), and hang each line on its dossier."""
    pks = [line.pk for line in lines]
    ids = Nomination.objects.filter(pk__in=pks).values_list("dossier_id", flat=True)
    dossiers = {d.pk: d for d in workflow.lock_many(Dossier, set(ids))}
    rows = workflow.lock_many(Nomination, pks)
    for row in rows:
        row.dossier = dossiers[row.dossier_id]
    return rows


def close_lines(dossier: Dossier, *, by: User, note: str) -> None:
    """A final state of the dossier closes its open lines as removed and frees their places."""
    lines = [
        line
        for line in locked_lines(dossier)
        if line.state in Nomination.FLOW.arrows[NominationAction.REMOVE].sources
    ]
    before = {line.pk: line.counter for line in lines}
    moved = workflow.step_many(lines, NominationAction.REMOVE, by=by, may=portal, note=note)
    move_places((row, before[row.pk], row.counter) for row in moved)


def conclude_where_done(dossier_ids: Iterable[int]) -> list[Dossier]:
    """Close every dossier whose last line has its result, in the same transaction."""
    rows = workflow.lock_many(Dossier, dossier_ids)
    waited_for = Nomination.objects.filter(dossier__in=rows).exclude(
        state__in=[*CLOSED_STATES, *ALONE_STATES]
    )
    still_open = set(waited_for.order_by().values_list("dossier_id", flat=True))
    done = [row for row in rows if row.state == DossierState.APPRAISED and row.pk not in still_open]
    return workflow.step_many(done, DossierAction.CONCLUDE, by=None, may=portal)


def require(note: str) -> None:
    if not note.strip():
        raise Refused("Ghi rõ lý do để người nhận biết cần làm gì.")


def portal(*_: object) -> bool:
    """The portal itself takes the step as a consequence of another one."""
    return True


def _may_line(given: dict[int, Nomination], user: User, action: str, row: Nomination) -> bool:
    row.dossier = given[row.pk].dossier  # the right is asked on the dossier's unit, loaded once
    return rules.can_take_line(user, action, row)
