"""Lists from Excel: good ones whole, bad ones not at all, every problem by row."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.enums import HonoureeKind
from campaigns.models import AwardType
from dossiers import imports, listing
from dossiers.models import Nomination
from honourees.models.honouree import Gender
from nganam_awards.core.refusals import Refused
from nganam_awards.core.spreadsheets import Table, read_rows, write_workbook
from tests.factories.campaigns import QuotaFactory
from tests.factories.dossiers import NominationFactory


pytestmark = pytest.mark.django_db

GOOD = [1, "Dương Chí Sang", "Nam", "05/09/1964", "Nông dân", "Khóm 5", "Giấy khen", "Nuôi lươn."]
TITLES = list(imports.TITLES.values())


def workbook(*rows, titles=None, name="danh-sach.xlsx") -> SimpleUploadedFile:
    content = write_workbook([Table("Danh sách", titles or TITLES[:8], rows)])
    return SimpleUploadedFile(name, content)


def problems(sheet) -> list[tuple]:
    return [(p.row, p.column_title, p.value, p.message) for p in sheet.problems]


@pytest.fixture
def draft(town):
    return town.draft(persons=0)


def test_the_towns_own_layout_is_read_whole(draft, data_folder):
    with (data_folder / "danh-sach-mau.xlsx").open("rb") as file:
        content = SimpleUploadedFile("danh-sach-mau.xlsx", file.read())
    sheet = imports.read(content, draft)
    assert sheet.is_good
    assert sheet.row_count == len(sheet.lines) == 16 - 1
    first = sheet.lines[0]
    assert first.full_name == "Đặng Thùy Dung"
    assert first.gender == Gender.FEMALE
    assert (first.birth_date, first.birth_year) == (date(1993, 6, 13), 1993)
    assert first.position == "Phó Hiệu trưởng"
    assert first.award_type.code == "GK"
    assert first.honouree_kind == HonoureeKind.PERSON


def test_a_fifth_kind_of_column_says_collectives_and_households(draft):
    rows = [
        [*GOOD, ""],
        [2, "Nhân dân Khóm 3", "", "", "", "Phường 1", "giay khen", "Làm đường.", "Tập thể"],
        [3, "Ông Trần Văn Tư", "", "", "", "Khóm 1", "GK", "Hiến đất.", "hộ"],
    ]
    QuotaFactory(plan=draft.plan, honouree_kind="household", limit=2)
    sheet = imports.read(workbook(*rows, titles=TITLES), draft)
    assert problems(sheet) == []
    kinds = [(line.honouree_kind, line.full_name, line.gender) for line in sheet.lines]
    assert kinds == [
        ("person", "Dương Chí Sang", "male"),
        ("collective", "Nhân dân Khóm 3", ""),
        ("household", "Ông Trần Văn Tư", ""),
    ]


def test_every_problem_is_told_by_row_column_and_value(draft):
    NominationFactory(dossier=draft, full_name="Lê Thị Lan", gender="female", birth_year=1980)
    rows = [
        GOOD,
        [2, "", "Nam", 1975, "", "", "Giấy khen", "Việc."],
        [3, "Bùi Bích Thủy", "Nữ", "1899", "", "", "Giấy khen", "Việc."],
        [4, "Võ Văn Ba", "nam giới", "", "", "", "Bằng khen", ""],
        [5, "Trần Thị Bé", "", "", "", "", "Giấy khen", "Việc."],
        GOOD,
        [7, "Lê Thị Lan", "Nữ", 1980, "", "", "Giấy khen", "Việc."],
        [8, "Ban Nhân dân khóm 3, phường 1", "Nam", "", "", "", "Giấy khen", "Việc."],
    ]
    sheet = imports.read(workbook(*rows), draft)
    assert not sheet.is_good
    assert sheet.bad_row_count == 7
    hint = "nếu là tập thể, ghi «tập thể» ở cột «Đối tượng»."
    assert problems(sheet) == [
        (3, "Họ và tên", "", "chưa ghi; ghi vào ô này hoặc xóa cả dòng."),
        (4, "Ngày sinh", "1899", "«1899» không phải năm sinh hợp lý (từ 1920 đến 2009)."),
        (5, "Giới tính", "nam giới", "«nam giới» không phải giới tính; ghi Nam hoặc Nữ."),
        (
            5,
            "Hình thức khen thưởng",
            "Bằng khen",
            "«Bằng khen» không có trong kế hoạch đã duyệt; chọn: Giấy khen.",
        ),
        (5, "Thành tích", "", "chưa ghi; ghi vào ô này hoặc xóa cả dòng."),
        (6, "Giới tính", "", "chưa ghi; ghi Nam hoặc Nữ."),
        (7, "Họ và tên", "Dương Chí Sang", "trùng với dòng 2 của tệp; giữ lại một dòng."),
        (8, "Họ và tên", "Lê Thị Lan", "đã có trong hồ sơ này; giữ lại một dòng."),
        (
            9,
            "Họ và tên",
            "Ban Nhân dân khóm 3, phường 1",
            f"«Ban Nhân dân khóm 3, phường 1» không giống họ và tên một người; {hint}",
        ),
    ]


def test_a_collective_is_not_born_and_long_cells_are_measured(draft):
    rows = [
        [1, "Khóm 3", "", 1990, "x" * 201, "", "Giấy khen", "Việc.", "tập thể"],
        [2, "Khóm 4", "", "", "", "", "Giấy khen", "Việc.", "câu lạc bộ"],
    ]
    sheet = imports.read(workbook(*rows, titles=TITLES), draft)
    assert problems(sheet)[:2] == [
        (2, "Chức vụ", "x" * 201, "dài 201 ký tự; rút gọn còn tối đa 200."),
        (2, "Ngày sinh", "1990", "tập thể, hộ gia đình không có ngày sinh; xóa ô này."),
    ]
    assert sheet.problems[2].message == "«câu lạc bộ» không rõ; ghi cá nhân, tập thể hoặc hộ."


def test_missing_columns_and_empty_lists_are_named(draft):
    with pytest.raises(Refused, match="Bảng thiếu cột «Hình thức khen thưởng», «Thành tích»"):
        imports.read(workbook(["A", "Nam"], titles=["Họ và tên", "Giới tính"]), draft)
    with pytest.raises(Refused, match="chưa có dòng dữ liệu nào"):
        imports.read(workbook(), draft)


def test_an_award_for_others_and_a_list_too_long_are_named(draft, monkeypatch):
    title = AwardType.objects.get(code="LDTT")
    QuotaFactory(plan=draft.plan, award_type=title, limit=3)
    row = [1, "Khóm 3", "", "", "", "", title.name, "Việc.", "tập thể"]
    sheet = imports.read(workbook(row, titles=TITLES), draft)
    assert sheet.problems[0].message == f"{title.name} không dành cho tập thể."
    monkeypatch.setattr(imports, "MAX_LINES", 1)
    rows = [[n, f"Trần Văn {chr(65 + n)}n", *GOOD[2:]] for n in range(2)]
    assert "tối đa 1 dòng" in imports.read(workbook(*rows), draft).reasons[0]


def test_a_plan_without_places_takes_no_list(draft):
    draft.plan.quotas.all().delete()
    with pytest.raises(Refused, match="không có chỉ tiêu nào"):
        imports.read(workbook(GOOD), draft)


def test_the_template_is_read_back_and_explains_itself(draft):
    content = imports.template()
    sheet = read_rows(SimpleUploadedFile("danh-sach-mau.xlsx", content))
    assert sheet.name == "Danh sách"
    assert sheet.rows[0].cells == TITLES
    with pytest.raises(Refused, match="chưa có dòng dữ liệu nào"):
        imports.read(SimpleUploadedFile("danh-sach-mau.xlsx", content), draft)


# --- the pages ----------------------------------------------------------------------------------


def post(client, dossier, file):
    return client.post(reverse("dossiers:import", args=[dossier.ref]), {"file": file})


def test_the_check_writes_nothing_and_the_word_writes_all(draft, town, client_of, data_folder):
    client = client_of(town.clerk)
    content = (data_folder / "danh-sach-mau.xlsx").read_bytes()
    page = post(client, draft, SimpleUploadedFile("danh-sach-mau.xlsx", content))
    assert page.status_code == 200
    assert "Nhập 15 dòng vào hồ sơ" in page.text
    assert not draft.nominations.exists()
    save = reverse("dossiers:import_save", args=[draft.ref])
    token = {"token": page.context["token"]}
    answer = client.post(save, token, follow=True)
    assert "Đã nhập 15 dòng vào danh sách." in answer.text
    assert list(draft.nominations.values_list("order", flat=True)) == list(range(1, 16))
    again = client.post(save, token, follow=True)
    assert "Danh sách này đã được nhập rồi." in again.text
    assert draft.nominations.count() == 15


def test_problems_are_shown_and_nothing_is_kept(draft, town, client_of):
    page = post(client_of(town.clerk), draft, workbook(GOOD, [2, "", "Nam", "", "", "", "x", ""]))
    assert page.status_code == 422
    assert "1 dòng cần sửa trước khi nhập" in page.text
    assert "Chưa có gì được ghi vào hồ sơ" in page.text
    assert not draft.nominations.exists()


def test_a_list_over_its_places_may_be_read_and_says_so(draft, town, client_of):
    rows = [[n, f"Trần Văn {chr(65 + n)}n", *GOOD[2:]] for n in range(17)]
    page = post(client_of(town.clerk), draft, workbook(*rows))
    assert page.status_code == 200
    assert "hồ sơ đề nghị 17/15" in page.text


def test_an_old_check_is_done_again(draft, town, client_of):
    url = reverse("dossiers:import_save", args=[draft.ref])
    page = client_of(town.clerk).post(url, {"token": "x"}, follow=True)
    assert "Lần kiểm tra đã quá một giờ" in page.text


BAD_FILES = [
    ("danh-sach.xlsx", b"", "rỗng, không có nội dung"),
    ("danh-sach.xlsx", b"Ho va ten,Nam", "không phải PDF, Word, Excel hay ảnh"),
    ("danh-sach.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100, "đời cũ hoặc có mật khẩu"),
    ("danh-sach.xlsx", b"%PDF-1.4 x", "tệp PDF; ở đây chỉ nhận bảng tính Excel"),
    ("danh-sach.xlsx", b"PK\x03\x04" + b"0" * (25 * 1024 * 1024), "lớn hơn 25 MB"),
]


@pytest.mark.parametrize("number", range(len(BAD_FILES)))
def test_what_is_no_list_is_told_for_what_it_is(number, draft, town, client_of):
    name, content, words = BAD_FILES[number]
    page = post(client_of(town.clerk), draft, SimpleUploadedFile(name, content))
    assert page.status_code == 422
    assert words in page.text


def test_no_file_is_asked_for(draft, town, client_of):
    page = client_of(town.clerk).post(reverse("dossiers:import", args=[draft.ref]), {})
    assert page.status_code == 422
    assert "Chọn tệp Excel trên máy" in page.text


def test_only_the_clerk_reads_lists_in(draft, town, client_of):
    url = reverse("dossiers:import", args=[draft.ref])
    for person in (town.head, town.officer, town.stranger):
        assert client_of(person).get(url).status_code == 404
    assert client_of(town.clerk).get(url).status_code == 200
    page = client_of(town.head).get(reverse("dossiers:template"))
    assert page["Content-Disposition"] == 'attachment; filename="danh-sach-mau.xlsx"'
    assert len(read_rows(SimpleUploadedFile("a.xlsx", page.content)).rows) == 1


def test_five_thousand_lines_are_the_most(draft, town):
    too_many = [Nomination(full_name="Dương Chí Sang") for _ in range(5001)]
    with pytest.raises(Refused, match="tối đa 5000 dòng"):
        listing.add_lines(draft, too_many, by=town.clerk)
