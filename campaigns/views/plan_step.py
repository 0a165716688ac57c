"""The steps of a plan: one row for each, in the order of their buttons."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from campaigns.forms.step import PlanDeclarationForm, RefusalForm
from campaigns.models import AwardPlan
from campaigns.rules import ending as ending_rules
from campaigns.rules.ending import Remaining
from campaigns.transitions import plan as plan_transitions
from campaigns.workflow import FLOW, PlanAction as A
from nganam_awards.core.steps import Step, StepButton, Steps


def visible_plan(request: HttpRequest, pk: int) -> AwardPlan:
    """The plan, or 404 for whoever may not know of it."""
    rows = AwardPlan.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("campaign__organiser", "campaign__theme"), pk=pk)


def _on_the_desk(plan: AwardPlan) -> str:
    return f"{reverse('campaigns:desk')}#ke-hoach-{plan.pk}"


def _url(plan: AwardPlan, step: Step) -> str:
    return reverse("campaigns:step", args=[plan.pk, step.slug])


def _went_home(pk: int) -> bool:
    returned = AwardPlan.objects.filter(pk=pk, events__action__in=[A.ASK_BACK, A.RETURN])
    return returned.exists()


# The step a person most likely came for stands last, where the one red button is.
ROWS = (
    Step(
        A.CANCEL,
        "huy",
        plan_transitions.cancel,
        done="Đã hủy kế hoạch.",
        question="Hủy kế hoạch đã duyệt?",
        text="Đây là bước cuối: không đơn vị nào lập hồ sơ theo kế hoạch này được nữa.",
        icon="ban",
        tone="danger",
        note="Lý do hủy",
    ),
    Step(
        A.REFUSE,
        "khong-trinh",
        plan_transitions.refuse,
        done="Đã từ chối kế hoạch và báo đơn vị.",
        question="Không trình Chủ tịch duyệt kế hoạch này?",
        text="Đây là bước cuối: kế hoạch năm nay của phong trào không được duyệt nữa.",
        icon="ban",
        tone="danger",
        note="Giải thích cho đơn vị",
        form=RefusalForm,
    ),
    Step(
        A.SEND_BACK,
        "tra-lai-can-bo",
        plan_transitions.send_back,
        done="Đã trả lại cán bộ soạn.",
        question="Trả lại cán bộ để sửa?",
        text="Kế hoạch trở về bản nháp của cán bộ soạn.",
        icon="arrow-back-up",
        note="Cần sửa gì?",
    ),
    Step(
        A.RETURN,
        "tra-lai-y-kien",
        plan_transitions.return_plan,
        done="Đã trả lại kế hoạch kèm ý kiến.",
        question="Trả lại kế hoạch?",
        text="Kế hoạch trở về bản nháp của đơn vị, kèm ý kiến của Chủ tịch.",
        icon="arrow-back-up",
        note="Ý kiến của Chủ tịch",
    ),
    Step(
        A.TAKE_BACK,
        "lay-lai",
        plan_transitions.take_back,
        done="Đã lấy lại, kế hoạch đang ở bản nháp.",
        question="Lấy lại kế hoạch để sửa?",
        text="Kế hoạch trở về bản nháp; sửa xong anh/chị chuyển lại cho thủ trưởng.",
        icon="arrow-back-up",
    ),
    Step(
        A.CLOSE,
        "ket-thuc",
        plan_transitions.close,
        done="Đã kết thúc kế hoạch.",
        question="Kết thúc kế hoạch?",
        text="Sau khi kết thúc, không lập thêm hồ sơ theo kế hoạch này được nữa.",
        icon="lock",
    ),
    Step(
        A.HAND_OVER,
        "chuyen-thu-truong",
        plan_transitions.hand_over,
        done="Đã chuyển thủ trưởng xác nhận.",
        question="Chuyển kế hoạch cho thủ trưởng?",
        text=(
            "Thủ trưởng đơn vị xem và xác nhận rồi kế hoạch mới được gửi Phòng Nội vụ. "
            "Trong lúc chờ, anh/chị vẫn lấy lại để sửa được."
        ),
        icon="send",
        tone="primary",
    ),
    Step(
        A.CONFIRM,
        "xac-nhan",
        plan_transitions.confirm,
        done="Đã xác nhận và gửi Phòng Nội vụ thẩm định.",
        question="Xác nhận và gửi Phòng Nội vụ?",
        text=(
            "Thủ trưởng chịu trách nhiệm về nội dung và số lượng đề nghị (công văn của Chủ tịch "
            "UBND thị xã, điểm 1)."
        ),
        icon="checks",
        tone="primary",
        form=PlanDeclarationForm,
    ),
    # The approval of a plan has one door, where numbers and the late reason are asked.
    Step(A.APPROVE, icon="check", tone="primary", page=_on_the_desk),
    # Phòng Nội vụ concludes and gives back on its sheet (views/appraisal_sheet.py).
    Step(
        A.ASK_BACK,
        "tra-lai-don-vi",
        plan_transitions.ask_back,
        done="Đã trả lại đơn vị.",
        question="Trả lại đơn vị để sửa?",
        text="Kế hoạch trở về bản nháp của đơn vị; đơn vị sửa và gửi lại.",
        icon="arrow-back-up",
        note="Đơn vị cần sửa gì?",
        is_drawn=False,
    ),
    Step(
        A.APPRAISE,
        "tham-dinh",
        plan_transitions.appraise,
        done="Đã kết luận thẩm định, kế hoạch đang chờ Chủ tịch duyệt.",
        question="Kết luận đủ điều kiện trình Chủ tịch?",
        text=(
            "Kế hoạch có nội dung, tiêu chí, tiêu chuẩn, chỉ tiêu cụ thể và được chuyển đến Chủ "
            "tịch để duyệt."
        ),
        icon="clipboard-check",
        tone="primary",
        note="Ý kiến thẩm định gửi Chủ tịch",
        needs_note=False,
        is_drawn=False,
    ),
)
PLAN_STEPS = Steps(
    FLOW,
    ROWS,
    find=visible_plan,
    url=_url,
    list_url=reverse_lazy("campaigns:list"),
    staff=("campaigns.appraise_plan", "campaigns.approve_plan"),
    went_home=_went_home,
    home_words="Kế hoạch vừa được trả lại đơn vị nên chưa làm bước này được.",
    elsewhere=(A.RECORD,),  # from the list of plans of earlier years
)
# What may stop the end of a plan.
STOPS = {A.CLOSE: ending_rules.close_blockers, A.CANCEL: ending_rules.cancel_blockers}


def buttons_for(plan: AwardPlan, may: set[A], left: Remaining | None) -> list[StepButton]:
    """What the person may do with the plan where it stands; nothing that cannot succeed."""
    may, remains = set(may), ()
    if left is not None:
        may -= {action for action, stops in STOPS.items() if stops(left)}
        remains = ending_rules.consequences(left)
    return PLAN_STEPS.buttons(plan, may, more=dict.fromkeys(STOPS, remains))


def stopped(may: set[A], left: Remaining | None) -> list[tuple[str, list[str]]]:
    """Ends of the plan that the person may choose and that cannot be taken now, with why."""
    if left is None:
        return []
    return [
        (FLOW.arrows[action].label, reasons)
        for action, stops in STOPS.items()
        if action in may and (reasons := stops(left))
    ]
