"""The steps of an amendment: one row for each, in the order of their buttons."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from campaigns.forms.step import AmendmentDeclarationForm
from campaigns.models import PlanAmendment
from campaigns.rules import amendment as amendment_rules
from campaigns.transitions import amendment as amendment_transitions
from campaigns.workflow import AMENDMENT_FLOW, AmendmentAction as A
from nganam_awards.core.steps import Step, StepButton, Steps
from units.models import User


def visible_amendment(request: HttpRequest, pk: int) -> PlanAmendment:
    """The amendment, or 404 for whoever may not know of it."""
    rows = PlanAmendment.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("plan__campaign__organiser", "drafted_by"), pk=pk)


def _url(amendment: PlanAmendment, step: Step) -> str:
    return reverse("campaigns:amendment_step", args=[amendment.pk, step.slug])


def _went_home(pk: int) -> bool:
    returned = PlanAmendment.objects.filter(pk=pk, events__action__in=[A.ASK_BACK, A.RETURN])
    return returned.exists()


# The step a person most likely came for stands last, where the one red button is.
ROWS = (
    Step(
        A.REFUSE,
        "khong-trinh",
        amendment_transitions.refuse,
        done="Đã từ chối điều chỉnh và báo đơn vị.",
        question="Không trình Chủ tịch bản điều chỉnh này?",
        text="Bản điều chỉnh dừng ở đây; kế hoạch đã duyệt giữ nguyên và vẫn thực hiện.",
        icon="ban",
        tone="danger",
        note="Giải thích cho đơn vị",
    ),
    Step(
        A.WITHDRAW,
        "thoi-dieu-chinh",
        amendment_transitions.withdraw,
        done="Đã thôi điều chỉnh, kế hoạch giữ nguyên.",
        question="Thôi điều chỉnh kế hoạch?",
        text=(
            "Bản điều chỉnh dừng ở đây và được giữ lại để đối chiếu; kế hoạch đã duyệt giữ nguyên."
        ),
        icon="x",
    ),
    Step(
        A.SEND_BACK,
        "tra-lai-can-bo",
        amendment_transitions.send_back,
        done="Đã trả lại cán bộ soạn.",
        question="Trả lại cán bộ để sửa?",
        text="Bản điều chỉnh trở về bản nháp của cán bộ soạn.",
        icon="arrow-back-up",
        note="Cần sửa gì?",
    ),
    Step(
        A.ASK_BACK,
        "tra-lai-don-vi",
        amendment_transitions.ask_back,
        done="Đã trả lại đơn vị.",
        question="Trả lại đơn vị để sửa?",
        text="Bản điều chỉnh trở về bản nháp của đơn vị; đơn vị sửa và gửi lại.",
        icon="arrow-back-up",
        note="Đơn vị cần sửa gì?",
    ),
    Step(
        A.RETURN,
        "tra-lai-y-kien",
        amendment_transitions.return_plan,
        done="Đã trả lại bản điều chỉnh kèm ý kiến.",
        question="Trả lại bản điều chỉnh?",
        text="Bản điều chỉnh trở về bản nháp của đơn vị, kèm ý kiến của Chủ tịch.",
        icon="arrow-back-up",
        note="Ý kiến của Chủ tịch",
    ),
    Step(
        A.TAKE_BACK,
        "lay-lai",
        amendment_transitions.take_back,
        done="Đã lấy lại, bản điều chỉnh đang ở bản nháp.",
        question="Lấy lại bản điều chỉnh để sửa?",
        text="Bản điều chỉnh trở về bản nháp; sửa xong anh/chị chuyển lại cho thủ trưởng.",
        icon="arrow-back-up",
    ),
    Step(
        A.HAND_OVER,
        "chuyen-thu-truong",
        amendment_transitions.hand_over,
        done="Đã chuyển thủ trưởng xác nhận.",
        question="Chuyển bản điều chỉnh cho thủ trưởng?",
        text=(
            "Thủ trưởng xem và xác nhận rồi bản điều chỉnh mới được gửi Phòng Nội vụ. Trong lúc "
            "chờ, kế hoạch đã duyệt vẫn thực hiện như cũ."
        ),
        icon="send",
        tone="primary",
    ),
    Step(
        A.CONFIRM,
        "xac-nhan",
        amendment_transitions.confirm,
        done="Đã xác nhận và gửi Phòng Nội vụ thẩm định.",
        question="Xác nhận và gửi Phòng Nội vụ?",
        text=(
            "Thủ trưởng chịu trách nhiệm về nội dung và số lượng điều chỉnh. Kế hoạch đã duyệt vẫn "
            "thực hiện như cũ cho đến khi Chủ tịch duyệt điều chỉnh."
        ),
        icon="checks",
        tone="primary",
        form=AmendmentDeclarationForm,
    ),
    Step(
        A.APPRAISE,
        "tham-dinh",
        amendment_transitions.appraise,
        done="Đã kết luận thẩm định, bản điều chỉnh đang chờ Chủ tịch duyệt.",
        question="Kết luận đủ điều kiện trình Chủ tịch?",
        text="Bản điều chỉnh được chuyển đến Chủ tịch để duyệt.",
        icon="clipboard-check",
        tone="primary",
        note="Ý kiến thẩm định gửi Chủ tịch",
        needs_note=False,
    ),
    Step(
        A.APPROVE,
        "duyet",
        amendment_transitions.approve,
        done="Đã duyệt điều chỉnh, kế hoạch thực hiện theo nội dung mới.",
        question="Duyệt điều chỉnh kế hoạch này?",
        text=(
            "Nội dung và chỉ tiêu mới có hiệu lực ngay; bản trước điều chỉnh được giữ để đối chiếu."
        ),
        icon="check",
        tone="primary",
        note="Ý kiến chỉ đạo",
        needs_note=False,
    ),
)
AMENDMENT_STEPS = Steps(
    AMENDMENT_FLOW,
    ROWS,
    find=visible_amendment,
    url=_url,
    list_url=reverse_lazy("campaigns:amendment_list"),
    staff=("campaigns.appraise_plan", "campaigns.approve_plan"),
    went_home=_went_home,
    home_words="Bản điều chỉnh vừa được trả lại đơn vị nên chưa làm bước này được.",
)
# What cannot succeed while something stops the amendment.
_NEEDS_ALL_IN_ORDER = {A.HAND_OVER, A.CONFIRM, A.APPRAISE, A.APPROVE}


def buttons_for(user: User, amendment: PlanAmendment, *, is_stopped: bool) -> list[StepButton]:
    """What the person may do with it where it stands; nothing that cannot succeed."""
    may = set(amendment_rules.actions_for(user, amendment))
    if is_stopped:
        may -= _NEEDS_ALL_IN_ORDER
    if amendment_rules.can_discard(user, amendment):
        may.discard(A.WITHDRAW)  # a draft that nobody else saw is deleted instead
    return AMENDMENT_STEPS.buttons(amendment, may)
