"""The steps of a decision: one row for each, in the order of their buttons."""

from django.urls import reverse, reverse_lazy

from decisions import transitions
from decisions.models import Decision
from decisions.views.lookup import decision_or_404
from decisions.workflow import FLOW, DecisionAction as A
from nganam_awards.core.steps import Step, Steps


def _url(decision: Decision, step: Step) -> str:
    return reverse(f"decisions:{step.action}", args=[decision.pk])


def _number_page(decision: Decision) -> str:
    return reverse("decisions:enter_number", args=[decision.pk])


def _submission_page(decision: Decision) -> str:
    return reverse("decisions:submit", args=[decision.pk])


def _sign_page(decision: Decision) -> str:
    return reverse("decisions:sign", args=[decision.pk])


def _back_on_the_desk(pk: int) -> bool:
    return Decision.objects.filter(pk=pk, events__action=A.RECALL).exists()


ROWS = (
    Step(
        A.DISCARD,
        "bo",
        transitions.discard,
        done="Đã bỏ dự thảo. Những trường hợp trong đó có thể đưa vào quyết định khác.",
        question="Bỏ dự thảo này?",
        text="Những trường hợp trong dự thảo được đưa vào quyết định khác.",
        icon="trash",
        tone="danger",
    ),
    Step(
        A.RECALL,
        "rut",
        transitions.recall,
        done="Đã rút tờ trình, quyết định về lại bản soạn.",
        question="Rút tờ trình về sửa?",
        text="Quyết định về lại bản soạn của Phòng Nội vụ; Chủ tịch không ký được nữa.",
        icon="arrow-back-up",
    ),
    Step(
        A.VOID,
        "huy-duyet",
        transitions.void_approval,
        done="Đã hủy duyệt. Quyết định lại chờ ký; chỉ tiêu được trả lại.",
        question="Hủy duyệt quyết định này?",
        text="Quyết định lại chờ ký, chỉ tiêu được trả lại. Chỉ hủy được khi chưa vào số.",
        icon="arrow-back-up",
        tone="danger",
        note="Lý do hủy duyệt",
        then=_sign_page,
    ),
    Step(A.ENTER_NUMBER, tone="primary", page=_number_page),
    Step(A.SUBMIT, icon="send", tone="primary", page=_submission_page),
    Step(A.APPROVE, label="Xem và ký", icon="signature", tone="primary", page=_sign_page),
)
DECISION_STEPS = Steps(
    FLOW,
    ROWS,
    find=decision_or_404,
    url=_url,
    list_url=reverse_lazy("decisions:list"),
    staff=("decisions.approve_decision",),
    went_home=_back_on_the_desk,
    home_words="Phòng Nội vụ đã rút quyết định này về sửa nên chưa làm bước này được.",
    elsewhere=(A.SEND_BACK,),  # from the page on which it is read and signed
)
