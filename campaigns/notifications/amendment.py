"""Who is told of a step with an amendment, and in which words."""

from collections.abc import Iterable

from campaigns.models import AmendmentEvent, PlanAmendment
from campaigns.workflow import AmendmentAction as A
from nganam_awards.notices import outbox
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.outbox import Message
from units.models import User
from units.rules import holders_of


# {plan} is the campaign with its year, {unit} who organises it, {note} what was written.
SENTENCES = {
    A.HAND_OVER: "{plan}: cán bộ đã soạn bản điều chỉnh kế hoạch, chờ thủ trưởng xem và xác nhận.",
    A.SEND_BACK: "{plan}: thủ trưởng trả lại bản điều chỉnh để sửa. {note}",
    A.CONFIRM: "{unit} đề nghị điều chỉnh kế hoạch «{plan}», chờ Phòng Nội vụ thẩm định.",
    A.ASK_BACK: "{plan}: Phòng Nội vụ trả lại bản điều chỉnh để sửa. {note}",
    A.APPRAISE: "{plan} ({unit}): đã thẩm định bản điều chỉnh, chờ Chủ tịch duyệt.",
    A.REFUSE: "{plan}: bản điều chỉnh không được trình duyệt, kế hoạch giữ nguyên. {note}",
    A.RETURN: "{plan}: Chủ tịch trả lại bản điều chỉnh. {note}",
    A.APPROVE: "{plan}: Chủ tịch đã duyệt điều chỉnh, kế hoạch thực hiện theo nội dung mới.",
    A.WITHDRAW: "{plan}: đơn vị thôi điều chỉnh, kế hoạch giữ nguyên.",
    A.LAPSE: "{plan}: kế hoạch đã kết thúc hoặc bị hủy nên bản điều chỉnh đang soạn dừng lại.",
}
SUBJECTS = {
    A.HAND_OVER: "Điều chỉnh kế hoạch chờ xác nhận",
    A.SEND_BACK: "Bản điều chỉnh kế hoạch bị trả lại",
    A.CONFIRM: "Điều chỉnh kế hoạch chờ thẩm định",
    A.ASK_BACK: "Bản điều chỉnh kế hoạch bị trả lại",
    A.APPRAISE: "Điều chỉnh kế hoạch chờ duyệt",
    A.REFUSE: "Điều chỉnh kế hoạch không được duyệt",
    A.RETURN: "Chủ tịch trả lại bản điều chỉnh kế hoạch",
    A.APPROVE: "Điều chỉnh kế hoạch đã được duyệt",
    A.WITHDRAW: "Đơn vị thôi điều chỉnh kế hoạch",
    A.LAPSE: "Bản điều chỉnh kế hoạch dừng lại",
}

# What was decided about it reaches the organiser whatever letters he chose.
DECIDED = (A.REFUSE, A.RETURN, A.APPROVE)


def register() -> None:
    """Called once when the apps are loaded."""
    outbox.register(AmendmentEvent, messages_for)


def messages_for(event: AmendmentEvent) -> list[Message]:
    """One sentence for each person whom the step concerns, except whoever took it."""
    action = A(event.action)
    if action == A.TAKE_BACK:
        return []
    rows = PlanAmendment.objects.select_related("plan__campaign__organiser")
    amendment = rows.get(pk=event.amendment_id)
    organiser = amendment.plan.campaign.organiser
    told = SENTENCES[action].format(plan=amendment.plan, unit=organiser.short_name, note=event.note)
    people = {person.pk: person for person in _concerned(action, amendment)}
    people.pop(event.by_id, None)
    text, url = " ".join(told.split()), amendment.get_absolute_url()
    kind = MailKind.RESULT if action in DECIDED else MailKind.STEP
    return [Message(person, text, url, SUBJECTS[action], kind) for person in people.values()]


def _concerned(action: A, amendment: PlanAmendment) -> Iterable[User]:
    plan = amendment.plan
    clerks = holders_of(plan.campaign.organiser, "file_dossiers")
    heads = holders_of(plan.campaign.organiser, "confirm_dossiers")
    match action:
        case A.HAND_OVER | A.WITHDRAW:
            return heads
        case A.SEND_BACK:
            return clerks
        case A.CONFIRM:
            return User.objects.holding("campaigns.appraise_plan")
        case A.APPRAISE:
            return User.objects.holding("campaigns.approve_plan")
        case A.APPROVE:
            joined = [holders_of(unit, "file_dossiers") for unit in plan.participants.all()]
            return [person for people in (clerks, heads, *joined) for person in people]
        case _:
            return [*clerks, *heads]
