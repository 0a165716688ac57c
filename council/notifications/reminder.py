"""What a member is reminded of, and in which words; never how anybody voted."""

from collections.abc import Iterable

from django.urls import reverse

from council.models import CouncilCase, CouncilSession
from nganam_awards.core import clock
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.outbox import Message
from units.models import User


def of_session(obj: CouncilSession, people: Iterable[User]) -> list[Message]:
    """It meets on the next working day."""
    when = f"{obj.starts_at:%H:%M} ngày {obj.held_on:%d/%m/%Y}"
    text = f"Nhắc họp: Hội đồng Thi đua - Khen thưởng họp lúc {when}, tại {obj.place}."
    subject = f"Nhắc họp Hội đồng Thi đua - Khen thưởng, {when}"
    url = obj.get_absolute_url()
    return [Message(person, text, url, subject, MailKind.STEP) for person in people]


def of_opinion(case: CouncilCase, people: Iterable[User]) -> list[Message]:
    """The last day for a written opinion comes."""
    is_last = case.due_on == clock.today()
    until = "hôm nay là ngày cuối" if is_last else f"hạn {case.due_on:%d/%m/%Y}"
    text = f"Nhắc việc: phiếu lấy ý kiến «{case}» chờ anh/chị trả lời, {until}."
    subject = f"Nhắc việc: phiếu lấy ý kiến của Hội đồng, {until}"
    return [Message(p, text, _ballot(case), subject, MailKind.STEP) for p in people]


def by_hand(case: CouncilCase, people: Iterable[User], by: User) -> list[Message]:
    """The one who keeps the Council, or presides, waits for these ballots."""
    text = f"{by.full_name} nhắc: Hội đồng còn thiếu phiếu của anh/chị về «{case}»."
    if case.due_on:
        text = f"{text} Trả lời trước hết ngày {case.due_on:%d/%m/%Y}."
    subject = "Nhắc bỏ phiếu trong Hội đồng Thi đua - Khen thưởng"
    return [Message(p, text, _ballot(case), subject, MailKind.BY_HAND) for p in people]


def _ballot(case: CouncilCase) -> str:
    return reverse("council:ballot", args=[case.pk])
