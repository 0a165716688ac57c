"""Who is told of a step of a dossier or a line, of a message, and in which words."""

from collections.abc import Iterable

from dossiers.models import DossierEvent, DossierMessage, Nomination, NominationEvent
from dossiers.notifications import namesake
from dossiers.queries.absence import officers_of
from dossiers.workflow import TOLD_LINE_STEPS, DossierAction, NominationAction
from nganam_awards.notices import outbox
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.outbox import Message
from units.models import User
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


# What the unit must hear whatever it chose: TT 01/2018 wants these in writing.
MAIL_KINDS = {
    D.ASK_MORE: MailKind.SUPPLEMENT,
    D.REFUSE: MailKind.RESULT,
    D.STOP: MailKind.RESULT,
    D.APOLOGISE: MailKind.RESULT,
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
    L.FAIL_CASE: "{name} ({ref}): {note}",  # the reason names the Council and its count
}
_RESULTS_OF_LINES = {L.STRIKE, L.REVOKE, L.AWARD_ABOVE, L.DECLINE_ABOVE, L.FAIL_CASE}


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


def messages_of_step(event: DossierEvent) -> list[Message]:
    """The same; officers of two dossiers with one name hear of each other on the way."""
    namesake.tell(event)
    return messages_of(event)


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


def register() -> None:
    """Called once when the apps are loaded."""
    outbox.register(DossierEvent, messages_of_step)
    outbox.register(NominationEvent, messages_of_line, steps=TOLD_LINE_STEPS)
