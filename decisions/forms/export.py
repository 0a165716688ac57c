"""Decisions and the number book as Excel."""

from django.http import QueryDict

from decisions import rules
from decisions.forms.filters import LISTED, book_in, books, decisions_listed, entries_listed
from decisions.models import Decision
from decisions.queries import lineup as lineup_queries
from decisions.queries.award_set import fill_awards
from nganam_awards.core.registry import list_sheets
from nganam_awards.core.sheets.export import ListSheet, SheetColumn, SheetKind
from units.models import User


DECISION_COLUMNS = (
    SheetColumn("Số, ký hiệu", 16, lambda row: row.entry and row.entry.symbol),
    SheetColumn("Ngày ban hành", 14, lambda row: row.issued_on),
    SheetColumn("Loại văn bản", 16, lambda row: row.get_kind_display()),
    SheetColumn("Danh hiệu, hình thức", 36, lambda row: row.award_words),
    SheetColumn("Thành tích", 60, lambda row: row.reason),
    SheetColumn("Phong trào", 44, lambda row: row.plan and row.plan.campaign.name),
    SheetColumn("Năm thành tích", 10, lambda row: row.merit_year),
    SheetColumn("Khen thưởng", 24, lambda row: row.counted),
    SheetColumn("Tiền thưởng (đồng)", 18, lambda row: row.total_vnd if row.is_award else None),
    SheetColumn("Trạng thái", 22, lambda row: row.get_state_display()),
)
ENTRY_COLUMNS = (
    SheetColumn("Số", 8, lambda row: row.number),
    SheetColumn("Số, ký hiệu", 18, lambda row: row.symbol),
    SheetColumn("Ngày văn bản", 14, lambda row: row.given_on),
    SheetColumn("Trích yếu", 70, lambda row: row.subject),
    SheetColumn("Nguồn", 16, lambda row: row.get_origin_display()),
    SheetColumn("Người vào số", 26, lambda row: row.entered_by and row.entered_by.full_name),
    SheetColumn("Không sử dụng từ ngày", 14, lambda row: row.voided_on),
    SheetColumn("Lý do không sử dụng", 44, lambda row: row.void_reason),
)


class DecisionSheet(SheetKind):
    """Quyết định, as its list shows them."""

    slug, page = "quyet-dinh", "decisions:list"

    def of(self, user: User, params: QueryDict) -> ListSheet:
        """Whoever signs in has a list, if an empty one."""
        rows = decisions_listed(params, user).qs.with_names()
        rows = rows.only(*LISTED, "plan__campaign__name")
        return ListSheet("Quyết định", rows, DECISION_COLUMNS, _with_awards)


class EntrySheet(SheetKind):
    """One series of the number book (sổ văn bản)."""

    slug, page = "so-van-ban", "decisions:book"

    def of(self, user: User, params: QueryDict) -> ListSheet | None:
        """The town's own."""
        if not rules.can_read_book(user) or not (book := book_in(params, books())):
            return None
        name = f"{book.kind}-{book.authority.symbol} {book.year}"
        return ListSheet(name, entries_listed(params, book).qs, ENTRY_COLUMNS)


def _with_awards(rows: list[Decision]) -> list[Decision]:
    fill_awards(rows)
    counts = lineup_queries.counted_in(rows)
    for row in rows:
        row.counted = counts[row.pk]
    return rows


def register() -> None:
    """Offer them on their lists."""
    list_sheets.add(DecisionSheet)
    list_sheets.add(EntrySheet)
