"""Giữ sổ số: how a series is numbered, spoiled numbers, decisions that were signed on paper."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from campaigns import law
from decisions import numbers, rules
from decisions.enums import EntryOrigin, SeriesPolicy
from decisions.models import NumberBook, NumberEntry, PaperDecision
from nganam_awards.core import clock, uploads, workflow
from nganam_awards.core.refusals import AlreadyDone, Refused
from units.models import User


SERIES = (numbers.DECISION_KIND, "TTr")  # what the Chairman decides; notices number themselves


def choose_policy(kind: str, year: int, policy: str, *, by: User) -> NumberBook:
    """Chọn cách cấp số of a series of a year, while it has no number yet."""
    _check(by)
    today = clock.today()
    if kind not in SERIES or year not in {today.year, today.year + 1}:
        raise Refused("Chỉ chọn cách cấp số cho sổ của năm nay hoặc năm sau.")
    authority = law.authority_on(today if year == today.year else date(year, 1, 1))
    with transaction.atomic():
        book = numbers.locked_book(authority, kind, year)
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
    """Ghi số không sử dụng: it stays in the book with the reason, and nothing else may take it."""
    _check(by)
    if not reason.strip():
        raise Refused("Ghi lý do không sử dụng số này.")
    with transaction.atomic():
        locked = workflow.lock(NumberBook, book.pk)
        if locked.policy == SeriesPolicy.OWN:
            raise Refused("Sổ này do cổng tự cấp số, không có số bỏ trống.")
        entry = numbers.enter(
            locked, number, on=_day_in(locked.year), subject="Không sử dụng", by=by
        )
        entry.voided_on, entry.void_reason = clock.today(), reason.strip()
        entry.save(update_fields=["voided_on", "void_reason"])
    return entry


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
    found = uploads.accept(upload)
    upload.seek(0)
    upload.name = found.name
    with transaction.atomic():
        book = numbers.locked_book(law.authority_on(on), kind, on.year)
        if book.policy == SeriesPolicy.OWN and number != book.last + 1:
            raise Refused(
                f"Sổ này do cổng tự cấp số liên tục: số tiếp theo là {book.last + 1:02d}."
            )
        entry = numbers.enter(book, number, on=on, subject=subject, by=by, origin=EntryOrigin.PAPER)
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


def _check(by: User) -> None:
    if not rules.can_keep_book(by):
        raise PermissionDenied


def _day_in(year: int) -> date:
    """Today, or the last day of the year whose book it is."""
    today = clock.today()
    return today if today.year == year else date(year, 12, 31)
