"""What a word against a posted name needs, and who answers it."""

from dossiers.models import Dossier, Nomination, Objection, Posting
from dossiers.queries.consultation import ASKED_ABOUT
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core.sentence import About
from units.models import User


WHERE = "Phòng Nội vụ thị xã Ngã Năm (trong giờ làm việc hoặc qua bưu điện)"
UNSIGNED = (
    "Ý kiến phải có họ tên người gửi; ý kiến không ghi tên không được xem xét. Ghi họ tên và cách "
    f"liên hệ rồi gửi lại, hoặc gửi đơn có ký tên đến {WHERE}. Họ tên của anh/chị chỉ Phòng Nội vụ "
    "biết."
)
UNREACHABLE = "Ghi địa chỉ hoặc số điện thoại để Phòng Nội vụ trả lời."


def can_answer(user: User, dossier: Dossier) -> bool:
    """The officer in charge, from the appraisal until long after the result."""
    return dossier_rules.is_in_charge(user, dossier)


def sees_objectors(user: User) -> bool:
    """Who wrote is read by Phòng Nội vụ alone, not by whoever signs."""
    return user.has_perm("dossiers.appraise_any")


def form_blockers(posting: Posting, *, name: str, contact: str) -> list[str]:
    """A word without a name is taken only where the law's row says so; else how to sign it."""
    if not name and not posting.takes_unsigned:
        return [About(UNSIGNED, "name")]
    if name and not contact:
        return [About(UNREACHABLE, "contact")]
    return []


def standing_blockers(posting: Posting, line: Nomination) -> list[str]:
    """Why no objection to this line is taken today, and where else to turn."""
    if not posting.is_open:
        return [
            (
                f"Thời gian lấy ý kiến đã hết ngày {posting.ends_on:%d/%m/%Y}. Nếu vẫn thấy chưa "
                f"đúng, gửi đơn có ký tên đến {WHERE}."
            )
        ]
    if line.state not in ASKED_ABOUT:
        return [
            About(
                f"{line.full_name} không còn trong danh sách đang xét nên không cần phản ánh nữa. "
                "Chọn người khác nếu anh/chị phản ánh về trường hợp khác.",
                "line",
            )
        ]
    return []


def resume_blockers(line: Nomination) -> list[str]:
    """A case is answered first; then its nominee is taken up again by itself."""
    waiting = list(Objection.objects.waiting().filter(line=line).order_by("pk")[:3])
    if not waiting:
        return []
    codes = ", ".join(row.code for row in waiting)
    return [
        (
            f"Phản ánh {codes} về {line.full_name} chưa được trả lời. Trả lời ở mục «Lấy ý kiến "
            "công khai»; trường hợp này được xét tiếp ngay sau đó."
        )
    ]
