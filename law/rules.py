"""Who keeps the law and the number book, and what of it may be corrected."""

from law.models import Valid
from units.models import User


def can_keep_catalogue(user: User) -> bool:
    """May the person correct catalogue, law, calendar and signatories?"""
    return user.has_perm("law.keep_catalogue")


def correction_blockers(row: Valid) -> list[str]:
    """Why the office does not correct this row of the law."""
    if row.can_be_corrected:
        return []
    compared = f"Dòng này đã được đối chiếu với nguồn ({row.citation}) nên không sửa ở đây."
    return [compared, "Khi văn bản thay đổi, bản cập nhật của cổng sẽ mang theo dòng mới."]


def can_keep_book(user: User) -> bool:
    """Văn thư keeps the number book."""
    return user.has_perm("law.enter_number")
