"""Many dossiers at once: the dry run, the word bound to it, and what came of each."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.enums import BulkOutcome, DossierState as S
from dossiers.models import BulkRun, Dossier, DossierEvent, DossierReminder
from dossiers.queries import queue as queue_queries
from dossiers.services import bulk as bulk_services
from dossiers.tasks import run_bulk, run_bulks_left_behind, tell_reminders
from dossiers.transitions import bulk as bulk_transitions, dossier as dossier_transitions
from dossiers.workflow import DossierAction as D
from nganam_awards.core.steps import UNPROCESSABLE
from nganam_awards.notices.models import Notice
from tests.factories.dossiers import DossierFactory, NominationFactory, received_at_once
from tests.factories.units import UserFactory


def url_of(slug: str, name: str = "bulk") -> str:
    return reverse(f"dossiers:{name}", args=[slug])


def shown(page) -> dict[str, str]:
    """What the form of the dry run would send as it stands."""
    form = page.text.split('id="xem-truoc"')[1].split("</form>")[0]
    sent = dict(re.findall(r'type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', form))
    for name in ("officer", "note"):
        if name in page.context["form"].fields:
            sent[name] = page.context["form"][name].value() or ""
    return sent


@pytest.fixture
def town(town):
    """With a second head of Phòng Nội vụ."""
    town.chief2 = UserFactory(home_affairs_head=True, full_name="Lâm Thị Bé Bảy")
    return town


@pytest.fixture
def try_and_confirm(client_of):
    """Tick, look, let something happen, confirm; gives the page of what came of it."""

    def press(person, slug, dossiers, between=lambda: None, **typed):
        client = client_of(person)
        page = client.post(url_of(slug), {"dong": [one.pk for one in dossiers], **typed})
        assert page.status_code == 200, page.text
        between()
        answer = client.post(url_of(slug, "bulk_confirm"), shown(page))
        run_bulk(BulkRun.objects.latest("pk").pk)
        return client.get(answer.url)

    return press


# --- the road -----------------------------------------------------------------------------------


def test_of_500_the_one_that_changed_is_refused_with_its_difference(town, try_and_confirm):
    rows = received_at_once(500, plan=town.plan, by=town.clerk)
    one = rows[250]

    def meanwhile() -> None:
        dossier_transitions.assign(one, officer=town.officer2, by=town.chief2)

    page = try_and_confirm(town.chief, "phan-cong", rows, meanwhile, officer=town.officer.pk)
    assert (page.context["done_count"], page.context["refused_count"]) == (499, 1)
    assert "<b>499</b> hồ sơ đã làm xong, <b>1</b> hồ sơ chưa làm được" in page.text
    first = page.context["page"].object_list[0]
    assert first.dossier_id == one.pk
    assert "vừa thay đổi sau khi anh/chị mở trang" in first.told
    assert f"{town.chief2.full_name}: phân công thẩm định" in first.told
    assert Dossier.objects.filter(officer=town.officer, state=S.APPRAISING).count() == 499
    one.refresh_from_db()
    assert one.officer == town.officer2


def test_what_the_same_hand_did_meanwhile_is_a_difference_too(town, try_and_confirm):
    row = DossierFactory(received=True, plan=town.plan)

    def meanwhile() -> None:
        dossier_transitions.assign(row, officer=town.officer2, by=town.chief)

    page = try_and_confirm(town.chief, "phan-cong", [row], meanwhile, officer=town.officer.pk)
    [item] = page.context["page"].object_list
    assert item.outcome == BulkOutcome.REFUSED
    assert "đã được giao Trần Minh Khoa sau khi anh/chị mở trang" in item.told


def test_receiving_gives_codes_in_the_order_shown_and_a_receipt_each(town, try_and_confirm):
    rows = [town.filed(persons=1) for _ in range(3)]
    page = try_and_confirm(town.officer, "tiep-nhan", rows)
    assert page.context["done_count"] == 3
    codes = Dossier.objects.order_by("pk").values_list("one_stop_code", flat=True)
    assert [code[-4:] for code in codes] == ["0001", "0002", "0003"]
    assert {row.due_on for row in Dossier.objects.all()} == {date(2023, 12, 4)}
    assert all(code in page.text for code in codes)


def test_a_promised_day_that_moved_is_a_difference(town, try_and_confirm, at):
    rows = [town.filed(persons=1)]
    page = try_and_confirm(town.officer, "tiep-nhan", rows, lambda: at(date(2023, 11, 21)))
    [item] = page.context["page"].object_list
    assert item.outcome == BulkOutcome.REFUSED
    assert item.told.startswith("Ngày hẹn trả nay là 05/12/2023, không còn là 04/12/2023")
    rows[0].refresh_from_db()
    assert (rows[0].state, rows[0].one_stop_code) == (S.FILED, None)


def test_a_reminder_reaches_whoever_has_the_next_step_once_a_day(town, try_and_confirm):
    officer = UserFactory(officer=True)
    asked = DossierFactory(need_more=True, plan=town.plan, created_by=town.clerk, officer=officer)
    held = DossierFactory(appraising=True, plan=town.plan, officer=town.officer)
    page = try_and_confirm(town.chief, "nhac", [asked, held], note="Gửi trong tuần này nhé.")
    assert page.context["done_count"] == 2
    tell_reminders()
    told = {notice.user: notice.text for notice in Notice.objects.filter(text__contains="nhắc:")}
    assert told.keys() >= {town.clerk, town.officer}
    assert town.chief not in told
    assert "chờ đơn vị bổ sung" in told[town.clerk]
    assert told[town.officer].endswith("Gửi trong tuần này nhé.")
    again = try_and_confirm_refused(town.chief, [asked, held])
    assert [one.fate.why for one in again.left] == ["Đỗ Thanh Hà đã nhắc lúc 08:00 hôm nay."] * 2
    assert DossierReminder.objects.filter(kind="by_hand").count() == 2


def try_and_confirm_refused(person, dossiers) -> bulk_services.DryRun:
    found = bulk_services.dossiers_of(person, [one.pk for one in dossiers])
    return bulk_services.dry_run(bulk_services.Bulk("nudge", found, person))


# --- bad input ----------------------------------------------------------------------------------


def test_501_are_refused_with_what_to_do_and_the_first_500_are_kept(town, client_of):
    client = client_of(town.chief)
    page = client.post(url_of("phan-cong"), {"giu": "-".join(map(str, range(1, 502)))})
    assert page.status_code == UNPROCESSABLE
    assert "Anh/chị chọn 501 hồ sơ; mỗi lần làm được nhiều nhất 500" in page.text
    assert "Xem trước 500 hồ sơ" in page.text


def test_nothing_ticked_leads_back_to_the_queue_with_what_to_do(town, client_of):
    answer = client_of(town.chief).post(
        url_of("phan-cong"), {"hang": queue_queries.TO_ASSIGN}, follow=True
    )
    assert "Chưa chọn hồ sơ nào" in answer.text
    assert answer.redirect_chain[0][0] == "/tham-dinh/cho-phan-cong/"


def test_a_whole_queue_is_asked_again_under_its_number(town, client_of):
    DossierFactory(received=True, plan=town.plan)
    client, whole = client_of(town.chief), {"hang": queue_queries.TO_ASSIGN, "ca": "2"}
    answer = client.post(url_of("phan-cong"), whole, follow=True)
    assert "nay có 1 hồ sơ, không phải 2" in answer.text
    page = client.post(url_of("phan-cong"), whole | {"ca": "1", "officer": town.officer.pk})
    assert len(page.context["done"]) == 1


@pytest.mark.parametrize("value", ["", "nonsense", "eyJ:1abc:sig"])
def test_a_confirmation_that_is_no_page_of_ours_begins_nothing(value, town, client_of):
    row = DossierFactory(received=True, plan=town.plan)
    client = client_of(town.chief)
    page = client.post(url_of("phan-cong"), {"dong": [row.pk], "officer": town.officer.pk})
    answer = client.post(
        url_of("phan-cong", "bulk_confirm"), shown(page) | {"shown": value}, follow=True
    )
    assert "Trang xem trước đã cũ" in answer.text
    assert not BulkRun.objects.exists()


def test_another_persons_dry_run_begins_nothing(town, client_of):
    row = DossierFactory(filed=True, plan=town.plan)
    page = client_of(town.officer).post(url_of("tiep-nhan"), {"dong": [row.pk]})
    answer = client_of(town.officer2).post(url_of("tiep-nhan", "bulk_confirm"), shown(page))
    assert answer.status_code == 403
    assert not BulkRun.objects.exists()


def test_what_is_typed_after_the_look_is_looked_at_first(town, client_of):
    row = DossierFactory(received=True, plan=town.plan)
    client = client_of(town.chief)
    page = client.post(url_of("phan-cong"), {"dong": [row.pk], "officer": town.officer.pk})
    sent = shown(page) | {"officer": town.officer2.pk, "note": "Xem kỹ minh chứng."}
    again = client.post(url_of("phan-cong", "bulk_confirm"), sent)
    assert again.status_code == 200
    assert "Anh/chị vừa đổi nội dung" in again.text
    assert "Xem kỹ minh chứng." in again.text
    [one] = again.context["done"]
    assert one.fate.facts["name"] == town.officer2.full_name
    assert not BulkRun.objects.exists()


def test_two_presses_of_one_page_are_one_run(town, client_of):
    row = DossierFactory(received=True, plan=town.plan)
    client = client_of(town.chief)
    page = client.post(url_of("phan-cong"), {"dong": [row.pk], "officer": town.officer.pk})
    answers = [client.post(url_of("phan-cong", "bulk_confirm"), shown(page)) for _ in "12"]
    assert answers[0].url == answers[1].url
    assert BulkRun.objects.count() == 1


@pytest.mark.parametrize("who", ["clerk", "head", "chairman", "stranger"])
def test_the_desk_of_many_does_not_exist_for_others(who, town, client_of):
    row = DossierFactory(filed=True, plan=town.plan)
    client = client_of(getattr(town, who))
    for slug in ("tiep-nhan", "phan-cong", "nhac"):
        assert client.post(url_of(slug), {"dong": [row.pk]}).status_code == 404
    assert client_of(town.officer).post(url_of("phan-cong")).status_code == 404


def test_a_dossier_with_ones_own_line_is_left_to_others(town, client_of):
    own = DossierFactory(filed=True, plan=town.plan, persons=0)
    officer = UserFactory(officer=True, unit=town.ward, full_name="Danh Thị Hồng")
    NominationFactory(dossier=own, full_name="Danh thị Hồng")
    other = DossierFactory(filed=True, plan=town.plan)
    page = client_of(officer).post(url_of("tiep-nhan"), {"dong": [own.pk, other.pk]})
    assert [one.dossier for one in page.context["done"]] == [other]
    [left] = page.context["left"]
    assert left.dossier == own
    assert "có anh/chị hoặc người cùng tên" in left.fate.why


def test_one_that_its_unit_took_home_is_counted_not_named(town, client_of):
    row, other = town.filed(), town.filed()
    dossier_transitions.recall(row, by=town.head, note="Sửa danh sách.")
    page = client_of(town.officer).post(url_of("tiep-nhan"), {"dong": [row.pk, other.pk]})
    assert page.context["gone_count"] == 1
    assert "1 hồ sơ đã chọn không còn ở Phòng Nội vụ" in page.text
    assert row.ref not in page.text


# --- the worker ---------------------------------------------------------------------------------


def begun(town, rows, **words) -> BulkRun:
    found = bulk_services.dossiers_of(town.chief, [row.pk for row in rows])
    tried = bulk_services.dry_run(bulk_services.Bulk("assign", found, town.chief, **words))
    return bulk_services.begin(tried.sealed, by=town.chief)


def test_a_run_that_is_delivered_twice_takes_each_item_once(town):
    rows = [DossierFactory(received=True, plan=town.plan) for _ in range(2)]
    run = begun(town, rows, officer=town.officer)
    run_bulk(run.pk)
    run_bulk(run.pk)
    run.refresh_from_db()
    assert run.finished_at is not None
    assert bulk_services.left_behind() == []
    assert DossierEvent.objects.filter(action=D.ASSIGN).count() == 2


def test_a_run_whose_machine_died_is_taken_up_again(town, monkeypatch):
    run = begun(town, [DossierFactory(received=True, plan=town.plan)], officer=town.officer)
    sent = []
    monkeypatch.setattr(run_bulk, "delay", sent.append)
    run_bulks_left_behind()
    assert sent == [run.pk]


def test_who_lost_the_right_meanwhile_does_nothing_more(town):
    run = begun(town, [DossierFactory(received=True, plan=town.plan)], officer=town.officer)
    town.chief.groups.clear()
    run_bulk(run.pk)
    [item] = run.items.all()
    assert (item.outcome, item.told) == (BulkOutcome.REFUSED, bulk_transitions.NOT_HIS)


def test_an_officer_who_left_meanwhile_is_given_nothing(town):
    run = begun(town, [DossierFactory(received=True, plan=town.plan)], officer=town.officer)
    town.officer.groups.clear()
    run_bulk(run.pk)
    [item] = run.items.all()
    assert "không phải chuyên viên thẩm định" in item.told


@pytest.mark.parametrize("slug", ["tiep-nhan", "phan-cong", "nhac"])
def test_a_dry_run_costs_the_same_at_1_3_and_more(slug, town, client_of, bare_menu):
    state = {"tiep-nhan": "filed", "phan-cong": "received", "nhac": "appraising"}[slug]
    counts = []
    client = client_of(town.chief)
    for count in (1, 3, 12):
        rows = [DossierFactory(**{state: True}, officer=town.officer2) for _ in range(count)]
        sent = {"dong": [row.pk for row in rows], "officer": town.officer.pk}
        client.post(url_of(slug), sent)
        with CaptureQueriesContext(connection) as queries:
            page = client.post(url_of(slug), sent)
        assert len(page.context["done"]) == count
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
