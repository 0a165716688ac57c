"""Who is reminded of the last day of a plan, and in which words."""

from collections import defaultdict
from collections.abc import Iterable

from campaigns.enums import PlanReminderKind as K, PlanState
from campaigns.models import PlanReminder
from nganam_awards.core import clock
from nganam_awards.core.address import address
from nganam_awards.notices import outbox
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.outbox import Message
from units.models import User
from units.rules import CLERK_RIGHT, HEAD_RIGHT, holders_of


WHAT = {
    K.SEND: "gửi kế hoạch khen thưởng đến Phòng Nội vụ",
    K.FILE: "nộp hồ sơ theo kế hoạch",
}


def tell_of_plans(reminders: Iterable[PlanReminder]) -> int:
    """One message a person for all last days of a kind; how many messages."""
    held: dict[tuple[str, int], list[User]] = {}
    people: dict[int, User] = {}
    groups: dict[tuple[str, int], list[PlanReminder]] = defaultdict(list)
    for row in reminders:
        for right in _rights(row):
            if (key := (right, row.unit_id)) not in held:
                held[key] = list(holders_of(row.unit, right))
            for person in held[key]:
                people[person.pk] = person
                if row not in groups[row.kind, person.pk]:
                    groups[row.kind, person.pk].append(row)
    for (kind, pk), rows in groups.items():
        message = _reminding(people[pk], K(kind), rows)
        outbox.post([message], f"campaigns.planreminder:{rows[0].pk}", rows[0].noted_at)
    return len(groups)


def _rights(row: PlanReminder) -> tuple[str, ...]:
    """Whose move it is: what the clerk has handed over waits for the head alone."""
    if row.kind == K.FILE:
        return (CLERK_RIGHT, HEAD_RIGHT)
    return (HEAD_RIGHT,) if row.plan.state == PlanState.AWAITING_HEAD else (CLERK_RIGHT,)


def _reminding(person: User, kind: K, rows: list[PlanReminder]) -> Message:
    rows.sort(key=lambda row: (row.about_on, row.pk))
    first, what = rows[0], WHAT[kind]
    left = (first.about_on - clock.today()).days
    until = f"còn {left} ngày" if left else "hôm nay là ngày cuối"
    day = f"hạn {first.about_on:%d/%m/%Y}"
    if len(rows) == 1:
        text = f"Nhắc việc: {what}, {until} ({day}): «{first.plan}»."
        url = first.plan.get_absolute_url()
        return Message(person, text, url, f"Nhắc việc: {what}, {until}", MailKind.PLAN)
    names = "; ".join(f"«{row.plan}»" for row in rows[:3])
    more = f" và {len(rows) - 3} kế hoạch khác" if len(rows) > 3 else ""
    text = f"Nhắc việc: {what}, {len(rows)} kế hoạch, sớm nhất {until} ({day}): {names}{more}."
    subject = f"Nhắc việc: {what}, {len(rows)} kế hoạch"
    return Message(person, text, address("campaigns:list"), subject, MailKind.PLAN)
