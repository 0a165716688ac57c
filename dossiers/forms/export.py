"""The list of dossiers as Excel."""

from django.http import QueryDict

from dossiers.forms.filters import dossiers_listed
from dossiers.models import Dossier
from dossiers.queries import edition as edition_queries, honouree as honouree_queries
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core.registry import list_sheets
from nganam_awards.core.sheets.export import ListSheet, SheetColumn, SheetKind
from units.models import User
from units.rules import units_with


COLUMNS = (
    SheetColumn("Mã hồ sơ", 16, lambda row: row.ref),
    SheetColumn("Tên hồ sơ", 60, lambda row: row.title),
    SheetColumn("Đơn vị", 34, lambda row: row.unit.name),
    SheetColumn("Loại hình", 16, lambda row: row.get_category_display()),
    SheetColumn("Năm", 8, lambda row: row.merit_year),
    SheetColumn("Phong trào", 44, lambda row: row.plan and row.plan.campaign.name),
    SheetColumn("Trong danh sách", 24, lambda row: row.counted),
    SheetColumn("Trạng thái", 24, lambda row: row.get_state_display()),
    SheetColumn("Mã tiếp nhận", 18, lambda row: row.one_stop_code),
    SheetColumn("Nộp lúc", 18, lambda row: row.filed_at),
    SheetColumn("Tiếp nhận lúc", 18, lambda row: row.received_at),
    SheetColumn("Hạn trả", 12, lambda row: row.due_on),
)
OFFICER = SheetColumn("Chuyên viên", 26, lambda row: row.officer and row.officer.full_name)


class DossierSheet(SheetKind):
    """Hồ sơ, as its list shows them: to the town in the words last sent."""

    slug, page = "ho-so", "dossiers:list"

    def of(self, user: User, params: QueryDict) -> ListSheet:
        """Whoever signs in has a list, if an empty one."""
        columns = COLUMNS + ((OFFICER,) if dossier_rules.can_view_filed(user) else ())

        def fill(rows: list[Dossier]) -> list[Dossier]:
            counts = honouree_queries.counted_in(rows)
            own = set(units_with(user, "file_dossiers", "confirm_dossiers"))
            for row in rows:
                row.counted = counts.get(row.pk, "")
            edition_queries.read_titles_as_sent(row for row in rows if row.unit_id not in own)
            return rows

        return ListSheet("Hồ sơ", dossiers_listed(params, user).qs.for_sheet(), columns, fill)


def register() -> None:
    """Offer it on the list."""
    list_sheets.add(DossierSheet)
