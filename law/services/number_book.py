"""The number book: who gives the next number of a series, and what became of each.

`own`: the portal, in the transaction that issues the paper. `shared`: the records clerk
(văn thư), after the approval, from the one book for all papers of the town. A number once
fixed is never used again.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from law import rules
from law.enums import EntryOrigin, SeriesPolicy
from law.models import Authority, NumberBook, NumberEntry
from law.queries import number_book as number_book_queries, regime as regime_queries
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, require_note
from nganam_awards.core.sentence import About
from units.models import User


DECISION_KIND = "QĐ"
MOST_GAPS = 20  # that a page tells


def policy_of(authority: Authority, kind: str, year: int) -> str:
    """Who numbers this series; a year without a book goes on as the year before it."""
    books = NumberBook.objects.filter(authority=authority, kind=kind, year__lte=year)
    newest = books.order_by("-year").first()
    return newest.policy if newest else SeriesPolicy.OWN


def take(authority: Authority, kind: str, *, on: date, subject: str) -> NumberEntry:
    """Gives a number: 01 first each year by the office's day, no gap, no number twice (NĐ 30 Đ.15).

    Call inside the transaction that issues; the book's row stays locked until it commits.
    """
    book = locked_book(authority, kind, on.year)
    book.last += 1
    _check_day(book, book.last, on)
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
    """Enters a number from the office's own book; gaps are its other papers. Lock the book first.

    Raises Refused where the number is taken, does not belong to the year, or where the day does
    not lie between those of its neighbours.
    """
    if on.year != book.year:
        raise Refused(About(f"Ngày văn bản phải trong năm {book.year} của sổ.", "on"))
    if taken := book.entries.filter(number=number).first():
        raise Refused(
            About(
                f"Số {taken.symbol} của năm {book.year} đã dùng: {taken.subject}. Kiểm tra sổ rồi "
                "ghi số khác.",
                "number",
            )
        )
    _check_day(book, number, on)
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


SERIES = (DECISION_KIND, "TTr")  # what the Chairman decides; announcements number themselves


def choose_policy(kind: str, year: int, policy: str, *, by: User) -> NumberBook:
    """Chooses who gives the numbers of a series of a year, while it has no number yet."""
    _check(by)
    today = clock.today()
    if kind not in SERIES or year not in {today.year, today.year + 1}:
        raise Refused("Chỉ chọn cách cấp số cho sổ của năm nay hoặc năm sau.")
    authority = regime_queries.authority_on(today if year == today.year else date(year, 1, 1))
    with transaction.atomic():
        book = locked_book(authority, kind, year)
        if book.policy == policy:
            raise AlreadyDone("Sổ này đã theo cách cấp số đó.")
        if book.entries.exists():
            raise Refused(
                f"Sổ {kind} năm {year} đã có số nên giữ cách cấp số đến hết năm. Chọn cho năm sau."
            )
        book.policy = SeriesPolicy(policy)
        book.save(update_fields=["policy"])
    return book


def spoil(book: NumberBook, number: int, *, reason: str, by: User) -> NumberEntry:
    """Marks a number as not used: it stays in the book with the reason, nothing may take it."""
    _check(by)
    require_note(reason, "Ghi lý do không sử dụng số này.")
    with transaction.atomic():
        locked = workflow.lock(NumberBook, book.pk)
        if locked.policy == SeriesPolicy.OWN:
            raise Refused("Sổ này do cổng tự cấp số, không có số bỏ trống.")
        day = _day_in(locked, number)
        entry = enter(locked, number, on=day, subject="Không sử dụng", by=by)
        entry.voided_on, entry.void_reason = clock.today(), reason.strip()
        entry.save(update_fields=["voided_on", "void_reason"])
    return entry


def _check(by: User) -> None:
    if not rules.can_keep_book(by):
        raise PermissionDenied


def _check_day(book: NumberBook, number: int, on: date) -> None:
    if blockers := rules.number_day_blockers(book, number, on):
        raise Refused(*blockers)


def _day_in(book: NumberBook, number: int) -> date:
    """Today, as far as the year of the book and the paper after the number allow."""
    day = min(clock.today(), date(book.year, 12, 31))
    after = number_book_queries.neighbours(book, number).after
    return day if after is None else min(day, after.given_on)
