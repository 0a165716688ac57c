"""Who is told of a step with a plan, and in which words."""

from collections.abc import Iterable

from campaigns.models import AwardPlan, FilingExtension, PlanEvent
from campaigns.queries.cut import told
from campaigns.workflow import PlanAction as A
from nganam_awards.notices import outbox
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.outbox import Message
from units.models import User
from units.rules import holders_of


# {plan} is the campaign with its year, {unit} who organises it, {note} what was written.
SENTENCES = {
    A.HAND_OVER: "{plan}: cán bộ đã soạn xong, chờ thủ trưởng xem và xác nhận.",
    A.SEND_BACK: "{plan}: thủ trưởng trả lại để sửa. {note}",
    A.CONFIRM: "{unit} gửi kế hoạch khen thưởng «{plan}», chờ Phòng Nội vụ thẩm định.",
    A.ASK_BACK: "{plan}: Phòng Nội vụ trả lại đơn vị để sửa. {note}",
    A.APPRAISE: "{plan} ({unit}): đã thẩm định, chờ Chủ tịch duyệt.",
    A.REFUSE: "{plan}: kế hoạch không được trình duyệt. {exclusions}. {note}",
    A.RETURN: "{plan}: Chủ tịch trả lại kế hoạch. {note}",
    A.APPROVE: "{plan}: Chủ tịch đã duyệt kế hoạch, đơn vị được lập hồ sơ theo chỉ tiêu. {cuts}",
    A.CANCEL: "{plan}: Chủ tịch hủy kế hoạch đã duyệt. {note}",
    A.CLOSE: "{plan}: kế hoạch đã kết thúc, không lập thêm hồ sơ.",
}
SUBJECTS = {
    A.HAND_OVER: "Kế hoạch khen thưởng chờ xác nhận",
    A.SEND_BACK: "Kế hoạch khen thưởng bị trả lại",
    A.CONFIRM: "Kế hoạch khen thưởng chờ thẩm định",
    A.ASK_BACK: "Kế hoạch khen thưởng bị trả lại",
    A.APPRAISE: "Kế hoạch khen thưởng chờ duyệt",
    A.REFUSE: "Kế hoạch khen thưởng không được duyệt",
    A.RETURN: "Chủ tịch trả lại kế hoạch khen thưởng",
    A.APPROVE: "Kế hoạch khen thưởng đã được duyệt",
    A.CANCEL: "Kế hoạch khen thưởng đã hủy",
    A.CLOSE: "Kế hoạch khen thưởng đã kết thúc",
}

# What was decided about it reaches the organiser whatever letters he chose.
DECIDED = (A.REFUSE, A.RETURN, A.APPROVE, A.CANCEL)


def register() -> None:
    """Called once when the apps are loaded."""
    outbox.register(PlanEvent, messages_for)


def messages_for(event: PlanEvent) -> list[Message]:
    """One sentence for each person whom the step concerns, except whoever took it."""
    action = A(event.action)
    if action not in SENTENCES:
        return []
    plan = AwardPlan.objects.select_related("campaign__organiser").get(pk=event.plan_id)
    text = " ".join(
        SENTENCES[action]
        .format(
            plan=plan,
            unit=plan.campaign.organiser.short_name,
            note=event.note,
            exclusions=plan.exclusion_words,
            cuts=_cuts(event),
        )
        .split()
    )
    people = {person.pk: person for person in _concerned(action, plan)}
    people.pop(event.by_id, None)
    url = plan.get_absolute_url()
    kind = MailKind.RESULT if action in DECIDED else MailKind.STEP
    return [Message(person, text, url, SUBJECTS[action], kind) for person in people.values()]


def tell_of_extension(extension: FilingExtension) -> None:
    """The unit's clerks and heads hear that they have more time, and why."""
    plan, unit = extension.plan, extension.unit
    text = (
        f"{plan}: {unit.short_name} được gia hạn nộp hồ sơ đến hết ngày "
        f"{extension.closes_on:%d/%m/%Y}. Lý do: {extension.reason}"
    )
    people = [*holders_of(unit, "file_dossiers"), *holders_of(unit, "confirm_dossiers")]
    told = {person.pk: person for person in people if person.pk != extension.granted_by_id}
    messages = [
        Message(person, text, plan.get_absolute_url(), "Gia hạn nộp hồ sơ khen thưởng")
        for person in told.values()
    ]
    outbox.post(messages, f"campaigns.filingextension:{extension.pk}", extension.granted_at)


def _cuts(event: PlanEvent) -> str:
    """«Giấy khen, cá nhân: đề nghị 15, duyệt 12.»: what the Chairman approved smaller."""
    cut = event.facts.get("cuts", [])
    return " ".join(f"{told(one['label'], one['asked'], one['limit'])}." for one in cut)


def _concerned(action: A, plan: AwardPlan) -> Iterable[User]:
    organiser = plan.campaign.organiser
    clerks = holders_of(organiser, "file_dossiers")
    heads = holders_of(organiser, "confirm_dossiers")
    match action:
        case A.HAND_OVER:
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
