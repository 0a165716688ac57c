"""How each step of an amendment looks on the page: its address, its words, what it asks."""

from django.urls import reverse

from campaigns.forms.step import StepForm
from campaigns.models import PlanAmendment
from campaigns.rules import amendment as amendment_rules
from campaigns.views.plan_step_words import Face, PlanButton
from campaigns.workflow import AMENDMENT_FLOW, AmendmentAction as A
from units.models import User


FACES = {
    A.HAND_OVER: Face(
        "chuyen-thu-truong",
        "Chuyển bản điều chỉnh cho thủ trưởng?",
        "Thủ trưởng xem và xác nhận rồi bản điều chỉnh mới được gửi Phòng Nội vụ. Trong lúc chờ, "
        "kế hoạch đã duyệt vẫn thực hiện như cũ.",
        "Đã chuyển thủ trưởng xác nhận.",
        icon="send",
        tone="primary",
    ),
    A.CONFIRM: Face(
        "xac-nhan",
        "Xác nhận và gửi Phòng Nội vụ?",
        "Thủ trưởng chịu trách nhiệm về nội dung và số lượng điều chỉnh. Kế hoạch đã duyệt vẫn "
        "thực hiện như cũ cho đến khi Chủ tịch duyệt điều chỉnh.",
        "Đã xác nhận và gửi Phòng Nội vụ thẩm định.",
        icon="checks",
        tone="primary",
    ),
    A.APPRAISE: Face(
        "tham-dinh",
        "Kết luận đủ điều kiện trình Chủ tịch?",
        "Bản điều chỉnh được chuyển đến Chủ tịch để duyệt.",
        "Đã kết luận thẩm định, bản điều chỉnh đang chờ Chủ tịch duyệt.",
        icon="clipboard-check",
        tone="primary",
        asks=("note",),
        question="Ý kiến thẩm định gửi Chủ tịch",
        needs_note=False,
    ),
    A.APPROVE: Face(
        "duyet",
        "Duyệt điều chỉnh kế hoạch này?",
        "Nội dung và chỉ tiêu mới có hiệu lực ngay; bản trước điều chỉnh được giữ để đối chiếu.",
        "Đã duyệt điều chỉnh, kế hoạch thực hiện theo nội dung mới.",
        icon="check",
        tone="primary",
        asks=("note",),
        question="Ý kiến chỉ đạo",
        needs_note=False,
    ),
    A.TAKE_BACK: Face(
        "lay-lai",
        "Lấy lại bản điều chỉnh để sửa?",
        "Bản điều chỉnh trở về bản nháp; sửa xong anh/chị chuyển lại cho thủ trưởng.",
        "Đã lấy lại, bản điều chỉnh đang ở bản nháp.",
        icon="arrow-back-up",
    ),
    A.SEND_BACK: Face(
        "tra-lai-can-bo",
        "Trả lại cán bộ để sửa?",
        "Bản điều chỉnh trở về bản nháp của cán bộ soạn.",
        "Đã trả lại cán bộ soạn.",
        icon="arrow-back-up",
        asks=("note",),
        question="Cần sửa gì?",
    ),
    A.ASK_BACK: Face(
        "tra-lai-don-vi",
        "Trả lại đơn vị để sửa?",
        "Bản điều chỉnh trở về bản nháp của đơn vị; đơn vị sửa và gửi lại.",
        "Đã trả lại đơn vị.",
        icon="arrow-back-up",
        asks=("note",),
        question="Đơn vị cần sửa gì?",
    ),
    A.RETURN: Face(
        "tra-lai-y-kien",
        "Trả lại bản điều chỉnh?",
        "Bản điều chỉnh trở về bản nháp của đơn vị, kèm ý kiến của Chủ tịch.",
        "Đã trả lại bản điều chỉnh kèm ý kiến.",
        icon="arrow-back-up",
        asks=("note",),
        question="Ý kiến của Chủ tịch",
    ),
    A.REFUSE: Face(
        "khong-trinh",
        "Không trình Chủ tịch bản điều chỉnh này?",
        "Bản điều chỉnh dừng ở đây; kế hoạch đã duyệt giữ nguyên và vẫn thực hiện.",
        "Đã từ chối điều chỉnh và báo đơn vị.",
        icon="ban",
        tone="danger",
        asks=("note",),
        question="Giải thích cho đơn vị",
    ),
    A.WITHDRAW: Face(
        "thoi-dieu-chinh",
        "Thôi điều chỉnh kế hoạch?",
        "Bản điều chỉnh dừng ở đây và được giữ lại để đối chiếu; kế hoạch đã duyệt giữ nguyên.",
        "Đã thôi điều chỉnh, kế hoạch giữ nguyên.",
        icon="x",
    ),
}
BY_SLUG = {face.slug: action for action, face in FACES.items()}
# The step a person most likely came for stands last, where the one red button is.
_ORDER = [A.REFUSE, A.WITHDRAW, A.SEND_BACK, A.ASK_BACK, A.RETURN, A.TAKE_BACK]
_ORDER += [A.HAND_OVER, A.CONFIRM, A.APPRAISE, A.APPROVE]
# What cannot succeed while something stops the amendment.
_NEEDS_ALL_IN_ORDER = {A.HAND_OVER, A.CONFIRM, A.APPRAISE, A.APPROVE}


def form_for(action: A, data: dict | None = None) -> StepForm:
    """The words this step asks for."""
    face = FACES[action]
    return StepForm(
        data,
        asks=face.asks,
        label=face.question,
        is_required=face.needs_note,
        auto_id=f"{face.slug}-%s",
    )


def button_for(action: A, amendment: PlanAmendment, form: StepForm | None = None) -> PlanButton:
    """The button of one step."""
    face = FACES[action]
    url = reverse("campaigns:amendment_step", args=[amendment.pk, face.slug])
    label = AMENDMENT_FLOW.arrows[action].label
    return PlanButton(action, label, url, face, form_for(action) if form is None else form)


def buttons_for(user: User, amendment: PlanAmendment, *, is_stopped: bool) -> list[PlanButton]:
    """What the person may do with it where it stands; nothing that cannot succeed."""
    may = set(amendment_rules.actions_for(user, amendment))
    if is_stopped:
        may -= _NEEDS_ALL_IN_ORDER
    if amendment_rules.can_discard(user, amendment):
        may.discard(A.WITHDRAW)  # a draft that nobody else saw is deleted instead
    return [button_for(action, amendment) for action in _ORDER if action in may]
