"""The steps of a dossier's lines, by an officer, the unit, or as consequences of a decision."""

from collections.abc import Iterable

from django.db import transaction

from dossiers import verdicts as verdicts_of
from dossiers.enums import DossierState
from dossiers.models import Dossier, Nomination
from dossiers.transitions.lines import (
    conclude_where_done,
    locked_lines,
    move_lines,
    portal,
    require,
    with_dossiers,
)
from dossiers.workflow import FINISHED_STATES, DossierAction, NominationAction
from honourees.services import end_awards
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused
from units.models import User


def give_verdicts(
    dossier: Dossier,
    verdicts: verdicts_of.Verdicts,
    *,
    by: User,
    seen: int | None = None,
) -> list[Nomination]:
    """Ý kiến thẩm định, line by line: {line: (action, reason)}. Lines already so stay untouched.

    `seen` is the newest event of any line that the page showed.
    """
    moved = []
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        lines = {line.pk: line for line in locked_lines(locked)}
        verdicts_of.check(locked, lines, verdicts, by=by, seen=seen)
        reasons = {pk: reason.strip() for pk, (_, reason) in verdicts.items()}
        for action in verdicts_of.ORDER:
            chosen = [
                lines[pk]
                for pk, (wanted, _) in verdicts.items()
                if wanted == action and verdicts_of.changes(lines[pk], action, reasons[pk])
            ]
            moved += move_lines(chosen, action, by=by, reasons=reasons)
    return moved


def decline_lines(lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """Không khen thưởng: the head of Nội vụ closes what was not recommended, with its reason."""
    with transaction.atomic():
        rows = with_dossiers(lines)
        if any(row.dossier.state not in FINISHED_STATES for row in rows):
            raise Refused("Chỉ kết thúc đề nghị khi chuyên viên đã kết luận thẩm định hồ sơ.")
        moved = move_lines(rows, NominationAction.DECLINE, by=by)
        conclude_where_done({row.dossier_id for row in moved})
    return moved


def remove_line(line: Nomination, *, by: User, note: str) -> Nomination:
    """Rút khỏi danh sách: the head of the unit takes one line off after filing."""
    with transaction.atomic():
        require(note)
        [locked] = with_dossiers([line])
        if locked.dossier.is_in_unit:
            raise Refused("Hồ sơ chưa nộp: xóa dòng này trong bản nháp.")
        moved = move_lines([locked], NominationAction.REMOVE, by=by, note=note)
        conclude_where_done({locked.dossier_id})
    return moved[0]


def suspend_line(line: Nomination, *, by: User, note: str, paper: str = "") -> Nomination:
    """Tạm dừng xét: discipline, inspection, investigation or a complaint is being looked into.

    Only this line waits; its place is free, it leaves the line-up of its decision, and the dossier
    goes on without it. `paper` is the document that says so.
    """
    with transaction.atomic():
        require(note)
        [locked] = with_dossiers([line])
        facts = {"paper": paper.strip()} if paper.strip() else {}
        moved = move_lines([locked], NominationAction.SUSPEND, by=by, note=note, facts=facts)
        conclude_where_done({locked.dossier_id})
    return moved[0]


def resume_line(line: Nomination, *, by: User, note: str) -> Nomination:
    """Xét tiếp: what was looked into is settled; the officer judges the line anew."""
    with transaction.atomic():
        require(note)
        return move_lines(with_dossiers([line]), NominationAction.RESUME, by=by, note=note)[0]


# --- what decisions set going -----------------------------------------------------------------


def submit_lines(lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """Trình Chủ tịch, with their decision."""
    return move_lines(list(lines), NominationAction.SUBMIT, by=by)


def set_aside_lines(lines: Iterable[Nomination], *, by: User, note: str = "") -> list[Nomination]:
    """Đưa khỏi tờ trình: returned or recalled with their decision."""
    return move_lines(list(lines), NominationAction.SET_ASIDE, by=by, note=note)


def question_lines(lines: Iterable[Nomination], *, by: User, note: str) -> list[Nomination]:
    """Chủ tịch yêu cầu thẩm định lại: named in a return; their dossiers are open again."""
    with transaction.atomic():
        require(note)
        rows = with_dossiers(lines)
        moved = move_lines(rows, NominationAction.QUESTION, by=by, note=note)
        dossiers = {row.dossier_id: row.dossier for row in rows}
        finished = [d for d in dossiers.values() if d.state == DossierState.APPRAISED]
        workflow.step_many(finished, DossierAction.REOPEN, by=by, may=portal, note=note)
    return moved


def approve_lines(lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """Chủ tịch duyệt: the places are taken now. Raises quotas.PlacesTaken when there are none."""
    return move_lines(list(lines), NominationAction.APPROVE, by=by)


def issue_lines(lines: Iterable[Nomination], *, by: User) -> list[Nomination]:
    """Đã khen thưởng: the caller has set `award` on every line."""
    lines = list(lines)
    with transaction.atomic():
        Nomination.objects.hang_awards(lines)
        return move_lines(lines, NominationAction.ISSUE, by=by)


def strike_lines(
    lines: Iterable[Nomination], *, by: User, reasons: dict[int, str]
) -> list[Nomination]:
    """Chủ tịch không duyệt: struck from the decision that lies before him, each with its reason."""
    lines = list(lines)
    with transaction.atomic():
        for line in lines:
            require(reasons.get(line.pk, ""))
        words = {line.pk: reasons[line.pk].strip() for line in lines}
        moved = move_lines(lines, NominationAction.STRIKE, by=by, reasons=words)
        conclude_where_done({line.dossier_id for line in moved})
    return moved


def forward_lines(lines: Iterable[Nomination], *, by: User, note: str) -> list[Nomination]:
    """Trình cấp trên: named in a tờ trình of UBND thị xã (`note`: which)."""
    lines = list(lines)
    with transaction.atomic():
        moved = move_lines(lines, NominationAction.FORWARD, by=by, note=note)
        conclude_where_done({line.dossier_id for line in moved})
    return moved


def answer_line(line: Nomination, *, is_awarded: bool, by: User, note: str) -> Nomination:
    """Kết quả của cấp trên về một đề nghị đã trình, in words."""
    action = NominationAction.AWARD_ABOVE if is_awarded else NominationAction.DECLINE_ABOVE
    with transaction.atomic():
        require(note)
        [locked] = with_dossiers([line])
        [moved] = move_lines([locked], action, by=by, note=note, reasons={locked.pk: note.strip()})
        conclude_where_done({locked.dossier_id})
    return moved


def void_lines(lines: Iterable[Nomination], *, by: User, note: str) -> list[Nomination]:
    """Chủ tịch hủy duyệt, before the number was given: back before him, the places free again."""
    return move_lines(list(lines), NominationAction.VOID, by=by, note=note)


def revoke_lines(
    lines: Iterable[Nomination], *, by: User, symbol: str, note: str
) -> list[Nomination]:
    """Hủy quyết định khen thưởng by a later decision (`symbol`): the award ends, its place is free.

    Nothing of what was issued changes; the register says until when the award stood.
    """
    lines = list(lines)
    with transaction.atomic():
        require(note)
        end_awards([line.award_id for line in lines], symbol=symbol, on=clock.today())
        return move_lines(lines, NominationAction.REVOKE, by=by, note=note)
