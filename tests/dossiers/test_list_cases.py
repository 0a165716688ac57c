"""Lists that broke somebody's portal: what each gives, and what their siblings give."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings, strategies as st

from dossiers.sheets.check import Checked, Choices, NoList, check
from dossiers.sheets.problem import grouped, twins
from dossiers.sheets.rows import left_out
from law.models import AwardType
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets import old_fonts, reader
from nganam_awards.core.sheets.grids import as_grids, read_grids
from nganam_awards.core.sheets.old_fonts import OldFont, font_of
from tests.core.office_files import ods, repacked, upload, xls


pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)
FILES = Path(__file__).parent.parent / "data/files"
HEAD = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Thành tích"]


@pytest.fixture
def certificate(db):
    return [AwardType.objects.get(code="GK")]


def read(content: bytes, types, name="danh-sach.xlsx", **choices) -> Checked:
    grids = read_grids(upload(content, name))
    return check(grids, types=types, choices=Choices(**choices), today=TODAY)


def read_here(content: bytes, types, **choices) -> Checked:
    """The same without a child, where hundreds are read."""
    kept = reader.read(io.BytesIO(content), "danh-sach.xlsx", ["xlsx"], False)
    return check(as_grids(kept), types=types, choices=Choices(**choices), today=TODAY)


def case(name: str, types, **choices) -> Checked:
    return read((FILES / name).read_bytes(), types, name=name, **choices)


def sheet(*rows, options=None, formats=()) -> bytes:
    """A workbook; `formats`: {(row, column): number format}."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **(options or {})}) as book:
        page = book.add_worksheet("DS")
        looks = {at: book.add_format({"num_format": code}) for at, code in dict(formats).items()}
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                look = looks.get((number, place))
                if isinstance(cell, date):
                    page.write_datetime(number, place, cell, look or day)
                else:
                    page.write(number, place, cell, look)
    return target.getvalue()


def names(found: Checked) -> list[str]:
    return [line.full_name for _, line in found.lines]


def told(found: Checked) -> list[tuple[int, str]]:
    return [(problem.row, problem.key) for problem in found.problems]


def left(found: Checked) -> list[int]:
    return [one.row for one in found.passed if one.why not in {"tên cột", "tiêu đề"}]


# --- the files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("03-workbook2.xlsx", 3),
        ("15-tong-so.xlsx", 4),
        ("16-ten-cong.xlsx", 4),
        ("30b-tieu-de-lap-lai-it-cot.xlsx", 2),
        ("32-ngay-thang-nam-3-cot.xlsx", 2),
        ("14-font-nhan.xlsx", 3),
        ("14-font-softhyphen.xlsx", 3),
        ("18-xuong-dong.xlsx", 1),
        ("39-zwsp.xlsx", 2),
        ("41-wingdings-u-tich.xlsx", 2),
        ("x02-le-sector.xls", 2),
    ],
)
def test_a_list_of_the_world_is_read_whole_and_asks_nothing(name, count, certificate):
    found = case(name, certificate)
    assert (len(found.good_lines), found.problems, found.question) == (count, [], None)
    assert left(found) == []


def test_an_error_cell_is_told_where_it_stands(certificate):
    found = case("06-errors.xlsx", certificate)
    assert told(found) == [(2, "position"), (3, "birth"), (4, "full_name")]
    assert all("ô công thức bị lỗi" in problem.message for problem in found.problems)


def test_a_month_that_excel_made_a_day_is_asked_about(certificate):
    [problem] = case("09-month-year.xlsx", certificate).problems
    assert (problem.row, problem.value, problem.meant) == (2, "9/1980", "1980")


def test_days_an_american_excel_may_have_swapped_are_asked_with_both_readings(certificate):
    found = case("10-us-locale.xlsx", certificate)
    assert [(p.row, [offer.value for offer in p.offers]) for p in found.problems] == [
        (3, ["05/09/1980", "09/05/1980"]),
        (5, ["12/02/1973", "02/12/1973"]),
    ]
    edits = {"Danh sách!3": {"birth": "05/09/1980"}, "Danh sách!5": {"birth": "02/12/1973"}}
    mended = case("10-us-locale.xlsx", certificate, edits=edits)
    assert mended.problems == []
    assert mended.lines[1][1].birth_date == date(1980, 9, 5)


def test_a_second_table_of_the_page_is_read_with_its_kind(certificate):
    found = case("17-hai-bang-mot-trang.xlsx", certificate)
    assert [line.honouree_kind for _, line in found.lines] == [
        *("person", "person"),
        *("collective", "collective"),
    ]
    assert {problem.row for problem in found.problems} == {8, 9}  # a collective was never born
    assert {problem.offers[0].value for problem in found.problems} == {""}


def test_lines_of_a_cell_stay_lines(certificate):
    [(_, line)] = case("18-xuong-dong.xlsx", certificate).lines
    assert line.achievement.count("\n") == 2


def test_a_birth_in_three_columns_is_one_birth(certificate):
    born = [line for _, line in case("32-ngay-thang-nam-3-cot.xlsx", certificate).lines]
    assert [(one.birth_date, one.birth_year) for one in born] == [
        (date(1980, 5, 25), 1980),
        (None, 1985),
    ]


def test_what_is_large_only_in_count_is_read(certificate):
    found = case("43-1500-dong-mot-o-14000-chu.xlsx", certificate)
    assert len(found.lines) == 1500
    assert max(len(line.achievement) for _, line in found.lines) > 13_000


def test_a_locked_sheet_is_said_to_be_locked(certificate):
    with pytest.raises(Refused, match="đang đặt mật khẩu"):
        case("o06-mat-khau.ods", certificate)


def test_spaces_of_no_width_are_spaces_or_nothing(certificate):
    assert names(case("39-zwsp.xlsx", certificate)) == ["Nguyễn Văn Hai", "Lê Thị Ba"]


# --- their siblings: cells ----------------------------------------------------------------------


def without_values(content: bytes) -> bytes:
    """Formulas as a program writes them that does not reckon."""
    inside = xlsx_part(content, "xl/worksheets/sheet1.xml")
    return repacked(content, sheet1=inside.replace(b"<v>0</v>", b""))


def xlsx_part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def test_a_formula_that_was_never_reckoned_is_told(certificate):
    content = without_values(sheet(HEAD, [1, "Lê Thị Ba", 1980, "=D9&E9", "Việc."]))
    [problem] = read(content, certificate).problems
    assert (problem.row, problem.key) == (2, "position")
    assert "chưa có kết quả" in problem.message


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "Err:502"])
@pytest.mark.parametrize("make", [xls, ods])
def test_an_error_that_became_text_is_an_error(make, text, certificate):
    content = make(HEAD, [1, "Lê Thị Ba", 1980, text, "Việc."])
    [problem] = read(content, certificate, name=f"ds.{make.__name__}").problems
    assert "ô công thức bị lỗi" in problem.message


@pytest.mark.parametrize(
    ("code", "shown"),
    [("mmm-yy", "9/1980"), ("mm/yyyy", "9/1980"), ("[$-42A]mm/yyyy;@", "9/1980")],
)
def test_every_format_without_a_day_is_a_month(code, shown, certificate):
    content = sheet(HEAD, [1, "Lê Thị Ba", date(1980, 9, 1), "", ""], formats={(1, 2): code})
    [problem] = read(content, certificate).problems
    assert problem.value == shown


def test_a_sheet_of_libreoffice_tells_errors_months_and_hidden_rows(certificate):
    found = read(open_document(), certificate, name="ds.ods")
    assert [(p.row, p.key, p.value) for p in found.problems] == [
        (2, "position", "#N/A"),
        (3, "position", "công thức chưa có kết quả"),
        (4, "birth", "9/1980"),
    ]
    assert found.lines[3][1].achievement == "Hiến đất.\nLàm lộ.\nTrồng hoa."
    assert found.hidden == [5]


def open_document() -> bytes:
    """As LibreOffice writes it: styles apart, formulas without a value, lines as paragraphs."""
    date_cell = (
        '<table:table-cell table:style-name="ce1" office:value-type="date" '
        'office:date-value="1980-09-01"><text:p>09/80</text:p></table:table-cell>'
    )
    broken = (
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    empty = '<table:table-cell table:formula="of:=[.A1]"/>'
    lines = (
        '<table:table-cell office:value-type="string"><text:p>Hiến đất.</text:p>'
        "<text:p>Làm lộ.<text:line-break/>Trồng hoa.</text:p></table:table-cell>"
    )

    def text(value: str) -> str:
        cell = f"<text:p>{value}</text:p></table:table-cell>"
        return f'<table:table-cell office:value-type="string">{cell}'

    def row(*cells: str, more: str = "") -> str:
        return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"

    rows = [
        row(*map(text, ("Họ và tên", "Năm sinh", "Chức vụ", "Thành tích"))),
        row(text("Trần Văn Hai"), text("1970"), broken, text("Việc.")),
        row(text("Lê Thị Ba"), text("1975"), empty, text("Việc.")),
        row(text("Võ Văn Tư"), date_cell, text("Dân"), text("Việc.")),
        row(*map(text, ("Lê An", "1970", "Dân")), lines, more=' table:visibility="collapse"'),
    ]
    names = ("office", "table", "text", "style", "number")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    spaces += (
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>"
        '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="DS">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return target.getvalue()


def test_a_date_of_which_only_the_year_is_shown_is_a_year(certificate):
    content = sheet(HEAD, [1, "Lê Thị Ba", date(1980, 1, 1), "", ""], formats={(1, 2): "yyyy"})
    [(_, line)] = read(content, certificate).lines
    assert (line.birth_year, line.birth_date) == (1980, None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9/1980", "1980"),
        ("tháng 9 năm 1980", "1980"),
        ("1989.04.11", "11/04/1989"),
        ("1978-31-07", "31/07/1978"),
        ("12/25/1980", "25/12/1980"),
        ("05/09/80", "05/09/1980"),
        ("sinh năm 1980", "1980"),
        ("không nhớ", ""),
        ("31/02/1980", ""),
    ],
)
def test_a_birth_written_otherwise_is_asked_with_what_was_meant(typed, meant, certificate):
    [problem] = read(sheet(HEAD, [1, "Lê Thị Ba", typed, "", ""]), certificate).problems
    assert (problem.key, problem.meant) == ("birth", meant)


def test_days_of_a_workbook_of_1904_are_counted_from_there(certificate):
    serial = (date(1980, 9, 5) - date(1904, 1, 1)).days
    options = {"date_1904": True}
    content = sheet(
        HEAD,
        [1, "Lê Thị Ba", serial, "", ""],
        [2, "Lê Thị Tư", date(1980, 9, 5), "", ""],
        [3, "Lê Thị Năm", 1980, "", ""],
        options=options,
    )
    found = read(content, certificate)
    assert [line.birth_date for _, line in found.lines] == [date(1980, 9, 5)] * 2 + [None]


def test_dates_past_the_twelfth_prove_that_nothing_was_swapped(certificate):
    content = sheet(
        HEAD,
        [1, "Lê Thị Ba", date(1980, 9, 5), "", ""],
        [2, "Lê Thị Tư", date(1980, 9, 25), "", ""],
        [3, "Lê Thị Năm", "25/12/1980", "", ""],
    )
    assert read(content, certificate).problems == []


@pytest.mark.parametrize("tick", ["x", "X", "✓", "ü", "1", "v"])
def test_columns_of_men_and_women_may_be_ticked(tick, certificate):
    head = [["STT", "Họ và tên", "Giới tính", "", "Chức vụ"], ["", "", "Nam", "Nữ", ""]]
    people = [[1, "Trần Văn Hai", tick, "", "Dân"], [2, "Lê Thị Ba", "", tick, "Dân"]]
    found = read(sheet(*head, *people), certificate)
    assert found.problems == []
    assert [line.gender for _, line in found.lines] == ["male", "female"]
    flat = [["STT", "Họ và tên", "Nam", "Nữ", "Năm sinh"]]
    people = [[1, "Trần Văn Hai", tick, "", 1970], [2, "Lê Thị Ba", "", tick, 1975]]
    found = read(sheet(*flat, *people), certificate)
    assert [(line.gender, line.birth_year) for _, line in found.lines] == [
        ("male", 1970),
        ("female", 1975),
    ]


def test_a_person_ticked_as_both_is_asked_about(certificate):
    content = sheet(["Họ và tên", "Nam", "Nữ", "Chức vụ"], ["Lê Thị Ba", "x", "x", "Dân"])
    [problem] = read(content, certificate).problems
    assert "cả Nam và Nữ" in problem.message


def test_day_month_and_year_may_stand_under_one_title(certificate):
    content = sheet(
        ["STT", "Họ và tên", "Ngày, tháng, năm sinh", "", "", "Chức vụ"],
        ["", "", "Ngày", "Tháng", "Năm", ""],
        [1, "Trần Văn Hai", 25, 5, 1980, "Dân"],
        [2, "Lê Thị Ba", "", 9, 1985, "Dân"],
        [3, "Lê Thị Tư", "", "", 1990, "Dân"],
    )
    found = read(content, certificate)
    assert [line.birth_date for _, line in found.lines] == [date(1980, 5, 25), None, None]
    assert [(p.row, p.value, p.meant) for p in found.problems] == [(4, "9/1985", "1985")]


# --- their siblings: where lists end and begin --------------------------------------------------


def test_a_total_in_the_middle_ends_nothing(certificate):
    found = read(
        sheet(
            HEAD,
            ["", "Phường 1", "", "", ""],
            [1, "Trần Văn Hai", 1970, "Dân", "Việc."],
            ["", "Cộng: 1 người", "", "", ""],
            ["", "Phường 2", "", "", ""],
            [1, "Lê Thị Ba", 1975, "Dân", "Việc."],
            ["", "Tổng cộng", "", 2, "người"],
            ["", "", "", "", "NGƯỜI LẬP"],
            ["", "", "", "", "Nguyễn Văn Tư"],
        ),
        certificate,
    )
    assert [(line.full_name, line.working_unit) for _, line in found.lines] == [
        ("Trần Văn Hai", "Phường 1"),
        ("Lê Thị Ba", "Phường 2"),
    ]
    assert [(one.row, one.why) for one in found.passed if one.row > 6] == [
        (7, "dòng tổng cộng"),
        (8, "chữ ký, ghi chú cuối danh sách"),
        (9, "chữ ký, ghi chú cuối danh sách"),
    ]


def test_who_signs_in_two_columns_is_no_honouree(certificate):
    found = read(
        sheet(
            HEAD,
            [1, "Trần Văn Hai", 1970, "Dân", "Việc."],
            ["", "Tổng cộng: 01", "", "", ""],
            ["", "Người lập biểu", "", "Thủ trưởng đơn vị", ""],
            ["", "Lê Thị Ba", "", "Võ Văn Tư", ""],
        ),
        certificate,
    )
    assert names(found) == ["Trần Văn Hai"]
    assert len(left(found)) == 3


def test_people_without_numbers_go_on_below_a_total(certificate):
    head = ["Họ và tên", "Chức vụ", "Thành tích"]
    found = read(
        sheet(
            head,
            ["Trần Văn Hai", "Nông dân", "Hiến đất làm đường giao thông nông thôn."],
            ["Tổng cộng: 1", "", ""],
            ["Lê Thị Ba", "Chủ tịch Hội Phụ nữ", "Vận động hội viên trồng hoa dọc lộ."],
        ),
        certificate,
    )
    assert names(found) == ["Trần Văn Hai", "Lê Thị Ba"]


def test_a_name_alone_between_people_is_asked_about_and_never_lost(certificate):
    people = [
        [1, "Trần Văn Hai", 1970, "Dân", "Việc."],
        ["", "Lê Thị Ba", "", "", ""],
        [3, "Võ Văn Tư", 1980, "Dân", "Việc."],
    ]
    found = read(sheet(HEAD, *people), certificate)
    assert names(found) == ["Trần Văn Hai", "Lê Thị Ba", "Võ Văn Tư"]
    assert told(found) == [(3, "full_name")]
    kept = read(sheet(HEAD, *people), certificate, edits={"DS!3": {"full_name": "Lê Thị Ba"}})
    assert kept.problems == []
    dropped = read(sheet(HEAD, *people), certificate, dropped=["DS!3"])
    assert names(dropped) == ["Trần Văn Hai", "Võ Văn Tư"]


def test_a_second_table_with_other_columns_is_read_by_them(certificate):
    found = read(
        sheet(
            ["I. DANH SÁCH CÁ NHÂN"],
            HEAD,
            [1, "Trần Văn Hai", 1970, "Dân", "Việc."],
            ["", "Tổng cộng: 1", "", "", ""],
            [],
            ["II. DANH SÁCH TẬP THỂ"],
            ["STT", "Tên tập thể", "Số người", "Thành tích"],
            [1, "Hội Phụ nữ khóm 5", 24, "Trồng hoa."],
        ),
        certificate,
    )
    assert found.problems == []
    assert [(line.full_name, line.honouree_kind, line.headcount) for _, line in found.lines] == [
        ("Trần Văn Hai", "person", None),
        ("Hội Phụ nữ khóm 5", "collective", 24),
    ]


@pytest.mark.parametrize("code", ["TAPTHE", "TAP_THE", "Tập thể", "tt"])
def test_codes_of_other_systems_say_the_kind(code, certificate):
    head = ["STT", "Tên tập thể/cá nhân/hộ gia đình", "Phân loại khen thưởng", "Thành tích"]
    found = read(
        sheet(
            head,
            [1, "Hội Phụ nữ khóm 5", code, "Việc."],
            [2, "Trần Văn Hai", "CANHAN", "Việc."],
            [3, "Lê Thị Ba", "HOGIADINH", "Việc."],
            [4, "Võ Văn Tư", "", "Việc."],
        ),
        certificate,
    )
    assert found.problems == []
    assert [line.honouree_kind for _, line in found.lines] == [
        *("collective", "person", "household", "person"),
    ]


def test_a_column_that_is_meant_otherwise_is_read_anew(certificate):
    content = sheet(
        ["Họ và tên", "Loại", "Chức vụ"],
        ["Hội Phụ nữ khóm 5", "TAPTHE", "Hội"],
        ["Trần Văn Hai", "loại 2", "Dân"],
    )
    assert told(read(content, certificate)) == [(2, "full_name")]
    chosen = read(content, certificate, columns={"loai": "kind"})
    assert told(chosen) == [(3, "kind")]
    assert chosen.lines[0][1].honouree_kind == "collective"


def test_a_twin_that_is_refused_itself_is_no_twin(certificate):
    content = sheet(
        [*HEAD, "Số phiếu"],
        [1, "Trần Văn Hai", 1970, "Dân", "Việc.", "17/15"],
        [2, "Trần Văn Hai", 1970, "Dân", "Việc.", "13/15"],
        [3, "Trần Văn Hai", 1970, "Dân", "Việc.", "13/15"],
    )
    found = read(content, certificate)
    assert told(found) == [(2, "votes"), (4, "full_name")]
    assert twins(found.problems) == {"DS!3": ["DS!3", "DS!4"]}


def test_names_that_differ_by_an_accent_are_two_people(certificate):
    content = sheet(
        HEAD,
        [1, "Lê Thị Thúy", "05/09/1980", "", ""],
        [2, "Lê Thị Thùy", "05/09/1980", "", ""],
        [3, "Lê Thị Thuý", "05/09/1980", "", ""],
    )
    assert told(read(content, certificate)) == [(4, "full_name")]


def test_mistakes_of_a_kind_stand_together(certificate):
    head = ["Họ và tên", "Năm sinh", "Xếp loại"]
    people = [[f"Trần Văn {letter}n", "năm sáu", "A+"] for letter in "ABC"]
    found = read(sheet(head, *people, ["Lê An", "13", "B"], ["Võ An", 1970, "C"]), certificate)
    births, alike, others = grouped(found.problems)
    assert (len(births.problems), births.is_one_value) == (4, False)  # nobody shares a birth
    assert (len(alike.problems), alike.is_one_value, alike.first.value) == (3, True, "A+")
    assert (len(others.problems), others.is_one_value) == (2, False)
    assert births.message.startswith("«…» không phải ngày sinh")


# --- their siblings: fonts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "sign",
    ["×", "½", "«tốt»", "§ 5", "10 µm", "¹", "Mobifone®", "nghi\u00adêm", "ü", "¼", "÷ 2", "¥"],
)
def test_a_few_odd_signs_make_no_list_old(sign, certificate):
    deed = f"Vận động {sign} hộ dân làm đường"
    people = [[n, name, 1970, "Công chức", deed] for n, name in enumerate(("Lê An", "Võ Bé"), 1)]
    found = read(sheet(HEAD, *people), certificate)
    assert (found.question, found.problems) == (None, [])
    assert found.lines[0][1].position == "Công chức"


def test_a_body_of_an_old_font_under_todays_titles_is_known(certificate):
    people = [[1, "NguyÔn V¨n An", 1970, "N«ng d©n", ""], [2, "TrÇn ThÞ H¹nh", 1975, "", ""]]
    found = read(sheet(HEAD, *people), certificate)
    assert found.question.readings[0].font == OldFont.TCVN3
    assert names(found) == ["Nguyễn Văn An", "Trần Thị Hạnh"]
    kept = read(sheet(HEAD, *people), certificate, font="keep")
    assert kept.question is None


def test_cells_of_today_in_an_old_list_stay_as_they_are(certificate):
    people = [
        [1, "NguyÔn V¨n An", 1970, "N«ng d©n", "HiÕn ®Êt"],
        [2, "TrÇn ThÞ H¹nh", 1975, "Bé ®éi", "Gi÷ g×n trËt tù"],
        [3, "Lê Thị Bích Thủy", 1980, "Công chức", "Giữ gìn trật tự"],
    ]
    found = read(sheet(HEAD, *people), certificate, font="TCVN3")
    assert names(found)[2] == "Lê Thị Bích Thủy"
    assert found.lines[2][1].position == "Công chức"


def test_where_no_reading_gives_a_list_the_question_stays_open(certificate):
    content = sheet(["NguyÔn V¨n An", "N«ng d©n"], ["TrÇn ThÞ H¹nh", "Bé ®éi"])
    for said in ("", "keep", "VNI"):
        with pytest.raises(NoList) as refusal:
            read(content, certificate, font=said)
        assert refusal.value.question.readings[0].font == OldFont.TCVN3


def test_a_bullet_of_word_hides_no_old_font():
    assert font_of(["\uf0b7VËn ®éng nh©n d©n", "\uf0b7HiÕn ®Êt"]) == OldFont.TCVN3


def test_one_odd_word_is_no_font():
    assert font_of(["NguyÔn"]) is None


# --- what a tester found ------------------------------------------------------------------------

A = "Hiến đất làm lộ nông thôn"


def as_read(found: Checked) -> list[tuple]:
    return [(one.full_name, one.honouree_kind, one.position) for _, one in found.lines]


def test_words_of_today_beside_old_ones_are_untouched(certificate):
    head = ["STT", "Họ và tên", "Chức vụ", "Đơn vị"]
    people = [
        [1, "NguyÔn V¨n Mét", "Nông dân", "Khóm 3"],
        [2, "TrÇn ThÞ Hai", "Công an", "Khóm 5"],
        [3, "Lê Hoàng Nam", "Phó ban", "Khóm 1"],
    ]
    found = read(sheet(head, *people), certificate, font="TCVN3")
    assert [line.position for _, line in found.lines] == ["Nông dân", "Công an", "Phó ban"]
    assert {line.working_unit for _, line in found.lines} == {"Khóm 3", "Khóm 5", "Khóm 1"}
    [asked] = found.problems  # «Lê» may be typed for the old font, too: «Lờ»
    assert (asked.row, [one.value for one in asked.offers]) == (
        4,
        ["Lờ Hoàng Nam", "Lê Hoàng Nam"],
    )


@pytest.mark.parametrize(
    "name", ["Kim ThÞ Hoa", "NguyÔn Lan", "Lª Anh", "Nguyeãn Lan", "Ñaëng Hoa"]
)
def test_one_name_of_an_old_font_in_a_list_of_today_is_asked_about(name, certificate):
    people = [[1, "Trần Thị Đào", 1970, "Dân", A], [2, name, 1975, "Dân", A]]
    found = read(sheet(HEAD, *people), certificate)
    assert (found.question, told(found)) == (None, [(3, "full_name")])


def test_capitals_of_an_old_font_come_out_as_capitals():
    assert old_fonts.to_unicode("NGUYÔN V¨N MéT", OldFont.TCVN3) == "NGUYỄN VĂN MỘT"


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        (
            [["Lê Một", "CC", "UB"], ["Cộng: 1 người"], ["Lê Hai", "GV", "Trường A"]],
            ["Lê Một", "Lê Hai"],
        ),
        (
            [["Trần Văn Một", "Chủ tịch", ""], ["Sơn Hai", "Công chức", ""]],
            ["Trần Văn Một", "Sơn Hai"],
        ),
        (
            [["Tống Công", "1970", "Dân"], ["Lê Tổng", "1970", "Dân"]],
            ["Tống Công", "Lê Tổng"],
        ),
    ],
)
def test_people_without_numbers_are_read_to_the_last(rows, people, certificate):
    found = read(sheet(["Họ và tên", "Chức vụ", "Đơn vị"], *rows), certificate)
    assert names(found) == people


def test_a_section_after_a_total_says_the_kind_of_rows_without_numbers(certificate):
    found = read(
        sheet(
            ["STT", "Họ và tên", "Chức vụ", "Đơn vị"],
            [1, "Lê Hai", "CC", "UB"],
            ["", "Cộng: 1 cá nhân", "", ""],
            ["II", "TẬP THỂ", "", ""],
            ["-", "Trường Mầm non Sen", "", "Khóm 1"],
            ["-", "Trường Tiểu học", "", "Khóm 2"],
            ["III", "HỘ GIA ĐÌNH", "", ""],
            ["a)", "Lê Thị Ba", "", "Khóm 3"],
        ),
        certificate,
    )
    assert [line.honouree_kind for _, line in found.lines] == [
        *("person", "collective", "collective", "household"),
    ]


@pytest.mark.parametrize(
    "signers",
    [
        ["", "NGƯỜI LẬP BIỂU", "KẾ TOÁN", "CÔNG ĐOÀN", "HIỆU TRƯỞNG"],
        ["", "TỔ TRƯỞNG", "", "", "HIỆU TRƯỞNG"],
        ["", "Thư ký", "", "", "Chủ trì"],
        ["", "Cán bộ phụ trách", "", "", "Chủ tịch Hội"],
    ],
)
def test_those_who_sign_are_no_nominees(signers, certificate):
    names_below = ["", "Ngô Văn Lập", "Trần Thị Kế", "Lê Công Đoàn", "Phạm Văn Hiệu"]
    below = [name if office else "" for name, office in zip(names_below, signers, strict=True)]
    found = read(sheet(HEAD, [1, "Trần Văn Một", 1980, "CC", A], [], signers, below), certificate)
    assert names(found) == ["Trần Văn Một"]
    assert len(left(found)) == 2


@pytest.mark.parametrize(
    "total",
    [
        ["", "Cộng I", "", 5, ""],
        ["", "Tổng cộng toàn trường", "", "12 người", ""],
        ["", "Tổng tiền thưởng", "", "", "5.000.000"],
        ["", "ỦY BAN NHÂN DÂN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ],
)
def test_totals_and_letterheads_are_no_nominees(total, certificate):
    found = read(sheet(HEAD, [1, "Trần Văn Một", 1980, "CC", A], total), certificate)
    assert names(found) == ["Trần Văn Một"]


def test_a_list_of_names_alone_is_a_list(certificate):
    found = read(sheet(["Họ và tên"], ["Trần Văn Một"], ["Diệp Thị Hai"]), certificate)
    assert (names(found), found.problems) == (["Trần Văn Một", "Diệp Thị Hai"], [])


def test_a_page_without_a_header_is_told(certificate):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for rows in ([HEAD, [1, "Trần Văn Một", 1980, "CC", A]], [[2, "Lê Hai", 1980, "CC", A]]):
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    found = read(target.getvalue(), certificate)
    assert [(one.sheet, one.row, one.why) for one in left_out(found.passed)] == [
        ("Sheet2", 1, "trang không có dòng tên cột")
    ]


def test_a_table_at_the_right_is_told_and_mixes_into_nothing(certificate):
    head = ["STT", "Họ và tên", "Chức vụ", "", "STT", "Tên tập thể", "Địa chỉ"]
    found = read(sheet(head, [1, "Lê Hai", "CC", "", 1, "Trường Hoa Sen", "K1"]), certificate)
    assert [(line.full_name, line.working_unit) for _, line in found.lines] == [("Lê Hai", "")]
    assert len(left_out(found.passed)) == 1


@pytest.mark.parametrize(
    ("head", "row", "name"),
    [
        (["STT", "Tên đơn vị", "Họ và tên", "Chức vụ"], [1, "Trường A", "Lê Hai", "GV"], "Lê Hai"),
        (
            ["STT", "Họ tên chủ hộ", "Họ và tên người được khen", "Thành tích"],
            [1, "Lê Chủ", "Lê Hai", A],
            "Lê Hai",
        ),
        (["STT", "Họ và tên", "", "Năm sinh"], [1, "Nguyễn Văn", "Một", 1980], "Nguyễn Văn Một"),
        (["STT", "Họ và tên", "Tên", "Năm sinh"], [1, "Nguyễn Văn", "Một", 1980], "Nguyễn Văn Một"),
        (["STT", "Tên cán bộ", "Năm sinh"], [1, "Nguyễn Một", 1980], "Nguyễn Một"),
        (["STT", "Cá nhân/Tập thể được đề nghị", "Năm sinh"], [1, "Lê Hai", 1980], "Lê Hai"),
    ],
)
def test_the_honouree_stands_under_the_plainest_title(head, row, name, certificate):
    found = read(sheet(head, row), certificate)
    assert as_read(found)[0][:2] == (name, "person")
    assert found.problems == []


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (
            ["Họ và tên", "Danh hiệu", "Hình thức khen"],
            ["Lê Hai", "Lao động tiên tiến", "Giấy khen"],
        ),
        (["Họ và tên", "Hình thức khen"], ["Lê Hai", "Không đạt Lao động tiên tiến"]),
        (["Họ và tên", "LĐTT", "Giấy khen", "Chức vụ"], ["Lê Hai", "x", "x", "CC"]),
    ],
)
def test_an_award_that_is_not_said_plainly_is_asked(head, row, db):
    types = list(AwardType.objects.filter(code__in=["GK", "LDTT"]))
    assert told(read(sheet(head, row), types)) == [(2, "award_type")]


def test_an_award_may_be_ticked_or_stand_in_another_column(db):
    types = list(AwardType.objects.filter(code__in=["GK", "LDTT"]))
    ticked = sheet(["Họ và tên", "LĐTT", "Giấy khen"], ["Lê Hai", "", "x"], ["Lê Ba", "x", ""])
    assert [one.award_type.code for _, one in read(ticked, types).lines] == ["GK", "LDTT"]
    apart = sheet(
        ["Họ và tên", "Danh hiệu đã đạt năm 2022", "Danh hiệu thi đua", "Hình thức khen"],
        ["Lê Hai", "Lao động tiên tiến", "", "Giấy khen"],
        ["Lê Ba", "", "Lao động tiên tiến", ""],
    )
    assert [one.award_type.code for _, one in read(apart, types).lines] == ["GK", "LDTT"]


def test_a_section_of_an_award_that_is_not_ours_is_asked_about(db):
    types = list(AwardType.objects.filter(code__in=["GK", "LDTT"]))
    found = read(
        sheet(
            ["STT", "Họ và tên", "Chức vụ"],
            ["I. Giấy khen", "", ""],
            [1, "Lê Ba", "CC"],
            ["II. Bằng khen của Chủ tịch UBND tỉnh", "", ""],
            [2, "Lê Tư", "CC"],
        ),
        types,
    )
    assert told(found) == [(5, "award_type")]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (
            [
                ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Trình độ", ""],
                ["", "", "", "", "Chuyên môn", "Chính trị"],
                [1, "Lê Hai", 1980, "CC", "ĐH", "TC"],
            ],
            ("", 1980, ""),
        ),
        (
            [
                ["TT", "Họ tên", "Giới tính", "", "Năm sinh"],
                ["", "", "Nam", "Nữ", ""],
                [1, "Lê Hai", "x", "", 1980],
            ],
            ("", 1980, "male"),
        ),
        (
            [["STT", "Họ và tên", "Năm sinh", "Nam", "Nữ"], [1, "Kim Sa", 1980, "", ""]],
            ("", 1980, ""),
        ),
        (
            [
                ["STT", "Họ và tên", "Năm sinh", "Số QĐ", "Ngày", "Tháng", "Năm"],
                [1, "Lê Hai", 1980, "45/QĐ", 1, 9, 2003],
            ],
            ("", 1980, ""),
        ),
    ],
)
def test_titles_over_titles_change_no_unit_birth_or_gender(rows, line, certificate):
    [(_, one)] = read(sheet(*rows), certificate).lines
    assert (one.working_unit, one.birth_year, one.gender) == line
    assert one.birth_date is None


@pytest.mark.parametrize("name", ["Tập thể - Cá nhân", "DS hộ gia đình, cá nhân"])
def test_a_page_that_speaks_of_two_kinds_decides_none(name, certificate):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(name)
        page.write_row(0, 0, ["STT", "Tên", "Địa chỉ"])
        page.write_row(1, 0, [1, "Trần Văn Một", "Khóm 1"])
    assert read(target.getvalue(), certificate).lines[0][1].honouree_kind == "person"


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("Tập thể và cá nhân thuộc UBND phường", "person"),
        ("B. Cá nhân thuộc các hộ gia đình hiến đất", "person"),
        ("II. CÁN BỘ, GIÁO VIÊN", "person"),
        ("II. Các tập thể", "collective"),
    ],
)
def test_a_section_decides_a_kind_where_it_names_one(section, kind, certificate):
    found = read(
        sheet(
            ["STT", "Họ và tên", "Chức vụ"],
            ["I. TẬP THỂ", "", ""],
            [1, "Hội Phụ nữ khóm 5", ""],
            [section, "", ""],
            [2, "Lê Thị Ba", ""],
        ),
        certificate,
    )
    assert found.lines[1][1].honouree_kind == kind


@pytest.mark.parametrize(
    "name",
    [
        "Trần Văn Một\nLê Thị Hai",
        "Lý Văn Bốn\nChủ tịch UBND",
        "Nguyễn Văn An - Trần Thị Bé",
        "Lê Ba - Bí thư",
        "Bác sĩ Lê Văn Ba",
        "Chủ tịch Lê Văn Ba",
        "Thầy Lê Văn Ba",
        "Nguyễn Văn An và vợ",
    ],
)
def test_a_cell_that_holds_more_than_a_name_is_asked_about(name, certificate):
    assert told(read(sheet(HEAD, [1, name, 1980, "CC", A]), certificate)) == [(2, "full_name")]


def test_a_family_is_a_household(certificate):
    [(_, line)] = read(sheet(HEAD, [1, "Gia đình ông Lê Năm", "", "", A]), certificate).lines
    assert (line.full_name, line.honouree_kind, line.gender) == ("Lê Năm", "household", "male")


def test_days_are_doubted_across_columns_and_where_a_text_has_its_month_first(certificate):
    apart = sheet(
        ["STT", "Họ và tên", "Năm sinh", "", "Chức vụ"],
        ["", "", "Nam", "Nữ", ""],
        [1, "Trần Văn Hai", "25/12/1980.", "", "Dân"],
        [2, "Lê Thị Ba", "", date(1985, 5, 9), "Dân"],
    )
    assert (4, "birth_female") in told(read(apart, certificate))
    texts = sheet(HEAD, [1, "Lê Ba", "5/9/1980", "", ""], [2, "Lê Tư", "12/25/1980", "", ""])
    found = read(texts, certificate)
    assert [(p.row, [o.value for o in p.offers]) for p in found.problems] == [
        (2, ["09/05/1980", "05/09/1980"]),
        (3, ["25/12/1980"]),
    ]


def test_a_serial_kept_as_text_is_counted_from_1904_too(certificate):
    serial = str((date(1980, 9, 5) - date(1904, 1, 1)).days)
    content = sheet(HEAD, [1, "Lê Ba", serial, "", ""], options={"date_1904": True})
    [(_, line)] = read(content, certificate).lines
    assert line.birth_date == date(1980, 9, 5)


def test_a_name_alone_of_any_family_is_asked_about(certificate):
    found = read(
        sheet(
            ["STT", "Họ và tên", "Chức vụ"],
            [1, "Lê Ba", "CC"],
            ["", "Diệp Thị Hoa", ""],
            [3, "Lê Tư", "CC"],
        ),
        certificate,
    )
    assert (names(found), told(found)) == (["Lê Ba", "Diệp Thị Hoa", "Lê Tư"], [(3, "full_name")])
    assert found.lines[2][1].working_unit == ""


@pytest.mark.parametrize("title", ["Chủ hộ", "Tập thể", "Tên"])
def test_a_second_table_with_a_bare_title_is_read_by_its_own_columns(title, certificate):
    found = read(
        sheet(
            HEAD,
            [1, "Trần Văn Một", 1980, "CC", A],
            [],
            ["STT", title, "Địa chỉ", "Thành tích"],
            [1, "Lý Văn Bốn", "Khóm 3", A],
        ),
        certificate,
    )
    line = found.lines[1][1]
    assert (line.full_name, line.working_unit, line.achievement) == ("Lý Văn Bốn", "Khóm 3", A)


# --- anything at all, built from what is known --------------------------------------------------

PEOPLE = (
    ("Nguyễn Văn Ánh", 1970),
    ("Trần Thị Đào", 1975),
    ("Lê Hoàng Ân", 1980),
    ("Thạch Sa Rây", 1985),
    ("Danh Thị Út", 1990),
    ("Nguyễn Chí Công", 1971),
    ("Huỳnh Tổng", 1972),
    ("H'Hen Niê", 1973),
)
DEEDS = ("Tổng số tiền 50 triệu", "Hiến 200 m² đất;\n- làm lộ", "Cộng tác tốt", "- Giữ gìn × 2")
TITLES = {
    "number": ("STT", "Số TT", "TT"),
    "name": ("Họ và tên", "HỌ TÊN", "Họ và tên (Ông/Bà)"),
    "born": ("Năm sinh", "Ngày sinh", "Sinh năm"),
    "work": ("Chức vụ", "Chức vụ, đơn vị công tác"),
    "deed": ("Thành tích", "Tóm tắt thành tích"),
}
ENDS = (
    [],
    [["Tổng cộng: 3"]],
    [["", "Cộng"], [], ["", "NGƯỜI LẬP", "", "HIỆU TRƯỞNG"], ["", "Lê Văn Ký", "", "Võ Thị Dấu"]],
)


@st.composite
def lists(draw):
    """(rows of a sheet, the people in it): columns in any order, gaps, repeated titles, ends."""
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=6, unique=True))
    more = draw(st.permutations([key for key in TITLES if key != "name"]))
    keys = [*more[: draw(st.integers(1, 4))], "name"]
    keys = draw(st.permutations(keys))
    titles = [draw(st.sampled_from(TITLES[key])) for key in keys]
    rows = [["UBND PHƯỜNG 1"], ["DANH SÁCH ĐỀ NGHỊ"]][: draw(st.integers(0, 2))]
    rows.append(titles)
    for number, (name, year) in enumerate(people, 1):
        for between in draw(st.lists(st.sampled_from(["gap", "titles"]), max_size=1)):
            rows.append([] if between == "gap" else titles)
        values = {
            "number": number,
            "name": draw(st.sampled_from([name, name.upper(), f"  {name} "])),
            "born": draw(st.sampled_from([year, str(year), f"05/09/{year}"])),
            "work": draw(st.sampled_from(["Công chức", "Cộng tác viên", "Chủ tịch Hội"])),
            "deed": draw(st.sampled_from(DEEDS)),
        }
        rows.append([values[key] for key in keys])
    has_number = "number" in keys
    end = draw(st.sampled_from(ENDS if has_number else ENDS[:2]))
    return [*rows, *end], people


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lists())
def test_what_was_put_in_comes_out_or_is_asked(certificate, made):
    rows, people = made
    found = read_here(sheet(*rows), certificate)
    asked = {problem.row for problem in found.problems}
    out = {line.full_name.replace("’", "'"): line for _, line in found.lines}
    wanted = {name.upper(): name for name, _ in people}
    got = {name.upper() for name in out}
    assert got >= set(wanted), (rows, got)
    strangers = [
        line.full_name
        for place, line in found.lines
        if line.full_name.upper() not in wanted and int(place.split("!")[1]) not in asked
    ]
    assert strangers == [], rows


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(list(OldFont)),
    st.lists(st.sampled_from(PEOPLE[:6]), min_size=2, unique=True),
    st.booleans(),
)
def test_a_list_typed_for_an_old_font_comes_out_as_it_was_meant(
    certificate, font, people, old_head
):
    dress = str.lower if font == OldFont.TCVN3 else str  # its capitals are another font
    head = [typed_for(dress(title), font) for title in HEAD[:3]] if old_head else HEAD[:3]
    rows = [[n, typed_for(dress(name), font), year] for n, (name, year) in enumerate(people, 1)]
    found = read_here(sheet(head, *rows), certificate)
    assert found.question.readings[0].font == font
    small = [name.lower() for name, _ in people]
    assert [name.lower() for name in names(found)] == small


def typed_for(text: str, font: OldFont) -> str:
    """As somebody typed it for the old font: the way back of `to_unicode`, letter by letter."""
    letters = old_fonts._FROM_TCVN3 if font == OldFont.TCVN3 else old_fonts._VNI
    back = {meant: typed for typed, meant in letters.items()}
    return "".join(
        back.get(letter) or (back[letter.lower()].upper() if letter.lower() in back else letter)
        for letter in text
    )
