"""The list of dossiers and the logbook as Excel."""

from itertools import count
from typing import NamedTuple

from django.http import QueryDict

from dossiers.forms.filters import dossiers_listed
from dossiers.forms.logbook import PeriodForm
from dossiers.models import Dossier
from dossiers.queries import (
    composition as composition_queries,
    edition as edition_queries,
    honouree as honouree_queries,
    logbook as logbook_queries,
)
from dossiers.queries.composition import Composition
from dossiers.queries.logbook import HOW, LogbookEntry
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
# The figures of the card «Cơ cấu đề nghị», in its order.
SHARES = tuple(
    SheetColumn(share.label, 16, lambda row, n=n: str(row.composition.shares[n]))
    for n, share in enumerate(Composition().shares)
)
OFFICER = SheetColumn("Chuyên viên", 26, lambda row: row.officer and row.officer.full_name)


class LogbookRow(NamedTuple):
    """A row of the book with its number."""

    number: int
    entry: LogbookEntry


LOGBOOK_COLUMNS = (
    SheetColumn("STT", 6, lambda row: row.number),
    SheetColumn("Mã hồ sơ", 18, lambda row: row.entry.dossier.one_stop_code),
    SheetColumn("Mã trên cổng", 16, lambda row: row.entry.dossier.ref),
    SheetColumn("Nội dung yêu cầu giải quyết", 60, lambda row: row.entry.dossier.title),
    SheetColumn("Số bộ", 8, lambda _: 1),
    SheetColumn("Đơn vị nộp", 34, lambda row: row.entry.dossier.unit.name),
    SheetColumn("Chuyên viên Phòng Nội vụ", 26, lambda row: row.entry.officer),
    SheetColumn("Nhận hồ sơ", 18, lambda row: row.entry.dossier.received_at),
    SheetColumn("Hẹn trả kết quả", 12, lambda row: row.entry.first_due_on),
    SheetColumn("Hẹn lại", 12, lambda row: row.entry.due_again_on),
    SheetColumn("Trả kết quả", 12, lambda row: row.entry.returned_on),
    SheetColumn("Cách nhận kết quả", 14, lambda _: HOW),
    SheetColumn("Ghi chú", 40, lambda row: "; ".join(row.entry.notes)),
)


class DossierSheet(SheetKind):
    """Hồ sơ, as its list shows them: to the town in the words last sent."""

    slug, page = "ho-so", "dossiers:list"

    def of(self, user: User, params: QueryDict) -> ListSheet:
        """Whoever signs in has a list, if an empty one."""
        columns = COLUMNS + ((OFFICER,) if dossier_rules.can_view_filed(user) else ()) + SHARES

        def fill(rows: list[Dossier]) -> list[Dossier]:
            counts = honouree_queries.counted_in(rows)
            compositions = composition_queries.of_dossiers(rows)
            own = set(units_with(user, "file_dossiers", "confirm_dossiers"))
            for row in rows:
                row.counted = counts.get(row.pk, "")
                row.composition = compositions[row.pk]
            edition_queries.read_titles_as_sent(row for row in rows if row.unit_id not in own)
            return rows

        return ListSheet("Hồ sơ", dossiers_listed(params, user).qs.for_sheet(), columns, fill)


class LogbookSheet(SheetKind):
    """Sổ theo dõi hồ sơ of a period, with the columns of mẫu 06."""

    slug, page = "so-theo-doi", "dossiers:logbook"

    def of(self, user: User, params: QueryDict) -> ListSheet | None:
        """For whoever reads all that was filed; nonsense in the address is no list."""
        period = PeriodForm(params).period
        if period is None or not dossier_rules.can_view_filed(user):
            return None
        counted = count(1)

        def fill(rows: list[Dossier]) -> list[LogbookRow]:
            entries = logbook_queries.entries(rows)
            return [LogbookRow(next(counted), entry) for entry in entries]

        rows = logbook_queries.received_in(*period, user)
        return ListSheet("Sổ theo dõi hồ sơ", rows, LOGBOOK_COLUMNS, fill)


def register() -> None:
    """Offer them on their lists."""
    list_sheets.add(DossierSheet)
    list_sheets.add(LogbookSheet)
