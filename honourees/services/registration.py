"""Writing a unit's list of registered titles: lines, then hand-over, confirmation, opening again.

Every write locks the list and counts it on (`version`): whoever confirms has seen what is there.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction

from honourees.enums import RegistrationAction as A, RegistrationState
from honourees.models import RegisteredTitle, RegistrationEvent, TitleRegistration
from honourees.rules import registration as registration_rules
from law.models import AwardType
from nganam_awards.core import clock, memo
from nganam_awards.core.commit import after_commit
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale, require_note, saved
from nganam_awards.core.sentence import About
from units.models import Unit, User


MOVED = "Danh sách đã đổi từ khi anh/chị mở trang này. Xem lại danh sách dưới đây rồi bấm lần nữa."


@contextmanager
def opened_to_write(
    unit: Unit, year: int, *, by: User, seen: int | None = None
) -> Iterator[TitleRegistration]:
    """The list under its lock, begun where there is none; counted on once it was written."""
    if not registration_rules.can_write(by, unit):
        raise PermissionDenied
    with transaction.atomic():
        found = TitleRegistration.objects.filter(unit=unit, merit_year=year)
        if blockers := registration_rules.writing_blockers(found.first(), year):
            raise Refused(*blockers)
        TitleRegistration.objects.get_or_create(
            unit=unit, merit_year=year, defaults={"created_by": by}
        )
        registration = _locked(found)
        if blockers := registration_rules.writing_blockers(registration, year):
            raise Refused(*blockers)
        _refuse_stale(registration, seen)
        yield registration
        _count_on(registration)


def begin(unit: Unit, year: int, *, by: User) -> TitleRegistration:
    """The list, locked until the caller's own transaction ends: many rows follow (`enter`)."""
    with opened_to_write(unit, year, by=by) as registration:
        return registration


def add_title(unit: Unit, year: int, *, by: User, **fields: object) -> RegisteredTitle:
    """One more line at the end; a colleague's line of the same moment disturbs nobody."""
    with opened_to_write(unit, year, by=by) as registration:
        return enter(registration, **fields)


def enter(registration: TitleRegistration, **fields: object) -> RegisteredTitle:
    """A line of a list that is open to be written (`opened_to_write`)."""
    last = registration.titles.order_by("-order").values_list("order", flat=True).first()
    row = RegisteredTitle(registration=registration, order=(last or 0) + 1, **fields)
    _refuse_title(row)
    return saved(row)


def change_title(
    row: RegisteredTitle, *, by: User, seen: int | None = None, **fields: object
) -> RegisteredTitle:
    """What a line says."""
    unit, year = row.registration.unit, row.registration.merit_year
    with opened_to_write(unit, year, by=by, seen=seen) as registration:
        line = _line(registration, row)
        put(line, **fields)
    return line


def put(line: RegisteredTitle, **fields: object) -> None:
    """Into a line of a list that is open to be written."""
    for name, value in fields.items():
        setattr(line, name, value)
    _refuse_title(line)
    saved(line)


def remove_title(row: RegisteredTitle, *, by: User) -> None:
    """Off the list."""
    unit, year = row.registration.unit, row.registration.merit_year
    with opened_to_write(unit, year, by=by) as registration:
        _line(registration, row).delete()


def copy_from(source: TitleRegistration, unit: Unit, year: int, *, by: User) -> int:
    """The lines of an earlier list that are not here yet; gives how many.

    Titles that the year's law does not know stay behind.
    """
    awards = {award.pk for award in registration_rules.titles_of(year)}
    with opened_to_write(unit, year, by=by) as registration:
        known = {_identity(row) for row in registration.titles.all()}
        order = registration.titles.count()
        rows = [
            RegisteredTitle(
                registration=registration,
                kind=row.kind,
                full_name=row.full_name,
                birth_year=row.birth_year,
                position=row.position,
                working_unit=row.working_unit,
                award_type_id=row.award_type_id,
                order=order + place,
            )
            for place, row in enumerate(source.titles.order_by("order", "pk"), start=1)
            if _identity(row) not in known and row.award_type_id in awards
        ]
        if not rows:
            raise AlreadyDone(f"Mọi dòng của năm {source.merit_year} đã có trong danh sách này.")
        RegisteredTitle.objects.bulk_create(rows)
    return len(rows)


def hand_over(
    registration: TitleRegistration, *, by: User, seen: int | None = None
) -> TitleRegistration:
    """The clerk says that the list is whole."""
    with transaction.atomic():
        row = _of(registration)
        if not registration_rules.can_write(by, row.unit):
            raise PermissionDenied
        if row.state == RegistrationState.AWAITING_HEAD:
            raise AlreadyDone("Danh sách đã chuyển thủ trưởng rồi.")
        blockers = registration_rules.writing_blockers(row, row.merit_year)
        if blockers := blockers or registration_rules.handing_blockers(row):
            raise Refused(*blockers)
        _refuse_stale(row, seen)
        row.handed_by, row.handed_at = by, clock.now()
        return _stepped(row, A.HAND_OVER, by)


def take_back(registration: TitleRegistration, *, by: User) -> TitleRegistration:
    """The clerk has it again before the head said anything."""
    with transaction.atomic():
        row = _of(registration)
        if not registration_rules.can_write(by, row.unit):
            raise PermissionDenied
        if row.state == RegistrationState.CONFIRMED:
            raise Refused("Thủ trưởng vừa xác nhận danh sách; cần sửa thì đề nghị mở lại.")
        return _opened(row, A.TAKE_BACK, by)


def send_back(registration: TitleRegistration, *, by: User, note: str) -> TitleRegistration:
    """The head wants it otherwise."""
    require_note(note)
    with transaction.atomic():
        row = _of(registration)
        if not registration_rules.can_confirm(by, row.unit):
            raise PermissionDenied
        if row.state == RegistrationState.CONFIRMED:
            raise Refused("Danh sách đã được xác nhận; cần sửa thì mở lại.")
        return _opened(row, A.SEND_BACK, by, note)


def confirm(
    registration: TitleRegistration, *, by: User, seen: int | None = None
) -> TitleRegistration:
    """The head stands for the list as it was before his eyes; it is closed from now on."""
    with transaction.atomic():
        row = _of(registration)
        if not registration_rules.can_confirm(by, row.unit):
            raise PermissionDenied
        if row.state == RegistrationState.CONFIRMED:
            raise AlreadyDone("Danh sách đã được xác nhận rồi.")
        if row.state == RegistrationState.DRAFT:
            raise Stale("Cán bộ đã lấy lại danh sách để sửa; chờ chuyển lại rồi xác nhận.")
        if blockers := registration_rules.confirming_blockers(row, by):
            raise Refused(*blockers)
        _refuse_stale(row, seen)
        row.confirmed_by, row.confirmed_at = by, clock.now()
        return _stepped(row, A.CONFIRM, by)


def reopen(registration: TitleRegistration, *, by: User, note: str) -> TitleRegistration:
    """The head opens a confirmed list again, with the reason; not once a dossier leaned on it."""
    require_note(note)
    with transaction.atomic():
        row = _of(registration)
        if not registration_rules.can_confirm(by, row.unit):
            raise PermissionDenied
        if row.state != RegistrationState.CONFIRMED:
            raise AlreadyDone("Danh sách đang mở rồi.")
        if blockers := registration_rules.reopening_blockers(row):
            raise Refused(*blockers)
        return _opened(row, A.REOPEN, by, note)


def _of(registration: TitleRegistration) -> TitleRegistration:
    return _locked(TitleRegistration.objects.filter(pk=registration.pk))


def _locked(rows: object) -> TitleRegistration:
    return rows.select_related("unit").select_for_update(of=("self",), no_key=True).get()


def _opened(row: TitleRegistration, action: A, by: User, note: str = "") -> TitleRegistration:
    if row.state == RegistrationState.DRAFT:
        raise AlreadyDone("Danh sách đang ở cán bộ lập.")
    row.handed_by = row.handed_at = row.confirmed_by = row.confirmed_at = None
    return _stepped(row, action, by, note)


def _stepped(row: TitleRegistration, action: A, by: User, note: str = "") -> TitleRegistration:
    RegistrationEvent.objects.create(
        registration=row, action=action, by=by, note=note, title_count=row.titles.count()
    )
    _count_on(row)
    return row


def _count_on(row: TitleRegistration) -> None:
    row.version += 1
    saved(row)
    after_commit(memo.forget_all)


def _refuse_stale(row: TitleRegistration, seen: int | None) -> None:
    if seen is not None and seen != row.version:
        raise Stale(MOVED)


def _refuse_title(row: RegisteredTitle) -> None:
    award: AwardType = row.award_type
    if not award.can_go_to(row.kind):
        told = f"{award.name} không dành cho {row.get_kind_display().lower()}."
        raise Refused(About(told, "award_type"))


def _line(registration: TitleRegistration, row: RegisteredTitle) -> RegisteredTitle:
    found = registration.titles.filter(pk=row.pk).select_related("award_type").first()
    if found is None:
        raise AlreadyDone("Dòng này vừa được bỏ nên không còn gì để sửa.")
    return found


def _identity(row: RegisteredTitle) -> tuple[str, str, int | None, int]:
    return row.kind, row.full_name, row.birth_year, row.award_type_id
