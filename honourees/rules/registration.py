"""Who may do what with a list of registered titles, and until when."""

from collections.abc import Iterator
from datetime import date

from honourees.enums import RegistrationState
from honourees.models import TitleRegistration
from law.enums import AwardKind, ProvisionKey
from law.models import AwardPower, AwardType, Provision
from nganam_awards.core import clock
from nganam_awards.core.registry import registration_uses
from units.enums import UnitKind
from units.models import Unit, User
from units.rules import units_with


FIRST_YEAR = 2004  # merit of before is in nobody's lists
YEARS_BACK = 6  # lists on paper of the years that a prerequisite may look back on
LIST_IS_SHUT = "Danh sách đã chuyển thủ trưởng nên không sửa được. Lấy lại để sửa, rồi chuyển lại."


def can_read_all(user: User) -> bool:
    """Phòng Nội vụ and the Chairman read every list."""
    return user.has_perm("dossiers.view_filed")


def has_room(user: User) -> bool:
    """Does the person have a list to read at all?"""
    return can_read_all(user) or bool(units_with(user, "file_dossiers", "confirm_dossiers"))


def can_view(user: User, unit: Unit) -> bool:
    """Twin of `TitleRegistration.objects.visible_to`, for a list that may not be there yet."""
    is_own = unit.pk in units_with(user, "file_dossiers", "confirm_dossiers")
    return user.is_authenticated and user.is_active and (can_read_all(user) or is_own)


def can_write(user: User, unit: Unit) -> bool:
    """The unit's clerk; a cluster has no list, nobody writes in the name of a body that ended."""
    return user.has_perm("units.file_dossiers", unit) and has_lists(unit)


def can_confirm(user: User, unit: Unit) -> bool:
    """The unit's head."""
    return user.has_perm("units.confirm_dossiers", unit) and has_lists(unit)


def has_lists(unit: Unit) -> bool:
    """Does the body write lists today: is it one, and is it still there?"""
    return unit.kind != UnitKind.CLUSTER and not unit.has_ended(clock.today())


def last_day(year: int) -> date:
    """The day of the merit year by whose law it goes."""
    return date(year, 12, 31)


def texts() -> list[Provision]:
    """What the law has said of registration, the newest first."""
    rows = Provision.objects.filter(key=ProvisionKey.REGISTRATION)
    return list(rows.order_by("-valid_from"))


def asking(year: int) -> Provision | None:
    """The text that asks for registration in that year; None: the law does not ask it."""
    return next((row for row in texts() if row.holds_on(last_day(year))), None)


def years_offered() -> list[int]:
    """Years for which a list may be begun, the newest first: those whose law asks for one."""
    known = texts()
    newest = clock.today().year + 1  # lists of a year are written at the end of the one before
    years = range(newest, newest - YEARS_BACK, -1)
    return [year for year in years if any(row.holds_on(last_day(year)) for row in known)]


def is_year(year: int) -> bool:
    """Is it a merit year of which a list can be read?"""
    return FIRST_YEAR <= year <= clock.today().year + 1


def writing_blockers(registration: TitleRegistration | None, year: int) -> list[str]:
    """Why no line can be written now."""
    if asking(year) is None:
        return [f"Luật áp dụng cho năm {year} không yêu cầu đăng ký thi đua."]
    if registration is None or registration.state == RegistrationState.DRAFT:
        return []
    if registration.state == RegistrationState.AWAITING_HEAD:
        return [LIST_IS_SHUT]
    return [
        (
            "Thủ trưởng đã xác nhận danh sách này nên không sửa được. "
            "Cần sửa thì đề nghị thủ trưởng mở lại, kèm lý do."
        )
    ]


def handing_blockers(registration: TitleRegistration) -> list[str]:
    """Why the list cannot go to the head."""
    if registration.titles.exists():
        return []
    return ["Danh sách chưa có dòng nào. Ghi ít nhất một người hoặc tập thể rồi chuyển."]


def confirming_blockers(registration: TitleRegistration, user: User) -> list[str]:
    """Why this person does not confirm it: four eyes, as with dossiers."""
    if registration.handed_by_id == user.pk:
        return ["Anh/chị đã chuyển danh sách này nên không tự xác nhận; cần người thứ hai."]
    return []


def reopening_blockers(registration: TitleRegistration) -> list[str]:
    """A confirmed list is shut for good once a dossier of that year was filed on it.

    Otherwise a name could be added when somebody asks for the title: it would be no registration.
    """
    if registration.state != RegistrationState.CONFIRMED:
        return []
    used = [ref for ask in registration_uses for ref in _asked(ask, registration)]
    if not used:
        return []
    more = f" và {len(used) - 3} hồ sơ nữa" if len(used) > 3 else ""
    told = f"Đơn vị đã nộp hồ sơ năm {registration.merit_year} ({', '.join(used[:3])}{more})"
    officer = "Người chưa có tên: Phòng Nội vụ xem xét khi thẩm định."
    return [f"{told} theo danh sách này nên không mở lại được. {officer}"]


def titles_of(year: int, kind: str = "") -> list[AwardType]:
    """Titles that somebody could register for in that year, for this kind of honouree."""
    powers = AwardPower.objects.valid_on(last_day(year)).order_by().values("award_type")
    rows = AwardType.objects.filter(kind=AwardKind.TITLE, pk__in=powers).order_by("order", "pk")
    return [row for row in rows if not kind or row.can_go_to(kind)]


def _asked(ask: object, registration: TitleRegistration) -> Iterator[str]:
    yield from ask(registration.unit_id, registration.merit_year)
