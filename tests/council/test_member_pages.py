"""The composition on screen: everybody reads it, the administrator keeps it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.enums import Role
from council.models import CouncilMember
from tests.factories.council import NAMED_IN, CaseFactory, CouncilMemberFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)
DAY = timedelta(days=1)
LIST, NAME, RENEW = "/quan-tri/hoi-dong/", "/quan-tri/hoi-dong/cu/", "/quan-tri/hoi-dong/kien-toan/"


@pytest.fixture
def administrator(client_of):
    return client_of(UserFactory(administrator=True))


def words_of(response) -> str:
    return " ".join(response.text.split())


@pytest.mark.parametrize("office", ["clerk", "council_member", "administrator", "chairman"])
def test_everybody_with_an_account_reads_who_sits_there(client_of, office):
    CouncilMemberFactory(role=Role.CHAIR, person__full_name="Trần Hoàng Khánh")
    CouncilMemberFactory(ends_on=TODAY - DAY, person__full_name="Ngô Văn Cũ")
    page = words_of(client_of(UserFactory(**{office: True})).get("/hoi-dong/thanh-phan/"))
    assert "Trần Hoàng Khánh" in page
    assert f"theo {NAMED_IN}" in page
    assert "Ngô Văn Cũ" not in page
    assert ("Sửa thành phần" in page) == (office == "administrator")


def test_nobody_without_an_account_does(client):
    assert client.get("/hoi-dong/thanh-phan/").status_code == 302


def test_an_empty_council_says_who_enters_it(client_of):
    page = client_of(UserFactory(clerk=True)).get("/hoi-dong/thanh-phan/").text
    assert "Chưa ghi thành phần Hội đồng" in page


@pytest.mark.parametrize("office", ["clerk", "council_member", "home_affairs_head", "chairman"])
def test_the_administrators_room_is_nobody_elses(client_of, office):
    row = CouncilMemberFactory()
    browser = client_of(UserFactory(**{office: True}))
    for address in (LIST, NAME, RENEW, f"{LIST}{row.pk}/thoi/"):
        assert browser.get(address).status_code == 404
        if address != LIST:
            assert browser.post(address, {}).status_code == 404


def test_the_list_tells_today_later_and_former(administrator):
    CouncilMemberFactory(person__full_name="Huỳnh Văn Bửu")
    CouncilMemberFactory(person__full_name="Lý Thị Thu Hà", starts_on=TODAY + DAY)
    CouncilMemberFactory(person__full_name="Ngô Văn Cũ", ends_on=TODAY - DAY)
    page = words_of(administrator.get(LIST))
    places = [page.index(words) for words in ("Hôm nay", "Chưa đến ngày", "Đã thôi")]
    names = [page.index(words) for words in ("Huỳnh Văn Bửu", "Lý Thị Thu Hà", "Ngô Văn Cũ")]
    assert sorted([*places, *names]) == [
        n for pair in zip(places, names, strict=True) for n in pair
    ]
    assert page.count(NAMED_IN) == 3


def test_one_person_is_named(administrator):
    person = UserFactory(full_name="Huỳnh Văn Bửu")
    sent = {
        "person": person.pk,
        "role": "member",
        "named_in": NAMED_IN,
        "starts_on": "20/11/2023",
        "ends_on": "",
    }
    page = administrator.post(NAME, sent, follow=True)
    row = CouncilMember.objects.get()
    assert (row.person, row.role, row.starts_on) == (person, "member", TODAY)
    assert "Huỳnh Văn Bửu: Ủy viên Hội đồng Thi đua - Khen thưởng" in page.text
    again = administrator.post(NAME, sent)
    assert again.status_code == 422
    assert "Kết thúc vai trò cũ trước" in again.text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"person": ""}, "Chọn"),
        ({"person": "999999"}, "Chọn"),
        ({"role": "king"}, "Chọn"),
        ({"named_in": "15"}, "chưa cho biết văn bản nào"),
        ({"starts_on": "31/11/2023"}, "không có ngày 31"),
        ({"ends_on": "19/11/2023"}, "Ngày kết thúc không được trước ngày bắt đầu"),
        ({"role": "chair"}, "Chủ tịch Hội đồng đang là"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(administrator, changed, words):
    CouncilMemberFactory(role=Role.CHAIR)
    sent = {
        "person": UserFactory().pk,
        "role": "member",
        "named_in": "Quyết định số 99/QĐ-UBND ngày 20/11/2023",
        "starts_on": "20/11/2023",
        "ends_on": "",
    } | changed
    page = administrator.post(NAME, sent)
    assert page.status_code == 422
    [field] = changed
    errors = " ".join(page.context["form"].errors.get(field, []))
    assert words in errors
    kept = "named_in" if field != "named_in" else "starts_on"
    assert sent[kept] in page.text
    assert CouncilMember.objects.count() == 1


def test_a_seat_is_ended_on_a_day(administrator):
    row = CouncilMemberFactory()
    address = f"{LIST}{row.pk}/thoi/"
    assert administrator.post(address, {"ends_on": "01/01/2020"}).status_code == 422
    page = administrator.post(address, {"ends_on": "25/11/2023"}, follow=True)
    assert "đến hết 25/11/2023" in page.text
    row.refresh_from_db()
    assert row.ends_on == date(2023, 11, 25)


def test_whoever_changes_the_council_hears_of_open_votes(administrator):
    CaseFactory(voting=True)
    row = CouncilMember.objects.first()
    for address in (RENEW, f"{LIST}{row.pk}/thoi/"):
        assert "Đang có 1 vụ việc mở bỏ phiếu" in words_of(administrator.get(address))


def renewal(page, **changed) -> dict:
    """What the browser sends of the page as it stands."""
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    return sent | {"seen": page.context["seen"], "starts_on": "21/11/2023"} | changed


def test_a_whole_council_is_renewed_in_one_form(administrator):
    chair, gone = CouncilMemberFactory(role=Role.CHAIR), CouncilMemberFactory()
    one = UserFactory(username="hoidong8", full_name="Ngô Thanh Nhàn")
    other = UserFactory(username="hoidong9", full_name="Hồ Chí Dũng")
    sent = renewal(
        administrator.get(RENEW),
        named_in="Quyết định số 99/QĐ-UBND ngày 20/11/2023",
        **{
            f"role-{gone.pk}": "",
            "person-1": f"Ngô Thanh Nhàn, {one.unit.short_name} (hoidong8)",
            "new-1": "secretary",
            "person-2": "hồ chí dũng",
        },
    )
    page = administrator.post(RENEW, sent, follow=True)
    assert "Đã cử 3 thành viên" in page.text
    now = CouncilMember.objects.filter(ends_on=None).order_by("pk")
    assert [(row.person, row.role) for row in now] == [
        (chair.person, "chair"),
        (one, "secretary"),
        (other, "member"),
    ]
    assert set(CouncilMember.objects.exclude(ends_on=None).values_list("ends_on", flat=True)) == {
        TODAY
    }


def test_what_is_wrong_with_a_new_council_keeps_all_that_was_typed(administrator):
    chair, plain = CouncilMemberFactory(role=Role.CHAIR), CouncilMemberFactory()
    UserFactory(full_name="Lê Văn An")
    UserFactory(full_name="Lê Văn An")
    named_in = "Quyết định số 99/QĐ-UBND ngày 20/11/2023"
    typed = {"person-1": "Không Có Ai", "person-2": "lê văn an"}
    sent = renewal(administrator.get(RENEW), named_in=named_in, **typed)
    page = administrator.post(RENEW, sent)
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert "Không có tài khoản nào là «Không Có Ai»" in errors["person-1"][0]
    assert "Có 2 người tên lê văn an" in errors["person-2"][0]
    assert "Không Có Ai" in page.text
    sent |= {"person-1": "", "person-2": "", f"role-{plain.pk}": "chair"}
    page = administrator.post(RENEW, sent)
    assert page.status_code == 422
    assert "chỉ có một người" in page.context["form"].errors[f"role-{plain.pk}"][0]
    assert CouncilMember.objects.filter(ends_on=None).count() == 2
    assert chair.ends_on is None


def test_a_new_council_from_an_old_page_is_refused(administrator):
    CouncilMemberFactory(role=Role.CHAIR)
    sent = renewal(administrator.get(RENEW), named_in="Quyết định số 99/QĐ-UBND ngày 20/11/2023")
    CouncilMemberFactory(person__full_name="Lý Thị Thu Hà")
    page = administrator.post(RENEW, sent)
    assert page.status_code == 409
    assert "vừa được sửa ở nơi khác" in page.text
    assert "Lý Thị Thu Hà" in page.text
    assert CouncilMember.objects.filter(ends_on=None).count() == 2


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_the_pages_cost_the_same_however_many_sit_there(client_of, item_count):
    browser = client_of(UserFactory(administrator=True))
    CouncilMemberFactory.create_batch(item_count)
    CouncilMemberFactory.create_batch(item_count, ends_on=TODAY - DAY)
    CouncilMemberFactory.create_batch(item_count, starts_on=TODAY + DAY)
    counts = []
    for address in ("/hoi-dong/thanh-phan/", LIST, RENEW):
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert counts == [3, 4, 5]
