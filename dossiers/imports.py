"""Danh sách từ Excel: read whole, every problem told by row, taken all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.files.base import File

from campaigns.enums import HonoureeKind
from campaigns.models import AwardType
from dossiers import rules
from dossiers.listing import MAX_LINES
from dossiers.models import Dossier, Nomination
from honourees.models.honouree import SALUTATIONS, Gender
from nganam_awards.core import clock
from nganam_awards.core.cells import Cell, DateOrYear, date_or_year_cell, text_cell
from nganam_awards.core.names import plausible_name, tidy_name
from nganam_awards.core.refusals import Refused
from nganam_awards.core.spreadsheets import Column, Problem, Table, read_table, write_workbook
from nganam_awards.core.text import clean_text, fold


TITLES = {
    "number": "STT",
    "full_name": "Họ và tên",
    "gender": "Giới tính",
    "birth": "Ngày sinh",
    "position": "Chức vụ",
    "working_unit": "Đơn vị công tác",
    "award_type": "Hình thức khen thưởng",
    "achievement": "Thành tích",
    "kind": "Đối tượng",
}
_GENDERS = {"nam": Gender.MALE, "ong": Gender.MALE, "nu": Gender.FEMALE, "ba": Gender.FEMALE}
_KINDS = {
    "ca nhan": HonoureeKind.PERSON,
    "tap the": HonoureeKind.COLLECTIVE,
    "ho": HonoureeKind.HOUSEHOLD,
    "ho gia dinh": HonoureeKind.HOUSEHOLD,
}


@dataclass
class Sheet:
    """What a sheet says: lines ready to be written, and all that must be mended first."""

    lines: list[Nomination] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    row_count: int = 0

    @property
    def is_good(self) -> bool:
        """May be taken as it is."""
        return not self.problems and not self.reasons

    @property
    def bad_row_count(self) -> int:
        """Rows with at least one problem."""
        return len({problem.row for problem in self.problems})


def read(file: File, dossier: Dossier) -> Sheet:
    """Read the list for this dossier; nothing is written. Raises Refused for what is no list."""
    types = list(rules.award_types_for(dossier))
    if not types:
        raise Refused("Kế hoạch khen thưởng không có chỉ tiêu nào nên chưa nhập được danh sách.")
    reading = read_table(file, _columns(types))
    if reading.missing_columns or not (reading.rows or reading.problems):
        raise Refused(*reading.reasons)
    empty = "chưa ghi; ghi vào ô này hoặc xóa cả dòng."
    found = [p if p.value else Problem(p.row, p.column_title, "", empty) for p in reading.problems]
    sheet = Sheet(problems=found, row_count=len(reading.rows))
    told = {(problem.row, problem.column_title) for problem in reading.problems}
    broken = {row for row, _ in told}
    seen = {_identity(line): 0 for line in dossier.nominations.on_list()}
    for row in reading.rows:
        line = _line(row, types, told, sheet.problems)
        if row["row"] not in broken:
            _check_twice(line, row["row"], seen, sheet.problems)
        line.dossier = dossier
        sheet.lines.append(line)
    if len(seen) > MAX_LINES:
        sheet.reasons.append(
            f"Một hồ sơ chứa tối đa {MAX_LINES} dòng. Chia danh sách thành nhiều hồ sơ."
        )
    sheet.problems.sort(key=lambda problem: problem.row)
    return sheet


def template() -> bytes:
    """danh-sach-mau.xlsx: the layout with its titles, and how to fill it on a second sheet."""
    advice = [
        ("Họ và tên", "Bắt buộc. Cá nhân: họ và tên. Hộ: tên chủ hộ. Tập thể: tên đầy đủ."),
        ("Giới tính", "Nam hoặc Nữ. Tập thể để trống."),
        ("Ngày sinh", "05/09/1980, hoặc chỉ năm 1980. Tập thể, hộ để trống."),
        ("Chức vụ", "Chức vụ, nghề nghiệp."),
        ("Đơn vị công tác", "Nơi công tác hoặc nơi ở."),
        ("Hình thức khen thưởng", "Bắt buộc. Đúng tên trong kế hoạch đã duyệt, ví dụ Giấy khen."),
        ("Thành tích", "Bắt buộc. Việc đã làm và kết quả cụ thể."),
        ("Đối tượng", "cá nhân, tập thể hoặc hộ. Để trống: cá nhân."),
    ]
    return write_workbook(
        [
            Table("Danh sách", list(TITLES.values()), [], [6, 28, 10, 13, 26, 26, 22, 60, 12]),
            Table("Cách điền", ["Cột", "Cách điền"], advice, [24, 80]),
        ]
    )


def as_plain(line: Nomination) -> dict:
    """A line as it waits in the cache between the check and the word to save it."""
    return {name: getattr(line, name) for name in _KEPT}


def from_plain(kept: dict) -> Nomination:
    """And back."""
    return Nomination(**kept)


_KEPT = (
    "award_type_id",
    "honouree_kind",
    "full_name",
    "gender",
    "birth_date",
    "birth_year",
    "position",
    "working_unit",
    "achievement",
)


def _columns(types: list[AwardType]) -> list[Column]:
    return [
        Column(
            "full_name", [TITLES["full_name"], "Họ tên", "Tên"], required=True, parse=_fits(200)
        ),
        Column("gender", [TITLES["gender"], "Giới"], parse=_gender),
        Column(
            "birth",
            [TITLES["birth"], "Năm sinh", "Ngày, tháng, năm sinh"],
            parse=date_or_year_cell(clock.today()),
            empty=None,
        ),
        Column("position", [TITLES["position"], "Chức vụ, nghề nghiệp"], parse=_fits(200)),
        Column(
            "working_unit",
            [TITLES["working_unit"], "Đơn vị", "Nơi công tác", "Nơi ở"],
            parse=_fits(250),
        ),
        Column(
            "award_type",
            [TITLES["award_type"], "Hình thức", "Danh hiệu đề nghị"],
            required=True,
            parse=_award_type(types),
            empty=None,
        ),
        Column(
            "achievement",
            [TITLES["achievement"], "Tóm tắt thành tích"],
            required=True,
            parse=lambda cell: clean_text(text_cell(cell)),
        ),
        Column("kind", [TITLES["kind"]], parse=_kind, empty=HonoureeKind.PERSON),
    ]


def _fits(longest: int) -> Callable[[Cell], str]:
    def parse(cell: Cell) -> str:
        text = text_cell(cell)
        if len(text) > longest:
            raise ValueError(f"dài {len(text)} ký tự; rút gọn còn tối đa {longest}.")
        return text

    return parse


def _gender(cell: Cell) -> str:
    text = text_cell(cell)
    if (found := _GENDERS.get(fold(text))) is None:
        raise ValueError(f"«{text}» không phải giới tính; ghi Nam hoặc Nữ.")
    return found


def _kind(cell: Cell) -> str:
    text = text_cell(cell)
    if (found := _KINDS.get(fold(text))) is None:
        raise ValueError(f"«{text}» không rõ; ghi cá nhân, tập thể hoặc hộ.")
    return found


def _award_type(types: list[AwardType]) -> Callable[[Cell], AwardType]:
    known = {fold(word): kind for kind in types for word in (kind.name, kind.full_name, kind.code)}
    offered = ", ".join(kind.name for kind in types)

    def parse(cell: Cell) -> AwardType:
        text = text_cell(cell)
        if (found := known.get(fold(text))) is None:
            raise ValueError(f"«{text}» không có trong kế hoạch đã duyệt; chọn: {offered}.")
        return found

    return parse


def _line(
    row: dict, types: list[AwardType], told: set[tuple[int, str]], problems: list[Problem]
) -> Nomination:
    """One row as a line; what its cells say against each other goes to the problems."""

    def wrong(key: str, value: str, message: str) -> None:
        problems.append(Problem(row["row"], TITLES[key], value, message))

    kind, birth, award_type = row["kind"], row["birth"], row["award_type"]
    name, gender = row["full_name"], row["gender"]
    if kind == HonoureeKind.PERSON and name:
        tidy = tidy_name(name)
        if not plausible_name(tidy.name):
            hint = "nếu là tập thể, ghi «tập thể» ở cột «Đối tượng»."
            wrong("full_name", name, f"«{name}» không giống họ và tên một người; {hint}")
        name = tidy.name
        gender = gender or SALUTATIONS.get(tidy.salutation, "")
        if not gender and (row["row"], TITLES["gender"]) not in told:
            wrong("gender", "", "chưa ghi; ghi Nam hoặc Nữ.")
    if kind != HonoureeKind.PERSON and birth is not None:
        wrong("birth", _spoken(birth), "tập thể, hộ gia đình không có ngày sinh; xóa ô này.")
    if award_type is not None and not award_type.can_go_to(kind):
        label = HonoureeKind(kind).label.lower()
        wrong("award_type", award_type.name, f"{award_type.name} không dành cho {label}.")
    return Nomination(
        award_type=award_type or types[0],
        honouree_kind=kind,
        full_name=name,
        gender="" if kind == HonoureeKind.COLLECTIVE else gender,
        birth_date=birth.day if birth else None,
        birth_year=birth.year if birth else None,
        position=row["position"],
        working_unit=row["working_unit"],
        achievement=row["achievement"],
    )


def _spoken(birth: DateOrYear) -> str:
    return f"{birth.day:%d/%m/%Y}" if birth.day else str(birth.year)


def _identity(line: Nomination) -> tuple:
    return (line.honouree_kind, line.full_name, line.birth_year, line.award_type_id)


def _check_twice(line: Nomination, row: int, seen: dict, problems: list[Problem]) -> None:
    known = seen.setdefault(_identity(line), row)
    if known == row:
        return
    where = f"trùng với dòng {known} của tệp" if known else "đã có trong hồ sơ này"
    message = f"{where}; giữ lại một dòng."
    problems.append(Problem(row, TITLES["full_name"], line.full_name, message))
