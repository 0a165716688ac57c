"""Registers decisions that were signed on paper, in the series of the town."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions.models import PaperDecision
from law.enums import EntryOrigin, SeriesPolicy
from law.models import NumberBook
from law.queries import regime as regime_queries
from law.services import number_book as number_book_services
from law.services.number_book import _check
from nganam_awards.core import clock, workflow
from nganam_awards.core.files import acceptance, services as file_services
from nganam_awards.core.refusals import AlreadyDone, Refused
from nganam_awards.core.sentence import About
from units.models import User


def symbol_of(kind: str, number: int, on: date) -> str:
    """How the book will write the number of that day."""
    book = NumberBook(authority=regime_queries.authority_on(on), kind=kind, year=on.year)
    return book.symbol_of(number)


def register_paper(
    *,
    kind: str,
    number: int,
    on: date,
    subject: str,
    signed_by: str,
    upload: UploadedFile,
    by: User,
) -> PaperDecision:
    """Registers a decision signed outside the portal, in the same series, with its scan."""
    _check(by)
    if on > clock.today():
        raise Refused(About("Ngày văn bản chưa đến; kiểm tra lại.", "on"))
    found = acceptance.accept(upload)
    with transaction.atomic():
        book = number_book_services.locked_book(regime_queries.authority_on(on), kind, on.year)
        if book.policy == SeriesPolicy.OWN and number != book.last + 1:
            raise Refused(
                About(
                    f"Sổ này do cổng tự cấp số liên tục: số tiếp theo là {book.last + 1:02d}.",
                    "number",
                )
            )
        entry = number_book_services.enter(
            book, number, on=on, subject=subject, by=by, origin=EntryOrigin.PAPER
        )
        row = PaperDecision(entry=entry, signed_by=signed_by)
        return file_services.store(row, upload, found, by=by)


def replace_scan(paper: PaperDecision, *, upload: UploadedFile, by: User) -> PaperDecision:
    """Replaces an infected scan by a clean one; a scan that can be read stays what it is."""
    _check(by)
    found = acceptance.accept(upload)
    with transaction.atomic():
        locked = workflow.lock(PaperDecision, paper.pk)
        if not locked.is_refused:
            raise AlreadyDone("Bản quét này mở được và không có vi-rút nên giữ nguyên.")
        return file_services.store(locked, upload, found, by=by)
