"""A person's own notices; the administrator's letters."""

from datetime import timedelta

import pytest

from nganam_awards.core import clock
from nganam_awards.notices import hooks, tasks
from nganam_awards.notices.models import EmailState, Notice, OutgoingEmail
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db

LIST = "/thong-bao/"
LETTERS = "/quan-tri/thu-di/"


@pytest.fixture
def person():
    return UserFactory(clerk=True)


@pytest.fixture
def desk(person, client_of):
    return client_of(person)


def notice(user, number: int = 1, **fields: object) -> Notice:
    return Notice.objects.create(
        user=user,
        text=f"Hồ sơ số {number} đã được tiếp nhận",
        event_key=f"x:{number}",
        **{"url": "/doi-mat-khau/", **fields},
    )


def letter(number: int = 1, **fields: object) -> OutgoingEmail:
    return OutgoingEmail.objects.create(
        to="xa@example.com",
        subject=f"Thư số {number}",
        body="Kính gửi",
        dedupe_key=f"x:{number}",
        **fields,
    )


def shown(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_newest_stands_first_whatever_row_was_written_last(desk, person):
    notice(person, 1)
    notice(person, 2, created_at=clock.now() - timedelta(days=3))
    page = shown(desk.get(LIST))
    assert page.index("Hồ sơ số 1 ") < page.index("Hồ sơ số 2 ")


def test_an_empty_list_says_what_will_come(desk):
    page = shown(desk.get(LIST))
    assert "Chưa có thông báo nào" in page
    assert "Đánh dấu đã đọc tất cả" not in page


def test_a_look_at_the_list_reads_nothing(desk, person):
    row = notice(person)
    page = shown(desk.get(LIST))
    assert row.text in page
    assert "Chưa đọc" in page
    row.refresh_from_db()
    assert row.read_at is None


def test_opening_one_reads_it_and_goes_where_it_points(desk, person):
    row = notice(person)
    assert desk.post(f"{LIST}{row.pk}/mo/").headers["Location"] == "/doi-mat-khau/"
    row.refresh_from_db()
    first = row.read_at
    assert first == clock.machine_now()
    assert desk.get(f"{LIST}{row.pk}/mo/").status_code == 405


def test_a_notice_leads_nowhere_else(desk, person):
    row = notice(person, url="https://example.com/")
    assert desk.post(f"{LIST}{row.pk}/mo/").headers["Location"] == LIST


def test_everything_is_read_at_once(desk, person):
    other = notice(UserFactory())
    notice(person, 1), notice(person, 2)
    assert hooks.unread(person).count() == 2
    page = shown(desk.post(f"{LIST}doc-het/", follow=True))
    assert "Đã đánh dấu đã đọc tất cả thông báo." in page
    assert hooks.unread(person).count() == 0
    other.refresh_from_db()
    assert other.read_at is None


def test_nobody_reads_anothers_notices(desk, client):
    foreign = notice(UserFactory())
    assert foreign.text not in shown(desk.get(LIST))
    assert desk.post(f"{LIST}{foreign.pk}/mo/").status_code == 404
    assert client.get(LIST).headers["Location"].startswith("/dang-nhap/")
    assert str(foreign) == foreign.text


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_at_any_length(
    desk, person, item_count, bare_menu, django_assert_num_queries
):
    for number in range(item_count):
        notice(person, number)
    with clock.held_still(), django_assert_num_queries(3):
        shown(desk.get(LIST))


# letters


@pytest.fixture
def office(client_of):
    return client_of(UserFactory(administrator=True))


def test_letters_are_the_administrators_alone(desk, office):
    row = letter(state=EmailState.FAILED)
    assert desk.get(LETTERS).status_code == 404
    assert desk.post(f"{LETTERS}{row.pk}/gui-lai/").status_code == 404
    assert shown(office.get(LETTERS))
    assert [d.label for d in hooks.doors(UserFactory(administrator=True))] == ["Thư đi"]
    assert hooks.doors(UserFactory(officer=True)) == []


def test_letters_are_narrowed_by_state(office):
    letter(1, state=EmailState.UNKNOWN, problem="Tiến trình gửi dừng giữa chừng")
    letter(2, state=EmailState.SENT, sent_at=clock.machine_now())
    page = shown(office.get(LETTERS, {"state": "unknown"}))
    assert "Thư số 1" in page
    assert "Tiến trình gửi dừng giữa chừng" in page
    assert "Thư số 2" not in page
    assert "Thư số 2" in shown(office.get(LETTERS, {"state": "x"}))
    assert "Không có thư nào" in shown(office.get(LETTERS, {"state": "failed"}))


def test_a_letter_in_doubt_is_sent_again_by_hand(office, monkeypatch):
    monkeypatch.setattr(tasks.send_waiting, "delay", lambda: None)
    row = letter(state=EmailState.UNKNOWN)
    page = shown(office.post(f"{LETTERS}{row.pk}/gui-lai/", follow=True))
    assert "hàng chờ gửi" in page
    again = shown(office.post(f"{LETTERS}{row.pk}/gui-lai/", follow=True))
    assert "Thư này đang ở trạng thái «Chờ gửi»." in again


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_letters_cost_the_same_at_any_length(
    office, item_count, bare_menu, django_assert_num_queries
):
    for number in range(item_count):
        letter(number)
    with clock.held_still(), django_assert_num_queries(3):
        shown(office.get(LETTERS))
