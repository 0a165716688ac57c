"""Clusters, units and people from Excel: tried, told by row, written as shown, once."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nganam_awards.core.models import KeptUpload
from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.core.registry import import_kinds
from nganam_awards.core.sheets import imports
from nganam_awards.core.sheets.grids import read_rows
from nganam_awards.core.sheets.imports import Outcome
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from tests.factories.units import UserFactory
from units import tasks
from units.forms.imports.body import UnitList
from units.forms.imports.cluster import ClusterList
from units.forms.imports.person import PeopleList
from units.models import AdminAct, Cluster, Unit, UnitUserPermission, User
from units.services import body as body_services


pytestmark = pytest.mark.django_db
INDEX = "/quan-tri/nhap-excel/"


def workbook(kind, *rows, titles=None) -> SimpleUploadedFile:
    titles = titles or [column.titles[0] for column in kind.columns()]
    width = len(titles)
    content = write_workbook(
        [Table("Danh sách", titles, [(*row, *[""] * (width - len(row))) for row in rows])]
    )
    return SimpleUploadedFile("danh-sach.xlsx", content)


@pytest.fixture
def keeper():
    return UserFactory(administrator=True)


@pytest.fixture
def bring_in(keeper):
    """Check a list and write it; gives its lines."""

    def run(kind, *rows):
        read = imports.read(kind, workbook(kind, *rows))
        shown = imports.dry_run(kind, read, by=keeper)
        return imports.write(kind, read, shown, by=keeper)

    return run


def outcomes(lines):
    return [line.outcome for line in lines]


WARDS = ("CUM_PHUONG", "Cụm thi đua các phường", "Cụm")
WARD = (
    "UBND_P9",
    "Ủy ban nhân dân Phường 9",
    "phường",
    "UBND",
    "Chủ tịch",
    "cum thi dua cac phuong",
)
SCHOOL = ("TH_P9", "Trường Tiểu học Phường 9", "Trường", "THP9", "Hiệu trưởng", "", "UBND Phường 9")
CLERK = ("canbo.p9", "LÊ THỊ CẨM TÚ", "Công chức", "", "ubnd phuong 9", "Lập hồ sơ", "", "", "")


def test_a_dry_run_says_what_would_happen_and_writes_nothing(keeper):
    rows = imports.read(ClusterList(), workbook(ClusterList(), WARDS))
    acts = AdminAct.objects.count()
    lines = imports.dry_run(ClusterList(), rows, by=keeper)
    assert outcomes(lines) == [Outcome.ADD]
    assert not Cluster.objects.exists()
    assert not Unit.objects.filter(code="CUM_PHUONG").exists()
    assert AdminAct.objects.count() == acts


def test_the_whole_town_comes_in_and_the_same_files_again_change_nothing(bring_in):
    for kind, rows in (
        (ClusterList(), [WARDS]),
        (UnitList(), [WARD, SCHOOL]),
        (PeopleList(), [CLERK]),
    ):
        assert set(outcomes(bring_in(kind, *rows))) == {Outcome.ADD}
        acts = AdminAct.objects.count()
        assert set(outcomes(bring_in(kind, *rows))) == {Outcome.SAME}
        assert AdminAct.objects.count() == acts
    cluster = Cluster.objects.get(code="CUM_PHUONG")
    assert cluster.acting_unit.name == cluster.name
    school = Unit.objects.get(code="TH_P9")
    assert (school.parent.code, school.parent.cluster) == ("UBND_P9", cluster)
    clerk = User.objects.get(username="canbo.p9")
    assert (clerk.full_name, clerk.unit.code) == ("Lê Thị Cẩm Tú", "UBND_P9")
    assert not clerk.has_usable_password()
    grant = UnitUserPermission.objects.get(user=clerk)
    assert (grant.permission.codename, grant.content_object.code) == ("file_dossiers", "UBND_P9")
    assert (grant.starts_on, grant.ends_on) == (date(2023, 11, 20), None)


def test_a_change_is_told_as_before_and_after_and_empty_cells_leave_what_is_there(bring_in):
    bring_in(ClusterList(), WARDS)
    bring_in(UnitList(), WARD)
    (line,) = bring_in(UnitList(), ("ubnd_p9", "", "", "UBND-P9", "", ""))
    assert line.outcome == Outcome.CHANGE
    assert line.told == ("Ký hiệu: UBND → UBND-P9",)
    unit = Unit.objects.get(code="UBND_P9")
    assert (unit.symbol, unit.head_title, unit.cluster.code) == (
        "UBND-P9",
        "Chủ tịch",
        "CUM_PHUONG",
    )


@pytest.mark.parametrize(
    ("kind", "row", "told"),
    [
        (ClusterList(), ("CUM_MOI", "Cụm các xã", "Liên minh"), "chọn một trong: Cụm; Khối"),
        (ClusterList(), ("CUM_MOI", "", "Cụm"), "cần ghi cột «Tên cụm, khối»"),
        (ClusterList(), ("CỤM XÃ", "Cụm các xã", "Cụm"), "mã gồm chữ không dấu"),
        (UnitList(), ("", "Phòng Y tế 9", "Phòng", "PYT", "Trưởng phòng"), "«Mã đơn vị»: chưa ghi"),
        (UnitList(), ("PYT9", "Phòng Y tế 9", "Phòng", "PYT"), "«Chức danh người đứng đầu»"),
        (
            UnitList(),
            ("PYT9", "Phòng Y tế 9", "khối", "PYT", "Trưởng phòng"),
            "«Cụm, khối thi đua»",
        ),
        (
            UnitList(),
            ("PYT9", "Phòng Y tế 9", "Phòng", "PYT", "Trưởng phòng", "Cụm lạ"),
            "«Cụm lạ»",
        ),
        (
            UnitList(),
            ("PYT9", "Phòng Y tế 9", "Phòng", "PYT", "Trưởng phòng", "", "", "31/02/2010"),
            "không có ngày «31/02/2010»",
        ),
        (PeopleList(), ("canbo", "Lê Tú", "", "", "Phòng lạ"), "Không có đơn vị «Phòng lạ»"),
        (PeopleList(), ("canbo", "", "", "", ""), "«Họ và tên», «Đơn vị»"),
        (PeopleList(), ("canbo", "Lê Tú", "", "", "", "Ký thay"), "không phải một quyền"),
        (PeopleList(), ("canbo", "Lê Tú", "", "khong-phai-thu", "PNV"), "thư điện tử"),
        (PeopleList(), ("Cán bộ", "Lê Tú", "", "", "PNV"), "Tên đăng nhập gồm chữ thường"),
        (
            PeopleList(),
            ("canbo", "Lê Tú", "", "", "PNV", "Lập hồ sơ", "", "01/02/2023", "01/01/2023"),
            "Ngày kết thúc không được trước ngày bắt đầu",
        ),
    ],
)
def test_a_wrong_row_says_what_to_do(kind, row, told, keeper):
    body_services.load_units()
    rows = imports.read(kind, workbook(kind, row))
    (line,) = imports.dry_run(kind, rows, by=keeper)
    assert line.outcome == Outcome.WRONG
    assert told in " ".join(line.told)


def test_wrong_rows_stay_behind_and_the_good_ones_around_them_are_written(bring_in):
    lines = bring_in(ClusterList(), WARDS, ("CUM_XA", "", "Cụm"), ("KHOI_A", "Khối A", "Khối"))
    assert outcomes(lines) == [Outcome.ADD, Outcome.WRONG, Outcome.ADD]
    assert set(Cluster.objects.values_list("code", flat=True)) == {"CUM_PHUONG", "KHOI_A"}


def test_four_eyes_hold_in_a_list_too(bring_in):
    body_services.load_units()
    clerk, head = (
        ("canbo", "Lê Văn Tú", "", "", "PNV", right) for right in ("cán bộ", "thủ trưởng")
    )
    lines = bring_in(PeopleList(), clerk, head)
    assert outcomes(lines) == [Outcome.ADD, Outcome.WRONG]
    assert "đang có quyền «Lập hồ sơ»" in " ".join(lines[1].told)


def test_what_moved_between_check_and_import_stops_it(keeper):
    rows = imports.read(ClusterList(), workbook(ClusterList(), WARDS))
    shown = imports.dry_run(ClusterList(), rows, by=keeper)
    imports.write(ClusterList(), rows, shown, by=keeper)
    with pytest.raises(Stale, match="dòng 2 không còn như đã xem"):
        imports.write(ClusterList(), rows, shown, by=keeper)
    assert Cluster.objects.count() == 1


def test_a_long_list_is_refused_with_what_to_do():
    rows = [(f"KHOI_{n}", f"Khối {n}", "Khối") for n in range(imports.MOST_ROWS + 1)]
    with pytest.raises(Refused, match="Chia thành nhiều tệp"):
        imports.read(ClusterList(), workbook(ClusterList(), *rows))


def test_every_template_can_be_filled_from_its_own_example(keeper):
    body_services.load_units()
    for kind in (ask() for ask in import_kinds):
        file = SimpleUploadedFile("mau.xlsx", kind.template())
        lines = imports.dry_run(kind, imports.read(kind, file), by=keeper)
        assert lines
        for line in lines:
            assert line.outcome != Outcome.WRONG, (kind.slug, line.told)
        told = {column for column, _ in kind.advice}
        required = {column.titles[0] for column in kind.columns() if column.required}
        assert required - told <= {
            "Ngày phát động",
            "Ngày tổng kết phong trào",
            "Ngày xét",
            "Năm xét",
        }


# pages ----------------------------------------------------------------------------------------


@pytest.fixture
def desk(keeper):
    browser = Client()
    browser.force_login(keeper, backend="units.backends.OfficeBackend")
    return browser


def posted(desk, file):
    """What the page shows once the worker has read the file."""
    answer = desk.post(f"{INDEX}cum-khoi/", {"file": file})
    assert "Đang đọc và kiểm tra" in desk.get(answer.url).text
    progress = answer.url.replace("cum-khoi/", "cum-khoi/tien-do/")
    assert "hx-get" in desk.get(progress).text
    [token] = parse_qs(urlsplit(answer.url).query)["lan"]
    for _ in range(2):  # delivered twice
        for kept in KeptUpload.objects.all():
            tasks.check_list("cum-khoi", token, str(kept.key), kept.person_id)
    assert not KeptUpload.objects.exists()
    assert desk.get(progress)["HX-Refresh"] == "true"
    return desk.get(answer.url)


def test_the_administrator_checks_sees_and_brings_in(desk):
    page = posted(desk, workbook(ClusterList(), WARDS))
    html = page.content.decode()
    assert "1 Thêm mới" in html
    assert not Cluster.objects.exists()
    token = page.context["token"]
    assert desk.post(f"{INDEX}cum-khoi/nhap/", {"token": token}).status_code == 302
    assert Cluster.objects.count() == 1
    again = desk.post(f"{INDEX}cum-khoi/nhap/", {"token": token}, follow=True)
    assert "đã được nhập rồi" in again.content.decode()
    assert Cluster.objects.count() == 1


def test_a_page_of_problems_names_row_and_cell_and_offers_the_good_rows(desk):
    file = workbook(ClusterList(), WARDS, ("CUM_XA", "Cụm các xã", "Liên minh"))
    html = posted(desk, file).text
    assert "1 dòng cần sửa" in html
    assert "Cột «Loại»: «Liên minh»" in html
    assert "Nhập 1 dòng" in html


def test_a_file_that_is_no_list_is_refused_in_words(desk):
    page = posted(desk, workbook(ClusterList(), ("1",), titles=["STT"]))
    assert "Bảng thiếu cột" in page.text
    none = desk.post(f"{INDEX}cum-khoi/", {})
    assert none.status_code == 422
    assert "Chọn tệp Excel trên máy" in none.text
    empty = desk.post(f"{INDEX}cum-khoi/", {"file": SimpleUploadedFile("a.xlsx", b"")})
    assert (empty.status_code, "rỗng" in empty.text) == (422, True)


def test_a_list_is_shown_to_who_brought_it_alone(desk, client_of):
    desk.post(f"{INDEX}cum-khoi/", {"file": workbook(ClusterList(), WARDS)})
    kept = KeptUpload.objects.get()
    other = UserFactory(administrator=True)
    tasks.check_list("cum-khoi", "la", str(kept.key), other.pk)
    assert KeptUpload.objects.get() == kept
    page = client_of(other).get(f"{INDEX}cum-khoi/?lan=la")
    assert "Lần kiểm tra đã quá một giờ" in page.text


def test_a_forgotten_check_asks_for_the_file_again(desk):
    page = desk.post(f"{INDEX}don-vi/nhap/", {"token": "la"}, follow=True)
    assert "Tải tệp lên kiểm tra lại" in page.content.decode()


def test_first_passwords_are_told_once_and_work(desk, bring_in):
    body_services.load_units()
    bring_in(PeopleList(), ("canbo.moi", "Lê Thị Mới", "", "", "PNV"))
    assert "1 tài khoản chưa có mật khẩu" in desk.get(INDEX).content.decode()
    answer = desk.post("/quan-tri/mat-khau-lan-dau/")
    assert "no-store" in answer["Cache-Control"]
    _, row = read_rows(SimpleUploadedFile("mat-khau.xlsx", b"".join(answer))).rows
    assert row.cells[:3] == ["Lê Thị Mới", "Phòng Nội vụ", "canbo.moi"]
    person = User.objects.get(username="canbo.moi")
    assert person.check_password(row.cells[3])
    assert person.must_change_password
    assert desk.post("/quan-tri/mat-khau-lan-dau/").status_code == 302
    assert "chưa có mật khẩu" not in desk.get(INDEX).content.decode()


def test_only_the_administrator_reaches_the_import_pages(client_of):
    clerk = client_of(UserFactory())
    for address in (INDEX, f"{INDEX}don-vi/", f"{INDEX}don-vi/mau/"):
        assert clerk.get(address).status_code == 404
    for address in (f"{INDEX}don-vi/nhap/", "/quan-tri/mat-khau-lan-dau/"):
        assert clerk.post(address).status_code == 404
    assert reverse("units:imports") == INDEX


def test_a_row_that_is_there_already_costs_no_query_of_its_own(bring_in, keeper):
    body_services.load_units()
    units = Unit.objects.exclude(kind="cluster").order_by("pk")[:20]
    rows = [(u.code, u.name) for u in units]

    def cost(number):
        read = imports.read(UnitList(), workbook(UnitList(), *rows[:number]))
        with CaptureQueriesContext(connection) as asked:
            imports.dry_run(UnitList(), read, by=keeper)
        return sum(
            not q["sql"].startswith(("SAVEPOINT", "RELEASE")) for q in asked.captured_queries
        )

    assert cost(20) == cost(2)
