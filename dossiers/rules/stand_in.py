"""Where nobody of Phòng Nội vụ is left for a dossier, and whom the Chairman may name for it."""

from dossiers.models import Dossier
from dossiers.queries import own_line as own_line_queries
from dossiers.queries.queue import LEFT_ALONE
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core.sentence import About
from units.models import User


def nobody_is_left(dossier: Dossier) -> bool:
    """Twin of `queue.left_alone`: whoever appraises stands on the list or heads the unit."""
    if dossier.state not in LEFT_ALONE:
        return False
    officers = User.objects.holding("dossiers.appraise_any")
    return all(dossier_rules.officer_blockers(one, dossier) for one in officers)


def stand_in_blockers(person: User, dossier: Dossier) -> list[str]:
    """Why this person is not named for this dossier."""
    if not nobody_is_left(dossier):
        return [
            (
                "Phòng Nội vụ còn người thẩm định được hồ sơ này nên không cử người thay. "
                "Tải lại danh sách để xem việc gì vừa xảy ra."
            )
        ]
    if own_line_queries.own_in(person, dossier).lines:
        return [About(f"{person.full_name} có tên trong danh sách. Chọn người khác.", "person")]
    if dossier_rules.can_confirm_for(person, dossier.unit):
        return [About(f"{person.full_name} là thủ trưởng đơn vị nộp. Chọn người khác.", "person")]
    return []
