"""The steps of a dossier: one row for each, in the order of their buttons."""

from django.urls import reverse, reverse_lazy

from dossiers.forms.appraisal import AssignForm, ReassignForm
from dossiers.forms.dossier import FilingForm
from dossiers.models import Dossier
from dossiers.transitions import dossier as dossier_transitions
from dossiers.views.lookup import dossier_or_404
from dossiers.workflow import DOSSIER_FLOW, DossierAction as D
from nganam_awards.core.steps import Step, Steps


def _url(dossier: Dossier, step: Step) -> str:
    return reverse(f"dossiers:{step.action}", args=[dossier.ref])


def _confirm_page(dossier: Dossier) -> str:
    return reverse("dossiers:confirm_page", args=[dossier.ref])


def _ask_more_page(dossier: Dossier) -> str:
    return reverse("dossiers:ask_more", args=[dossier.ref])


def _apology_page(dossier: Dossier) -> str:
    return reverse("dossiers:apologise", args=[dossier.ref])


def _answer_page(dossier: Dossier) -> str:
    return reverse("dossiers:answer", args=[dossier.ref])


def taken_home(ref: str, **_: object) -> bool:
    """Has the unit taken it back to mend it?"""
    return Dossier.objects.filter(ref=ref, events__action=D.RECALL).exists()


# Quiet steps first, the one thing to do last, where the eye ends.
ROWS = (
    Step(
        D.RECALL,
        "thu-hoi",
        dossier_transitions.recall,
        done="Đã thu hồi hồ sơ về bản nháp.",
        question="Thu hồi hồ sơ đã nộp?",
        text="Hồ sơ về lại bản nháp và không giữ chỉ tiêu nữa. Chỉ làm được khi chưa tiếp nhận.",
        icon="arrow-back-up",
        note="Lý do thu hồi",
    ),
    Step(
        D.WITHDRAW,
        "rut-ho-so",
        dossier_transitions.withdraw,
        done="Đã rút hồ sơ.",
        question="Rút hẳn hồ sơ này?",
        text="Hồ sơ dừng lại, mọi trường hợp được rút khỏi danh sách và không làm lại được.",
        icon="x",
        tone="danger",
        note="Lý do rút hồ sơ",
    ),
    Step(
        D.REFUSE,
        "tu-choi",
        dossier_transitions.refuse,
        done="Đã từ chối tiếp nhận và báo cho đơn vị.",
        question="Từ chối tiếp nhận hồ sơ?",
        text="Đơn vị nhận thông báo với lý do và phải lập hồ sơ mới.",
        icon="ban",
        tone="danger",
        note="Lý do từ chối, đơn vị sẽ đọc",
    ),
    Step(
        D.TAKE_BACK,
        "lay-lai",
        dossier_transitions.take_back,
        done="Đã lấy lại hồ sơ để sửa.",
        question="Lấy lại hồ sơ để sửa?",
        text="Hồ sơ về lại bản nháp; thủ trưởng không thấy ở mục chờ xác nhận nữa.",
        icon="arrow-back-up",
    ),
    Step(
        D.SEND_BACK,
        "tra-lai",
        dossier_transitions.send_back,
        done="Đã trả hồ sơ lại cho cán bộ.",
        question="Trả lại cán bộ để sửa?",
        text="Hồ sơ về lại bản nháp của đơn vị, chưa nộp đi đâu.",
        icon="arrow-back-up",
        note="Cần sửa những gì?",
    ),
    Step(
        D.REOPEN,
        "mo-lai",
        dossier_transitions.reopen,
        done="Đã mở lại thẩm định.",
        question="Mở lại thẩm định?",
        text="Hồ sơ về lại chuyên viên đã thẩm định.",
        icon="refresh",
        note="Cần thẩm định lại điều gì?",
    ),
    Step(D.ASK_MORE, page=_ask_more_page),
    Step(D.APOLOGISE, page=_apology_page, is_drawn=False),  # its way stands beside the due day
    # The clerk's, the officer's and the head's one thing to do.
    Step(
        D.HAND_OVER,
        "chuyen-thu-truong",
        dossier_transitions.hand_over,
        done="Đã chuyển hồ sơ cho thủ trưởng xác nhận.",
        tone="primary",
    ),
    Step(
        D.RECEIVE,
        "tiep-nhan",
        dossier_transitions.receive,
        done="Đã tiếp nhận hồ sơ.",
        question="Tiếp nhận hồ sơ này?",
        text="Hồ sơ lấy mã tiếp nhận và ngày hẹn trả, đơn vị nhận giấy tiếp nhận. Tiếp nhận rồi "
        "không từ chối, không lấy lại mã được.",
        tone="primary",
        icon="check",
    ),
    Step(
        D.DELIVER,
        "tra-ket-qua",
        dossier_transitions.deliver,
        done="Đã trả kết quả cho đơn vị.",
        question="Trả kết quả cho đơn vị?",
        text="Hồ sơ kết thúc; đơn vị nhận thông báo.",
        icon="send",
        tone="primary",
    ),
    Step(
        D.ANSWER,
        label="Xem và gửi bổ sung",
        icon="user-check",
        tone="primary",
        page=_answer_page,
    ),
    Step(
        D.CONFIRM,
        "xac-nhan",
        dossier_transitions.confirm,
        done="Đã xác nhận và nộp hồ sơ cho Phòng Nội vụ.",
        label="Xem và xác nhận",
        icon="user-check",
        tone="primary",
        form=FilingForm,
        page=_confirm_page,
    ),
    # Their forms stand in the page: beside it, and under the list of nominees.
    Step(
        D.ASSIGN,
        "phan-cong",
        dossier_transitions.assign,
        done="Đã giao {officer.full_name} thẩm định.",
        note="Dặn dò",
        needs_note=False,
        form=AssignForm,
        is_drawn=False,
    ),
    Step(
        D.REASSIGN,
        "giao-lai",
        dossier_transitions.reassign,
        done="Đã giao lại cho {officer.full_name}.",
        question="Giao lại cho chuyên viên khác?",
        text="Ý kiến đã ghi giữ nguyên; chuyên viên đang thẩm định và người mới đều nhận thông báo "
        "với lý do.",
        icon="refresh",
        note="Lý do giao lại",
        form=ReassignForm,
    ),
    Step(
        D.FINISH,
        "ket-luan",
        dossier_transitions.finish,
        done="Đã kết luận thẩm định.",
        is_drawn=False,
    ),
)
DOSSIER_STEPS = Steps(
    DOSSIER_FLOW,
    ROWS,
    find=dossier_or_404,
    url=_url,
    list_url=reverse_lazy("dossiers:list"),
    staff=("dossiers.view_filed",),
    went_home=taken_home,
    home_words="Đơn vị vừa thu hồi hồ sơ {ref} để sửa nên chưa làm bước này được.",
)
