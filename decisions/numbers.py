"""The number book: who gives the next number of a series, and what became of each.

`own`: the portal, in the transaction that issues the paper. `shared`: văn thư, after the approval,
from the one book for all papers of the town. A number once fixed is never used again.
"""

from datetime import date

from campaigns.models import Authority
from decisions.enums import EntryOrigin, SeriesPolicy
from decisions.models import NumberBook, NumberEntry
from nganam_awards.core import workflow
from nganam_awards.core.refusals import Refused
from nganam_awards.core.registry import number_givers
from units.models import User


DECISION_KIND = "QĐ"
MOST_GAPS = 20  # that a page tells


def register() -> None:
    """Called once when the apps are loaded: apps below number their papers from these books."""
    number_givers.add(give)


def give(authority: Authority, kind: str, on: date, subject: str) -> str:
    """Number and symbol of the next paper of a series."""
    return take(authority, kind, on=on, subject=subject).symbol


def policy_of(authority: Authority, kind: str, year: int) -> str:
    """Who numbers this series; a year without a book goes on as the year before it."""
    books = NumberBook.objects.filter(authority=authority, kind=kind, year__lte=year)
    newest = books.order_by("-year").first()
    return newest.policy if newest else SeriesPolicy.OWN


def take(authority: Authority, kind: str, *, on: date, subject: str) -> NumberEntry:
    """Cấp số: 01 first each year by the office's day, no gap, no number twice (NĐ 30 Đ.15).

    Call inside the transaction that issues; the book's row stays locked until it commits.
    """
    book = locked_book(authority, kind, on.year)
    book.last += 1
    book.save(update_fields=["last"])
    return NumberEntry.objects.create(
        book=book,
        number=book.last,
        symbol=book.symbol_of(book.last),
        given_on=on,
        subject=subject,
    )


def enter(
    book: NumberBook,
    number: int,
    *,
    on: date,
    subject: str,
    by: User,
    origin: str = EntryOrigin.TYPED,
) -> NumberEntry:
    """Vào số: a number from the office's own book; gaps are its other papers. Lock the book first.

    Raises Refused where the number is taken or does not belong to the year.
    """
    if on.year != book.year:
        raise Refused(f"Ngày văn bản phải trong năm {book.year} của sổ.")
    if taken := book.entries.filter(number=number).first():
        raise Refused(
            f"Số {taken.symbol} của năm {book.year} đã dùng: {taken.subject}. Kiểm tra sổ rồi ghi "
            "số khác."
        )
    book.last = max(book.last, number)
    book.save(update_fields=["last"])
    return NumberEntry.objects.create(
        book=book,
        number=number,
        symbol=book.symbol_of(number),
        given_on=on,
        subject=subject,
        origin=origin,
        entered_by=by,
    )


def locked_book(authority: Authority, kind: str, year: int) -> NumberBook:
    """The series of the year, made on its first day of use; locked until the commit."""
    book, _ = NumberBook.objects.get_or_create(
        authority=authority,
        kind=kind,
        year=year,
        defaults={"policy": policy_of(authority, kind, year)},
    )
    book = workflow.lock(NumberBook, book.pk)
    book.authority = authority
    return book


def gaps(book: NumberBook) -> list[str]:
    """Numbers of the series that no paper here has: «5–7», «12»; other papers have them."""
    found: list[str] = []
    expected = 1
    for number in book.entries.order_by("number").values_list("number", flat=True):
        if number > expected:
            found.append(str(expected) if number == expected + 1 else f"{expected}–{number - 1}")
        expected = number + 1
    return found[:MOST_GAPS]
