"""Correcting the catalogue and rules: the office writes what it knows better, with its ground.

A correction of a dated row closes it and begins the next one, from a day on; decisions already
issued keep what they paid. Whatever is done here leaves one `Correction` that nobody can change.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from law import rules
from law.models import BaseSalary, Correction, LegalBasis, Valid
from law.queries.table import name_of, same_subject, subject_key, table_of
from nganam_awards.core import workflow
from nganam_awards.core.refusals import Refused, require_note, saved
from nganam_awards.core.registry import calendar_listeners, recounters
from nganam_awards.core.sentence import About
from units.models import User


_DAY = timedelta(days=1)
_OF_THE_OFFICE = {"is_local": True, "is_verified": True}


def correct(
    row: Valid,
    *,
    value: object,
    effective_on: date,
    citation: str,
    reason: str,
    is_verified: bool,
    by: User,
) -> Valid:
    """Corrects a rule from a day on: the row ends the day before, a new one holds from then."""
    check_right(by)
    table = table_of(row)
    with transaction.atomic():
        old = workflow.lock(table.model, row.pk)
        _check_correctable(old, effective_on)
        require_note(reason, "Ghi lý do sửa để người sau biết vì sao.")
        before = old.words
        change = {table.column: value, "citation": citation, "is_verified": is_verified}
        if all(getattr(old, name) == wished for name, wished in change.items()):
            raise Refused("Chưa có gì thay đổi: giá trị, nguồn và dấu kiểm chứng vẫn như cũ.")
        new = old if effective_on == old.valid_from else _next_row(old, effective_on)
        for name, wished in (change | {"is_local": True}).items():
            setattr(new, name, wished)
        saved(new)
        _note(
            new,
            before=before,
            effective_on=effective_on,
            citation=citation,
            reason=reason,
            by=by,
        )
        for recount in recounters:
            recount()
    return new


def add_base_salary(
    *, amount_vnd: int, valid_from: date, citation: str, reason: str, by: User
) -> BaseSalary:
    """Adds a base salary (lương cơ sở): the level before it ends the day before."""
    check_right(by)
    with transaction.atomic():
        rows = list(BaseSalary.objects.select_for_update().order_by("valid_from"))
        last = rows[-1] if rows else None
        if last is not None and valid_from <= last.valid_from:
            raise Refused(
                About(
                    f"Đã có mức {last.words} từ ngày {last.valid_from:%d/%m/%Y}. Mức mới phải áp "
                    "dụng sau ngày đó; nếu mức đã ghi chưa đúng, hãy sửa ở dòng đó.",
                    "valid_from",
                )
            )
        if last is not None and (last.valid_to is None or last.valid_to >= valid_from):
            last.valid_to = valid_from - _DAY
            last.save(update_fields=["valid_to"])
        new = BaseSalary(
            amount_vnd=amount_vnd, valid_from=valid_from, citation=citation, **_OF_THE_OFFICE
        )
        saved(new)
        _note(
            new,
            before=last.words if last else "",
            effective_on=valid_from,
            citation=citation,
            reason=reason,
            by=by,
        )
    return new


def add_basis(*, by: User, reason: str, **fields: object) -> LegalBasis:
    """Adds a legal basis (căn cứ): a line of the preamble from a day on."""
    check_right(by)
    with transaction.atomic():
        new = LegalBasis(code="TX", **_OF_THE_OFFICE, **fields)
        new.code = f"TX_{LegalBasis.objects.count() + 1}_{new.valid_from:%Y%m%d}"
        saved(new)
        _note(
            new,
            before="",
            effective_on=new.valid_from,
            citation=new.citation,
            reason=reason,
            by=by,
        )
    return new


def end_basis(row: LegalBasis, *, ends_on: date, reason: str, by: User) -> LegalBasis:
    """Ends a legal basis (căn cứ) after the given day."""
    check_right(by)
    with transaction.atomic():
        locked = workflow.lock(LegalBasis, row.pk)
        _check_correctable(locked, ends_on)
        locked.valid_to, locked.is_local = ends_on, True
        saved(locked)
        _note(
            locked,
            before=locked.words,
            after=f"Dùng đến hết ngày {ends_on:%d/%m/%Y}",
            effective_on=locked.valid_from,
            citation=locked.citation,
            reason=reason,
            by=by,
        )
    return locked


# What every write shares --------------------------------------------------------------------------


def check_right(by: User) -> None:
    """Whoever keeps the catalogue, nobody else."""
    if not rules.can_keep_catalogue(by):
        raise PermissionDenied


def _check_correctable(row: Valid, day: date) -> None:
    if reasons := rules.correction_blockers(row):
        raise Refused(*reasons)
    if not row.holds_on(day):
        until = f" đến hết {row.valid_to:%d/%m/%Y}" if row.valid_to else ""
        raise Refused(
            About(
                f"Dòng này có hiệu lực từ {row.valid_from:%d/%m/%Y}{until}; chọn một ngày trong "
                "khoảng đó, hoặc sửa ở dòng của thời kỳ kia.",
                "effective_on",
            )
        )


def _next_row(old: Valid, effective_on: date) -> Valid:
    """Close the row the day before, and give back a copy that begins on the day."""
    own = {
        f.attname: getattr(old, f.attname) for f in old._meta.concrete_fields if not f.primary_key
    }
    if taken := same_subject(old).filter(valid_from=effective_on).first():
        raise Refused(
            About(
                f"Từ ngày {effective_on:%d/%m/%Y} đã có một dòng khác: {taken.words}.",
                "effective_on",
            )
        )
    new = type(old)(**own)
    new.valid_from = effective_on
    old.valid_to = effective_on - _DAY
    old.save(update_fields=["valid_to"])
    return new


def _note(row: Valid, *, after: str = "", **facts: object) -> None:
    """Log what was done to a dated row."""
    key = (table_of(row).slug, subject_key(row), name_of(row))
    log(*key, after=after or row.words, **facts)


def calendar_changed(words: str, by: User | None) -> None:
    """Called where a day off or a day worked was written: limits under way follow, and say why."""
    for follow in calendar_listeners:
        follow(words, by)


def log(
    table: str,
    subject: str,
    name: str,
    *,
    by: User,
    after: str,
    before: str = "",
    citation: str = "",
    reason: str = "",
    effective_on: date | None = None,
) -> None:
    """One line of the log that nobody changes."""
    Correction.objects.create(
        table=table,
        subject=subject,
        name=name[:300],
        before=before,
        after=after,
        citation=citation,
        reason=reason,
        effective_on=effective_on,
        by=by,
    )
