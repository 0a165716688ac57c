"""Holidays, themes of campaigns, signatories: what the office decides itself, all of it logged."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from law import rules
from law.enums import HolidayKind
from law.models import Authority, CampaignTheme, Holiday, Signatory, SignaturePicture
from law.services.correction import calendar_changed, check_right, log
from nganam_awards.core import workflow
from nganam_awards.core.files import acceptance, services as file_services
from nganam_awards.core.refusals import Refused, require_note, saved
from nganam_awards.core.sentence import About
from units.models import User


_SIGNATURE = frozenset({acceptance.FileKind.PNG})


# The calendar -------------------------------------------------------------------------------------


def add_holiday(*, day: date, name: str, kind: str, citation: str, by: User) -> Holiday:
    """Adds a holiday, or a Saturday worked instead; a day that was dropped comes back."""
    check_right(by)
    with transaction.atomic():
        row = Holiday.objects.select_for_update().filter(day=day).first() or Holiday(day=day)
        if row.pk and row.kind != HolidayKind.DROPPED:
            raise Refused(
                About(
                    f"Ngày {day:%d/%m/%Y} đã có trong lịch: {row.name}. "
                    "Bỏ dòng đó trước nếu cần sửa.",
                    "day",
                )
            )
        row.name, row.kind, row.citation = name, kind, citation
        row.is_local, row.is_verified = True, True
        saved(row)
        log(
            "ngay-nghi",
            day.isoformat(),
            str(row),
            after=row.get_kind_display(),
            citation=citation,
            by=by,
        )
        calendar_changed(f"thêm {_day_in_words(row, row.kind)}", by)
    return row


def drop_holiday(row: Holiday, *, reason: str, by: User) -> Holiday:
    """Drops a day of the calendar; the row stays, so that the next load does not bring it back."""
    check_right(by)
    require_note(reason, "Ghi lý do bỏ ngày này khỏi lịch.")
    with transaction.atomic():
        locked = workflow.lock(Holiday, row.pk)
        if locked.kind == HolidayKind.DROPPED:
            return locked
        before, kind = locked.get_kind_display(), locked.kind
        locked.kind, locked.is_local = HolidayKind.DROPPED, True
        locked.save()
        log(
            "ngay-nghi",
            locked.day.isoformat(),
            str(locked),
            before=before,
            after=locked.get_kind_display(),
            reason=reason,
            by=by,
        )
        calendar_changed(f"bỏ {_day_in_words(locked, kind)}", by)
    return locked


def _day_in_words(row: Holiday, kind: str) -> str:
    """«ngày nghỉ 24/11/2023 «Ngày Văn hóa Việt Nam»», inside a sentence."""
    noun = "ngày làm bù" if kind == HolidayKind.WORKED else "ngày nghỉ"
    return f"{noun} {row.day:%d/%m/%Y} «{row.name}»"


# Themes and signatories ---------------------------------------------------------------------------


def add_theme(*, name: str, order: int, by: User) -> CampaignTheme:
    """Adds a theme of campaigns to the list of the town's letter."""
    check_right(by)
    with transaction.atomic():
        theme = CampaignTheme(name=name, order=order, is_local=True)
        theme.code = f"TX_{CampaignTheme.objects.count() + 1}_{order}"
        _check_name(theme)
        saved(theme)
        log("chu-de", theme.code, name, after=name, by=by)
    return theme


def change_theme(theme: CampaignTheme, *, name: str, order: int, by: User) -> CampaignTheme:
    """Changes the name or place of a theme; campaigns that carry it show the new name."""
    check_right(by)
    with transaction.atomic():
        locked = workflow.lock(CampaignTheme, theme.pk)
        before = locked.name
        locked.name, locked.order, locked.is_local = name, order, True
        _check_name(locked)
        saved(locked)
        log("chu-de", locked.code, name, before=before, after=name, by=by)
    return locked


def change_authority(row: Authority, *, reason: str, by: User, **fields: object) -> Authority:
    """Changes an issuing authority; papers already issued keep the words they were printed with."""
    check_right(by)
    with transaction.atomic():
        locked = workflow.lock(Authority, row.pk)
        if blockers := rules.correction_blockers(locked):
            raise Refused(*blockers)
        changed = [name for name, value in fields.items() if getattr(locked, name) != value]
        if not changed:
            raise Refused("Chưa có gì thay đổi.")
        before = _told(locked, changed)
        for name in changed:
            setattr(locked, name, fields[name])
        locked.is_local = True
        saved(locked)
        log(
            "co-quan",
            locked.code,
            locked.name,
            before=before,
            after=_told(locked, changed),
            citation=locked.citation,
            reason=reason,
            by=by,
        )
    return locked


def _told(row: Authority, names: list[str]) -> str:
    """The words of these columns, as the log keeps them."""
    words = {True: "có", False: "không", None: "không ghi", "": "không ghi"}
    told = []
    for name in names:
        value = getattr(row, name)
        label = row._meta.get_field(name).verbose_name
        told.append(f"{label}: {words.get(value, value)}")
    return "; ".join(told)


def add_signatory(
    *, by: User, signature: UploadedFile | None = None, **fields: object
) -> Signatory:
    """Adds a signatory: a line over the signature, from a day on."""
    check_right(by)
    with transaction.atomic():
        row = saved(Signatory(**fields))
        _put_signature(row, signature, by)
        _log_signatory(row, "", by)
    return row


def change_signatory(
    row: Signatory,
    *,
    scope: list[str],
    ends_on: date | None,
    by: User,
    signature: UploadedFile | None = None,
) -> Signatory:
    """Changes scope, last day, picture; who signs under which line is a row of its own."""
    check_right(by)
    with transaction.atomic():
        locked = workflow.lock(Signatory, row.pk)
        before = _days_and_scope(locked)
        locked.scope, locked.ends_on = scope, ends_on
        saved(locked)
        _put_signature(locked, signature, by)
        _log_signatory(locked, before, by)
    return locked


def _put_signature(row: Signatory, signature: UploadedFile | None, by: User) -> None:
    """Opened to be believed; the picture before it goes once the new one is stored."""
    if signature is not None:
        found = acceptance.accept_at_once(signature, _SIGNATURE)
        picture = SignaturePicture.objects.filter(signatory=row).first()
        picture = picture or SignaturePicture(signatory=row)
        file_services.store(picture, signature, found, by=by)


def _log_signatory(row: Signatory, before: str, by: User) -> None:
    log(
        "nguoi-ky",
        str(row.pk),
        " ".join(str(row).split()),
        before=before,
        after=_days_and_scope(row),
        effective_on=row.starts_on,
        by=by,
    )


def _days_and_scope(row: Signatory) -> str:
    until = f" đến hết {row.ends_on:%d/%m/%Y}" if row.ends_on else ""
    picture = ", có ảnh chữ ký" if hasattr(row, "picture") else ""
    return f"Từ {row.starts_on:%d/%m/%Y}{until}; ký: {row.scope_words}{picture}"


def _check_name(theme: CampaignTheme) -> None:
    if CampaignTheme.objects.filter(name__iexact=theme.name).exclude(pk=theme.pk).exists():
        raise Refused(About(f"Đã có chủ đề «{theme.name}» trong danh sách.", "name"))
