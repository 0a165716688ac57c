"""The steps a person may take here, as buttons: what they say, what they ask."""

from typing import NamedTuple

from django.urls import reverse

from dossiers.models import Dossier
from dossiers.workflow import DossierAction


D = DossierAction


class Ask(NamedTuple):
    """How a step is asked for: the dialog's words, its look, and the question for the reason."""

    title: str
    text: str = ""
    tone: str = ""
    icon: str = ""
    reason: str = ""


class Button(NamedTuple):
    """One step as the page draws it."""

    action: str
    label: str
    url: str
    ask: Ask | None
    is_primary: bool


# Steps with a dialog of their own; the others are a plain button.
ASKED = {
    D.TAKE_BACK: Ask(
        "Lấy lại hồ sơ để sửa?",
        "Hồ sơ về lại bản nháp; thủ trưởng không thấy ở mục chờ xác nhận nữa.",
        icon="arrow-back-up",
    ),
    D.SEND_BACK: Ask(
        "Trả lại cán bộ để sửa?",
        "Hồ sơ về lại bản nháp của đơn vị, chưa nộp đi đâu.",
        icon="arrow-back-up",
        reason="Cần sửa những gì?",
    ),
    D.RECALL: Ask(
        "Thu hồi hồ sơ đã nộp?",
        "Hồ sơ về lại bản nháp và không giữ chỉ tiêu nữa. Chỉ làm được khi chưa tiếp nhận.",
        icon="arrow-back-up",
        reason="Lý do thu hồi",
    ),
    D.WITHDRAW: Ask(
        "Rút hẳn hồ sơ này?",
        "Hồ sơ dừng lại, mọi trường hợp được rút khỏi danh sách và không làm lại được.",
        tone="danger",
        icon="x",
        reason="Lý do rút hồ sơ",
    ),
    D.REFUSE: Ask(
        "Từ chối tiếp nhận hồ sơ?",
        "Đơn vị nhận thông báo với lý do và phải lập hồ sơ mới.",
        tone="danger",
        icon="ban",
        reason="Lý do từ chối, đơn vị sẽ đọc",
    ),
    D.REOPEN: Ask(
        "Mở lại thẩm định?",
        "Hồ sơ về lại chuyên viên đã thẩm định.",
        icon="refresh",
        reason="Cần thẩm định lại điều gì?",
    ),
    D.DELIVER: Ask(
        "Trả kết quả cho đơn vị?",
        "Hồ sơ kết thúc; đơn vị nhận thông báo.",
        tone="primary",
        icon="send",
    ),
}
# Taken on a page or in a form of their own.
_ELSEWHERE = {D.CONFIRM, D.ASSIGN, D.FINISH, D.ASK_MORE, D.ANSWER}
_FIRST = (D.HAND_OVER, D.RECEIVE, D.DELIVER)
_RARE = (D.RECALL, D.WITHDRAW, D.REFUSE)


def buttons(
    dossier: Dossier, actions: list[DossierAction], *, is_ready: bool = True
) -> list[Button]:
    """The steps, quiet ones first, the one thing to do last where the eye ends.

    A draft that is not ready has something else to do first, so nothing here calls out.
    """
    shown = [action for action in actions if action not in _ELSEWHERE]
    shown.sort(key=lambda action: (action in _FIRST, action not in _RARE))
    return [
        Button(
            action.value,
            action.label,
            reverse(f"dossiers:{action.value}", args=[dossier.ref]),
            ASKED.get(action),
            action in _FIRST and is_ready,
        )
        for action in shown
    ]
