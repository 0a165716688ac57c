"""Writes what Phòng Nội vụ says of a plan: its sheet, rulings on phrases, longer time."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.enums import AmendmentState, HintVerdict, PlanState
from campaigns.models import AppraisalAnswer, AwardPlan, FilingExtension, HintRuling, PlanAmendment
from campaigns.notifications import plan as plan_notifications
from campaigns.queries import window as window_queries
from campaigns.queries.exclusion import Hint
from campaigns.rules import (
    appraisal as appraisal_rules,
    plan as plan_rules,
    purpose as purpose_rules,
)
from campaigns.rules.appraisal import AppraisalLine
from campaigns.workflow import PlanAction
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused, Stale, require_note
from nganam_awards.core.sentence import About
from units.models import Unit, User


Answers = Mapping[str, tuple[bool, str]]  # item: (met, note)


def save_answers(
    plan: AwardPlan, answers: Answers, *, by: User, seen: int | None = None, shown: int = 0
) -> list[AppraisalLine]:
    """Saves the appraisal sheet; an answer that stays as it was keeps its hand and hour.

    `seen` is the last step and `shown` the last answer that the page carried. Where a colleague
    answered the same item otherwise since, nothing is written and what he said is told.
    """
    with transaction.atomic():
        locked = workflow.lock(AwardPlan, plan.pk)
        _check(locked, by)
        submission = appraisal_rules.submission_of(locked)
        if seen is not None and seen < submission.pk:
            raise Stale("Đơn vị đã gửi lại kế hoạch. Xem nội dung mới rồi thẩm định lại.")
        found = appraisal_rules.lines(locked)
        changed = _changed(found, answers)
        if theirs := [line for line in changed if _is_theirs(line, by, shown)]:
            raise Stale(*(_told(line) for line in theirs))
        if odd := [
            words
            for line in changed
            if (
                words := appraisal_rules.disagreement(
                    locked, line.item, is_met=answers[line.item][0]
                )
            )
        ]:
            raise Refused(*odd)
        AppraisalAnswer.objects.filter(
            submission=submission, item__in=[line.item for line in changed]
        ).delete()
        AppraisalAnswer.objects.bulk_create(
            AppraisalAnswer(
                plan=locked,
                submission=submission,
                item=line.item,
                is_met=answers[line.item][0],
                note=answers[line.item][1],
                by=by,
            )
            for line in changed
        )
        return appraisal_rules.lines(locked)


def _check(plan: AwardPlan, by: User) -> None:
    if not plan_rules.can_appraise(by):
        raise PermissionDenied
    if not plan_rules.can_take(by, PlanAction.APPRAISE, plan):
        raise Refused(
            f"Kế hoạch đang ở trạng thái «{plan.get_state_display()}» nên phiếu thẩm định không "
            "sửa được nữa. Tải lại trang để xem việc gì vừa xảy ra."
        )


def _changed(found: list[AppraisalLine], answers: Answers) -> list[AppraisalLine]:
    return [
        line
        for line in found
        if line.item in answers
        and (line.answer is None or (line.answer.is_met, line.answer.note) != answers[line.item])
    ]


def _is_theirs(line: AppraisalLine, by: User, shown: int) -> bool:
    """Answered by a colleague after the page was opened."""
    return line.answer is not None and line.answer.pk > shown and line.answer.by_id != by.pk


def _told(line: AppraisalLine) -> str:
    said = "đạt" if line.answer.is_met else f"chưa đạt ({line.answer.note})"
    return (
        f"{line.item.label}: {line.answer.by.full_name} vừa trả lời «{said}» sau khi anh/chị mở "
        "trang. Câu trả lời của anh/chị vẫn còn trên phiếu; lưu lại nếu giữ ý kiến của mình."
    )


def rule_on_hint(
    plan: AwardPlan,
    *,
    exclusion: str,
    phrase: str,
    verdict: str,
    note: str = "",
    shown: str | None = None,
    by: User,
) -> HintRuling:
    """Rules on a phrase: cleared or confirmed, while the plan is appraised (R10–R12).

    Said again it replaces the earlier word; who said it and when is kept on the row. `shown` is the
    verdict that the page showed: what a colleague said since is told first, not written over.
    """
    with transaction.atomic():
        locked = _locked(plan, by, PlanState.SUBMITTED)
        return _rule(
            locked,
            purpose_rules.hints(locked),
            exclusion,
            phrase,
            verdict,
            note=note,
            shown=shown,
            by=by,
        )


def rule_on_amendment(
    amendment: PlanAmendment,
    *,
    exclusion: str,
    phrase: str,
    verdict: str,
    note: str = "",
    shown: str | None = None,
    by: User,
) -> HintRuling:
    """Rules on a phrase of an amendment, while it is appraised."""
    if not plan_rules.can_appraise(by):
        raise PermissionDenied
    with transaction.atomic():
        locked = workflow.lock(PlanAmendment, amendment.pk)
        if locked.state != AmendmentState.SUBMITTED:
            raise Stale(
                "Bản điều chỉnh không còn chờ thẩm định. Tải lại trang để xem việc gì vừa xảy ra."
            )
        found = purpose_rules.amendment_hints(locked)
        return _rule(locked.plan, found, exclusion, phrase, verdict, note=note, shown=shown, by=by)


def _rule(
    plan: AwardPlan,
    hints: list[Hint],
    exclusion: str,
    phrase: str,
    verdict: str,
    *,
    note: str,
    shown: str | None,
    by: User,
) -> HintRuling:
    if verdict not in HintVerdict.values:
        raise Refused("Chọn một kết luận cho cụm từ này.")
    if not any((h.exclusion, h.phrase) == (exclusion, phrase) for h in hints):
        raise Refused("Cụm từ này không còn trong kế hoạch. Tải lại trang để xem nội dung mới.")
    known = plan.hint_rulings.filter(exclusion=exclusion, phrase=phrase).first()
    if known and (known.verdict, known.note) == (verdict, note.strip()):
        return known  # the same word again keeps its hand and hour
    if known and shown is not None and known.verdict != shown and known.by_id != by.pk:
        raise Stale(
            f"«{phrase}»: {known.by.full_name} vừa kết luận "
            f"«{known.get_verdict_display().lower()}» sau khi anh/chị mở trang. "
            "Kết luận lại nếu anh/chị giữ ý kiến của mình."
        )
    ruling, _ = HintRuling.objects.update_or_create(
        plan=plan,
        exclusion=exclusion,
        phrase=phrase,
        defaults={
            "verdict": verdict,
            "note": note.strip(),
            "by": by,
            "ruled_at": clock.now(),
        },
    )
    return ruling


def extend_filing(
    plan: AwardPlan, *, unit: Unit, closes_on: date, reason: str, by: User
) -> FilingExtension:
    """Extends a unit's filing (gia hạn), with the reason; its people are told in the same breath.

    The same extension twice is one.
    """
    with transaction.atomic():
        locked = _locked(plan, by, PlanState.APPROVED)
        require_note(reason, "Ghi lý do gia hạn.")
        there = locked.campaign.organiser_id == unit.pk
        if not there and not locked.participants.filter(pk=unit.pk).exists():
            raise Refused(
                About(f"{unit.short_name} không có trong danh sách đơn vị tham gia.", "unit")
            )
        if blockers := window_queries.day_blockers(locked.review_year, closes_on=closes_on):
            raise Refused(*blockers)
        if closes_on < clock.today():
            raise Refused(
                About(
                    f"Ngày {closes_on:%d/%m/%Y} đã qua. Chọn ngày hôm nay hoặc sau đó.", "closes_on"
                )
            )
        last = window_queries.closes_for(locked, unit)
        if closes_on <= last:
            known = window_queries.extension_of(locked, unit)
            if known is not None and known.closes_on == closes_on:
                return known
            raise Refused(
                About(f"{unit.short_name} đã được nộp đến hết ngày {last:%d/%m/%Y}.", "closes_on")
            )
        extension = FilingExtension.objects.create(
            plan=locked, unit=unit, closes_on=closes_on, reason=reason.strip(), granted_by=by
        )
        plan_notifications.tell_of_extension(extension)
    return extension


def _locked(plan: AwardPlan, by: User, state: PlanState) -> AwardPlan:
    if not plan_rules.can_appraise(by):
        raise PermissionDenied
    locked = workflow.lock(AwardPlan, plan.pk)
    if locked.state != state:
        raise Refused(
            f"Kế hoạch đang ở trạng thái «{locked.get_state_display()}» nên chưa làm việc này được."
        )
    return locked
