"""Earlier years from Excel: shown row by row, asked where two may be meant, written once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from honourees import tasks
from honourees.enums import PastStage
from honourees.models import Award, Honouree, PastList
from honourees.queries import past_row as past_row_queries
from honourees.services import past_list as past_list_services
from nganam_awards.core import clock
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from tests.factories.honourees import AwardFactory, HonoureeFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db
DOOR = "/so-khen-thuong/nhap/"
TITLES = [titles[0] for titles in past_row_queries.TITLES.values()]


@pytest.fixture
def ward():
    return UnitFactory(code="UBND_X2", name="Ủy ban nhân dân Xã Hai")


@pytest.fixture
def officer():
    return UserFactory(officer=True)


@pytest.fixture
def browser(officer, client_of):
    return client_of(officer)


def row(name="Lý Sà Rinh", award="Lao động tiên tiến", year=2018, **more):
    cells = {
        "full_name": name,
        "kind": "",
        "born": "02/09/1985",
        "unit": "UBND Xã Hai",
        "working_unit": "THCS Xã Hai",
        "award": award,
        "year": year,
        "symbol": f"15{year}/QĐ-UBND",
        "decided_on": f"17/12/{year}",
        "issuer": "",
        "prize": 417000,
        "achievement": "",
    }
    cells |= more
    return [cells[key] for key in past_row_queries.TITLES]


def sheet(*rows, titles=TITLES):
    content = write_workbook([Table("Danh sách", titles, rows, [20] * len(titles))])
    return SimpleUploadedFile("2014–2022.xlsx", content)


def brought(officer, *rows):
    one = past_list_services.bring(sheet(*rows), by=officer)
    tasks.check_past_list(one.pk)
    one.refresh_from_db()
    return one


def outcomes(one):
    return [line.outcome for line in past_list_services.lines_of(one)]


def write(one, officer):
    past_list_services.begin(one, turn=one.turn, by=officer)
    tasks.write_past_list(one.pk)
    one.refresh_from_db()
    return one.outcome


def test_each_row_says_what_it_would_do_and_nothing_is_written(officer, ward):
    known = HonoureeFactory(full_name="Trần Khánh", birth_year=1970, unit=ward)
    AwardFactory(honouree=known, merit_year=2017, decision_symbol="152017/QĐ-UBND")
    HonoureeFactory(full_name="Võ Út", birth_year=1980, unit=ward)
    HonoureeFactory(full_name="Võ Út", birth_year=1980)
    one = brought(
        officer,
        row(),
        row("Trần Khánh", born="1970"),
        row("Trần Khánh", born="1970", year=2017),
        row("Võ Út", born="1980"),
        row("Sai Năm", year=2031),
        row(),
    )
    assert outcomes(one) == ["new", "known", "same", "ask", "wrong", "wrong"]
    assert Award.objects.count() == 1


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"unit": "Sở Y tế"}, "Không có đơn vị"),
        ({"award": "Huy chương lạ"}, "Không có danh hiệu"),
        ({"award": "Tập thể lao động tiên tiến"}, "không trao cho cá nhân"),
        ({"year": 2023, "decided_on": "17/12/2022"}, "sau ngày quyết định"),
        ({"decided_on": "17/12/2031", "year": 2020}, "chưa đến"),
        ({"decided_on": "hôm qua"}, "không phải một ngày"),
        ({"symbol": ""}, "Số quyết định"),
        ({"kind": "Tập thể", "award": "Giấy khen"}, "chỉ cá nhân có ngày sinh"),
        ({"born": "31/02/1985"}, "không có ngày"),
        ({"prize": -5}, "Tiền thưởng"),
    ],
)
def test_a_row_that_cannot_be_says_why(officer, ward, cells, words):
    [line] = past_list_services.lines_of(brought(officer, row(**cells)))
    assert line.outcome == "wrong"
    assert words in " ".join(line.told)


def test_rows_are_written_once_with_their_source(officer, ward):
    one = brought(
        officer, row(), row(year=2019), row("Khóm Năm", kind="Tập thể", born="", award="GK")
    )
    found = write(one, officer)
    tasks.write_past_list(one.pk)  # delivered twice
    assert one.stage == PastStage.SAVED
    assert (found["added"], found["entered"], found["left"]) == (3, 2, 0)
    assert Award.objects.count() == 3
    award = Award.objects.get(merit_year=2018, honouree__kind="person")
    assert award.source == "nhập từ Excel «2014–2022», dòng 2"
    assert (award.unit_then, award.origin, award.entered_by) == (ward, "past", officer)
    assert award.honouree.birth_date == date(1985, 9, 2)


def test_the_same_rows_brought_again_add_nothing(officer, ward):
    write(brought(officer, row(), row(year=2019)), officer)
    again = brought(officer, row(), row(year=2019), row(year=2020))
    assert outcomes(again) == ["same", "same", "known"]
    assert write(again, officer)["added"] == 1
    assert Honouree.objects.count() == 1


def test_a_worker_killed_between_parts_is_followed_by_another(officer, ward, monkeypatch):
    monkeypatch.setattr(past_list_services, "PART", 2)
    one = brought(officer, *(row(year=year) for year in range(2014, 2019)))
    past_list_services.begin(one, turn=one.turn, by=officer)
    assert past_list_services._write_part(one.pk)
    with monkeypatch.context() as dies:
        dies.setattr(past_list_services, "_award", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            past_list_services._write_part(one.pk)
    assert Award.objects.count() == 2
    PastList.objects.update(leased_until=clock.machine_now() - past_list_services.LEASE)
    assert past_list_services.left_behind() == ([], [one.pk])
    tasks.write_past_list(one.pk)
    assert sorted(Award.objects.values_list("merit_year", flat=True)) == [*range(2014, 2019)]


def test_who_is_asked_about_is_never_guessed(officer, ward, browser):
    first = HonoureeFactory(full_name="Võ Út", birth_year=1980, unit=ward)
    HonoureeFactory(full_name="Võ Út", birth_year=1980)
    one = brought(officer, row("Võ Út", born="1980"), row())
    text = browser.get(f"{DOOR}{one.pk}/").text
    assert "Sổ có nhiều người có thể là người này; chọn một." in text
    browser.post(f"{DOOR}{one.pk}/", {"nguoi-2": str(first.pk)})
    one.refresh_from_db()
    assert write(one, officer)["added"] == 2
    assert first.awards.count() == 1


def test_an_answer_that_was_not_offered_counts_for_nothing(officer, ward):
    for _ in range(2):
        HonoureeFactory(full_name="Võ Út", birth_year=1980)
    other = HonoureeFactory()
    one = brought(officer, row("Võ Út", born="1980"))
    past_list_services.answer(one, {2: str(other.pk)}, by=officer)
    one.refresh_from_db()
    assert not past_list_services.is_ready(one, past_list_services.lines_of(one)[0])


def test_the_pages_lead_from_the_file_to_the_register(
    browser, ward, officer, django_capture_on_commit_callbacks
):
    assert "Tải tệp mẫu" in browser.get(DOOR).text
    with django_capture_on_commit_callbacks(execute=True):
        made = browser.post(DOOR, {"file": sheet(row(), row("Sai", unit="Không có"))}).url
    one = PastList.objects.get()
    tasks.check_past_list(one.pk)
    text = browser.get(made).text
    assert "Ghi 1 dòng vào sổ" in text
    assert "1 dòng cần sửa" in text
    assert "Không có dòng nào như vậy" in browser.get(made, {"xem": "same"}).text
    one.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{made}ghi/", {"turn": one.turn})
    tasks.write_past_list(one.pk)
    assert "Đã ghi 1 lần khen" in browser.get(made).text
    assert browser.get(f"{made}tien-do/").headers["HX-Refresh"] == "true"
    assert "nhập từ Excel" in browser.get(Honouree.objects.get().get_absolute_url()).text


@pytest.mark.parametrize(
    ("titles", "words"), [(TITLES[:4], "thiếu cột"), (["a", "b"], "thiếu cột")]
)
def test_a_file_of_another_shape_is_refused_with_what_to_do(officer, browser, titles, words):
    one = past_list_services.bring(sheet(["x"] * len(titles), titles=titles), by=officer)
    tasks.check_past_list(one.pk)
    assert words in browser.get(f"{DOOR}{one.pk}/").text


def test_no_spreadsheet_is_told_beside_the_field(browser):
    answer = browser.post(DOOR, {"file": SimpleUploadedFile("a.xlsx", b"hello")})
    assert answer.status_code == 422
    assert browser.post(DOOR, {}).status_code == 422
    assert not PastList.objects.exists()


@pytest.mark.parametrize(("office", "status"), [("clerk", 404), ("chairman", 403)])
def test_only_home_affairs_brings_lists(client_of, officer, office, status, ward):
    one = brought(officer, row())
    browser = client_of(UserFactory(**{office: True}))
    for page in ("", "mau/", f"{one.pk}/", f"{one.pk}/tien-do/"):
        assert browser.get(f"{DOOR}{page}").status_code == status


def test_the_template_can_be_read_back(browser, officer):
    answer = browser.get(f"{DOOR}mau/")
    upload = SimpleUploadedFile("mau.xlsx", b"".join(answer.streaming_content))
    one = past_list_services.bring(upload, by=officer)
    tasks.check_past_list(one.pk)
    one.refresh_from_db()
    [line] = past_list_services.lines_of(one)
    assert line.outcome in {"new", "wrong"}
    assert line.label == "Lý Sà Rinh"
