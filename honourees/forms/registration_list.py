"""Registered titles from Excel or pasted: tried row by row, then written as they were shown."""

from django.core.files.uploadedfile import SimpleUploadedFile

from honourees.models import RegisteredTitle
from honourees.rules import registration as registration_rules
from honourees.services import registration as registration_services
from law.enums import HonoureeKind
from nganam_awards.core import clock
from nganam_awards.core.names import tidy_name
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.cells import Cell, date_or_year_cell
from nganam_awards.core.sheets.grids import Column
from nganam_awards.core.sheets.imports import (
    Done,
    ListKind,
    Names,
    Outcome,
    Taker,
    changes_of,
    choice_cell,
    plain,
    text_up_to,
    told_changes,
)
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from units.models import Unit, User


TITLES = {
    "full_name": "Họ và tên, hoặc tên tập thể",
    "birth_year": "Năm sinh",
    "position": "Chức vụ",
    "working_unit": "Đơn vị công tác",
    "award_type": "Danh hiệu đăng ký",
    "kind": "Đối tượng",
}
_SPOKEN = {
    "LĐTT": "LDTT",
    "CSTĐCS": "CSTDCS",
    "CSTĐ cơ sở": "CSTDCS",
    "TTLĐTT": "TTLDTT",
    "Tập thể LĐTT": "TTLDTT",
    "TTLĐXS": "TTLDXS",
    "Tập thể LĐXS": "TTLDXS",
}


class RegistrationList(ListKind):
    """The lines of one unit's list of one year."""

    title = "Nhập danh sách đăng ký thi đua"
    about = "Mỗi dòng một người hoặc một tập thể với một danh hiệu."
    example = ("Lê Thị Cẩm Tú", 1988, "Công chức", "Văn phòng", "Lao động tiên tiến", "Cá nhân")
    advice = (
        (TITLES["full_name"], "Bắt buộc. Người đã có trong danh sách với danh hiệu ấy thì sửa."),
        (TITLES["birth_year"], "Nên có, để phân biệt người trùng tên; ngày sinh đầy đủ cũng được."),
        (TITLES["position"], "Không bắt buộc."),
        (TITLES["working_unit"], "Không bắt buộc: phòng, tổ, trường."),
        (TITLES["award_type"], "Bắt buộc. Tên danh hiệu, hoặc LĐTT, CSTĐCS, TTLĐTT, TTLĐXS."),
        (TITLES["kind"], "Cá nhân, tập thể hoặc hộ gia đình. Để trống: theo danh hiệu."),
    )

    def __init__(self, unit: Unit, year: int) -> None:
        self.unit, self.year = unit, year
        self.slug = f"dang-ky-{unit.code}-{year}"

    def may(self, user: User) -> bool:
        """The unit's clerk."""
        return registration_rules.can_write(user, self.unit)

    def columns(self) -> list[Column]:
        """As the form of a line, in its order."""
        name = text_up_to(200)
        kinds = choice_cell(HonoureeKind)
        return [
            Column(
                "full_name",
                [TITLES["full_name"], "Họ và tên", "Họ tên", "Tên tập thể", "Tên"],
                required=True,
                parse=name,
            ),
            Column("birth_year", [TITLES["birth_year"], "Ngày sinh"], parse=_born_cell, empty=None),
            Column("position", [TITLES["position"], "Chức danh"], parse=text_up_to(200)),
            Column(
                "working_unit",
                [TITLES["working_unit"], "Đơn vị", "Nơi công tác"],
                parse=text_up_to(250),
            ),
            Column(
                "award_type",
                [TITLES["award_type"], "Danh hiệu", "Danh hiệu thi đua"],
                required=True,
                parse=text_up_to(120),
            ),
            Column("kind", [TITLES["kind"], "Loại đối tượng"], parse=kinds),
        ]

    def taker(self, by: User) -> Taker:
        """The list stays locked until all rows are taken."""
        return _Lines(self.unit, self.year, by)

    def of_pasted(self, text: str) -> SimpleUploadedFile:
        """Lines copied from Excel as a workbook of this list, with titles where they have none."""
        rows = [line.split("\t") for line in text.splitlines() if line.strip()]
        titles = [column.titles[0] for column in self.columns()]
        known = {plain(title) for column in self.columns() for title in column.titles}
        if rows and sum(plain(cell) in known for cell in rows[0]) > 1:
            titles, rows = rows[0], rows[1:]
        width = max([len(titles), *map(len, rows)])
        titles = [*titles, *("" for _ in range(width - len(titles)))]
        filled = [(*row, *("" for _ in range(width - len(row)))) for row in rows]
        content = write_workbook([Table("Danh sách", titles, filled)])
        return SimpleUploadedFile("cac-dong-da-dan.xlsx", content)


def _born_cell(cell: Cell) -> int:
    """A year; of a whole day its year."""
    born = date_or_year_cell(clock.today())(cell)
    return born if isinstance(born, int) else born.year


class _Lines:
    """Takes rows one by one into a list that is locked from the first to the last."""

    def __init__(self, unit: Unit, year: int, by: User) -> None:
        self.awards = Names("danh hiệu")
        for award in registration_rules.titles_of(year):
            words = [word for word, code in _SPOKEN.items() if code == award.code]
            self.awards.add(award, award.code, award.name, award.bare_name.strip("“”"), *words)
        self.registration = registration_services.begin(unit, year, by=by)
        self.known = {_identity(row): row for row in self.registration.titles.all()}

    def __call__(self, row: dict) -> Done:
        if not self.awards.has(row["award_type"]):
            year = self.registration.merit_year
            named = f"«{row['award_type']}» không phải danh hiệu của năm {year}"
            raise Refused(f"{named}. Ghi tên danh hiệu, hoặc LĐTT, CSTĐCS, TTLĐTT, TTLĐXS.")
        award = self.awards.find(row["award_type"])
        kind = row["kind"] or next(
            kind.value
            for kind in (HonoureeKind.PERSON, *HonoureeKind.in_order())
            if award.can_go_to(kind)
        )
        if row["birth_year"] and kind != HonoureeKind.PERSON:
            raise Refused("Chỉ cá nhân có năm sinh; để trống ô năm sinh.")
        is_person = kind != HonoureeKind.COLLECTIVE
        name = tidy_name(row["full_name"]).name if is_person else row["full_name"]
        fields = {"position": row["position"], "working_unit": row["working_unit"]}
        who = {"kind": kind, "full_name": name, "birth_year": row["birth_year"]}
        line = RegisteredTitle(award_type=award, **who)
        there = self.known.get(_identity(line))
        label = f"{name}: {award.name}"
        if there is None:
            made = registration_services.enter(self.registration, award_type=award, **who, **fields)
            self.known[_identity(made)] = made
            return Done(label, Outcome.ADD)
        changes = changes_of(there, fields, TITLES)
        if not changes:
            return Done(label, Outcome.SAME)
        told = told_changes(there, changes, TITLES)
        registration_services.put(there, **changes)
        return Done(label, Outcome.CHANGE, told)


def _identity(row: RegisteredTitle) -> tuple[str, str, int | None, int]:
    return row.kind, row.full_name, row.birth_year, row.award_type_id
