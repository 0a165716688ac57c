"""Members of a collective: from the same list, pasted, out of a file, or counted with a paper."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import CollectiveMember
from dossiers.services import member as member_services, nominee as nominee_services
from dossiers.sheets.member import MOST_MEMBERS, as_text, of_grids, pasted
from law.enums import DossierPart, Rating
from law.models import AwardType
from nganam_awards.core.refusals import AlreadyDone
from nganam_awards.core.sheets.grids import Grid, Row
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from tests.factories.campaigns import QuotaFactory
from tests.factories.dossiers import NominationFactory


pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)
PASTED = """STT\tHọ và tên\tNăm sinh\tChức vụ\tXếp loại\tKỷ luật
1\tTrần Văn Hai\t1980\tGiáo viên\tHoàn thành tốt nhiệm vụ\tKhông
2\tLê Thị Ba\t\tTổ trưởng\txuất sắc\t
"""


@pytest.fixture
def draft(town):
    made = town.draft(persons=0, papers=False)
    for code in ("TTLDTT", "LDTT"):
        QuotaFactory(plan=made.plan, award_type=AwardType.objects.get(code=code), limit=30)
    return made


@pytest.fixture
def line(draft):
    return NominationFactory(
        dossier=draft,
        honouree_kind="collective",
        full_name="Tổ Toán",
        gender="",
        birth_year=None,
        award_type=AwardType.objects.get(code="TTLDTT"),
    )


def url(line, name="members"):
    return reverse(f"dossiers:{name}", args=[line.dossier.ref, line.pk])


def person(draft, name, unit="Tổ Toán, Trường THCS Phường 1", **said):
    title = AwardType.objects.get(code="LDTT")
    said = {"award_type": title, "honouree_kind": "person", "working_unit": unit} | said
    return NominationFactory(dossier=draft, full_name=name, **said)


def named(line):
    return list(line.members.values_list("full_name", flat=True))


# --- rows ---------------------------------------------------------------------------------------


def test_rows_of_excel_are_read_with_their_titles():
    found = pasted(PASTED, TODAY)
    assert found.problems == []
    assert [(one.full_name, one.birth_year, one.position) for one in found.members] == [
        ("Trần Văn Hai", 1980, "Giáo viên"),
        ("Lê Thị Ba", None, "Tổ trưởng"),
    ]
    assert [one.rating for one in found.members] == [Rating.GOOD, Rating.EXCELLENT]
    assert [one.penalty for one in found.members] == ["", ""]


@pytest.mark.parametrize(
    "text",
    [
        "Trần Văn Hai\nLê Thị Ba",
        "1\tTrần Văn Hai\n2\tLê Thị Ba",
        "Trần Văn Hai\t1980\nLê Thị Ba\t1985",
        "Ông Trần Văn Hai\t1980\tGiáo viên\n\nBà Lê Thị Ba",
        "Họ và tên\nTrần Văn Hai\nLê Thị Ba\n",
    ],
)
def test_rows_without_titles_are_in_the_usual_order(text):
    found = pasted(text, TODAY)
    assert found.problems == []
    assert [one.full_name for one in found.members] == ["Trần Văn Hai", "Lê Thị Ba"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Trần Văn Hai\t2023", "Dòng 1 (Trần Văn Hai): Ngày sinh: «2023» không phải năm sinh"),
        ("Lê Thị Ba\n12345 @@", "Dòng 2 (12345 @@): «12345 @@» không giống họ và tên"),
        ("Lê Thị Ba\nlê thị ba", "Dòng 2 (Lê Thị Ba): trùng với dòng 1"),
        ("Lê Thị Ba\t1980\tGV\tgiỏi", "Dòng 1 (Lê Thị Ba): Xếp loại trong năm: «giỏi»"),
        ("Lê Thị Ba\t1980\tGV\ttốt\tphê bình", "Dòng 1 (Lê Thị Ba): Hình thức kỷ luật: «phê bình»"),
    ],
)
def test_what_is_wrong_is_told_by_row(text, told):
    problems = pasted(text, TODAY).problems
    assert any(str(one).startswith(told) for one in problems), list(map(str, problems))


def test_more_than_a_page_of_names_is_counted_instead():
    names = "\n".join(f"Trần Văn Hai\t{1930 + n % 70}\tTổ {n}" for n in range(MOST_MEMBERS + 1))
    assert any("ghi tên tối đa" in str(one) for one in pasted(names, TODAY).problems)


def test_a_file_comes_as_it_would_have_been_pasted():
    rows = [Row(n, line.split("\t")) for n, line in enumerate(PASTED.splitlines(), 1)]
    grids = [Grid("DS", rows, frozenset())]
    text = as_text(grids)
    assert [one.full_name for one in pasted(text, TODAY).members] == [
        one.full_name for one in of_grids(grids, TODAY).members
    ]


# --- the page -----------------------------------------------------------------------------------


def test_pasted_rows_become_members_once(line, town, client_of):
    client = client_of(town.clerk)
    assert client.post(url(line), {"rows": PASTED}).status_code == 302
    assert named(line) == ["Trần Văn Hai", "Lê Thị Ba"]
    page = client.get(url(line)).text
    assert "Hoàn thành xuất sắc nhiệm vụ" in page
    again = client.post(url(line), {"rows": PASTED}, follow=True)
    assert "Những người này đã có trong danh sách thành viên." in again.text
    assert len(named(line)) == 2


def test_a_mistake_loses_nothing_that_was_typed(line, town, client_of):
    answer = client_of(town.clerk).post(url(line), {"rows": "Lê Thị Ba\t2023\tTổ trưởng"})
    assert answer.status_code == 422
    assert "Lê Thị Ba\t2023\tTổ trưởng" in answer.text
    assert "Dòng 1 (Lê Thị Ba)" in answer.text
    assert named(line) == []


def test_people_of_the_same_dossier_are_proposed_and_taken_by_one_click(
    draft, line, town, client_of
):
    hai = person(draft, "Trần Văn Hai", rating=Rating.GOOD)
    person(draft, "Trần Văn Hai", birth_year=hai.birth_year, award_type=line.award_type)
    person(draft, "Lê Thị Ba", unit="Tổ Văn")
    client = client_of(town.clerk)
    page = client.get(url(line))
    assert [one.pk for one in page.context["proposed"]] == [hai.pk]
    assert client.post(url(line, "members_take"), {"ai": [hai.pk]}).status_code == 302
    [member] = line.members.all()
    assert (member.full_name, member.rating) == ("Trần Văn Hai", Rating.GOOD)
    assert client.get(url(line)).context["proposed"] == []


def test_the_page_says_at_once_what_the_share_is(draft, line, town, client_of):
    names = [
        f"Trần Văn {word}"
        for word in ["An", "Ba", "Chí", "Dũng", "Em", "Giang", "Hai", "Kha", "Lâm", "Minh"]
    ]
    for name in names:
        person(draft, name, birth_year=1980)
    client = client_of(town.clerk)
    rows = "\n".join(f"{name}\t1980" for name in [*names, *(f"{one} Em" for one in names)])
    client.post(url(line), {"rows": rows})
    assert line.members.count() == 20
    page = client.get(url(line)).text
    assert "10/20 thành viên là Lao động tiên tiến" in page
    assert "Điều 28" in page


def test_members_are_taken_off(line, town, client_of):
    client = client_of(town.clerk)
    client.post(url(line), {"rows": PASTED})
    first = line.members.first()
    client.post(url(line, "members_remove"), {"ai": [first.pk, 10**9]})
    assert named(line) == ["Lê Thị Ba"]
    with pytest.raises(AlreadyDone):
        member_services.remove_members(line, [first.pk], by=town.clerk)


def test_counts_come_with_the_paper_that_proves_them(line, town, client_of, tiny_pdf):
    client = client_of(town.clerk)
    sent = {"headcount": "20", "advanced_count": "12", "proof": tiny_pdf("Xác nhận.pdf")}
    assert client.post(url(line, "members_count"), sent).status_code == 302
    line.refresh_from_db()
    assert (line.headcount, line.advanced_count) == (20, 12)
    [attached] = line.dossier.attachments.all()
    assert (attached.part, attached.line_id) == (DossierPart.CONFIRMATION, line.pk)
    answer = client.post(url(line, "members_count"), {"headcount": "9", "advanced_count": "12"})
    assert answer.status_code == 422
    assert "12 người nhiều hơn số người của tập thể (9)." in answer.text
    assert 'value="9"' in answer.text


def workbook() -> SimpleUploadedFile:
    titles, *rows = (row.split("\t") for row in PASTED.splitlines())
    content = write_workbook([Table("DS", titles, rows, [20] * len(titles))])
    return SimpleUploadedFile("thanh-vien.xlsx", content)


def read_by_a_worker(line, town, upload) -> str:
    """The address of the page after the worker has read the file."""
    token, key = member_services.bring(line, upload, by=town.clerk)
    assert member_services.state_of(line, token, by=town.clerk) == member_services.WAITING
    member_services.read(line.pk, token, key, by=town.clerk)
    return f"{url(line)}?doc={token}"


def test_a_file_is_read_by_a_worker_and_looked_at_before_it_is_written(line, town, client_of):
    client = client_of(town.clerk)
    sent = client.post(url(line, "members_file"), {"file": workbook()})
    assert "?doc=" in sent.url
    assert "Đang đọc danh sách thành viên" in client.get(sent.url).text
    page = client.get(read_by_a_worker(line, town, workbook()))
    assert "Trần Văn Hai\t1980" in page.text
    assert named(line) == []
    assert client.post(url(line), {"rows": page.context["read"]["text"]}).status_code == 302
    assert named(line) == ["Trần Văn Hai", "Lê Thị Ba"]


def test_what_is_no_list_is_told(line, town, client_of):
    client = client_of(town.clerk)
    upload = SimpleUploadedFile("thanh-vien.xlsx", b"no workbook at all")
    assert "Chưa đọc được" in client.get(read_by_a_worker(line, town, upload)).text
    assert "Lần đọc tệp đã quá một giờ" in client.get(f"{url(line)}?doc={'0' * 32}").text


def test_a_reading_delivered_twice_is_one(line, town):
    token, key = member_services.bring(line, workbook(), by=town.clerk)
    member_services.read(line.pk, token, key, by=town.clerk)
    once = member_services.state_of(line, token, by=town.clerk)
    member_services.read(line.pk, token, key, by=town.clerk)
    assert member_services.state_of(line, token, by=town.clerk) == once


# --- rights, undo, cost -------------------------------------------------------------------------


def test_strangers_and_lines_of_persons_have_no_such_page(draft, line, town, client_of):
    one = person(draft, "Trần Văn Hai")
    assert client_of(town.clerk).get(url(one)).status_code == 404
    assert client_of(town.officer).get(url(line)).status_code == 404
    assert client_of(town.officer).post(url(line), {"rows": PASTED}).status_code == 404
    assert named(line) == []


@pytest.mark.parametrize("door", ["members", "take", "remove", "file", "count"])
def test_nothing_is_written_while_the_dossier_is_with_the_office(door, town, client_of):
    dossier = town.filed(persons=1, collectives=1)
    line = dossier.nominations.get(honouree_kind="collective")
    one = CollectiveMember.objects.create(nomination=line, full_name="Trần Văn Hai")
    beside = dossier.nominations.filter(honouree_kind="person")
    beside.update(working_unit=line.full_name)
    sent = {
        "members": {"rows": PASTED},
        "take": {"ai": [beside.get().pk]},
        "remove": {"ai": [one.pk]},
        "file": {"file": workbook()},
        "count": {"headcount": "9", "advanced_count": "7"},
    }[door]
    name = "members" if door == "members" else f"members_{door}"
    answer = client_of(town.clerk).post(url(line, name), sent, follow=True)
    assert "không sửa được nữa" in answer.text
    assert named(line) == ["Trần Văn Hai"]
    line.refresh_from_db()
    assert line.headcount != 9


def test_a_line_that_comes_back_has_its_members(line, town):
    member_services.add_members(line, pasted(PASTED, TODAY).members, by=town.clerk)
    kept = nominee_services.remove_line(line, by=town.clerk)
    assert not CollectiveMember.objects.exists()
    back = nominee_services.restore_line(line.dossier, kept, by=town.clerk)
    assert named(back) == ["Trần Văn Hai", "Lê Thị Ba"]


@pytest.mark.parametrize("people", [3, 40])
def test_the_page_costs_the_same_for_many(draft, line, town, client_of, people):
    names = [CollectiveMember(full_name=f"Trần Văn {n}", birth_year=1980) for n in range(people)]
    member_services.add_members(line, names, by=town.clerk)
    client = client_of(town.clerk)
    client.get(url(line))
    with CaptureQueriesContext(connection) as spent:
        client.get(url(line))
    assert len(spent) <= 70
