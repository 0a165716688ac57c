import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter
from hypothesis import HealthCheck, given, settings, strategies as st

from nganam_awards.core.files import packages
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets import reader
from nganam_awards.core.sheets.cells import (
    CellError,
    DateOrYear,
    date_or_year_cell,
    integer_cell,
    text_cell,
)
from nganam_awards.core.sheets.grids import Column, Problem, Row, read_grids, read_rows, read_table
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from nganam_awards.core.text import clean_line
from tests.core import vietnamese
from tests.core.office_files import docx, repacked, upload, xlsx


DATA = Path(__file__).parent.parent / "data"
TODAY = date(2023, 11, 20)
birth_cell = date_or_year_cell(TODAY)
COLUMNS = [
    Column("name", ["Họ và tên", "Họ tên"], required=True),
    Column("born", ["Ngày sinh", "Năm sinh"], parse=birth_cell, empty=None),
    Column("achievement", ["Thành tích", "Tóm tắt thành tích"], required=True),
    Column("months", ["Số tháng"], parse=integer_cell, empty=None),
]
HEADER = ["Họ và tên", "Ngày sinh", "Thành tích"]


def read(content: bytes):
    return read_table(upload(content, "danh sách.xlsx"), COLUMNS)


def refusal_here(content: bytes) -> str:
    """The same found in this process, whose limits a test can lower."""
    with pytest.raises(Refused) as caught:
        reader.read(io.BytesIO(content), "danh sách.xlsx", ["xlsx"], True)
    [sentence] = caught.value.reasons
    return sentence


def refusal(content: bytes, name: str = "danh sách.xlsx") -> str:
    with pytest.raises(Refused) as caught:
        read_rows(upload(content, name))
    [sentence] = caught.value.reasons
    return sentence


def test_the_model_list_is_read():
    reading = read((DATA / "danh-sach-mau.xlsx").read_bytes())
    assert reading.reasons == []
    assert [row["row"] for row in reading.rows] == list(range(2, 17))
    assert reading.rows[0] == {
        "row": 2,
        "name": "Đặng Thùy Dung",
        "born": DateOrYear(1993, date(1993, 6, 13)),
        "achievement": (
            "Hoàn thành xuất sắc nhiệm vụ tuyên truyền, vận động xây dựng tuyến đường kiểu mẫu"
        ),
        "months": None,
    }


def test_five_thousand_rows_are_read():
    columns = [
        Column("name", ["Họ và tên"], required=True),
        Column("born", ["Ngày sinh"], required=True, parse=birth_cell),
        Column("months", ["Tháng công tác trong năm"], parse=integer_cell),
    ]
    content = (DATA / "danh-sach-giao-duc-5000.xlsx").read_bytes()
    reading = read_table(upload(content, "a.xlsx"), columns)
    assert len(reading.rows) == 5_000
    assert reading.rows[-1]["row"] == 5_001
    assert {type(row["months"]) for row in reading.rows if row["months"] != ""} == {int}


def test_a_list_under_a_letterhead_keeps_the_numbers_excel_shows():
    rows = read_rows(upload((DATA / "danh-sach-thuc-te-phuong1.xlsx").read_bytes(), "a.xlsx")).rows
    assert [row.number for row in rows[:7]] == [1, 2, 4, 5, 7, 8, 9]
    assert rows[4].cells[1] == "Họ và tên (Ông/Bà) hoặc tên tập thể"
    assert rows[-1].number == 30


@pytest.mark.parametrize(("first_row", "first_column"), [(1, 0), (5, 3), (12, 0)])
def test_row_numbers_are_those_of_excel_wherever_the_table_begins(first_row, first_column):
    content = xlsx(
        HEADER,
        ["Lê Văn An", 1980, "Tốt"],
        [],
        ["", "1899", "Tốt"],
        first_row=first_row,
        first_column=first_column,
    )
    reading = read(content)
    assert [row["row"] for row in reading.rows] == [first_row + 1, first_row + 3]
    assert reading.problems == [
        Problem(first_row + 3, "Họ và tên", "", "chưa ghi."),
        Problem(
            first_row + 3,
            "Ngày sinh",
            "1899",
            "«1899» không phải năm sinh hợp lý (từ 1920 đến 2009).",
        ),
    ]
    assert reading.reasons[0] == f"Dòng {first_row + 3}, cột «Họ và tên»: chưa ghi."


def test_titles_are_known_without_accents_case_or_order():
    content = xlsx(["THÀNH\nTÍCH:", "Ghi chú", "ho ten"], ["Tốt", "mới", "Lê Văn An"])
    assert read(content).rows == [
        {"row": 2, "name": "Lê Văn An", "born": None, "achievement": "Tốt", "months": None}
    ]


def test_missing_columns_are_named_and_nothing_is_read():
    reading = read(xlsx(["Họ và tên", "Ngày sinh"], ["Lê Văn An", 1980]))
    assert reading.missing_columns == ["Thành tích"]
    assert reading.rows == []
    assert reading.reasons == [
        "Bảng thiếu cột «Thành tích». Hãy đặt đúng tên cột ở dòng tiêu đề rồi tải lên lại."
    ]


def test_a_title_written_twice_is_a_problem():
    reading = read(xlsx([*HEADER, "Họ tên"], ["Lê Văn An", 1980, "Tốt", "Lê Văn Bình"]))
    assert reading.reasons == [
        "Dòng 1, cột «Họ tên»: có hai cột cùng tên này, hãy xóa bớt một cột."
    ]


def test_a_table_without_rows_says_so():
    assert read(xlsx(HEADER)).reasons == ["Bảng mới có dòng tiêu đề, chưa có dòng dữ liệu nào."]
    assert read(xlsx(HEADER, ["  ", "", "\u200b"])).reasons == [
        "Bảng mới có dòng tiêu đề, chưa có dòng dữ liệu nào."
    ]


def test_an_empty_workbook_says_so():
    assert refusal(xlsx()) == (
        "Tệp «danh sách.xlsx» không có dòng nào. Hãy kiểm tra lại tệp rồi tải lên."
    )


def test_hidden_and_empty_sheets_are_passed_over():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        hidden, _empty, shown = (book.add_worksheet(name) for name in ("ẩn", "rỗng", "hiện"))
        shown.activate()
        shown.set_first_sheet()
        hidden.hide()
        hidden.write_row(0, 0, HEADER)
        shown.write_row(2, 1, ["Lê Văn An", True])
        shown.write_formula(3, 1, "=NA()", value="#N/A")
    sheet = read_rows(upload(target.getvalue(), "a.xlsx"))
    # An error is no empty cell: it stays to be told.
    assert sheet == ("hiện", [Row(3, ["Lê Văn An", True]), Row(4, [CellError("#N/A"), ""])])


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.xlsx", "rỗng"),
        (docx(), "a.xlsx", "thật ra là văn bản Word"),
        (docx(), "a.docx", "chỉ nhận bảng tính Excel"),
        (b"Ho ten;Ngay sinh", "a.csv", "không phải PDF, Word, Excel"),
        (xlsx(HEADER)[:-200], "a.xlsx", "hỏng"),
        (repacked(xlsx(HEADER), workbook=b"<workbook/>"), "a.xlsx", "không có dòng nào"),
        (repacked(xlsx(HEADER), sheet1=b"<worksheet>"), "a.xlsx", "hỏng"),
        (repacked(xlsx(HEADER), workbook=b"<!DOCTYPE x><workbook/>"), "a.xlsx", "hỏng"),
        (repacked(xlsx(HEADER), sharedStrings=b"<sst/>"), "a.xlsx", "hỏng"),
    ],
)
def test_what_is_no_sound_workbook_is_refused_with_a_sentence(content, name, said):
    assert said in refusal(content, name)


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>',
        '<row r="20000"/><row><c t="inlineStr"><is><t>x</t></is></c></row>',
        "<row>" + "<c><v>1</v></c>" * 201 + "</row>",
    ],
)
def test_a_cell_in_a_far_corner_is_refused_before_memory_is_spent(rows):
    content = repacked(xlsx(HEADER), sheet1=SHEET.format(rows).encode())
    assert "quá nhiều dữ liệu" in refusal(content)


def test_far_cells_that_are_only_formatted_do_no_harm():
    rows = '<row><c><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    content = repacked(xlsx(HEADER), sheet1=SHEET.format(rows).encode())
    assert read_rows(upload(content, "a.xlsx")).rows == [Row(1, [1.0])]


def test_one_long_text_said_by_every_cell_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MOST_TEXT", 1_200)  # the shared text and the markup included
    assert "quá nhiều dữ liệu" in refusal_here(xlsx(*[["x" * 100]] * 13))
    assert read_rows(upload(xlsx(*[["x" * 100]] * 10), "a.xlsx")).rows[-1].number == 10


def renamed(content: bytes, name: Callable[[str], str]) -> bytes:
    """The same parts under other names."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            new.writestr(name(entry.filename), old.read(entry))
    return target.getvalue()


def test_parts_named_with_backslashes_are_found():
    content = xlsx(HEADER, ["Lê Văn An", 1970])
    odd = renamed(content, lambda name: name.replace("/", "\\"))
    assert read_rows(upload(odd, "a.xlsx")) == read_rows(upload(content, "a.xlsx"))


def test_two_parts_of_one_name_are_no_package():
    content = xlsx(HEADER)
    odd = io.BytesIO(content)
    with zipfile.ZipFile(odd, "a") as package:
        package.writestr("xl\\workbook.xml", b"<other/>")
    assert "đã hỏng" in refusal(odd.getvalue())


def test_a_panic_of_the_reader_is_a_damaged_file(monkeypatch):
    class PanicException(BaseException):
        pass

    def panic(*_args):
        raise PanicException

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_filelike", panic, raising=True)
    assert "hỏng" in refusal_here(xlsx(HEADER))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1993.0, "1993"),
        (7.5, "7.5"),
        (" Lê  Văn\nAn ", "Lê Văn An"),
        (True, "có"),
        (False, "không"),
        (date(1993, 6, 3), "03/06/1993"),
        (datetime(1993, 6, 3, 8, tzinfo=UTC), "03/06/1993"),
        ("'=1+1", "=1+1"),
        ("'t", "'t"),
        ("'", "'"),
        ("''=1", "'=1"),
        ("'\t", ""),
    ],
)
def test_cells_as_text(cell, text):
    assert text_cell(cell) == text


@pytest.mark.parametrize(
    ("cell", "number"),
    [(12.0, 12), ("12", 12), (" 012 ", 12), ("1.080.000", 1_080_000), ("-3", -3), (0, 0)],
)
def test_cells_as_whole_numbers(cell, number):
    assert integer_cell(cell) == number


@pytest.mark.parametrize("cell", ["mười", 7.5, True, "1.08", "12 tháng", "9" * 16, "--3"])
def test_cells_that_are_no_whole_number(cell):
    with pytest.raises(ValueError, match="không phải là số nguyên"):
        integer_cell(cell)


@pytest.mark.parametrize(
    ("cell", "year", "day"),
    [
        (2000.0, 2000, None),
        ("1974", 1974, None),
        (" 1969 ", 1969, None),
        (32609.0, 1989, date(1989, 4, 11)),
        ("32609", 1989, date(1989, 4, 11)),
        (9863.0, 1927, date(1927, 1, 1)),
        ("14/03/1965", 1965, date(1965, 3, 14)),
        ("9-9-1993", 1993, date(1993, 9, 9)),
        ("04.09.1990", 1990, date(1990, 9, 4)),
        ("4 / 9 / 1990", 1990, date(1990, 9, 4)),
        (date(1993, 6, 13), 1993, date(1993, 6, 13)),
        (datetime(1993, 6, 13, tzinfo=UTC), 1993, date(1993, 6, 13)),
        ("29/02/1980", 1980, date(1980, 2, 29)),
        ("1920", 1920, None),
        ("2009", 2009, None),
    ],
)
def test_dates_of_birth_as_clerks_write_them(cell, year, day):
    assert birth_cell(cell) == (year, day)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1899", "năm sinh hợp lý (từ 1920 đến 2009)"),
        (2010.0, "năm sinh hợp lý"),
        ("9863", "năm sinh hợp lý"),
        ("01/01/2015", "năm sinh hợp lý"),
        (date(1900, 1, 1), "năm sinh hợp lý"),
        (99999.0, "năm sinh hợp lý"),
        ("29/02/1981", "không có ngày «29/02/1981» trong lịch"),
        ("06/13/1993", "không có ngày «06/13/1993» trong lịch"),
        ("13/6/93", "không phải ngày sinh"),
        ("không rõ", "không phải ngày sinh"),
        (7.5, "không phải ngày sinh"),
    ],
)
def test_dates_of_birth_that_cannot_be(cell, said):
    with pytest.raises(ValueError, match="«") as caught:
        birth_cell(cell)
    assert said in str(caught.value)


@given(st.dates(date(1920, 1, 1), date(2009, 12, 31)), st.sampled_from("/.-"))
def test_every_day_is_read_in_every_writing(day, sign):
    born = (day.year, day)
    assert birth_cell(f"{day.day}{sign}{day.month}{sign}{day.year}") == born
    assert birth_cell(f"{day:%d{sign}%m{sign}%Y}") == born
    assert birth_cell(float((day - date(1899, 12, 30)).days)) == born
    assert birth_cell(float(day.year)) == (day.year, None)


def test_a_written_workbook_has_titles_dates_and_numbers():
    moment = datetime(2023, 11, 20, 1, 30, tzinfo=UTC)
    rows = [
        ["Lê Văn An", date(1980, 1, 2), 540_000, True, moment],
        [None, "", date(1890, 1, 2), 7.5],
    ]
    content = write_workbook([Table("Danh sách: 1/2", HEADER, rows, [30, 12]), Table("", [], [])])
    sheet = read_rows(upload(content, "a.xlsx"))
    assert sheet.name == "Danh sách 1 2"
    assert [row.cells for row in sheet.rows] == [
        [*HEADER, "", ""],
        ["Lê Văn An", date(1980, 1, 2), 540_000.0, "có", datetime(2023, 11, 20, 8, 30)],  # noqa: DTZ001
        ["", "", "02/01/1890", 7.5, ""],
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        assert 'state="frozen"' in page
        assert 'width="30.7' in page


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 299", "-3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)"]
)
def test_nothing_written_can_run(text):
    content = write_workbook([Table("a", [text], [[text]])])
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page
        assert re.findall(r'<c r="A\d" s="\d" t="(\w+)"', page) == ["s", "s"]  # text, both
        assert 'quotePrefix="1"' in book.read("xl/styles.xml").decode()  # when it is edited, too
    title, row = read_rows(upload(content, "a.xlsx")).rows
    assert title.cells == row.cells == [text]  # nobody sees an apostrophe


def test_sheets_whose_names_are_one_after_cleaning_are_told_apart():
    names = [f"Khối trường học, năm học 2022–2023: {letter}" for letter in "AB"] + ["a", "A"]
    content = write_workbook([Table(name, ["Họ và tên"], [[name]]) for name in names])
    grids = read_grids(upload(content, "a.xlsx"))
    assert [grid.rows[1].cells[0] for grid in grids] == names
    assert len({grid.name.lower() for grid in grids}) == len(names)
    assert max(len(grid.name) for grid in grids) <= 31


cell_texts = st.builds("".join, st.tuples(st.text("'=+-@\t\r ", max_size=3), vietnamese.texts))


@settings(deadline=None)
@given(st.lists(st.lists(cell_texts, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_is_written_is_read_again(rows):
    columns = [Column(key, [f"Cột {key}"]) for key in "ABC"]
    content = write_workbook([Table("a", ["Cột A", "Cột B", "Cột C"], rows)])
    reading = read_table(upload(content, "a.xlsx"), columns)
    assert [[row[key] for key in "ABC"] for row in reading.rows] == [
        [clean_line(cell) for cell in row] for row in rows if any(map(clean_line, row))
    ]


WORKBOOK = xlsx(HEADER, ["Lê Văn An", 1980, "Tốt"], ["Kim Út", "9-9-1993", "Khá"])


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,  # a gate must not fail by luck; longer random runs are made by hand
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    st.sampled_from(["sheet1", "workbook", "sharedStrings", "styles", "workbook.xml.rels"]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=4),
    st.binary(max_size=4),
)
def test_a_broken_sheet_is_read_or_refused(part, wounds, head):
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as book:
        [name] = [n for n in book.namelist() if n.endswith((f"/{part}.xml", f"/{part}"))]
        content = bytearray(book.read(name))
    for place, damage in wounds:
        start = int(place * len(content))
        content[start : start + len(damage)] = damage
    with contextlib.suppress(Refused):
        read(repacked(WORKBOOK, **{part: head + bytes(content)}))
