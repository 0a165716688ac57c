"""Who keeps the law and the number book, and what of it may be corrected."""

from datetime import date

from law.models import NumberBook, Valid
from law.queries import number_book as number_book_queries
from nganam_awards.core.sentence import About
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
    """The records clerk (văn thư) keeps the number book."""
    return user.has_perm("law.enter_number")


def number_day_blockers(book: NumberBook, number: int, on: date) -> list[str]:
    """Days follow numbers (NĐ 30/2020 Đ.15): why a paper of this number cannot bear this day."""
    before, after = number_book_queries.neighbours(book, number)
    is_early = before is not None and on < before.given_on
    is_late = after is not None and on > after.given_on
    if not is_early and not is_late:
        return []
    stands, days = [], []
    if before is not None:
        stands.append(f"sau số {before.symbol} ngày {before.given_on:%d/%m/%Y}")
        days.append(f"từ {before.given_on:%d/%m/%Y}")
    if after is not None:
        stands.append(f"trước số {after.symbol} ngày {after.given_on:%d/%m/%Y}")
        days.append(f"đến {after.given_on:%d/%m/%Y}")
    return [
        About(
            f"Số {book.symbol_of(number)} đứng {' và '.join(stands)} nên ngày văn bản phải "
            f"{' '.join(days)}. Kiểm tra lại số hoặc ngày {on:%d/%m/%Y}.",
            "number",
            "on",
        )
    ]
