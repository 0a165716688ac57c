"""Objections: a signed word opens a case on its nominee, who waits until it is answered."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.enums import NominationState
from dossiers.models import Nomination, Objection, Posting
from dossiers.notifications import testimony as testimony_notifications
from dossiers.rules import objection as objection_rules
from dossiers.transitions.nominee import conclude_where_done, move_lines, with_dossiers
from dossiers.workflow import NOMINATION_FLOW, NominationAction
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale, require_note, saved
from nganam_awards.core.sentence import About
from nganam_awards.core.text import clean_line, clean_text
from units.models import User


_CASE = "objection"  # in the facts of the suspension that a case caused


def raise_objection(
    posting: Posting, line: Nomination, *, name: str, contact: str, text: str, by: User | None
) -> Objection:
    """Takes an objection (ý kiến phản ánh); its nominee waits, the others go on.

    `by` is the account where somebody is signed in. Raises Refused without a name (unless the
    posting takes such words), after the last day, or about somebody who is no longer on the list.
    """
    name, contact, text = clean_line(name), clean_line(contact), clean_text(text)
    with transaction.atomic():
        [locked] = with_dossiers([line])
        fresh = workflow.lock(Posting, posting.pk)
        if blockers := [
            *objection_rules.form_blockers(fresh, name=name, contact=contact),
            *objection_rules.standing_blockers(fresh, locked),
        ]:
            raise Refused(*blockers)
        if not text:
            raise Refused(About("Ghi nội dung phản ánh.", "text"))
        if not fresh.lines.filter(line=locked).exists():
            raise Refused(About("Chọn một người trong danh sách đang lấy ý kiến.", "line"))
        if fresh.objections.filter(line=locked, name=name, text=text).exists():
            raise AlreadyDone("Ý kiến này đã được gửi trước đó; Phòng Nội vụ đang xem xét.")
        row = saved(
            Objection(posting=fresh, line=locked, name=name, contact=contact, text=text, by=by)
        )
        _suspend(locked, row)
        testimony_notifications.tell_of_objection(row, locked.dossier)
    return row


def answer_objection(objection: Objection, *, outcome: str, answer: str, by: User) -> Objection:
    """Answers a case; with the last one of its nominee answered, the nominee is taken up again.

    The officer then judges anew, with the outcome among the findings.
    """
    with transaction.atomic():
        require_note(answer, "Ghi nội dung trả lời: đã xác minh gì, kết luận ra sao.")
        [line] = with_dossiers([objection.line])
        if not objection_rules.can_answer(by, line.dossier):
            raise PermissionDenied
        row = workflow.lock(Objection, objection.pk)
        if row.answered_at is not None:
            _told_already(row, by)
        row.outcome, row.answer = outcome, clean_text(answer)
        row.answered_by, row.answered_at = by, clock.now()
        saved(row)
        if _waits_for_cases(line) and not objection_rules.resume_blockers(line):
            note = f"Phản ánh {row.code}: {row.get_outcome_display().lower()}. {row.answer}"
            move_lines([line], NominationAction.RESUME, by=by, note=note)
        testimony_notifications.tell_of_settled(row)
    return row


def _told_already(row: Objection, by: User) -> None:
    if row.answered_by == by:
        raise AlreadyDone(f"Phản ánh {row.code} đã được trả lời trước đó.")
    raise Stale(
        f"Phản ánh {row.code} vừa được {row.answered_by.full_name} trả lời. Nội dung anh/chị ghi "
        "chưa được lưu; xem câu trả lời đã có."
    )


def _suspend(line: Nomination, row: Objection) -> None:
    """By the portal, as the posting's rule says; whoever waits already waits on."""
    if line.state not in NOMINATION_FLOW.arrows[NominationAction.SUSPEND].sources:
        return
    note = f"Có ý kiến phản ánh {row.code} khi lấy ý kiến công khai; chờ Phòng Nội vụ xác minh."
    move_lines(
        [line],
        NominationAction.SUSPEND,
        by=None,
        may=workflow.portal,
        note=note,
        facts={_CASE: row.pk},
    )
    conclude_where_done({line.dossier_id})  # it goes on without whoever waits


def _waits_for_cases(line: Nomination) -> bool:
    """Suspended by an objection, not by an officer for another ground."""
    if line.state != NominationState.SUSPENDED:
        return False
    last = line.events.filter(action=NominationAction.SUSPEND).order_by("-pk").first()
    return last is not None and _CASE in last.facts
