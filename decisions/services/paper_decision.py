"""Registers decisions that were signed on paper, in the series of the town."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from decisions.models import PaperDecision
from law.enums import EntryOrigin, SeriesPolicy
from law.queries import regime as regime_queries
from law.services import number_book as number_book_services
from law.services.number_book import _check
from nganam_awards.core import clock
from nganam_awards.core.files import acceptance
from nganam_awards.core.refusals import Refused
from units.models import User


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
    """Đăng ký quyết định giấy: signed outside the portal, in the same series, with its scan."""
    _check(by)
    if on > clock.today():
        raise Refused("Ngày văn bản chưa đến; kiểm tra lại.")
    found = acceptance.accept(upload)
    upload.seek(0)
    upload.name = found.name
    with transaction.atomic():
        book = number_book_services.locked_book(regime_queries.authority_on(on), kind, on.year)
        if book.policy == SeriesPolicy.OWN and number != book.last + 1:
            raise Refused(
                f"Sổ này do cổng tự cấp số liên tục: số tiếp theo là {book.last + 1:02d}."
            )
        entry = number_book_services.enter(
            book, number, on=on, subject=subject, by=by, origin=EntryOrigin.PAPER
        )
        return PaperDecision.objects.create(
            entry=entry,
            signed_by=signed_by,
            file=upload,
            name=found.name,
            content_type=found.content_type,
            size=found.size,
            sha256=found.sha256,
            registered_by=by,
        )
