"""Who is told of a step of a dossier, and in which words."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Model
from django.urls import reverse

from dossiers.enums import Opinion
from dossiers.models import (
    Consultation,
    ConsultationLine,
    Dossier,
    DossierEvent,
    DossierMessage,
    Nomination,
    NominationEvent,
    Objection,
    Posting,
)
from dossiers.workflow import TOLD_LINE_STEPS, DossierAction, NominationAction
from nganam_awards.core import clock
from nganam_awards.notices import outbox
from nganam_awards.notices.outbox import Message
from units.models import User
from units.rules import holders_of


D = DossierAction
CLERKS, HEADS, RECEIVERS, OFFICER, ASSIGNERS, ANSWERED = (
    "clerks",
    "heads",
    "receivers",
    "officer",
    "assigners",
    "whoever asked",
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
    D.WITHDRAW: ((OFFICER, ASSIGNERS), "{unit} rút hồ sơ {ref} «{title}»: {note}"),
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
        note=event.note.strip() or _NO_NOTE.get(event.action, "không ghi lý do."),
    )
    people = {person.pk: person for who in audience for person in _people(event, who)}
    people.pop(event.by_id, None)
    subject = f"{dossier.ref}: {dossier.FLOW.told(event.action).lower()}"
    return [
        Message(person, text, dossier.get_absolute_url(), subject) for person in people.values()
    ]


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
    return [event.dossier.officer] if event.dossier.officer else []


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
    return [
        Message(person, text, dossier.get_absolute_url(), subject) for person in people.values()
    ]


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
        officer = [dossier.officer] if dossier.officer else []
        people = officer or User.objects.holding("dossiers.receive")
        who = dossier.unit.short_name
    text = f"{message.by.full_name} ({who}) viết về hồ sơ {dossier.ref}: {message.text}"
    url = f"{dossier.get_absolute_url()}#trao-doi"
    told = {person.pk: person for person in people if person.pk != message.by_id}
    outbox.post(
        [Message(person, text, url, f"{dossier.ref}: trao đổi") for person in told.values()],
        f"dossiers.dossiermessage:{message.pk}",
        message.written_at,
    )


class _Said(NamedTuple):
    """What everybody is told."""

    text: str
    url: str
    subject: str


def tell_of_consultation(row: Consultation) -> None:
    """The body's own people: whom to look at, until when; names stay on the page."""
    text = (
        f"Phòng Nội vụ hỏi ý kiến {row.body} về một số trường hợp đề nghị khen thưởng, trả lời "
        f"trước hết ngày {row.due_on:%d/%m/%Y}."
    )
    words = _Said(text, row.get_absolute_url(), "Hỏi ý kiến hiệp y")
    _post(_people_of_body(row), words, row, "asked")


def tell_of_answer(row: Consultation, lines: list[ConsultationLine]) -> None:
    """The officer who waits, where somebody else wrote the answer."""
    adverse = sum(line.opinion == Opinion.ADVERSE for line in lines)
    said = f"{adverse} trường hợp có ý kiến không thuận" if adverse else "không có ý kiến khác"
    text = f"{row.body} đã trả lời hiệp y về hồ sơ {row.dossier.ref}: {said}."
    people = [row.dossier.officer, row.asked_by]
    told = [person for person in people if person and person.pk != row.answered_by_id]
    words = _Said(text, row.get_absolute_url(), f"{row.dossier.ref}: hiệp y")
    _post(told, words, row, "answered")


def tell_of_end(row: Consultation) -> None:
    """The body need not answer any more."""
    text = f"Phòng Nội vụ thôi hỏi ý kiến {row.body}: {row.end_reason}"
    words = _Said(text, row.get_absolute_url(), "Thôi hỏi hiệp y")
    _post(_people_of_body(row), words, row, "ended")


def tell_of_posting(row: Posting) -> None:
    """The unit whose nominees are posted."""
    text = (
        f"Phòng Nội vụ lấy ý kiến công khai các trường hợp của hồ sơ {row.dossier.ref} đến hết "
        f"ngày {row.ends_on:%d/%m/%Y}."
    )
    words = _Said(text, row.get_absolute_url(), f"{row.dossier.ref}: lấy ý kiến công khai")
    _post(_people_of_unit(row.dossier), words, row, "opened")


def tell_of_objection(row: Objection, dossier: Dossier) -> None:
    """The officer in charge; who wrote it stands on the dossier's page alone."""
    text = (
        f"Có ý kiến phản ánh {row.code} về {row.line.full_name} (hồ sơ {dossier.ref}); trường hợp "
        "này chờ anh/chị xác minh và trả lời."
    )
    people = [dossier.officer] if dossier.officer else User.objects.holding("dossiers.assign")
    url = f"{dossier.get_absolute_url()}#lay-y-kien"
    _post(people, _Said(text, url, f"{dossier.ref}: ý kiến phản ánh"), row, "raised")


def tell_of_settled(row: Objection) -> None:
    """Whoever objected with an account reads the answer."""
    if row.by is None:
        return
    outcome = row.get_outcome_display().lower()
    text = f"Phòng Nội vụ trả lời phản ánh {row.code} của anh/chị: {outcome}. {row.answer}"
    url = reverse("dossiers:postings")
    _post([row.by], _Said(text, url, f"Trả lời phản ánh {row.code}"), row, "answered")


def _people_of_body(row: Consultation) -> list[User]:
    if row.unit is None:
        return []
    return [
        person
        for right in ("confirm_dossiers", "file_dossiers")
        for person in holders_of(row.unit, right)
    ]


def _people_of_unit(dossier: Dossier) -> list[User]:
    return [
        person
        for right in ("file_dossiers", "confirm_dossiers")
        for person in holders_of(dossier.unit, right)
    ]


def _post(people: Iterable[User], words: _Said, row: Model, step: str) -> None:
    """One message a person for this step of this row, whoever delivers it twice."""
    told = {person.pk: person for person in people}
    outbox.post(
        [Message(person, *words) for person in told.values()],
        f"{row._meta.label_lower}:{row.pk}:{step}",
        clock.now(),
    )


def register() -> None:
    """Called once when the apps are loaded."""
    outbox.register(DossierEvent, messages_of)
    outbox.register(NominationEvent, messages_of_line, steps=TOLD_LINE_STEPS)
