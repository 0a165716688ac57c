"""Who is told of a step of a session, and in which words."""

from council.enums import SessionState
from council.models import CouncilSession, SessionEvent
from council.workflow import SessionAction as A
from nganam_awards.notices import outbox
from nganam_awards.notices.outbox import Message


TOLD = (A.INVITE, A.CANCEL)


def messages_of(event: SessionEvent) -> list[Message]:
    """Whoever is invited, except the person who took the step; of a plan nobody knew."""
    obj = CouncilSession.objects.get(pk=event.session_id)
    when = f"{obj.starts_at:%H:%M} ngày {obj.held_on:%d/%m/%Y}"
    if event.action == A.INVITE:
        again = (
            "Giấy mời họp thay giấy trước" if event.source == SessionState.INVITED else "Mời họp"
        )
        text = f"{again}: Hội đồng Thi đua - Khen thưởng họp lúc {when}, tại {obj.place}."
        subject = f"{again} Hội đồng Thi đua - Khen thưởng, {when}"
    elif event.source == SessionState.INVITED:
        text = f"Không họp Hội đồng lúc {when}: {event.note}"
        subject = f"Không họp Hội đồng Thi đua - Khen thưởng, {when}"
    else:
        return []
    url = obj.get_absolute_url()
    rows = obj.attendance.select_related("member__person")
    people = [row.member.person for row in rows if row.member.person_id != event.by_id]
    return [Message(person, text, url, subject) for person in people]


def register() -> None:
    """Called once when the apps are loaded."""
    outbox.register(SessionEvent, messages_of, steps=TOLD)
