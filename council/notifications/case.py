"""Who is told of a step of a case, and in which words; never how anybody voted."""

from collections import Counter

from django.urls import reverse

from council.enums import LineOutcome
from council.models import CaseEvent, CouncilCase
from council.workflow import CaseAction as A
from nganam_awards.notices import outbox
from nganam_awards.notices.outbox import Message
from units.models import User


TOLD = (A.OPEN, A.SEND_OUT, A.CLOSE, A.PUT_OFF)


def messages_of(event: CaseEvent) -> list[Message]:
    """One sentence for each person whom the step concerns, except whoever took it."""
    case = CouncilCase.objects.select_related("award_type", "session").get(pk=event.case_id)
    match event.action:
        case A.OPEN:
            messages = _to_absent(case)
        case A.SEND_OUT:
            messages = _to_members(case)
        case A.CLOSE:
            messages = _to_keepers(case, f"Hội đồng đã xét «{case}»: {_result(case)}.")
        case A.PUT_OFF:
            messages = _to_keepers(case, f"Hội đồng để lại «{case}»: {event.note}")
        case _:
            messages = []
    return [message for message in messages if message.user.pk != event.by_id]


def _to_absent(case: CouncilCase) -> list[Message]:
    """Who could not come votes in the portal until the chair closes."""
    if case.on_paper:
        return []
    text = f"Phiên họp đang bỏ phiếu «{case}». Anh/chị vắng mặt, bỏ phiếu trên cổng trước khi đóng."
    subject, url = "Hội đồng đang bỏ phiếu", _ballot(case)
    rows = case.voters.filter(is_present=False).select_related("member__person")
    return [Message(row.member.person, text, url, subject) for row in rows]


def _to_members(case: CouncilCase) -> list[Message]:
    until = f"{case.due_on:%d/%m/%Y}" if case.due_on else ""
    text = f"Hội đồng lấy phiếu ý kiến «{case}», trả lời trước hết ngày {until}."
    subject, url = f"Phiếu lấy ý kiến của Hội đồng, hạn {until}", _ballot(case)
    rows = case.voters.select_related("member__person")
    return [Message(row.member.person, text, url, subject) for row in rows]


def _to_keepers(case: CouncilCase, text: str) -> list[Message]:
    url, subject = case.get_absolute_url(), "Kết quả xét của Hội đồng"
    return [Message(p, text, url, subject) for p in User.objects.holding("council.keep")]


def _result(case: CouncilCase) -> str:
    """«3 trường hợp thông qua, 1 không thông qua»."""
    found = Counter(case.lines.order_by().values_list("outcome", flat=True))
    words = f"{found[LineOutcome.PASSED]} trường hợp thông qua"
    failed = found[LineOutcome.FAILED]
    return f"{words}, {failed} không thông qua" if failed else words


def _ballot(case: CouncilCase) -> str:
    return reverse("council:ballot", args=[case.pk])


def register() -> None:
    """Called once when the apps are loaded."""
    outbox.register(CaseEvent, messages_of, steps=TOLD)
