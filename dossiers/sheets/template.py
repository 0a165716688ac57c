"""Tệp mẫu: a workbook made for one dossier, with lists to choose from where a word must fit."""

from dossiers.enums import NomineeGroup, Rating
from dossiers.sheets.heading import LABELS, Key
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.sheets.workbooks import Guide, Table, write_template


_COLUMNS = (
    (Key.NUMBER, 6),
    (Key.KIND, 14),
    (Key.FULL_NAME, 30),
    (Key.GENDER, 10),
    (Key.BIRTH, 14),
    (Key.POSITION, 26),
    (Key.WORKING_UNIT, 26),
    (Key.AWARD_TYPE, 28),
    (Key.ACHIEVEMENT, 60),
    (Key.VOTES, 10),
    (Key.RATING, 30),
    (Key.SERVICE_MONTHS, 12),
    (Key.INITIATIVE, 34),
    (Key.GROUP, 28),
    (Key.HEADCOUNT, 10),
)
_ADVICE = {
    Key.KIND: "Cá nhân, tập thể hoặc hộ gia đình. Để trống: cá nhân.",
    Key.FULL_NAME: "Bắt buộc. Cá nhân: họ và tên. Hộ: tên chủ hộ. Tập thể: tên đầy đủ.",
    Key.GENDER: "Nam hoặc Nữ. Tập thể để trống.",
    Key.BIRTH: "05/09/1980, hoặc chỉ năm 1980. Tập thể, hộ để trống.",
    Key.AWARD_TYPE: "Chọn trong danh sách thả xuống.",
    Key.ACHIEVEMENT: "Việc đã làm và kết quả cụ thể; câu này được in.",
    Key.VOTES: "Số phiếu đồng ý trên tổng số, ví dụ 13/15.",
    Key.RATING: "Xếp loại chất lượng của năm thành tích.",
    Key.SERVICE_MONTHS: "Số tháng công tác trong năm, từ 0 đến 12.",
    Key.INITIATIVE: "Số, ngày, cơ quan công nhận sáng kiến, nếu có.",
    Key.HEADCOUNT: "Số người của tập thể.",
}


def workbook(types: list[AwardType]) -> bytes:
    """«Danh sách» to fill in, «Ví dụ» to look at, «Cách điền» to read."""
    choices = {
        Key.KIND: [kind.label for kind in HonoureeKind.in_order()],
        Key.GENDER: ["Nam", "Nữ"],
        Key.AWARD_TYPE: [award.name for award in types],
        Key.RATING: Rating.labels,
        Key.GROUP: NomineeGroup.labels,
    }
    guides = [
        Guide(choices.get(key, ()), _ADVICE.get(key, ""), is_text=key in {Key.VOTES, Key.BIRTH})
        for key, _ in _COLUMNS
    ]
    titles, widths = [LABELS[key] for key, _ in _COLUMNS], [width for _, width in _COLUMNS]
    advice = [(LABELS[key], said) for key, said in _ADVICE.items()]
    return write_template(
        Table("Danh sách", titles, [], widths),
        guides,
        [_example(types), Table("Cách điền", ["Cột", "Cách điền"], advice, [30, 90])],
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
    return Table("Ví dụ (chỉ để xem)", ["Ba dòng điền mẫu"], rows, [14, 30, 10, 14, 20, 28, 60, 10])
