"""Units and people as Excel, for the administrator."""

from django.http import QueryDict

from nganam_awards.core.registry import list_sheets
from nganam_awards.core.sheets.export import ListSheet, SheetColumn, SheetKind
from units import rules
from units.forms.filters import people_listed, units_listed
from units.models import User


def _account_of(person: User) -> str:
    if not person.is_active:
        return "Đã khóa"
    return "Chờ đổi mật khẩu" if person.must_change_password else "Đang dùng"


UNIT_COLUMNS = (
    SheetColumn("Mã đơn vị", 16, lambda row: row.code),
    SheetColumn("Tên đơn vị", 50, lambda row: row.name),
    SheetColumn("Loại", 28, lambda row: row.get_kind_display()),
    SheetColumn("Trực thuộc", 40, lambda row: row.parent and row.parent.name),
    SheetColumn("Cụm, khối thi đua", 40, lambda row: row.cluster and row.cluster.name),
    SheetColumn("Ký hiệu", 12, lambda row: row.symbol),
    SheetColumn("Người đứng đầu", 20, lambda row: row.head_title),
    SheetColumn("Thành lập ngày", 14, lambda row: row.valid_from),
    SheetColumn("Ngày cuối cùng hoạt động", 14, lambda row: row.valid_to),
    SheetColumn("Người dùng", 12, lambda row: row.people_count),
)
PEOPLE_COLUMNS = (
    SheetColumn("Họ và tên", 28, lambda row: row.full_name),
    SheetColumn("Tên đăng nhập", 22, lambda row: row.username),
    SheetColumn("Đơn vị", 40, lambda row: row.unit and row.unit.name),
    SheetColumn("Chức danh", 28, lambda row: row.title),
    SheetColumn("Đang giữ", 60, lambda row: "; ".join(row.offices)),
    SheetColumn("Thư điện tử", 30, lambda row: row.email),
    SheetColumn("Tài khoản", 18, _account_of),
)


class UnitSheet(SheetKind):
    """Đơn vị, as the administrator's list shows them."""

    slug, page = "don-vi", "units:unit_list"

    def of(self, user: User, params: QueryDict) -> ListSheet | None:
        """The list is the administrator's page."""
        if rules.can_manage_units(user):
            return ListSheet("Đơn vị", units_listed(params, user).qs, UNIT_COLUMNS)
        return None


class PeopleSheet(SheetKind):
    """Người dùng, as the administrator's list shows them."""

    slug, page = "nguoi-dung", "units:person_list"

    def of(self, user: User, params: QueryDict) -> ListSheet | None:
        """The list is the administrator's page."""
        if rules.can_manage_units(user):
            return ListSheet("Người dùng", people_listed(params, user).qs, PEOPLE_COLUMNS, _seated)
        return None


def _seated(rows: list[User]) -> list[User]:
    said = rules.offices_of_all(rows)
    for row in rows:
        row.offices = said[row.pk]
    return rows


def register() -> None:
    """Offer them on their lists."""
    list_sheets.add(UnitSheet)
    list_sheets.add(PeopleSheet)
