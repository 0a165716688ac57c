"""Answers of the higher authority (cấp trên) about each line the town put before it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from decisions import rules
from decisions.enums import ForwardOutcome
from decisions.models import DecisionLine, ForwardAnswer
from dossiers.models import Nomination
from dossiers.transitions import nominee as nominee_transitions
from honourees.models import Award
from honourees.services.award import enter_awards
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, saved
from nganam_awards.core.sentence import About
from units.models import User


def record(
    line: DecisionLine,
    *,
    outcome: str,
    symbol: str = "",
    decided_on: date | None = None,
    note: str = "",
    by: User,
) -> ForwardAnswer:
    """Records the answer: the register gets the award, or the unit the reason. Once a line.

    Raises Refused where the answer lacks what the outcome needs.
    """
    if not rules.can_answer(by, line.decision):
        raise PermissionDenied
    if blockers := rules.own_line_blockers(by, [line.nomination]):
        raise Refused(*blockers)
    is_awarded = outcome == ForwardOutcome.AWARDED
    if is_awarded and decided_on and decided_on > clock.today():
        raise Refused(About("Ngày quyết định của cấp trên chưa đến; kiểm tra lại.", "decided_on"))
    if is_awarded and decided_on and decided_on < line.decision.issued_on:
        raise Refused(
            About(
                f"Quyết định của cấp trên không thể trước ngày tờ trình "
                f"{line.decision.issued_on:%d/%m/%Y}; kiểm tra lại.",
                "decided_on",
            )
        )
    with transaction.atomic():
        moved = nominee_transitions.answer_line(
            _waiting(line),
            is_awarded=is_awarded,
            by=by,
            note=_words(symbol, decided_on) if is_awarded else note,
        )
        answer = saved(
            ForwardAnswer(
                line=line,
                outcome=outcome,
                symbol=symbol if is_awarded else "",
                decided_on=decided_on if is_awarded else None,
                note=note,
                recorded_by=by,
            )
        )
        if is_awarded:
            _register(moved, answer)
    return answer


def _waiting(line: DecisionLine) -> Nomination:
    """The nomination, while nobody has recorded its answer."""
    if ForwardAnswer.objects.filter(line=line).exists():
        raise AlreadyDone(f"Kết quả của {line.nomination.full_name} đã được ghi.")
    return line.nomination


def _words(symbol: str, decided_on: date | None) -> str:
    if not symbol.strip() or decided_on is None:
        raise Refused(About("Ghi số và ngày quyết định của cấp trên.", "symbol", "decided_on"))
    return f"Quyết định số {symbol} ngày {decided_on:%d/%m/%Y}."


def _register(nomination: Nomination, answer: ForwardAnswer) -> None:
    """The award in the person's history; its money is not the town's."""
    [award] = enter_awards(
        [
            Award(
                honouree_id=nomination.honouree_id,
                award_type_id=nomination.award_type_id,
                merit_year=nomination.dossier.merit_year,
                achievement=nomination.achievement,
                decision_symbol=answer.symbol,
                decided_on=answer.decided_on,
                category=nomination.dossier.category,
                unit_then_id=nomination.dossier.unit_id,
                working_unit=nomination.working_unit,
                issuer="cấp trên",
            )
        ]
    )
    nomination.award = award
    nomination.save(update_fields=["award"])
