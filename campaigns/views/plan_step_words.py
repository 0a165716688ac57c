"""How each step of a plan looks on the page: its address, its words, what it asks."""

from dataclasses import dataclass

from django.urls import reverse

from campaigns.forms.step import StepForm
from campaigns.models import AwardPlan
from campaigns.rules import ending as ending_rules, plan as plan_rules, purpose as purpose_rules
from campaigns.rules.ending import Remaining
from campaigns.workflow import FLOW, PlanAction as A


@dataclass(frozen=True)
class Face:
    """One step as its dialog shows it. `asks` are the fields of `StepForm` that it needs."""

    slug: str
    title: str
    text: str
    done: str
    icon: str = ""
    tone: str = ""
    asks: tuple[str, ...] = ()
    question: str = ""
    needs_note: bool = True


FACES = {
    A.HAND_OVER: Face(
        "chuyen-thu-truong",
        "Chuyển kế hoạch cho thủ trưởng?",
        "Thủ trưởng đơn vị xem và xác nhận rồi kế hoạch mới được gửi Phòng Nội vụ. "
        "Trong lúc chờ, anh/chị vẫn lấy lại để sửa được.",
        "Đã chuyển thủ trưởng xác nhận.",
        icon="send",
        tone="primary",
    ),
    A.CONFIRM: Face(
        "xac-nhan",
        "Xác nhận và gửi Phòng Nội vụ?",
        "Thủ trưởng chịu trách nhiệm về nội dung và số lượng đề nghị (công văn của Chủ tịch UBND "
        "thị xã, điểm 1).",
        "Đã xác nhận và gửi Phòng Nội vụ thẩm định.",
        icon="checks",
        tone="primary",
    ),
    A.APPRAISE: Face(
        "tham-dinh",
        "Kết luận đủ điều kiện trình Chủ tịch?",
        "Kế hoạch có nội dung, tiêu chí, tiêu chuẩn, chỉ tiêu cụ thể và được chuyển đến Chủ tịch "
        "để duyệt.",
        "Đã kết luận thẩm định, kế hoạch đang chờ Chủ tịch duyệt.",
        icon="clipboard-check",
        tone="primary",
        asks=("note",),
        question="Ý kiến thẩm định gửi Chủ tịch",
        needs_note=False,
    ),
    A.APPROVE: Face(
        "duyet",
        "Duyệt kế hoạch khen thưởng này?",
        "Các đơn vị trong kế hoạch được lập hồ sơ đề nghị trong phạm vi chỉ tiêu đã ghi.",
        "Đã duyệt kế hoạch.",
        icon="check",
        tone="primary",
        asks=("note",),
        question="Ý kiến chỉ đạo",
        needs_note=False,
    ),
    A.CLOSE: Face(
        "ket-thuc",
        "Kết thúc kế hoạch?",
        "Sau khi kết thúc, không lập thêm hồ sơ theo kế hoạch này được nữa.",
        "Đã kết thúc kế hoạch.",
        icon="lock",
    ),
    A.TAKE_BACK: Face(
        "lay-lai",
        "Lấy lại kế hoạch để sửa?",
        "Kế hoạch trở về bản nháp; sửa xong anh/chị chuyển lại cho thủ trưởng.",
        "Đã lấy lại, kế hoạch đang ở bản nháp.",
        icon="arrow-back-up",
    ),
    A.SEND_BACK: Face(
        "tra-lai-can-bo",
        "Trả lại cán bộ để sửa?",
        "Kế hoạch trở về bản nháp của cán bộ soạn.",
        "Đã trả lại cán bộ soạn.",
        icon="arrow-back-up",
        asks=("note",),
        question="Cần sửa gì?",
    ),
    A.ASK_BACK: Face(
        "tra-lai-don-vi",
        "Trả lại đơn vị để sửa?",
        "Kế hoạch trở về bản nháp của đơn vị; đơn vị sửa và gửi lại.",
        "Đã trả lại đơn vị.",
        icon="arrow-back-up",
        asks=("note",),
        question="Đơn vị cần sửa gì?",
    ),
    A.RETURN: Face(
        "tra-lai-y-kien",
        "Trả lại kế hoạch?",
        "Kế hoạch trở về bản nháp của đơn vị, kèm ý kiến của Chủ tịch.",
        "Đã trả lại kế hoạch kèm ý kiến.",
        icon="arrow-back-up",
        asks=("note",),
        question="Ý kiến của Chủ tịch",
    ),
    A.REFUSE: Face(
        "khong-trinh",
        "Không trình Chủ tịch duyệt kế hoạch này?",
        "Đây là bước cuối: kế hoạch năm nay của phong trào không được duyệt nữa.",
        "Đã từ chối kế hoạch và báo đơn vị.",
        icon="ban",
        tone="danger",
        asks=("exclusions", "note"),
        question="Giải thích cho đơn vị",
    ),
    A.CANCEL: Face(
        "huy",
        "Hủy kế hoạch đã duyệt?",
        "Đây là bước cuối: không đơn vị nào lập hồ sơ theo kế hoạch này được nữa.",
        "Đã hủy kế hoạch.",
        icon="ban",
        tone="danger",
        asks=("note",),
        question="Lý do hủy",
    ),
}
BY_SLUG = {face.slug: action for action, face in FACES.items()}
# What may stop the end of a plan.
STOPS = {A.CLOSE: ending_rules.close_blockers, A.CANCEL: ending_rules.cancel_blockers}
# The step a person most likely came for stands last, where the one red button is.
# Phòng Nội vụ concludes and gives back on its sheet (views/appraising.py).
_ORDER = [A.CANCEL, A.REFUSE, A.SEND_BACK, A.RETURN, A.TAKE_BACK, A.CLOSE]
_ORDER += [A.HAND_OVER, A.CONFIRM, A.APPROVE]


def form_for(action: A, plan: AwardPlan, data: dict | None = None) -> StepForm:
    """The words this step asks for; a late approval also asks why."""
    face = FACES[action]
    asks = face.asks
    if action == A.APPROVE and plan_rules.is_late_to_approve(plan):
        asks = ("late_reason", *asks)
    return StepForm(
        data,
        asks=asks,
        rows=plan.quotas.for_meter() if action == A.APPROVE else (),
        initial={"exclusions": purpose_rules.reasons_to_refuse(plan)}
        if action == A.REFUSE
        else None,
        label=face.question,
        is_required=face.needs_note,
        auto_id=f"{face.slug}-%s",
    )


@dataclass(frozen=True)
class PlanButton:
    """One step as a button with its dialog."""

    action: A
    label: str
    url: str
    face: Face
    form: StepForm
    remains: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What the dialog says before the last word, with what else becomes of the plan."""
        return "\n".join([self.face.text, *self.remains])

    @property
    def tone(self) -> str:
        """Colour of the button."""
        return self.face.tone

    @property
    def is_plain(self) -> bool:
        """A dialog that asks nothing."""
        return not self.face.asks


def button_for(
    action: A, plan: AwardPlan, form: StepForm | None = None, *, remains: tuple[str, ...] = ()
) -> PlanButton:
    """The button of one step."""
    face = FACES[action]
    url = reverse("campaigns:step", args=[plan.pk, face.slug])
    label = FLOW.arrows[action].label
    form = form_for(action, plan) if form is None else form
    return PlanButton(action, label, url, face, form, remains)


def buttons_for(plan: AwardPlan, may: set[A], left: Remaining | None) -> list[PlanButton]:
    """What the person may do with the plan where it stands; nothing that cannot succeed."""
    may, remains = set(may), ()
    if left is not None:
        may -= {action for action, stops in STOPS.items() if stops(left)}
        remains = tuple(ending_rules.consequences(left))
    return [
        button_for(action, plan, remains=remains if action in STOPS else ())
        for action in _ORDER
        if action in may
    ]


def stopped(may: set[A], left: Remaining | None) -> list[tuple[str, list[str]]]:
    """Ends of the plan that the person may choose and that cannot be taken now, with why."""
    if left is None:
        return []
    return [
        (FLOW.arrows[action].label, reasons)
        for action, stops in STOPS.items()
        if action in may and (reasons := stops(left))
    ]
