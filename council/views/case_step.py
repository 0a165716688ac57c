"""The steps of a case: one row for each, in the order of their buttons."""

from django.urls import reverse, reverse_lazy

from council.forms.step import ScheduleForm, SendOutForm
from council.models import CouncilCase
from council.transitions import case as case_transitions
from council.views.lookup import case_or_404
from council.workflow import CASE_FLOW, CaseAction as A
from nganam_awards.core.anchor import at_row
from nganam_awards.core.steps import Step, Steps


def _url(case: CouncilCase, step: Step) -> str:
    return reverse("council:case_step", args=[case.pk, step.slug])


def _in_its_session(case: CouncilCase) -> str:
    """Where the next case waits."""
    return at_row(case.session, case) if case.session_id else case.get_absolute_url()


ROWS = (
    Step(
        A.DISSOLVE,
        "bo",
        case_transitions.dissolve,
        done="Đã bỏ vụ việc.",
        question="Bỏ vụ việc này?",
        text=(
            "Vụ việc không đưa ra Hội đồng nữa. Trường hợp nào quy định cần Hội đồng xét thì lại "
            "chờ lập vụ việc."
        ),
        icon="trash",
        tone="danger",
        note="Vì sao không đưa ra Hội đồng?",
    ),
    Step(
        A.UNSCHEDULE,
        "dua-khoi-phien",
        case_transitions.unschedule,
        done="Đã đưa khỏi phiên họp, vụ việc chờ xếp phiên khác.",
        question="Đưa vụ việc khỏi phiên họp?",
        text="Vụ việc chờ xếp vào phiên khác.",
        icon="arrow-back-up",
    ),
    Step(
        A.PUT_OFF,
        "de-lai",
        case_transitions.put_off,
        done="Đã để lại; vụ việc chờ xếp phiên khác.",
        question="Để lại vụ việc này?",
        text=(
            "Hội đồng chưa kết luận lần này. Phiếu đã bỏ, nếu có, bị hủy; lần sau bỏ phiếu lại từ "
            "đầu."
        ),
        icon="player-pause",
        note="Lý do để lại, ghi vào biên bản họp",
    ),
    Step(
        A.SCHEDULE,
        "xep-phien",
        case_transitions.schedule,
        done="Đã xếp vào {session}.",
        question="Xếp vụ việc vào phiên họp nào?",
        text="Phiên chưa bắt đầu thì còn đổi được.",
        icon="calendar",
        tone="primary",
        form=ScheduleForm,
    ),
    Step(
        A.SEND_OUT,
        "gui-phieu",
        case_transitions.send_out,
        done="Đã gửi phiếu lấy ý kiến, trả lời trước hết ngày {due_on:%d/%m/%Y}.",
        question="Gửi phiếu lấy ý kiến?",
        text="Mọi thành viên có quyền bỏ phiếu nhận phiếu; ý kiến có ghi tên.",
        icon="send",
        tone="primary",
        form=SendOutForm,
    ),
    Step(
        A.OPEN,
        "mo",
        case_transitions.open_vote,
        done="Đã mở bỏ phiếu.",
        question="Mở bỏ phiếu?",
        text=(
            "Từ lúc này danh sách người bỏ phiếu và quy tắc không đổi. Thành viên vắng mặt cũng bỏ "
            "phiếu được trên cổng đến khi đóng."
        ),
        icon="circle-dot",
        tone="primary",
        then=_in_its_session,
    ),
    Step(
        A.CLOSE,
        "dong",
        case_transitions.close_vote,
        done="Đã đóng bỏ phiếu, có kết quả.",
        question="Đóng bỏ phiếu?",
        text=(
            "Kết quả được tính ngay và không bỏ phiếu thêm được. Trường hợp không thông qua "
            "chuyển thành «không đề nghị», đơn vị được báo kèm số phiếu."
        ),
        icon="lock",
        tone="primary",
        then=_in_its_session,
    ),
)
CASE_STEPS = Steps(
    CASE_FLOW, ROWS, find=case_or_404, url=_url, list_url=reverse_lazy("council:board")
)
