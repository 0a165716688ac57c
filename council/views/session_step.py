"""The steps of a session: one row for each, in the order of their buttons."""

from django.urls import reverse, reverse_lazy

from council.models import CouncilSession
from council.transitions import session as session_transitions
from council.views.lookup import session_or_404
from council.workflow import SESSION_FLOW, SessionAction as A
from nganam_awards.core.steps import Step, Steps


def _url(obj: CouncilSession, step: Step) -> str:
    return reverse("council:session_step", args=[obj.pk, step.slug])


ROWS = (
    Step(
        A.CANCEL,
        "khong-hop",
        session_transitions.cancel,
        done="Đã ghi không họp; các vụ việc chờ xếp phiên khác.",
        question="Không họp phiên này?",
        text="Các vụ việc trong phiên trở lại chờ xếp phiên; người được mời nhận thông báo.",
        icon="ban",
        tone="danger",
        note="Vì sao không họp?",
    ),
    Step(
        A.INVITE,
        "moi-hop",
        session_transitions.invite,
        done="Đã gửi giấy mời họp.",
        question="Gửi giấy mời họp?",
        text=(
            "Mọi thành viên Hội đồng vào ngày họp nhận giấy mời và đọc được tài liệu. Gửi lại khi "
            "đổi ngày, giờ, địa điểm hoặc chương trình; giấy mời mới thay giấy mời cũ."
        ),
        icon="send",
        tone="primary",
    ),
    Step(
        A.START,
        "bat-dau",
        session_transitions.start,
        done="Đã bắt đầu họp; người chủ trì mở bỏ phiếu từng vụ việc.",
        question="Bắt đầu phiên họp?",
        text="Danh sách có mặt, vắng mặt như đã điểm danh; chương trình không đổi được nữa.",
        icon="users",
        tone="primary",
    ),
    Step(
        A.FINISH,
        "ket-thuc",
        session_transitions.finish,
        done="Đã kết thúc phiên họp, biên bản đang được lập.",
        question="Kết thúc phiên họp?",
        text="Biên bản họp được lập theo kết quả đã ghi; phiên họp không mở lại được.",
        icon="checks",
        tone="primary",
    ),
)
SESSION_STEPS = Steps(
    SESSION_FLOW, ROWS, find=session_or_404, url=_url, list_url=reverse_lazy("council:board")
)
