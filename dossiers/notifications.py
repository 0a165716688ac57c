"""Who is told of a step of a dossier, and in which words."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from dossiers.enums import DossierState, ReminderKind
from dossiers.models import (
    Dossier,
    DossierEvent,
    DossierMessage,
    DossierReminder,
    DueChange,
    Nomination,
    NominationEvent,
    Nudge,
    Recalculation,
)
from dossiers.queries import (
    absence as absence_queries,
    queue as queue_queries,
    reminder as reminder_queries,
)
from dossiers.workflow import TOLD_LINE_STEPS, DossierAction, NominationAction
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from nganam_awards.core.address import address
from nganam_awards.notices import outbox
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.outbox import Message
from units.models import StandIn, User
from units.rules import holders_of


D = DossierAction
CLERKS, HEADS, RECEIVERS, OFFICER, ASSIGNERS, ANSWERED, LEFT = (
    "clerks",
    "heads",
    "receivers",
    "officer",
    "assigners",
    "whoever asked",
    "whoever had it",
)

# {step: (who, sentence)}; the sentence may use ref, unit, by, officer, code, due and note.
TOLD: dict[str, tuple[tuple[str, ...], str]] = {
    D.HAND_OVER: ((HEADS,), "{by} chuyển hồ sơ {ref} «{title}», chờ anh/chị xác nhận và nộp."),
    D.SEND_BACK: ((CLERKS,), "{by} trả lại hồ sơ {ref} để sửa: {note}"),
    D.CONFIRM: ((RECEIVERS,), "{unit} vừa nộp hồ sơ {ref} «{title}», chờ tiếp nhận."),
    D.RECALL: ((CLERKS,), "{by} thu hồi hồ sơ {ref} về bản nháp: {note}"),
    D.RECEIVE: (
        (CLERKS, HEADS),
        "Phòng Nội vụ đã tiếp nhận hồ sơ {ref}, mã {code}, hẹn trả ngày {due}.",
    ),
    D.REFUSE: ((CLERKS, HEADS), "Phòng Nội vụ từ chối tiếp nhận hồ sơ {ref}: {note}"),
    D.ASSIGN: ((OFFICER,), "{by} giao anh/chị thẩm định hồ sơ {ref} của {unit}, hạn {due}."),
    D.REASSIGN: (
        (OFFICER, LEFT),
        "{by} giao {officer} thẩm định hồ sơ {ref} của {unit} thay {before}, hạn {due}: {note}",
    ),
    D.FINISH: ((ASSIGNERS,), "{by} đã kết luận thẩm định hồ sơ {ref} của {unit}."),
    D.REOPEN: ((OFFICER,), "{by} mở lại thẩm định hồ sơ {ref} của {unit}: {note}"),
    D.CONCLUDE: ((CLERKS, HEADS), "Hồ sơ {ref} «{title}» đã có kết quả cho mọi trường hợp."),
    D.DELIVER: ((CLERKS, HEADS), "Phòng Nội vụ đã trả kết quả hồ sơ {ref} «{title}»."),
    D.ASK_MORE: (
        (CLERKS, HEADS),
        "Phòng Nội vụ yêu cầu bổ sung hồ sơ {ref} trước hết ngày {until}: {note}",
    ),
    D.ANSWER: ((ANSWERED,), "{unit} đã gửi bổ sung hồ sơ {ref} «{title}». {note}"),
    D.STOP: (
        (CLERKS, HEADS, OFFICER),
        "Hồ sơ {ref} «{title}» dừng xử lý vì không bổ sung đúng hạn. {note}",
    ),
    D.APOLOGISE: (
        (CLERKS, HEADS, OFFICER),
        (
            "Phòng Nội vụ xin lỗi vì không trả được kết quả hồ sơ {ref} «{title}» đúng ngày đã "
            "hẹn, và hẹn lại ngày {until}. Lý do: {note}"
        ),
    ),
    D.WITHDRAW: ((OFFICER, ASSIGNERS), "{unit} rút hồ sơ {ref} «{title}»: {note}"),
}


NAMED_DAYS = 5  # dossiers whose moved day one message names
# What the unit must hear whatever it chose: TT 01/2018 wants these in writing.
MAIL_KINDS = {
    D.ASK_MORE: MailKind.SUPPLEMENT,
    D.REFUSE: MailKind.RESULT,
    D.STOP: MailKind.RESULT,
    D.CONCLUDE: MailKind.RESULT,
    D.DELIVER: MailKind.RESULT,
}

# Steps whose reader misses nothing where no word was said.
_NO_NOTE = {D.ANSWER: ""}

L = NominationAction
# {step of a line: sentence}; the other steps are told with their dossier or decision.
TOLD_OF_LINES: dict[str, str] = {
    L.SUSPEND: "{name} ({ref}) tạm dừng xét: {note}{paper}",
    L.RESUME: "{name} ({ref}) được xét tiếp: {note}",
    L.STRIKE: "{name} ({ref}): Chủ tịch không duyệt khen thưởng. {note}",
    L.REVOKE: "{name} ({ref}): quyết định khen thưởng đã hủy. {note}",
    L.FORWARD: "{name} ({ref}): Ủy ban nhân dân thị xã đã trình cấp trên. {note}",
    L.AWARD_ABOVE: "{name} ({ref}) được cấp trên khen thưởng: {note}",
    L.DECLINE_ABOVE: "{name} ({ref}): cấp trên không khen thưởng. {note}",
}
_RESULTS_OF_LINES = {L.STRIKE, L.REVOKE, L.AWARD_ABOVE, L.DECLINE_ABOVE}


def messages_of(event: DossierEvent) -> list[Message]:
    """One message a person, whoever took the step left out."""
    if event.action not in TOLD:
        return []
    audience, sentence = TOLD[event.action]
    dossier = event.dossier
    text = sentence.format(
        ref=dossier.ref,
        title=dossier.title,
        unit=dossier.unit.short_name,
        by=event.by.full_name if event.by else "Cổng",
        code=dossier.one_stop_code or "",
        due=f"{dossier.due_on:%d/%m/%Y}" if dossier.due_on else "chưa định",
        until=event.facts.get("until", ""),
        officer=event.facts.get("officer", ""),
        before=event.facts.get("before", ""),
        note=event.note.strip() or _NO_NOTE.get(event.action, "không ghi lý do."),
    )
    people = {person.pk: person for who in audience for person in _people(event, who)}
    people.pop(event.by_id, None)
    subject = f"{dossier.ref}: {dossier.FLOW.told(event.action).lower()}"
    url, kind = dossier.get_absolute_url(), MAIL_KINDS.get(event.action, MailKind.STEP)
    return [Message(person, text, url, subject, kind) for person in people.values()]


def _people(event: DossierEvent, who: str) -> Iterable[User]:
    unit = event.dossier.unit
    match who:
        case "clerks":
            return holders_of(unit, "file_dossiers")
        case "heads":
            return holders_of(unit, "confirm_dossiers")
        case "receivers":
            return User.objects.holding("dossiers.receive")
        case "assigners":
            return User.objects.holding("dossiers.assign")
        case "whoever asked":
            return [event.dossier.supplement.asked_by]
        case "whoever had it":
            return User.objects.filter(pk=event.facts.get("left"))
    return officers_of(event.dossier)


def officers_of(dossier: Dossier) -> list[User]:
    """Who appraises it; on days of absence whoever stands in as well."""
    if dossier.officer is None:
        return []
    absence = absence_queries.away_on(clock.today()).get(dossier.officer_id)
    return [dossier.officer, absence.stand_in] if absence else [dossier.officer]


def messages_of_line(event: NominationEvent) -> list[Message]:
    """A line that waits, goes on, was struck or revoked: its unit is told, with the words."""
    line = Nomination.objects.select_related("dossier__unit").get(pk=event.nomination_id)
    dossier = line.dossier
    text = TOLD_OF_LINES[event.action].format(
        name=line.full_name,
        ref=dossier.ref,
        note=(event.facts.get("reason") or event.note).strip() or "không ghi lý do.",
        paper=f" ({event.facts['paper']})" if event.facts.get("paper") else "",
    )
    subject = f"{dossier.ref}: {line.FLOW.told(event.action).lower()}"
    people = {
        person.pk: person
        for right in ("file_dossiers", "confirm_dossiers")
        for person in holders_of(dossier.unit, right)
    }
    people.pop(event.by_id, None)
    url = dossier.get_absolute_url()
    kind = MailKind.RESULT if event.action in _RESULTS_OF_LINES else MailKind.STEP
    return [Message(person, text, url, subject, kind) for person in people.values()]


def tell_of_message(message: DossierMessage) -> None:
    """The other side reads that something was written, and what."""
    dossier = message.dossier
    if not message.is_from_unit:
        people = [
            *holders_of(dossier.unit, "file_dossiers"),
            *holders_of(dossier.unit, "confirm_dossiers"),
        ]
        who = "Phòng Nội vụ"
    else:
        people = officers_of(dossier) or User.objects.holding("dossiers.receive")
        who = dossier.unit.short_name
    text = f"{message.by.full_name} ({who}) viết về hồ sơ {dossier.ref}: {message.text}"
    url = f"{dossier.get_absolute_url()}#trao-doi"
    told = {person.pk: person for person in people if person.pk != message.by_id}
    outbox.post(
        [
            Message(person, text, url, f"{dossier.ref}: trao đổi", MailKind.TALK)
            for person in told.values()
        ],
        f"dossiers.dossiermessage:{message.pk}",
        message.written_at,
    )


def tell_of_recalculation(recalculation: Recalculation) -> None:
    """Whoever holds a dossier, and its unit, reads that its day moved, why, and to which day."""
    changes = recalculation.due_changes.select_related("dossier__unit", "dossier__officer")
    told: dict[User, list[DueChange]] = {}
    holders = _HoldersOf()
    for change in changes.order_by("pk"):
        for person in holders.of(change.dossier):
            told.setdefault(person, []).append(change)
    messages = [
        Message(
            person,
            f"Lịch làm việc thay đổi ({recalculation.words}) nên hạn trả được tính lại: "
            f"{_moved_days(moved)}.",
            moved[0].dossier.get_absolute_url() if len(moved) == 1 else address("dossiers:list"),
            "Hạn trả hồ sơ thay đổi theo lịch làm việc",
        )
        for person, moved in told.items()
        if person.pk != recalculation.by_id
    ]
    key = f"dossiers.recalculation:{recalculation.pk}"
    outbox.post(messages, key, recalculation.happened_at)


class _HoldersOf:
    """Officer, else whoever assigns, and the people of the unit: each asked once."""

    def __init__(self) -> None:
        self._units: dict[int, set[User]] = {}

    @cached_property
    def _assigners(self) -> set[User]:
        return set(User.objects.holding("dossiers.assign"))

    def of(self, dossier: Dossier) -> set[User]:
        """In no order; a person with two seats once."""
        if dossier.unit_id not in self._units:
            rights = ("file_dossiers", "confirm_dossiers")
            people = (holders_of(dossier.unit, right) for right in rights)
            self._units[dossier.unit_id] = {person for some in people for person in some}
        desk = {dossier.officer} if dossier.officer else self._assigners
        return desk | self._units[dossier.unit_id]


def _moved_days(changes: list[DueChange]) -> str:
    """«HS-2023-00012 từ 23/11/2023 sang 24/11/2023»; a few are named, the rest counted."""
    told = [
        f"{change.dossier.ref} từ {change.old_due_on:%d/%m/%Y} sang {change.new_due_on:%d/%m/%Y}"
        for change in changes[:NAMED_DAYS]
    ]
    if len(changes) > NAMED_DAYS:
        told.append(f"và {len(changes) - NAMED_DAYS} hồ sơ khác")
    return "; ".join(told)


def tell_of_nudge(nudge: Nudge, people: Iterable[User], waits: str) -> None:
    """Whoever has the next step reads who reminds them, of what, and until when."""
    dossier = nudge.dossier
    due = f", hẹn trả {dossier.due_on:%d/%m/%Y}" if dossier.due_on else ""
    words = f" {nudge.note}" if nudge.note else ""
    text = (
        f"{nudge.by.full_name} nhắc: hồ sơ {dossier.ref} của {dossier.unit.short_name} "
        f"{waits}{due}.{words}"
    )
    url = dossier.get_absolute_url()
    outbox.post(
        [Message(person, text, url, f"{dossier.ref}: nhắc việc") for person in people],
        f"dossiers.nudge:{nudge.pk}",
        nudge.sent_at,
    )


def tell_of_stand_in(row: StandIn, dossier: Dossier) -> None:
    """Whom the Chairman named, and for which dossier; those who assign read it too."""
    text = (
        f"{row.named_by.full_name} cử {row.person.full_name} thay chuyên viên Phòng Nội vụ "
        f"từ {row.starts_on:%d/%m/%Y} đến hết {row.ends_on:%d/%m/%Y}, hồ sơ {dossier.ref}: "
        f"{row.reason}"
    )
    people = {row.person_id: row.person}
    people |= {one.pk: one for one in User.objects.holding("dossiers.assign")}
    url = dossier.get_absolute_url()
    outbox.post(
        [Message(one, text, url, f"{dossier.ref}: người thay") for one in people.values()],
        f"units.standin:{row.pk}",
        clock.now(),
    )


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
# What waits where a person reminds by hand.
_WAITS_FOR = {
    DossierState.FILED: "chờ tiếp nhận",
    DossierState.RECEIVED: "chờ phân công thẩm định",
    DossierState.APPRAISING: "chờ kết luận thẩm định",
    DossierState.APPRAISED: "chờ trình và có kết quả",
    DossierState.NEED_MORE: "chờ đơn vị bổ sung",
    DossierState.CONCLUDED: "chờ trả kết quả",
}


def tell_of_reminders(reminders: Iterable[DossierReminder]) -> int:
    """One message a person for all reminders of a kind; by hand, for all of one hand.

    Nobody is told of a list that is about himself. Returns how many messages there are.
    """
    reminders, hands = list(reminders), reminder_queries.Hands()
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
        what = what or _WAITS_FOR[dossier.state]
        text = f"{who}: hồ sơ {dossier.ref} của {dossier.unit.short_name} {what}"
        text += f". {first.words}".rstrip() if first.by else f", {_left(first, days_off)}."
        subject = f"Nhắc việc: hồ sơ {dossier.ref} {what}"
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


def register() -> None:
    """Called once when the apps are loaded."""
    outbox.register(DossierEvent, messages_of)
    outbox.register(NominationEvent, messages_of_line, steps=TOLD_LINE_STEPS)
