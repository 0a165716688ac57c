"""The number book: the next number of a series, in the transaction that issues the paper."""

from datetime import date

from campaigns.models import Authority
from decisions.models import NumberBook, NumberEntry
from nganam_awards.core import workflow
from nganam_awards.core.registry import number_givers


DECISION_KIND = "QĐ"


def register() -> None:
    """Called once when the apps are loaded: apps below number their papers from these books."""
    number_givers.add(give)


def give(authority: Authority, kind: str, on: date, subject: str) -> str:
    """Number and symbol of the next paper of a series."""
    return take(authority, kind, on=on, subject=subject).symbol


def take(authority: Authority, kind: str, *, on: date, subject: str) -> NumberEntry:
    """Cấp số: 01 first each year by the office's day, no gap, no number twice (NĐ 30 Đ.15).

    Call inside the transaction that issues; the book's row stays locked until it commits.
    """
    book, _ = NumberBook.objects.get_or_create(authority=authority, kind=kind, year=on.year)
    book = workflow.lock(NumberBook, book.pk)
    book.last += 1
    book.save(update_fields=["last"])
    book.authority = authority
    return NumberEntry.objects.create(
        book=book,
        number=book.last,
        symbol=book.symbol_of(book.last),
        given_on=on,
        subject=subject,
    )
