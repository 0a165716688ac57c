"""Who may remind of a dossier by hand, and what stands in the way."""

from dossiers.enums import ReminderKind
from dossiers.models import Dossier
from dossiers.queries import queue as queue_queries, reminder as reminder_queries
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core import clock
from units.models import User


def can_remind(user: User, dossier: Dossier) -> bool:
    """Phòng Nội vụ, of what has left its unit, unless the list is about the person."""
    return (
        queue_queries.works_on_queues(user)
        and not dossier.is_in_unit
        and dossier_rules.is_free(user, dossier)
    )


def remind_blockers(dossier: Dossier, by: User) -> list[str]:
    """Why nobody is reminded of this dossier now; each sentence says what stands instead."""
    if dossier.state not in reminder_queries.WAITS[ReminderKind.BY_HAND]:
        standing = dossier.get_state_display()
        return [f"Hồ sơ {dossier.ref} ở trạng thái «{standing}», không còn việc để nhắc."]
    if (last := reminder_queries.by_hand_today(dossier)) is not None:
        said = clock.as_office(last.noted_at)
        return [
            (
                f"{last.by.full_name} đã nhắc hồ sơ {dossier.ref} lúc {said:%H:%M} hôm nay; "
                "mỗi hồ sơ nhắc một lần trong ngày."
            )
        ]
    people = reminder_queries.Hands().of(dossier)
    if not people:
        return [
            (
                f"Hồ sơ {dossier.ref}: chưa có ai giữ việc tiếp theo để nhắc. "
                "Xem lại người được giao quyền của đơn vị."
            )
        ]
    if all(person.pk == by.pk for person in people):
        return [f"Hồ sơ {dossier.ref}: việc tiếp theo là của chính anh/chị."]
    return []
