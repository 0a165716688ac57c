"""Template: a workbook made for one dossier, with lists to choose from where a word must fit."""

from dossiers.queries.columns import in_template
from law.models import AwardType
from nganam_awards.core.sheets.workbooks import Guide, Table, write_template


EXAMPLE_SHEET, GUIDE_SHEET = "Ví dụ (chỉ để xem)", "Cách điền"  # to be looked at, never read


def workbook(types: list[AwardType]) -> bytes:
    """«Danh sách» to fill in, «Ví dụ» to look at, «Cách điền» to read."""
    columns = in_template(types)
    options = {"award_type": tuple(award.name for award in types)}
    guides = [
        Guide(options.get(column.key, column.options), column.advice, is_text=column.is_text)
        for column in columns
    ]
    titles = [column.title for column in columns]
    widths = [column.width for column in columns]
    advice = [(column.title, column.advice) for column in columns if column.advice]
    return write_template(
        Table("Danh sách", titles, [], widths),
        guides,
        [_example(types), Table(GUIDE_SHEET, ["Cột", "Cách điền"], advice, [30, 90])],
    )


def _example(types: list[AwardType]) -> Table:
    """To be looked at; its titles are no titles of a list, so the portal reads none of it."""
    award = types[0].name if types else ""
    deed = "Vận động nhân dân hiến 1.200 m² đất làm lộ giao thông khóm 3."
    rows = [
        ("Tập thể", "Ban Công tác Mặt trận khóm 5", "", "", "", award, deed, "13/13"),
        ("Cá nhân", "Trần Thị Mỹ Hạnh", "Nữ", "05/09/1984", "Công chức", award, deed, "12/13"),
        ("Hộ gia đình", "Lê Văn Tư", "Nam", "", "", award, deed, "13/13"),
    ]
    return Table(EXAMPLE_SHEET, ["Ba dòng điền mẫu"], rows, [14, 30, 10, 14, 20, 28, 60, 10])
