"""Lists from Excel on their way into a draft: checked, mended, taken once, never half."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers import tasks
from dossiers.enums import ImportStage
from dossiers.models import ColumnMeaning, ListImport, Nomination
from dossiers.services import list_import as list_import_services, nominee as nominee_services
from dossiers.sheets import copy
from dossiers.transitions import dossier as dossier_transitions
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.files.child import BeyondLimits
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.sheets.grids import read_grids, read_rows
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from tests.factories.campaigns import QuotaFactory
from tests.factories.dossiers import NominationFactory


pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent.parent / "data/files"
TITLES = ["STT", "Họ và tên", "Giới tính", "Ngày sinh", "Chức vụ", "Hình thức khen", "Thành tích"]
GOOD = [1, "Dương Chí Sang", "Nam", "05/09/1964", "Nông dân", "Giấy khen", "Nuôi lươn."]
BAD = [2, "", "Nam", "1975", "", "Giấy khen", "Việc."]


def workbook(*rows, titles=None, name="danh-sach.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, write_workbook([Table("DS", titles or TITLES, rows)]))


def people(count):
    letters = "ABCDEGHIKLMNOPQRSTUV"
    return [
        [n, f"Trần Văn {letters[n % 20]}{letters[n // 20].lower()}n", *GOOD[2:]]
        for n in range(count)
    ]


@pytest.fixture
def draft(town):
    return town.draft(persons=0)


def url(name, dossier, *args):
    return reverse(f"dossiers:{name}", args=[dossier.ref, *args])


def brought(draft, town, *rows, **more) -> ListImport:
    """Brought and checked."""
    found = list_import_services.bring(draft, workbook(*rows, **more), by=town.clerk)
    list_import_services.run(found.pk)
    return fresh(found)


def fresh(found):
    return ListImport.objects.select_related("dossier__unit").get(pk=found.pk)


def taken(found, town, **more):
    return list_import_services.save(found, by=town.clerk, turn=found.turn, **more)[:3]


# --- taking -------------------------------------------------------------------------------------


def test_the_check_writes_nothing_and_the_word_writes_all(draft, town):
    found = brought(draft, town, *people(15))
    assert (found.stage, found.percent) == (ImportStage.CHECKED, 100)
    assert not draft.nominations.exists()
    assert taken(found, town) == (15, 0, 0)
    assert list(draft.nominations.values_list("order", flat=True)) == list(range(1, 16))
    with pytest.raises(AlreadyDone):
        taken(fresh(found), town)


def test_the_same_file_again_changes_nothing_and_a_changed_one_brings_up_to_date(draft, town):
    taken(brought(draft, town, *people(3)), town)
    before = list(draft.nominations.values())
    assert taken(brought(draft, town, *people(3)), town) == (0, 0, 3)
    assert list(draft.nominations.values()) == before
    changed = [*people(2), [9, *people(3)[2][1:4], "Trưởng khóm", *GOOD[5:]], people(4)[3]]
    assert taken(brought(draft, town, *changed), town) == (1, 1, 2)
    assert draft.nominations.get(position="Trưởng khóm").full_name == people(3)[2][1]


def test_what_a_list_leaves_empty_stays_as_it_was(draft, town):
    NominationFactory(
        dossier=draft,
        full_name="Dương Chí Sang",
        birth_date="1964-09-05",
        birth_year=1964,
        working_unit="Khóm 5",
        votes_for=9,
        votes_total=9,
    )
    taken(brought(draft, town, [*GOOD[:4], "", *GOOD[5:]]), town)
    line = draft.nominations.get()
    assert (line.working_unit, line.votes_for, line.position) == ("Khóm 5", 9, "Trưởng khóm")
    assert line.achievement == "Nuôi lươn."


def test_who_works_nowhere_in_particular_works_in_the_unit(draft, town):
    taken(brought(draft, town, GOOD), town)
    assert draft.nominations.get().working_unit == town.ward.short_name


def test_good_rows_are_taken_only_where_a_person_says_so(draft, town):
    found = brought(draft, town, GOOD, BAD)
    with pytest.raises(Refused, match="Còn 1 dòng cần sửa"):
        taken(found, town)
    assert not draft.nominations.exists()
    assert taken(found, town, good_only=True) == (1, 0, 0)


def test_a_list_of_nothing_good_takes_nothing(draft, town):
    with pytest.raises(Refused, match="Chưa có dòng nào tốt"):
        taken(brought(draft, town, BAD), town, good_only=True)


def test_a_check_that_was_asked_anew_is_not_taken_unseen(draft, town):
    found = brought(draft, town, GOOD)
    list_import_services.choose(found, by=town.clerk, edits={"DS!2": {"full_name": "Trần An"}})
    with pytest.raises(Stale):
        taken(found, town)
    list_import_services.run(found.pk)
    with pytest.raises(Stale):
        taken(found, town)
    assert taken(fresh(found), town) == (1, 0, 0)
    assert draft.nominations.get().full_name == "Trần An"


def test_a_handed_over_dossier_takes_no_list(draft, town):
    NominationFactory(dossier=draft)
    found = brought(draft, town, GOOD)
    dossier_transitions.hand_over(draft, by=town.clerk)
    with pytest.raises(Refused):
        taken(found, town)
    with pytest.raises(Refused):
        list_import_services.bring(draft, workbook(GOOD), by=town.clerk)


def test_five_thousand_lines_are_the_most(draft, town):
    too_many = [Nomination(full_name="Dương Chí Sang") for _ in range(5001)]
    with pytest.raises(Refused, match="tối đa 5000 dòng"):
        nominee_services.add_lines(draft, too_many, by=town.clerk)


def test_taking_costs_the_same_however_long_the_list(draft, town):
    def cost(count):
        found = brought(town.draft(persons=0), town, *people(count))
        with CaptureQueriesContext(connection) as told:
            taken(found, town)
        return len(told)

    cost(1)
    assert cost(3) == cost(300)


# --- checking -----------------------------------------------------------------------------------


def test_the_same_file_brought_twice_is_one(draft, town):
    first = list_import_services.bring(draft, workbook(GOOD), by=town.clerk)
    with first.file.open("rb") as file:
        content = file.read()
    again = SimpleUploadedFile("tên khác.xlsx", content)
    assert list_import_services.bring(draft, again, by=town.clerk) == first
    assert ListImport.objects.count() == 1


def test_a_check_whose_machine_died_is_taken_up_again(draft, town, at):
    found = list_import_services.bring(draft, workbook(GOOD), by=town.clerk)
    lease = clock.machine_now() + timedelta(seconds=60)
    held = ListImport.objects.filter(pk=found.pk)
    held.update(stage=ImportStage.CHECKING, leased_until=lease)
    list_import_services.run(found.pk)  # somebody is at it
    assert fresh(found).stage == ImportStage.CHECKING
    held.update(leased_until=clock.machine_now() - timedelta(seconds=1))
    assert list_import_services.left_behind() == [found.pk]
    tasks.check_list(found.pk)
    assert fresh(found).stage == ImportStage.CHECKED
    tasks.check_list(found.pk)  # delivered twice
    assert fresh(found).stage == ImportStage.CHECKED


def test_an_older_checks_answer_is_thrown_away(draft, town, monkeypatch):
    found = list_import_services.bring(draft, workbook(GOOD), by=town.clerk)
    honest = list_import_services._checked

    def slow(one, *, told):
        result = honest(one, told=told)
        list_import_services.choose(
            fresh(one), by=town.clerk, edits={"DS!2": {"full_name": "Trần An"}}
        )
        return result

    monkeypatch.setattr(list_import_services, "_checked", slow)
    list_import_services.run(found.pk)
    assert (fresh(found).stage, fresh(found).report) == (ImportStage.WAITING, {})
    monkeypatch.setattr(list_import_services, "_checked", honest)
    list_import_services.run(found.pk)
    assert list_import_services.lines_of(fresh(found))[0][1].full_name == "Trần An"


def test_a_large_list_tells_how_far_it_has_come(draft, town, data_folder, monkeypatch):
    plan = draft.plan
    for code in ("LDTT", "CSTDCS"):
        QuotaFactory(plan=plan, award_type=AwardType.objects.get(code=code), limit=9000)
    content = (data_folder / "danh-sach-giao-duc-5000.xlsx").read_bytes()
    found = list_import_services.bring(draft, SimpleUploadedFile("gd.xlsx", content), by=town.clerk)
    heard = []
    honest = list_import_services._checked

    def listening(one, *, told):
        return honest(one, told=lambda percent: (heard.append(percent), told(percent)))

    monkeypatch.setattr(list_import_services, "_checked", listening)
    list_import_services.run(found.pk)
    assert heard == sorted(heard)
    assert (heard[0], len(heard)) == (0, 20)
    assert fresh(found).stage == ImportStage.CHECKED


def test_what_is_no_list_is_refused_and_stays_to_be_read(draft, town):
    found = brought(draft, town, titles=["Một", "Hai"])
    assert found.stage == ImportStage.REFUSED
    assert "Không tìm thấy dòng tên cột" in found.reasons[0]


def test_a_plan_without_places_takes_no_list(draft, town):
    draft.plan.quotas.all().delete()
    assert "không có chỉ tiêu nào" in brought(draft, town, GOOD).reasons[0]


# --- pages --------------------------------------------------------------------------------------


def send(client, dossier, file):
    return say(client, url("import", dossier), {"file": file})


def say(client, address, data):
    """Posted, and the worker did what it was asked."""
    answer = client.post(address, data)
    for pk in list_import_services.left_behind():
        tasks.check_list(pk)
    return answer


def test_the_clerk_mends_on_the_page_and_takes_all(draft, town, client_of):
    client = client_of(town.clerk)
    address = send(client, draft, workbook(GOOD, BAD)).url
    page = client.get(address)
    for words in ("1 dòng cần sửa", "Ghi họ và tên hoặc tên tập thể.", "Chỉ nhập 1 dòng tốt"):
        assert words in page.text
    assert say(client, address, {"sua:DS!3:full_name": "Lê Thị Ba"}).url == address
    page = client.get(address)
    assert "Nhập 2 dòng vào hồ sơ" in page.text
    found = ListImport.objects.get()
    answer = client.post(url("import_save", draft, found.pk), {"turn": found.turn}, follow=True)
    assert "Đã nhập: 2 dòng mới, 0 dòng cập nhật, 0 dòng đã có sẵn." in answer.text
    assert "Danh sách này đã nhập" in client.get(address).text


HEAD = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Xếp loại", "Thành tích"]
WRONG = [
    [1, "Trần Văn An", "1989.04.11", "Dân", "A+", "Việc."],
    [2, "Trần Văn Bê", "1980.31.12", "Dân", "A+", "Việc."],
    [3, "Lê Thị Ca", 1970, "Dân", "A+", "Việc."],
    [4, "Lê Thị Ca", 1970, "Dân", "", "Việc khác."],
    [5, "Lê Thị Ca", 1970, "Trưởng khóm", "", "Việc khác nữa."],
    [6, "Đội Văn nghệ 5", "", "", "", "Việc."],
    ["", "Tổng cộng: 6", "", "", "", ""],
    ["", "", "", "NGƯỜI LẬP", "", ""],
]


def test_one_box_and_one_click_mend_all_rows_of_a_group(draft, town, client_of):
    client = client_of(town.clerk)
    address = send(client, draft, workbook(*WRONG, titles=HEAD)).url
    page = client.get(address).text
    for words in ("Đổi cả nhóm theo gợi ý", "Dùng «11/04/1989»", "Giữ dòng này", "Bỏ dòng"):
        assert words in page, words
    assert "2 dòng không nhập:" in page
    assert "dòng 8 «Tổng cộng: 6»" in page
    say(client, address, {"ca-nhom": "0:DS!2:birth"})
    say(client, address, {"nhom:DS!2:rating": "Hoàn thành tốt nhiệm vụ"})
    lines = [line for _, line in list_import_services.lines_of(ListImport.objects.get())]
    assert [str(line.birth_date) for line in lines[:2]] == ["1989-04-11", "1980-12-31"]
    assert [line.rating for line in lines[:3]] == ["good"] * 3


def test_a_day_that_may_be_swapped_is_kept_or_turned_row_by_row(draft, town, client_of):
    client = client_of(town.clerk)
    content = (FILES / "10-us-locale.xlsx").read_bytes()
    address = send(client, draft, SimpleUploadedFile("ds.xlsx", content)).url
    page = client.get(address).text
    for words in ("Dùng «05/09/1980»", "Giữ «09/05/1980»", "Giữ cả nhóm như trong tệp"):
        assert words in page, words
    say(client, address, {"dung": "1:Danh sách!3:birth"})
    say(client, address, {"dung": "0:Danh sách!5:birth"})
    found = ListImport.objects.get()
    born = [str(line.birth_date) for _, line in list_import_services.lines_of(found)]
    assert (born[1], born[3], found.report["problems"]) == ("1980-05-09", "1973-02-12", [])


def test_one_row_of_twins_is_kept_and_a_dropped_one_comes_back(draft, town, client_of):
    client = client_of(town.clerk)
    address = send(client, draft, workbook(*WRONG, titles=HEAD)).url
    say(client, address, {"nhom:DS!2:rating": "", "ca-nhom": "0:DS!2:birth"})
    say(client, address, {"giu": "DS!5", "sua:DS!7:full_name": "Đội Văn nghệ khóm 5"})
    places = [place for place, _ in list_import_services.lines_of(ListImport.objects.get())]
    assert places == ["DS!2", "DS!3", "DS!5", "DS!7"]
    page = client.get(address).text
    assert "Dòng đã bỏ" in page
    assert "Đội Văn nghệ khóm 5" in page  # what was typed beside the click is not lost
    say(client, address, {"bo": "DS!7"})
    say(client, address, {"lay-lai": "DS!4"})
    places = [place for place, _ in list_import_services.lines_of(ListImport.objects.get())]
    assert places == ["DS!2", "DS!3", "DS!4", "DS!5"]


def test_a_name_that_is_no_persons_may_be_said_to_be_a_bodys(draft, town, client_of):
    client = client_of(town.clerk)
    address = send(client, draft, workbook(WRONG[5], titles=HEAD)).url
    said = {"sua:DS!2:kind": "Tập thể", "cu:DS!2:kind": "Cá nhân"}
    say(client, address, said)
    [(_, line)] = list_import_services.lines_of(ListImport.objects.get())
    assert (line.honouree_kind, line.full_name) == ("collective", "Đội Văn nghệ 5")
    assert list_import_services.problems_of(ListImport.objects.get()) == []


def test_what_was_typed_before_the_last_button_is_looked_at_first(draft, town, client_of):
    client = client_of(town.clerk)
    send(client, draft, workbook(GOOD, BAD))
    found = ListImport.objects.get()
    typed = {"turn": found.turn, "rows": "good", "sua:DS!3:full_name": "Lê Thị Ba"}
    answer = client.post(url("import_save", draft, found.pk), typed, follow=True)
    assert "Đã ghi các ô vừa sửa và kiểm tra lại" in answer.text
    assert not draft.nominations.exists()
    tasks.check_list(found.pk)
    assert taken(fresh(found), town) == (2, 0, 0)


def test_a_box_of_an_older_page_writes_into_no_other_row(draft, town, client_of):
    client = client_of(town.clerk)
    address = send(client, draft, workbook(GOOD, BAD)).url
    say(client, address, {"sua:DS!3:full_name": "Lê Thị Ba"})
    say(client, address, {"sua:DS!3:full_name": "Võ Thị Tư", "sua:DS!2:full_name": "Kẻ Lạ"})
    names = [line.full_name for _, line in list_import_services.lines_of(ListImport.objects.get())]
    assert names == ["Dương Chí Sang", "Lê Thị Ba"]


def test_a_file_that_was_imported_says_so_when_it_comes_again(draft, town, client_of):
    client = client_of(town.clerk)
    first = send(client, draft, workbook(GOOD)).url
    taken(ListImport.objects.get(), town)
    again = send(client, draft, workbook(GOOD)).url
    assert again != first
    assert "Tệp này đã nhập vào hồ sơ" in client.get(again).text
    assert "Nhập 1 dòng" not in client.get(first).text


def test_what_is_no_list_offers_the_sample_and_asks_about_fonts(draft, town, client_of):
    client = client_of(town.clerk)
    rows = [["TrÇn ThÞ H¹nh", "Bé ®éi"]]
    address = send(client, draft, workbook(*rows, titles=["NguyÔn V¨n An", "N«ng d©n"])).url
    page = client.get(address).text
    assert url("template", draft) in page
    assert "Cách đọc nào đúng?" in page
    say(client, address, {"font": "keep"})
    assert "Cách đọc nào đúng?" in client.get(address).text


def test_a_mended_accent_is_the_same_person_and_twins_are_two(draft, town):
    taken(brought(draft, town, GOOD), town)
    mended = [1, "Dương Chí Sáng", *GOOD[2:]]
    assert taken(brought(draft, town, mended), town) == (0, 1, 0)
    assert draft.nominations.get().full_name == "Dương Chí Sáng"
    assert taken(brought(draft, town, mended, GOOD), town) == (1, 0, 1)
    assert taken(brought(draft, town, GOOD, mended), town) == (0, 0, 2)


def test_a_meaning_chosen_once_is_remembered_for_the_unit(draft, town, client_of):
    client = client_of(town.clerk)
    titles = ["STT", "Họ và tên", "Việc đã làm được"]
    address = send(client, draft, workbook([1, "Trần Văn Hai", "Cứu người."], titles=titles)).url
    assert "Cứu người." not in client.get(address).text
    say(client, address, {"cot-0": "number", "cot-1": "full_name", "cot-2": "achievement"})
    assert "Cứu người." in client.get(address).text
    assert ColumnMeaning.objects.get().title == "viec da lam duoc"
    other = workbook([1, "Lê Thị Ba", "Hiến đất."], titles=titles)
    assert "Hiến đất." in client.get(send(client, draft, other).url).text


def test_rows_without_an_award_ask_for_one(draft, town, client_of):
    QuotaFactory(plan=draft.plan, award_type=AwardType.objects.get(code="LDTT"), limit=3)
    client = client_of(town.clerk)
    address = send(client, draft, workbook([1, "Trần Văn Hai"], titles=TITLES[:2])).url
    assert "Hình thức khen của những dòng không ghi" in client.get(address).text
    say(client, address, {"award": AwardType.objects.get(code="GK").pk})
    page = client.get(address).text
    assert "Nhập 1 dòng vào hồ sơ" in page


def test_old_fonts_wait_for_a_word(draft, town, client_of):
    client = client_of(town.clerk)
    people = [[1, "NguyÔn V¨n An"], [2, "TrÇn ThÞ H¹nh"]]
    address = send(client, draft, workbook(*people, titles=["STT", "Hä vµ tªn"])).url
    page = client.get(address).text
    assert "Tệp dùng phông chữ cũ. Cách đọc nào đúng?" in page
    assert "TCVN3 (.VnTime)" in page
    assert "vào hồ sơ</button>" not in page
    with pytest.raises(Refused, match="phông chữ"):
        taken(ListImport.objects.get(), town)
    say(client, address, {"font": "TCVN3"})
    taken(ListImport.objects.get(), town)
    assert set(draft.nominations.values_list("full_name", flat=True)) == {
        "Nguyễn Văn An",
        "Trần Thị Hạnh",
    }


def test_the_file_comes_back_with_its_problems_marked(draft, town, client_of):
    client = client_of(town.clerk)
    address = send(client, draft, workbook(GOOD, BAD)).url
    told = client.get(f"{address}can-sua.xlsx", follow=True)
    assert "Chờ vài giây rồi bấm tải lại" in told.text  # no web process opens what was brought
    tasks.mark_list(ListImport.objects.get().pk)
    answer = client.get(f"{address}can-sua.xlsx")
    assert "danh-sach%20-%20c%E1%BA%A7n%20s%E1%BB%ADa.xlsx" in answer["Content-Disposition"]
    content = b"".join(answer.streaming_content)
    sheet = read_rows(SimpleUploadedFile("a.xlsx", content))
    assert [row.number for row in sheet.rows] == [1, 2, 3]
    assert sheet.rows[2].cells[-1].startswith("Họ và tên: ghi họ và tên")
    assert sheet.rows[1].cells[-1] == ""


def test_a_copy_is_made_whatever_its_sheets_are_called(draft, town):
    content = (FILES / "o04-hai-trang-trung-31-chu.ods").read_bytes()
    found = list_import_services.bring(
        draft, SimpleUploadedFile("hai-trang.ods", content), by=town.clerk
    )
    grids = read_grids(SimpleUploadedFile("b.xlsx", copy.marked_file(found, [])))
    assert len({grid.name for grid in grids}) == len(grids) == 2


def test_a_copy_belongs_to_its_check_and_a_good_list_has_none(draft, town, client_of):
    client, found = client_of(town.clerk), brought(draft, town, GOOD, BAD)
    where = url("import_marked", draft, found.pk)
    tasks.mark_list(found.pk)
    list_import_services.choose(found, by=town.clerk, edits={"DS!3": {"full_name": "Lê An"}})
    tasks.check_list(found.pk)
    assert fresh(found).report["problems"] == []
    assert client.get(where).status_code == 404
    tasks.mark_list(found.pk)
    assert list_import_services.marked(fresh(found)) is None


def test_a_list_over_its_places_may_be_taken_and_says_so(draft, town, client_of):
    client = client_of(town.clerk)
    page = client.get(send(client, draft, workbook(*people(17))).url).text
    assert "hồ sơ đề nghị 17/15" in page


def test_a_long_check_shows_how_far_it_is_and_the_page_may_be_left(draft, town, client_of):
    client = client_of(town.clerk)
    found = list_import_services.bring(draft, workbook(GOOD), by=town.clerk)
    ListImport.objects.filter(pk=found.pk).update(stage=ImportStage.CHECKING, percent=40)
    page = client.get(url("import_list", draft, found.pk)).text
    assert '<progress value="40"' in page
    assert found.name in client.get(url("import", draft)).text
    progress = url("import_progress", draft, found.pk)
    assert '<progress value="40"' in client.get(progress).text
    ListImport.objects.filter(pk=found.pk).update(stage=ImportStage.WAITING)
    list_import_services.run(found.pk)
    assert client.get(progress)["HX-Refresh"] == "true"


BAD_FILES = [
    ("danh-sach.xlsx", b"", "rỗng, không có nội dung"),
    ("danh-sach.xlsx", b"Ho va ten,Nam", "không phải PDF, Word, Excel hay ảnh"),
    ("danh-sach.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100, "đời cũ hoặc có mật khẩu"),
    ("danh-sach.xlsx", b"%PDF-1.4 x", "tệp PDF; ở đây chỉ nhận bảng tính Excel"),
    ("danh-sach.xlsx", b"PK\x03\x04" + b"0" * (25 * 1024 * 1024), "lớn hơn 25 MB"),
]


@pytest.mark.parametrize("number", range(len(BAD_FILES)))
def test_what_is_no_workbook_is_told_for_what_it_is(number, draft, town, client_of):
    name, content, words = BAD_FILES[number]
    page = send(client_of(town.clerk), draft, SimpleUploadedFile(name, content))
    assert page.status_code == 422
    assert words in page.text
    assert not ListImport.objects.exists()


def test_no_file_is_asked_for(draft, town, client_of):
    page = client_of(town.clerk).post(url("import", draft), {})
    assert page.status_code == 422
    assert "Chọn tệp Excel trên máy" in page.text


def test_only_the_clerk_reads_lists_in(draft, town, client_of):
    found = brought(draft, town, GOOD, BAD)
    tasks.mark_list(found.pk)
    addresses = [
        url("import", draft),
        url("template", draft),
        *(
            url(name, draft, found.pk)
            for name in ("import_list", "import_progress", "import_marked")
        ),
    ]
    for address in addresses:
        for person in (town.head, town.officer, town.stranger):
            assert client_of(person).get(address).status_code == 404, address
        assert client_of(town.clerk).get(address).status_code in {200, 204}
    other = town.draft(persons=0)
    assert client_of(town.clerk).get(url("import_list", other, found.pk)).status_code == 404


def test_the_report_costs_the_same_however_long_the_list(draft, town, client_of):
    client = client_of(town.clerk)

    def cost(count):
        found = brought(town.draft(persons=0), town, *people(count))
        address = url("import_list", found.dossier, found.pk)
        client.get(address)
        with CaptureQueriesContext(connection) as told:
            client.get(address)
        return len(told)

    assert cost(1) == cost(300)


# --- lists that hold or break whoever reads them ------------------------------------------------


def test_a_list_that_kills_its_reader_is_given_up_after_two_tries(draft, town, monkeypatch):
    found = list_import_services.bring(draft, workbook(GOOD), by=town.clerk)

    def beyond(*_args):
        raise BeyondLimits

    monkeypatch.setattr(list_import_services, "read_grids", beyond)
    list_import_services.run(found.pk)
    assert fresh(found).stage == ImportStage.WAITING
    list_import_services.run(found.pk)
    assert fresh(found).stage == ImportStage.REFUSED
    assert "Không đọc được tệp này" in fresh(found).reasons[0]
    assert list_import_services.left_behind() == []


def test_a_list_whose_workers_died_twice_is_not_read_again(draft, town):
    found = list_import_services.bring(draft, workbook(GOOD), by=town.clerk)
    past = clock.machine_now() - timedelta(seconds=1)
    ListImport.objects.update(tries_to_read=2, stage=ImportStage.CHECKING, leased_until=past)
    list_import_services.run(found.pk)
    assert fresh(found).stage == ImportStage.REFUSED


def test_a_merged_poison_is_refused_in_words(draft, town):
    content = (Path(__file__).parent.parent / "data/poison/poison-merge.xlsx").read_bytes()
    found = list_import_services.bring(draft, SimpleUploadedFile("ds.xlsx", content), by=town.clerk)
    list_import_services.run(found.pk)
    assert "quá nhiều ô gộp" in fresh(found).reasons[0]


def test_a_story_without_end_is_told_at_its_row(draft, town):
    found = brought(draft, town, [*GOOD[:6], "a" * 20_001])
    assert "dài 20001 ký tự; rút gọn còn tối đa 20000" in str(found.report["problems"])
    assert brought(draft, town, [*GOOD[:6], "a" * 20_000]).report["problems"] == []
