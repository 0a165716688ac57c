"""The register as Excel: a narrowed list, or all that one honouree received (`?nguoi=`)."""

from django.http import QueryDict

from honourees.forms.filters import LISTED, awards_listed
from honourees.models import Award
from honourees.rules import award as rules
from nganam_awards.core.registry import list_sheets
from nganam_awards.core.sheets.export import ListSheet, SheetColumn, SheetKind
from units.models import User


def _unit_now(award: Award) -> str:
    return award.unit.short_name


def _revoked(award: Award) -> str | None:
    if award.revoked_on is None:
        return None
    return f"Đã hủy bỏ theo {award.revoked_symbol} ngày {award.revoked_on:%d/%m/%Y}"


AWARD_COLUMNS = (
    SheetColumn("Họ và tên, tên tập thể", 32, lambda row: row.honouree.full_name),
    SheetColumn("Đối tượng", 14, lambda row: row.honouree.get_kind_display()),
    SheetColumn("Ngày sinh, năm sinh", 14, lambda row: row.honouree.born or None),
    SheetColumn("Danh hiệu, hình thức", 36, lambda row: row.award_type.name),
    SheetColumn("Năm thành tích", 10, lambda row: row.merit_year),
    SheetColumn("Nơi công tác, nơi ở khi đó", 34, lambda row: row.working_unit or None),
    SheetColumn("Đơn vị khi đó", 34, lambda row: row.unit_then and row.unit_then.short_name),
    SheetColumn("Đơn vị hiện nay", 34, _unit_now),
    SheetColumn("Số quyết định", 18, lambda row: row.decision_symbol),
    SheetColumn("Ngày quyết định", 14, lambda row: row.decided_on),
    SheetColumn("Cơ quan quyết định", 26, lambda row: row.issuer or "Thị xã"),
    SheetColumn("Tiền thưởng (đồng)", 18, lambda row: row.prize_vnd),
    SheetColumn("Thành tích", 60, lambda row: row.achievement or None),
    SheetColumn("Nguồn", 30, lambda row: row.get_origin_display()),
    SheetColumn("Ghi từ đâu", 40, lambda row: row.source or None),
    SheetColumn("Hủy bỏ", 34, _revoked),
)


class AwardSheet(SheetKind):
    """Sổ khen thưởng, as its list shows it."""

    slug, page = "so-khen-thuong", "honourees:list"

    def of(self, user: User, params: QueryDict) -> ListSheet | None:
        """Whoever reads the register."""
        if not rules.can_read(user):
            return None
        rows = awards_listed(params, user).qs.only(*LISTED, "achievement", "source")
        return ListSheet("Sổ khen thưởng", rows, AWARD_COLUMNS)


def register() -> None:
    """Offer it on its list."""
    list_sheets.add(AwardSheet)
