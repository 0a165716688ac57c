"""The pages of a draft for its clerk: sections, search, chips, numbers, what is lacking."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.enums import Discipline
from dossiers.models import Nomination
from dossiers.transitions import dossier as dossier_transitions
from dossiers.views.draft import LINES_A_PAGE
from nganam_awards.core.pages import NumberedPage
from tests.factories.dossiers import NominationFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(town):
    return town.draft(persons=0)


def lines(draft, count, **fields):
    made = NominationFactory.create_batch(count, dossier=draft, **fields)
    for order, line in enumerate(made, start=1):
        line.order = order
    Nomination.objects.bulk_update(made, ["order"])
    return made


def url(draft, name="dossier"):
    return reverse(f"dossiers:{name}", args=[draft.ref])


def shown(page):
    return [int(pk) for pk in re.findall(r'class="line" id="dong-(\d+)"', page)]


# --- searched, narrowed, numbered --------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Hoà", ["Trần Thị Hoà"]),
        ("hoa", ["Trần Thị Hoà"]),
        ("tran thi", ["Trần Thị Hoà", "Trần Thị Ngọc"]),
        ("THI  tran", ["Trần Thị Hoà", "Trần Thị Ngọc"]),
        ("tiểu học", ["Lê Văn An"]),
        ("giáo viên", ["Lê Văn An"]),
        ("oà", []),
        ("  ", ["Lê Văn An", "Trần Thị Hoà", "Trần Thị Ngọc"]),
        ("%_'\\", ["Lê Văn An", "Trần Thị Hoà", "Trần Thị Ngọc"]),
    ],
)
def test_a_list_is_searched_by_beginnings_of_words(typed, expected, draft, town, client_of):
    for name in ("Lê Văn An", "Trần Thị Hoà", "Trần Thị Ngọc"):
        is_teacher = name == "Lê Văn An"
        NominationFactory(
            dossier=draft,
            full_name=name,
            position="Giáo viên" if is_teacher else "Nông dân",
            working_unit="Tiểu học Long Bình 1" if is_teacher else "Khóm 3",
        )
    page = client_of(town.clerk).get(url(draft), {"q": typed}).text
    found = sorted(
        Nomination.objects.filter(pk__in=shown(page)).values_list("full_name", flat=True)
    )
    assert found == expected
    if not expected:
        assert "Không có dòng nào như vậy" in page


@pytest.mark.parametrize(
    ("fields", "mark"),
    [
        ({"achievement": ""}, ("stop", "Thiếu thành tích")),
        ({"gender": ""}, ("stop", "Chưa chọn Ông, Bà")),
        ({"discipline": Discipline.UNDER}, ("stop", "Đang bị kỷ luật")),
        ({"full_name": "Trần thị bé ba"}, ("wait", "Xem lại cách viết tên")),
    ],
)
def test_a_row_says_what_wants_a_look_and_a_chip_shows_those(fields, mark, draft, town, client_of):
    well, odd = lines(draft, 2)
    Nomination.objects.filter(pk=odd.pk).update(**fields)
    client = client_of(town.clerk)
    page = client.get(url(draft)).text
    assert shown(page) == [well.pk, odd.pk]
    assert page.count('<span class="said">') == 1
    assert re.search(rf"state--{mark[0]}.{{0,300}}{mark[1]}", page, re.S)
    assert shown(client.get(url(draft), {"xem": "can-xem"}).text) == [odd.pk]
    assert shown(client.get(url(draft), {"xem": "dat"}).text) == [well.pk]
    assert shown(client.get(url(draft), {"xem": "lạ"}).text) == [well.pk, odd.pk]


def test_twins_of_one_award_are_marked_both(draft, town, client_of):
    lines(draft, 2, full_name="Lê Văn Tám", birth_year=1970)
    assert client_of(town.clerk).get(url(draft)).text.count("Trùng dòng") == 2


@pytest.mark.parametrize(
    ("number", "count", "expected"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 125, [1, 2, 3, None, 125]),
        (4, 125, [1, 2, 3, 4, 5, 6, None, 125]),
        (5, 125, [1, 2, 3, 4, 5, 6, 7, None, 125]),
        (63, 125, [1, None, 61, 62, 63, 64, 65, None, 125]),
        (125, 125, [1, None, 123, 124, 125]),
        (999, 4, [1, 2, 3, 4]),
    ],
)
def test_a_bounded_list_has_numbered_pages(number, count, expected):
    page = NumberedPage(range(count * 10), number, 10)
    assert page.numbers == expected
    assert len(page) == 10
    assert page.last - page.first == 9


def test_one_stands_at_the_line_just_written_on_whichever_page(draft, town, client_of):
    made = lines(draft, LINES_A_PAGE + 5)
    client = client_of(town.clerk)
    first = client.get(url(draft)).text
    assert shown(first) == [line.pk for line in made[:LINES_A_PAGE]]
    assert f"Dòng 1–{LINES_A_PAGE} trong {LINES_A_PAGE + 5}" in first
    assert shown(client.get(url(draft), {"page": "2"}).text) == [
        line.pk for line in made[LINES_A_PAGE:]
    ]
    award = made[0].award_type_id
    sent = {"honouree_kind": "person", "full_name": "Võ Thị Mới", "award_type": award}
    answer = client.post(url(draft, "nominee_add"), sent)
    new = draft.nominations.get(full_name="Võ Thị Mới")
    assert answer.url == f"{url(draft)}?moi={new.pk}#dong-{new.pk}"
    page = client.get(answer.url).text
    assert shown(page)[-1] == new.pk
    assert page.count("is-changed") == 1
    assert "Đã lưu Võ Thị Mới." in page
    moved = client.post(
        reverse("dossiers:nominee_up", args=[draft.ref, new.pk]), {"q": "võ thị mới"}
    )
    assert (
        moved.url == f"{url(draft)}?q=v%C3%B5+th%E1%BB%8B+m%E1%BB%9Bi&dong={new.pk}#dong-{new.pk}"
    )
    assert shown(client.get(moved.url).text) == [new.pk]


@pytest.mark.parametrize("count", [LINES_A_PAGE * 3])
def test_a_page_is_bounded_and_costs_the_same_however_long_the_list(count, town, client_of):
    client = client_of(town.clerk)

    def told(size):
        dossier = town.draft(persons=0)
        lines(dossier, size, achievement="Hiến đất làm lộ. " * 200)
        client.get(url(dossier))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url(dossier))
        return len(asked), page

    few, _ = told(LINES_A_PAGE)
    many, page = told(count)
    assert many == few
    assert len(shown(page.text)) == LINES_A_PAGE
    assert len(page.content) <= 150_000


def test_a_refused_step_draws_the_list_with_ways_that_can_be_gone(draft, town, client_of):
    lines(draft, LINES_A_PAGE + 1, achievement="")
    client = client_of(town.clerk)
    refused = client.post(url(draft, "hand_over"))
    assert refused.status_code == 422
    section = refused.text.partition('id="danh-sach"')[2]
    ways = re.findall(r'(?:href|action)="([^"]*)"', section)
    assert not [way for way in ways if not way.startswith(("/", "#dong-"))]
    for way in ("?page=2", "?xem=can-xem#danh-sach", "#danh-sach"):
        assert f"{url(draft)}{way}" in ways
        assert client.get(f"{url(draft)}{way}").status_code == 200


# --- sections ----------------------------------------------------------------------------------


def test_every_section_has_its_address_and_says_what_it_lacks(draft, town, client_of):
    lines(draft, 2)
    draft.attachments.filter(part="submission_letter").delete()
    client = client_of(town.clerk)
    for name, here in (
        ("dossier", "Danh sách"),
        ("attachments", "Giấy tờ"),
        ("papers", "Văn bản"),
        ("message", "Trao đổi"),
    ):
        page = client.get(url(draft, name)).text
        assert re.search(rf'aria-current="page">\s*{here}', page), here
        assert "thiếu 1" in page
        assert "Trước khi chuyển thủ trưởng" in page
        assert page.count("btn-primary") == 1
    other = client_of(town.head).get(url(draft, "attachments"))
    assert other.url == url(draft)


def test_the_button_leads_to_the_first_gap_until_there_is_none(draft, town, client_of):
    [line] = lines(draft, 1, achievement="")
    client = client_of(town.clerk)
    edit = reverse("dossiers:nominee_edit", args=[draft.ref, line.pk])
    page = client.get(url(draft)).text
    assert re.search(rf'class="btn btn-primary btn-wide"\s+href="{edit}">Chuyển thủ trưởng', page)
    assert "Còn 1 việc." in page
    Nomination.objects.filter(pk=line.pk).update(achievement="Hiến đất làm lộ.")
    page = client.get(url(draft)).text
    assert f'action="{url(draft, "hand_over")}"' in page
    assert "Danh sách có 1 dòng, không trùng" in page


def test_what_the_head_said_stands_in_its_section(draft, town, client_of):
    lines(draft, 1)
    dossier_transitions.hand_over(draft, by=town.clerk)
    dossier_transitions.send_back(draft, by=town.head, note="Ghi rõ số ngày công.")
    page = client_of(town.clerk).get(url(draft, "message")).text
    assert "Ghi rõ số ngày công." in page.partition("Trao đổi trong đơn vị")[2]


def test_a_report_is_brought_for_the_line_whose_menu_was_used(draft, town, client_of, tiny_pdf):
    first, second = lines(draft, 2)
    draft.attachments.all().delete()
    client = client_of(town.clerk)
    assert f"?dong={second.pk}#tai-tep" in client.get(url(draft)).text
    page = client.get(url(draft, "attachments"), {"dong": second.pk}).text
    assert re.search(rf'<option value="{second.pk}"\s+selected', page)
    assert first.full_name not in page.partition('id="tai-tep"')[2]
    part = "achievement_report"
    sent = {"part": part, "line": second.pk, "file": tiny_pdf("Báo cáo.pdf")}
    client.post(url(draft, "attach"), sent)
    assert draft.attachments.filter(part=part, line=second).exists()
