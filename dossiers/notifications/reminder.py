"""Who is reminded of a dossier, and in which words."""

from collections import defaultdict
from collections.abc import Iterable

from dossiers.enums import DossierState, ReminderKind
from dossiers.models import DossierReminder
from dossiers.queries import queue as queue_queries, reminder as reminder_queries
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from nganam_awards.core.address import address
from nganam_awards.notices import outbox
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.outbox import Message
from units.models import User


K = ReminderKind
# {kind of reminder: (what one hears, kind of its letter, the list on which several stand)}
REMINDED: dict[str, tuple[str, MailKind, tuple[str, ...]]] = {
    K.RECEIVE: ("chờ tiếp nhận", MailKind.RECEIVE, ("dossiers:queue", queue_queries.TO_RECEIVE)),
    K.ASSIGN: (
        "chờ phân công thẩm định",
        MailKind.RECEIVE,
        ("dossiers:queue", queue_queries.TO_ASSIGN),
    ),
    K.APPRAISE: ("đến hạn thẩm định", MailKind.APPRAISE, ("dossiers:queue", queue_queries.MINE)),
    K.DUE_SOON: ("sắp đến hạn trả kết quả", MailKind.DUE_SOON, ("frontdesk:home",)),
    K.OVERDUE: (
        "quá hạn trả kết quả",
        MailKind.OVERDUE,
        ("dossiers:queue", queue_queries.LATE),
    ),
    K.CONFIRM: ("chờ thủ trưởng xác nhận và nộp", MailKind.UNIT, ("dossiers:list",)),
    K.SUPPLEMENT: ("chờ đơn vị bổ sung", MailKind.UNIT, ("dossiers:list",)),
    K.BY_HAND: ("", MailKind.BY_HAND, ("frontdesk:home",)),
}


def tell_of_reminders(reminders: Iterable[DossierReminder]) -> int:
    """One message a person for all reminders of a kind; by hand, for all of one hand.

    Nobody is told of a list that is about himself. Returns how many messages there are.
    """
    reminders = list(reminders)
    hands = reminder_queries.Hands(row.dossier for row in reminders)
    audience = {row.pk: hands.told_of(row) for row in reminders}
    people = {person.pk: person for told in audience.values() for person in told}
    own = reminder_queries.about_themselves(
        people.values(), {row.dossier_id for row in reminders if not row.dossier.is_in_unit}
    )
    groups: dict[tuple, list[DossierReminder]] = defaultdict(list)
    for row in reminders:
        for person in audience[row.pk]:
            if (person.pk, row.dossier_id) not in own or _is_units(row):
                groups[row.kind, row.by_id, person.pk].append(row)
    days_off = regime_queries.days_off()
    for (kind, _, pk), rows in groups.items():
        message = _reminding(people[pk], K(kind), rows, days_off)
        outbox.post([message], f"dossiers.dossierreminder:{rows[0].pk}", rows[0].noted_at)
    return len(groups)


def _is_units(row: DossierReminder) -> bool:
    """The unit's own side stays open to whoever stands on its list."""
    return row.dossier.state in (DossierState.AWAITING_HEAD, DossierState.NEED_MORE)


def _reminding(
    person: User, kind: ReminderKind, rows: list[DossierReminder], days_off: tuple
) -> Message:
    what, mail_kind, door = REMINDED[kind]
    rows.sort(key=lambda row: (row.about_on, row.dossier_id))
    first = rows[0]
    who = f"{first.by.full_name} (Phòng Nội vụ) nhắc" if first.by else "Nhắc việc"
    if len(rows) == 1:
        dossier = first.dossier
        what = what or reminder_queries.AWAITED[dossier.state]
        text = f"{who}: hồ sơ {dossier.ref} của {dossier.unit.short_name} {what}"
        text += f". {first.words}".rstrip() if first.by else f", {_left(first, days_off)}."
        until = "" if first.by else f", hạn {first.about_on:%d/%m/%Y}"
        subject = f"Nhắc việc: hồ sơ {dossier.ref} {what}{until}"
        return Message(person, text, dossier.get_absolute_url(), subject, mail_kind)
    told = f"{len(rows)} hồ sơ {what or 'chờ anh/chị xử lý'}"
    refs = ", ".join(row.dossier.ref for row in rows[:3])
    more = f" và {len(rows) - 3} hồ sơ khác" if len(rows) > 3 else ""
    text = f"{who}: {told}: {refs}{more}. {first.words}".strip()
    return Message(person, text, address(*door), f"Nhắc việc: {told}", mail_kind)


def _left(row: DossierReminder, days_off: tuple) -> str:
    """«còn 2 ngày làm việc (hạn 22/11/2023)», counted on the day on which it is read."""
    today, day = clock.today(), f"{row.about_on:%d/%m/%Y}"
    if row.about_on == today:
        return f"hạn là hôm nay {day}"
    left = calendar.working_days_between(today, row.about_on, *days_off)
    if row.about_on < today:
        return f"đã quá {max(-left, 1)} ngày làm việc (hạn {day})"
    return f"còn {left} ngày làm việc (hạn {day})"
