"""Lists as clerks keep them: found by meaning, read to the last row, told by row and column."""

import io
import unicodedata
from datetime import date

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings, strategies as st

from dossiers.queries.columns import BY_KEY
from dossiers.sheets import template
from dossiers.sheets.check import Checked, Choices, check
from dossiers.sheets.heading import LABELS, Key, key_of
from law.models import AwardType
from nganam_awards.core.names import name_sort_key
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets.grids import read_grids
from nganam_awards.core.sheets.old_fonts import OldFont, font_of, to_unicode
from nganam_awards.core.text import nfc
from tests.core.office_files import ods, upload, xls


pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)
HEAD = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Thành tích"]
SOME = HealthCheck.function_scoped_fixture


@pytest.fixture
def types(db):
    return list(AwardType.objects.filter(code__in=["GK", "LDTT", "CSTDCS", "TTLDTT"]))


def book(*rows, name="Danh sách", merged=(), hidden=()) -> bytes:
    """A workbook as Excel writes it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        page = made.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(number, place, cell, day)
                elif str(cell).startswith("="):
                    page.write_formula(number, place, cell, None, "Trần Văn Hai")
                else:
                    page.write(number, place, cell)
        for first, last, place, text in merged:
            page.merge_range(first, place, last, place, text)
        for number in hidden:
            page.set_row(number, None, None, {"hidden": True})
    return target.getvalue()


def read(content: bytes, types, name="danh-sach.xlsx", **choices) -> Checked:
    grids = read_grids(upload(content, name))
    return check(grids, types=types, choices=Choices(**choices), today=TODAY)


def rows(*people, types, head=HEAD, **more) -> Checked:
    return read(book(head, *people), types, **more)


def said(found: Checked):
    return [(p.row, p.column, p.value, p.message) for p in found.problems]


def names(found: Checked):
    return [line.full_name for _, line in found.lines]


def only(found: Checked):
    [(_, line)] = found.lines
    return line


# --- the three lists of the town ----------------------------------------------------------------


def test_the_lived_in_list_gives_its_rows_and_three_problems(types, data_folder):
    content = (data_folder / "danh-sach-thuc-te-phuong1.xlsx").read_bytes()
    found = read(content, types)
    kinds = [line.honouree_kind for _, line in found.lines]
    assert (kinds.count("collective"), kinds.count("person")) == (3, 15)
    assert said(found) == [
        (18, "Họ và tên", "", "ghi họ và tên hoặc tên tập thể."),
        (22, "Họ và tên", "Huỳnh Minh Thành", "trùng với dòng 15 của tệp; giữ lại một dòng."),
        (24, "Ngày sinh", "1899", "«1899» không phải năm sinh hợp lý (từ 1920 đến 2009)."),
    ]
    assert len(found.good_lines) == 15
    lan, hoa = (line for _, line in found.lines[3:5])
    assert lan.achievement == "Có nhiều đóng góp trong phong trào bảo vệ an ninh Tổ quốc"  # «nt»
    assert (hoa.full_name, hoa.gender) == ("Quách Thùy Hòa", "female")
    assert (hoa.birth_date, hoa.votes_for, hoa.votes_total) == (date(1965, 3, 14), 11, 13)
    passed = {one.row for one in found.passed}
    assert passed | {int(place.split("!")[1]) for place, _ in found.lines} == {
        *range(1, 31),
    } - {3, 6, 29}  # every filled row is either somebody's or passed over in words


def test_the_school_list_is_read_whole(types, data_folder):
    content = (data_folder / "danh-sach-giao-duc-5000.xlsx").read_bytes()
    found = read(content, types)
    assert (len(found.lines), found.problems) == (5000, [])
    first = found.lines[0][1]
    assert (first.award_type.code, first.rating, first.service_months, first.initiative) == (
        "CSTDCS",
        "excellent",
        7,
        "61/QĐ-PGDĐT",
    )
    assert first.working_unit == "Trường THCS Phường 1"


def test_the_towns_own_layout_is_read_whole(types, data_folder):
    found = read((data_folder / "danh-sach-mau.xlsx").read_bytes(), types)
    assert (len(found.lines), found.problems) == (15, [])
    assert found.lines[0][1].birth_date == date(1993, 6, 13)


# --- headers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Số\nTT", Key.NUMBER),
        ("STT", Key.NUMBER),
        ("Họ và tên (Ông/Bà) hoặc tên tập thể", Key.FULL_NAME),
        ("HỌ TÊN", Key.FULL_NAME),
        ("Tên tập thể", Key.FULL_NAME),
        ("Họ đệm", Key.FAMILY_NAME),
        ("Ngày, tháng, năm sinh", Key.BIRTH),
        ("Sinh năm", Key.BIRTH),
        ("Chức vụ, nơi công tác/cư trú", Key.POSITION),
        ("Nghề nghiệp", Key.POSITION),
        ("Đơn vị", Key.WORKING_UNIT),
        ("Địa chỉ", Key.WORKING_UNIT),
        ("Danh hiệu đề nghị", Key.AWARD_TYPE),
        ("Hình thức khen", Key.AWARD_TYPE),
        ("Tóm tắt thành tích", Key.ACHIEVEMENT),
        ("Mức hoàn thành nhiệm vụ", Key.RATING),
        ("Số QĐ công nhận sáng kiến", Key.INITIATIVE),
        ("Tháng công tác trong năm", Key.SERVICE_MONTHS),
        ("Số phiếu đồng ý", Key.VOTES_FOR),
        ("Tổng số phiếu", Key.VOTES_TOTAL),
        ("Tỷ lệ phiếu", Key.VOTES),
        ("Nhóm đối tượng", Key.GROUP),
        ("Đối tượng", Key.KIND),
        ("Số người", Key.HEADCOUNT),
        ("Ghi chú", Key.NOTE),
        ("Quê quán", None),
        ("", None),
    ],
)
def test_a_title_is_understood_by_its_words(title, key):
    assert key_of(title) == key


DRESSES = (
    str.upper,
    str.lower,
    str.title,
    lambda title: unicodedata.normalize("NFD", title),
    lambda title: title.replace(" ", "  \n"),
    lambda title: f" {title}: ",
    lambda title: f"({title})",
    lambda title: f"{title} *",
)


@given(st.text(max_size=80))
def test_no_title_is_too_strange(title):
    assert key_of(title) in {*Key, None}
    assert key_of(nfc(title).upper()) == key_of(nfc(title).upper().lower()) or not title.isascii()


@given(
    st.sampled_from(["Họ và tên", "Năm sinh", "Chức vụ", "Thành tích", "Hình thức khen thưởng"]),
    st.lists(st.sampled_from(DRESSES), max_size=4),
)
def test_a_title_means_the_same_however_it_is_dressed(title, dresses):
    dressed = title
    for dress in dresses:
        dressed = dress(dressed)
    assert key_of(dressed) == key_of(title) is not None


def test_every_label_of_ours_is_understood_as_itself():
    for key, label in LABELS.items():
        if BY_KEY[key].words:
            assert key_of(label) == key, label


def test_years_of_men_and_women_in_two_columns_say_the_gender(types):
    content = book(
        ["STT", "Họ và tên", "Năm sinh", "", "Chức vụ", "Thành tích"],
        ["", "", "Nam", "Nữ", "", ""],
        ["1", "2", "3", "4", "5", "6"],
        [1, "Trần Văn Hai", 1970, "", "Nông dân", "Việc."],
        [2, "Lê Thị Ba", "", 1975, "Nông dân", "Việc."],
    )
    found = read(content, types)
    assert [(line.gender, line.birth_year) for _, line in found.lines] == [
        ("male", 1970),
        ("female", 1975),
    ]


def test_a_name_in_two_columns_is_one_name(types):
    head = ["TT", "Họ và chữ đệm", "Tên", "Ngày sinh"]
    assert names(rows([1, "Nguyễn Thị Kim", "Lan", 1980], types=types, head=head)) == [
        "Nguyễn Thị Kim Lan"
    ]


def test_a_meaning_that_a_person_chose_is_used(types):
    head = ["STT", "Họ và tên", "Mô tả"]
    person = [1, "Trần Văn Hai", "Cứu hai em nhỏ."]
    assert only(rows(person, types=types, head=[*HEAD[:2], "Mô tả"])).achievement == ""
    chosen = rows(person, types=types, head=head, columns={"mo ta": "achievement"})
    assert only(chosen).achievement == "Cứu hai em nhỏ."
    unread = rows([1, "A Văn B", 1970], types=types, head=HEAD[:3], columns={"nam sinh": ""})
    assert only(unread).birth_year is None


def test_a_file_without_titles_says_what_it_needs(types):
    with pytest.raises(Refused, match="Không tìm thấy dòng tên cột"):
        read(book(["Trần Văn Hai", 1970], ["Lê Thị Ba", 1980]), types)
    with pytest.raises(Refused, match="chưa có dòng nào"):
        read(book(HEAD), types)


def test_lists_on_several_sheets_are_one_list(types):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        for name, first in (("Tập thể", "Khóm 3"), ("Cá nhân", "Trần Văn Hai")):
            page = made.add_worksheet(name)
            page.write_row(0, 0, ["STT", "Họ tên, tên tập thể", "Thành tích"])
            page.write_row(1, 0, [1, first, "Việc."])
        made.add_worksheet("Ghi chú").write(0, 0, "Không phải danh sách")
    found = read(target.getvalue(), types)
    assert [(line.honouree_kind, line.full_name) for _, line in found.lines] == [
        ("collective", "Khóm 3"),
        ("person", "Trần Văn Hai"),
    ]


# --- rows ---------------------------------------------------------------------------------------


def test_sections_say_kind_award_and_unit(types):
    found = rows(
        ["A", "TẬP THỂ LAO ĐỘNG TIÊN TIẾN", "", "", ""],
        ["I", "Tập thể", "", "", ""],
        [1, "Trường Tiểu học 1", "", "", ""],
        ["B", "CÁ NHÂN: LAO ĐỘNG TIÊN TIẾN", "", "", ""],
        ["I.", "Trường Mầm non 2", "", "", ""],
        [1, "Trần Văn Hai", 1970, "Giáo viên", ""],
        ["", "II. Trường Mầm non 3", "", "", ""],
        [1, "Lê Thị Ba", 1980, "Giáo viên", ""],
        ["", "Tổng cộng: 3", "", "", ""],
        ["", "", "", "", "HIỆU TRƯỞNG"],
        ["", "Nguyễn Văn Tư", "", "", ""],
        types=types,
    )
    assert [
        (line.full_name, line.honouree_kind, line.award_type.code, line.working_unit)
        for _, line in found.lines
    ] == [
        ("Trường Tiểu học 1", "collective", "TTLDTT", ""),
        ("Trần Văn Hai", "person", "LDTT", "Trường Mầm non 2"),
        ("Lê Thị Ba", "person", "LDTT", "Trường Mầm non 3"),
    ]
    assert found.problems == []


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "N.T", "//", '"', "''", "như trên", "Như trên"])
def test_ditto_marks_repeat_what_stands_above(ditto, types):
    found = rows(
        [1, "Trần Văn Hai", 1970, "Nông dân", "Hiến 200 m² đất."],
        [2, "Lê Thị Ba", 1975, ditto, ditto],
        [3, "Võ Văn Tư", 1980, ditto, ditto],
        types=types,
    )
    assert {(line.position, line.achievement) for _, line in found.lines} == {
        ("Nông dân", "Hiến 200 m² đất.")
    }


def test_a_job_that_begins_like_a_total_is_a_job(types):
    found = rows(
        [1, "Trần Văn Hai", 1970, "Công chức Văn hóa", "Việc."],
        [2, "Lê Thị Ba", 1975, "Cộng tác viên", "Tổng số 12 việc tốt."],
        types=types,
    )
    assert len(found.lines) == 2


def test_merged_cells_belong_to_each_row(types):
    content = book(
        HEAD,
        [1, "Trần Văn Hai", 1970, "", ""],
        [2, "Lê Thị Ba", 1975, "", ""],
        merged=[(1, 2, 3, "Nông dân"), (1, 2, 4, "Cùng làm đường.")],
    )
    found = read(content, types)
    assert [(line.position, line.achievement) for _, line in found.lines] == [
        ("Nông dân", "Cùng làm đường.")
    ] * 2


def test_hidden_rows_are_read_and_told(types):
    content = book(HEAD, [1, "Trần Văn Hai"], [2, "Lê Thị Ba"], hidden=[2])
    found = read(content, types)
    assert (len(found.lines), found.hidden) == (2, [3])


def test_a_formula_gives_its_value(types):
    assert names(read(book(HEAD, [1, '="Trần "&"Văn Hai"', 1970]), types)) == ["Trần Văn Hai"]


@pytest.mark.parametrize("make", [xls, ods])
def test_older_and_other_programs_are_read_alike(make, types):
    suffix = make.__name__
    content = make(HEAD, [1, "Đặng Thị Út", 1970, "Nông dân", "Việc tốt."])
    line = only(read(content, types, name=f"danh-sach.{suffix}"))
    assert (line.full_name, line.birth_year) == ("Đặng Thị Út", 1970)


def test_an_open_document_that_repeats_a_row_a_million_times_is_refused(types):
    content = ods(HEAD, [1, "Đặng Thị Út", 1970, "", ""], repeats=1_000_000)
    with pytest.raises(Refused, match="quá nhiều dữ liệu"):
        read(content, types, name="danh-sach.ods")


def test_an_old_workbook_with_macros_is_refused(types):
    with pytest.raises(Refused, match="macro"):
        read(xls(HEAD, macros=True), types, name="danh-sach.xls")


# --- cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["14/03/1965", "14-3-1965", "14.03.1965", " 14 / 3 / 1965 ", date(1965, 3, 14), 23815],
)
def test_a_day_is_read_in_all_its_shapes(written, types):
    assert only(rows([1, "Trần Văn Hai", written], types=types)).birth_date == date(1965, 3, 14)


@pytest.mark.parametrize("written", [1969, "1969", " 1969 ", 1969.0])
def test_a_year_alone_is_a_year(written, types):
    line = only(rows([1, "Trần Văn Hai", written], types=types))
    assert (line.birth_year, line.birth_date) == (1969, None)


@pytest.mark.parametrize(
    ("written", "name", "gender"),
    [
        ("Bà Quách Thùy Hòa", "Quách Thùy Hòa", "female"),
        ("ông Dương Minh Thành", "Dương Minh Thành", "male"),
        ("BÙI THANH VINH", "Bùi Thanh Vinh", ""),
        ("  Lê  Thị  Thuý ", "Lê Thị Thuý", ""),
        ("Nguye\u0302\u0303n Va\u0306n A\u0301nh", "Nguyễn Văn Ánh", ""),
        ("Ông/Bà: Trần An", "Trần An", ""),
    ],
)
def test_a_name_is_tidied_and_its_person_kept(written, name, gender, types):
    line = only(rows([1, written, 1970], types=types))
    assert (line.full_name, line.gender) == (name, gender)


@pytest.mark.parametrize(
    ("title", "cell", "message"),
    [
        ("Số phiếu", date(2023, 12, 9), "Excel đã đổi số phiếu thành ngày 09/12/2023"),
        ("Số phiếu", "100%", "«100%» không phải số phiếu; ghi như 13/15."),
        ("Số phiếu", "16/15", "16 phiếu đồng ý nhiều hơn tổng số 15 phiếu."),
        ("Xếp loại", "A+", "«A+» không phải mức xếp loại"),
        ("Số tháng công tác", 14, "14 không hợp lý; ghi từ 0 đến 12."),
        ("Giới tính", "nam giới", "«nam giới» không phải giới tính; ghi Nam hoặc Nữ."),
        ("Danh hiệu", "Huân chương", "«Huân chương» không có trong hồ sơ này; chọn:"),
        (
            "Nhóm đối tượng",
            "khác",
            "«khác» không rõ; ghi lãnh đạo, trực tiếp, lực lượng vũ trang hoặc tập thể nhỏ.",
        ),
        ("Chức vụ", "x" * 201, "dài 201 ký tự; rút gọn còn tối đa 200."),
        ("Đối tượng", "câu lạc bộ", "«câu lạc bộ» không rõ"),
    ],
)
def test_a_cell_that_means_nothing_is_told_with_what_to_write(title, cell, message, types):
    found = rows([1, "Trần Văn Hai", cell], types=types, head=["STT", "Họ và tên", title])
    assert any(problem.message.startswith(message) for problem in found.problems), said(found)


@pytest.mark.parametrize(
    ("written", "rating"),
    [
        ("Hoàn thành xuất sắc nhiệm vụ", "excellent"),
        ("HTXSNV", "excellent"),
        ("Hoàn thành tốt", "good"),
        ("Hoàn thành nhiệm vụ", "completed"),
        ("Không hoàn thành nhiệm vụ", "failed"),
    ],
)
def test_a_rating_is_read_in_long_and_short(written, rating, types):
    head = ["STT", "Họ và tên", "Xếp loại"]
    assert only(rows([1, "Trần Văn Hai", written], types=types, head=head)).rating == rating


def test_the_award_comes_from_the_row_the_section_the_heading_or_the_person(types):
    people = [1, "Trần Văn Hai", 1970]
    lacking = rows(people, types=types)
    assert lacking.lacks_award == 1
    assert said(lacking)[0][1] == "Hình thức khen thưởng"
    chosen = next(award for award in types if award.code == "GK")
    assert only(rows(people, types=types, award=chosen)).award_type == chosen
    assert rows(people, types=[chosen]).problems == []
    heading = read(book(["DANH SÁCH ĐỀ NGHỊ TẶNG GIẤY KHEN"], [], HEAD, people), types)
    assert only(heading).award_type == chosen
    assert heading.problems == []


def test_a_mended_cell_is_read_instead_of_the_files(types):
    content = book(HEAD, [1, "", 1970, "Nông dân", "Việc."], [2, "Lê Thị Ba", "1899", "", ""])
    edits = {
        "Danh sách!2": {"full_name": "Trần Văn Hai"},
        "Danh sách!3": {"birth": "1975"},
    }
    only_award = [award for award in types if award.code == "GK"]
    found = read(content, only_award, edits=edits)
    assert found.problems == []
    assert [(line.full_name, line.birth_year) for _, line in found.lines] == [
        ("Trần Văn Hai", 1970),
        ("Lê Thị Ba", 1975),
    ]


# --- old fonts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("font", "typed", "meant"),
    [
        (OldFont.TCVN3, "NguyÔn V¨n An", "Nguyễn Văn An"),
        (OldFont.TCVN3, "TrÇn ThÞ Mü H¹nh", "Trần Thị Mỹ Hạnh"),
        (OldFont.TCVN3, "§Æng H÷u Ph\u00ad\u00adíc", None),
        (OldFont.VNI, "Nguyeãn Vaên An", "Nguyễn Văn An"),
        (OldFont.VNI, "Traàn Thò Myõ Haïnh", "Trần Thị Mỹ Hạnh"),
        (OldFont.VNI, "Ñaëng Höõu Phöôùc", "Đặng Hữu Phước"),
    ],
)
def test_text_of_old_fonts_is_known_and_turned(font, typed, meant):
    assert font_of([typed, typed]) == font
    if meant:
        assert to_unicode(typed, font) == meant


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn Hoà", "Lê Thuý Kiều", "Khoá huấn luyện", "Phường 1", "Việc 100% tốt"]
)
def test_todays_vietnamese_is_left_alone(text):
    assert font_of([text] * 5) is None


def test_old_fonts_are_turned_only_on_a_yes(types):
    head = ["STT", "Hä vµ tªn", "N¨m sinh"]
    people = [[1, "NguyÔn V¨n An", 1970], [2, "TrÇn ThÞ H¹nh", 1975]]
    asked = rows(*people, types=types, head=head)
    assert asked.question.readings[0].font == OldFont.TCVN3
    assert "Nguyễn Văn An" in names(asked)
    agreed = rows(*people, types=types, head=head, font="TCVN3")
    assert (agreed.question, names(agreed)[1]) == (None, "Trần Thị Hạnh")
    kept = rows(*people, types=types, head=HEAD[:3], font="keep")
    assert names(kept)[0] == "NguyÔn V¨n An"


# --- the template -------------------------------------------------------------------------------


def test_the_template_is_read_back_and_offers_the_dossiers_awards(types):
    content = template.workbook(types)
    with pytest.raises(Refused, match="chưa có dòng nào"):
        read(content, types)
    sheets = read_grids(upload(content, "mau.xlsx"))
    assert [grid.name for grid in sheets] == ["Danh sách", "Ví dụ (chỉ để xem)", "Cách điền"]


# --- anything at all ----------------------------------------------------------------------------

CELLS = st.one_of(
    st.text(max_size=30),
    st.integers(-10, 60_000),
    st.floats(allow_nan=False, allow_infinity=False, width=16),
    st.sampled_from(["nt", "//", "TẬP THỂ", "CÁ NHÂN", "Tổng cộng", "I", "Giấy khen", "13/15"]),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[SOME])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=12), st.booleans())
def test_no_workbook_raises_anything_but_a_refusal(types, table, has_head):
    table = [[c if not str(c).startswith("=") else "x" for c in row] for row in table]
    try:
        found = read(book(*([HEAD] * has_head), *table), types)
    except Refused:
        return
    places = {place for place, _ in found.lines}
    assert found.bad_places <= places
    assert len(found.good_lines) + len(found.bad_places) == len(found.lines)


@settings(max_examples=40, deadline=None, suppress_health_check=[SOME])
@given(
    st.lists(
        st.sampled_from(
            [
                "Nguyễn Văn Ánh",
                "Trần Thị Đào",
                "Lê Hoàng Ân",
                "Đỗ Minh Ỷ",
                "Võ Thị Út",
                "Lý Ngọc Ẩn",
            ]
        ),
        min_size=1,
        unique=True,
    ),
    st.sampled_from([str, str.upper, lambda name: f"  {name} ", lambda name: f"Bà {name}"]),
)
def test_a_name_comes_out_as_it_is_however_it_was_typed(types, people, habit):
    found = rows(*([n, habit(name), 1970] for n, name in enumerate(people, 1)), types=types)
    assert names(found) == people
    assert sorted(names(found), key=name_sort_key) == sorted(people, key=name_sort_key)


def test_odd_names_are_taken_or_told_with_the_name_that_is_meant(types, data_folder):
    found = read((data_folder / "danh-sach-ten-la.xlsx").read_bytes(), types)
    told = {problem.value: problem for problem in found.problems}
    taken = {line.full_name for line in found.good_lines}
    assert {"H'Hen Niê", "K' Brễu", "Y - Blim Niê", "Nguyễn Văn Hai", "Hoàng Thị Kim-Anh"} <= taken
    assert {"Ka Să Ha Thuyên Krajan Plin Mơ Lơm Bon", "Nguyễn Văn Út (Út Mười)"} <= taken
    assert told["Đại úy Nguyễn Văn Bé"].meant == "Nguyễn Văn Bé"
    assert told["Phạm Thị Lan*"].meant == "Phạm Thị Lan"
    assert "2 người" in told["Lý Văn Sáu, Trần Thị Bảy"].message
    assert told["Lý Văn Sáu, Trần Thị Bảy"].meant == ""
    assert not any("\u200b" in name or "\u2011" in name for name in taken)
