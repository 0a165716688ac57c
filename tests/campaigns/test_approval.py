"""Bàn duyệt của Chủ tịch: tried first, bound to what was shown, all or nothing."""

import re
from datetime import date, datetime
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.enums import PlanState
from campaigns.models import AwardPlan, PlanAnnouncement, Quota
from campaigns.notifications.plan import messages_for
from campaigns.services import dry_run as dry_run_services
from campaigns.services.dry_run import Wanted
from campaigns.transitions import plan as plan_transitions
from law.models import Signatory
from nganam_awards.core import clock
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from tests.factories.campaigns import AwardPlanFactory, QuotaFactory, SignatoryFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db
DESK, CONFIRM = "/phong-trao/duyet/", "/phong-trao/duyet/xac-nhan/"
REASON = "Chờ hướng dẫn của tỉnh"
COST = 12  # queries of the desk, however many plans wait


@pytest.fixture
def plans(people, at):
    """Two plans before the Chairman on 28/02/2023."""
    at(date(2023, 2, 28))
    return [AwardPlanFactory(appraised=True, campaign__organiser=people.ward) for _ in range(2)]


def persons(plan):
    return plan.quotas.get(honouree_kind="person")


def shown(plans, people, *, limits=None, reason="", note=""):
    """The facts of a dry run of these plans."""
    return dry_run_services.facts(
        [Wanted(plan, limits or {}, reason, note) for plan in plans],
        people.chairman,
        clock.today(),
    )


def ticked(*plans, **fields):
    """The desk's form with these plans ticked; `limit_12=…` for their rows."""
    data = {}
    for plan in plans:
        data[f"kh{plan.pk}-is_ticked"] = "on"
        data |= {f"kh{plan.pk}-{name}": value for name, value in fields.items()}
    return data


def text_of(response):
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(plain).split())


def sealed_in(response):
    return re.search(r'name="shown" value="([^"]+)"', response.content.decode())[1]


def states(plans):
    return [AwardPlan.objects.get(pk=plan.pk).state for plan in plans]


# all at once ------------------------------------------------------------------------------------


def test_what_was_shown_is_what_happens(plans, people, client_of):
    first, second = plans
    row = persons(first)
    chairman = client_of(people.chairman)
    fields = ticked(*plans) | {
        f"kh{first.pk}-limit_{row.pk}": "12",
        f"kh{second.pk}-note": "Ưu tiên tập thể nhỏ.",
    }
    dry_run = chairman.post(DESK, fields)
    told = text_of(dry_run)
    for words in (
        "Đúng những việc này sẽ xảy ra",
        "Ngày 28/02/2023: duyệt 2 kế hoạch",
        "Giấy khen, cá nhân: đề nghị 15, duyệt 12",
        "Ưu tiên tập thể nhỏ.",
        "sổ TB-UBND, CHỦ TỊCH Huỳnh Văn Tâm ký",
    ):
        assert words in told
    assert states(plans) == [PlanState.APPRAISED] * 2

    done = chairman.post(CONFIRM, {"shown": sealed_in(dry_run)}, follow=True)
    assert "Đã duyệt 2 kế hoạch và ra 2 thông báo." in text_of(done)
    assert states(plans) == [PlanState.APPROVED] * 2
    symbols = [notice.document.symbol for notice in PlanAnnouncement.objects.all()]
    assert symbols == ["01/TB-UBND", "02/TB-UBND"]
    row.refresh_from_db()
    assert (row.asked, row.limit) == (15, 12)


def test_a_cut_is_seen_by_the_organiser_everywhere(plans, people, client_of):
    plan = plans[0]
    plan_transitions.approve(plan, by=people.chairman, cuts={persons(plan).pk: 12})
    words = "Giấy khen, cá nhân: đề nghị 15, duyệt 12"
    assert plan.events.newest_first().first().facts["cuts"] == [
        {"quota": persons(plan).pk, "label": "Giấy khen, cá nhân", "asked": 15, "limit": 12}
    ]
    page = text_of(client_of(people.clerk).get(plan.get_absolute_url()))
    assert "15" in page
    assert words in page or "Đề nghị 15, Chủ tịch duyệt 12" in page
    told = messages_for(plan.events.newest_first().first())
    assert {message.user for message in told} >= {people.clerk, people.head}
    assert all(words in message.text for message in told)


def test_what_was_asked_is_kept_where_nothing_was_cut(plans, people):
    plan_transitions.approve(plans[0], by=people.chairman)
    assert set(plans[0].quotas.values_list("asked", "limit")) == {(8, 8), (15, 15)}
    assert plans[0].events.newest_first().first().facts == {}


@pytest.mark.parametrize("limit", [16, -1])
def test_a_cut_never_raises(limit, plans, people):
    plan = plans[0]
    with pytest.raises(Refused, match="chỉ duyệt bằng hoặc ít hơn"):
        plan_transitions.approve(plan, by=people.chairman, cuts={persons(plan).pk: limit})
    assert states(plans) == [PlanState.APPRAISED] * 2


def test_a_row_may_be_cut_to_nothing_but_not_all(plans, people):
    first, second = plans
    everything = dict.fromkeys(first.quotas.values_list("pk", flat=True), 0)
    with pytest.raises(Refused, match="Trả lại kế hoạch kèm ý kiến"):
        plan_transitions.approve(first, by=people.chairman, cuts=everything)
    plan_transitions.approve(second, by=people.chairman, cuts={persons(second).pk: 0})
    assert (persons(second).asked, persons(second).limit) == (15, 0)


def test_a_row_of_another_plan_is_not_cut(plans, people):
    first, second = plans
    with pytest.raises(Stale, match="Chỉ tiêu của kế hoạch vừa thay đổi"):
        plan_transitions.approve(first, by=people.chairman, cuts={persons(second).pk: 1})


# stale in every way -----------------------------------------------------------------------------


def refused(facts, plans, people, words):
    before = states(plans)
    with pytest.raises(Stale) as caught:
        plan_transitions.approve_many(facts, by=people.chairman)
    told = " ".join(caught.value.reasons)
    assert words in told
    assert "Chưa kế hoạch nào được duyệt" in told
    assert states(plans) == before
    assert not PlanAnnouncement.objects.filter(plan__in=plans, kind="approval").exists()


def test_a_plan_that_was_returned_stops_all(plans, people):
    facts = shown(plans, people)
    plan_transitions.return_plan(plans[1], by=people.chairman, note="Xem lại.")
    refused(facts, plans, people, "Huỳnh Văn Tâm: chủ tịch trả lại")


def test_a_plan_that_was_refused_stops_all(plans, people):
    facts = shown(plans, people)
    plan_transitions.refuse(plans[0], by=people.chief, exclusions=["EX_LUAT"], note="Luật.")
    refused(facts, plans, people, "phòng nội vụ từ chối")


def test_a_row_that_changed_stops_all(plans, people):
    facts = shown(plans, people)
    Quota.objects.filter(pk=persons(plans[0]).pk).update(limit=14)
    refused(facts, plans, people, "Giấy khen, cá nhân trước là 15, nay là 14")


def test_a_row_that_came_or_went_stops_all(plans, people):
    facts = shown(plans, people)
    QuotaFactory(plan=plans[0], honouree_kind="household", limit=4)
    persons(plans[1]).delete()
    refused(facts, plans, people, "hộ gia đình trước là chưa có, nay là 4")
    refused(facts, plans, people, "cá nhân trước là 15, nay là 0")


def test_units_that_joined_stop_all(plans, people):
    facts = shown(plans, people)
    plans[0].participants.add(UnitFactory())
    refused(facts, plans, people, "danh sách đơn vị tham gia đã thay đổi")


def test_another_signatory_stops_all(plans, people):
    facts = shown(plans, people)
    Signatory.objects.update(full_name="Trần Hoàng Khánh")
    refused(facts, plans, people, "người ký CHỦ TỊCH Trần Hoàng Khánh")


def test_the_cut_off_passing_over_midnight_stops_all(plans, people, at):
    at(datetime(2023, 3, 31, 23, 59, 59, tzinfo=OFFICE_ZONE))
    facts = shown(plans, people)
    at(datetime(2023, 4, 1, tzinfo=OFFICE_ZONE))
    refused(facts, plans, people, "Hôm nay đã là 01/04/2023")
    refused(facts, plans, people, "nay là duyệt muộn, cần lý do")


def test_new_year_passing_over_midnight_stops_all(plans, people, at):
    at(datetime(2023, 12, 31, 23, 59, 59, tzinfo=OFFICE_ZONE))
    facts = shown(plans, people, reason=REASON)
    at(datetime(2024, 1, 1, tzinfo=OFFICE_ZONE))
    refused(facts, plans, people, "Hôm nay đã là 01/01/2024")


def test_nothing_is_half_done_when_the_second_plan_stops(plans, people):
    """The first of the batch would have passed; its number is not spent."""
    facts = shown(plans, people)
    Quota.objects.filter(pk=persons(plans[1]).pk).update(limit=3)
    with pytest.raises(Stale):
        plan_transitions.approve_many(facts, by=people.chairman)
    plan_transitions.approve(plans[0], by=people.chairman)
    assert plans[0].announcements.get().document.symbol == "01/TB-UBND"


def test_a_stale_confirmation_gives_every_word_back(plans, people, client_of):
    first, second = plans
    row = persons(first)
    chairman = client_of(people.chairman)
    fields = ticked(*plans, note="Lời của tôi.") | {f"kh{first.pk}-limit_{row.pk}": "11"}
    sealed = sealed_in(chairman.post(DESK, fields))
    second.participants.add(UnitFactory())
    answer = chairman.post(CONFIRM, {"shown": sealed})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("Lời của tôi.") == 2
    assert 'value="11"' in page
    assert page.count("checked") == 2


def test_the_same_click_twice(plans, people):
    facts = shown(plans, people)
    plan_transitions.approve_many(facts, by=people.chairman)
    with pytest.raises(AlreadyDone):
        plan_transitions.approve_many(facts, by=people.chairman)
    assert PlanAnnouncement.objects.count() == 2


def test_two_chairmen_one_after_the_other(plans, people):
    facts = shown(plans, people)
    acting = UserFactory(chairman=True, full_name="Lý Thị Hồng Gấm")
    SignatoryFactory(user=acting, full_name="Lý Thị Hồng Gấm")
    plan_transitions.approve(plans[0], by=acting)
    with pytest.raises(Stale, match="Lý Thị Hồng Gấm: chủ tịch duyệt kế hoạch"):
        plan_transitions.approve_many(facts, by=people.chairman)
    assert states(plans) == [PlanState.APPROVED, PlanState.APPRAISED]


@pytest.mark.parametrize("value", ["", "abc", "x" * 3000])
def test_a_page_that_is_not_ours_confirms_nothing(value, plans, people, client_of):
    answer = client_of(people.chairman).post(CONFIRM, {"shown": value}, follow=True)
    assert "Trang xem trước đã cũ" in text_of(answer)
    assert states(plans) == [PlanState.APPRAISED] * 2


def test_a_dry_run_belongs_to_who_saw_it(plans, people, client_of):
    sealed = dry_run_services.sealed(shown(plans, people))
    acting = UserFactory(chairman=True)
    assert client_of(acting).post(CONFIRM, {"shown": sealed}).status_code == 403


# lateness ---------------------------------------------------------------------------------------


def test_a_late_plan_is_marked_and_wants_a_reason(people, client_of, at):
    at(date(2023, 5, 22))
    in_time = AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
    late = AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
    AwardPlan.objects.filter(pk=late.pk).update(submitted_on=date(2023, 5, 12))
    chairman = client_of(people.chairman)
    page = text_of(chairman.get(DESK))
    assert "Gửi muộn." in page
    assert "Duyệt muộn." in page

    answer = chairman.post(DESK, ticked(late, in_time))
    assert answer.status_code == 422
    told = "Ghi lý do duyệt muộn."
    assert text_of(answer).count(told) == 4  # of each plan: once above, once beside the field
    for plan in (in_time, late):
        way = f'<a href="#kh{plan.pk}-late_reason">Lý do duyệt sau thời hạn đầu năm</a>: {told}'
        assert answer.content.decode().count(way) == 1
    dry_run = chairman.post(DESK, ticked(late, in_time, late_reason=REASON))
    assert text_of(dry_run).count(f"Lý do chấp thuận: {REASON}") == 2
    chairman.post(CONFIRM, {"shown": sealed_in(dry_run)})
    for plan in (in_time, late):
        plan.refresh_from_db()
        assert (plan.state, plan.late_reason) == (PlanState.APPROVED, REASON)
    listed = text_of(chairman.get("/phong-trao/"))
    assert "Gửi muộn 12/05/2023" in listed
    assert "Duyệt muộn 22/05/2023" in listed


@pytest.mark.parametrize(
    ("moment", "is_late"),
    [
        (datetime(2023, 1, 1, 0, 0, 0, tzinfo=OFFICE_ZONE), False),
        (datetime(2023, 3, 31, 23, 59, 59, tzinfo=OFFICE_ZONE), False),
        (datetime(2023, 4, 1, 0, 0, 0, tzinfo=OFFICE_ZONE), True),
        (datetime(2023, 12, 31, 23, 59, 59, tzinfo=OFFICE_ZONE), True),
    ],
)
def test_the_start_of_the_year_to_the_second(moment, is_late, people, at):
    plan = AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
    at(moment)
    if is_late:
        with pytest.raises(Refused, match="31/03/2023"):
            plan_transitions.approve(plan, by=people.chairman)
    reason = REASON if is_late else ""
    approved = plan_transitions.approve(plan, by=people.chairman, late_reason=reason)
    assert (approved.approved_on, approved.was_late) == (moment.date(), is_late)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2022, 12, 31, 23, 59, 59, tzinfo=OFFICE_ZONE),
        datetime(2024, 1, 1, 0, 0, 0, tzinfo=OFFICE_ZONE),
    ],
)
def test_another_year_by_a_second_is_another_year(moment, people, at, client_of):
    plan = AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
    at(moment)
    with pytest.raises(Refused, match="chỉ được duyệt trong năm đó"):
        plan_transitions.approve(plan, by=people.chairman, late_reason=REASON)
    chairman = client_of(people.chairman)
    assert "Kế hoạch của năm 2023 chỉ được duyệt trong năm đó" in text_of(chairman.get(DESK))
    fields = ticked(plan, late_reason=REASON)
    assert chairman.post(DESK, fields).status_code == 422


# the page ---------------------------------------------------------------------------------------


def test_nothing_ticked_is_said(plans, people, client_of):
    answer = client_of(people.chairman).post(DESK, {f"kh{plans[0].pk}-note": "Lời của tôi."})
    assert answer.status_code == 422
    assert "Chọn ít nhất một kế hoạch" in text_of(answer)
    assert "Lời của tôi." in text_of(answer)


def test_a_larger_number_is_refused_at_its_field(plans, people, client_of):
    plan = plans[0]
    answer = client_of(people.chairman).post(
        DESK, ticked(plan, **{f"limit_{persons(plan).pk}": "16"})
    )
    assert answer.status_code == 422
    assert "Đơn vị đề nghị 15; chỉ duyệt bằng hoặc ít hơn." in text_of(answer)


def test_one_is_returned_and_the_others_keep_what_was_typed(plans, people, client_of):
    first, second = plans
    fields = ticked(second, note="Ưu tiên tập thể nhỏ.") | {
        f"kh{first.pk}-note": "Giảm số cá nhân.",
        "tra-lai": str(first.pk),
    }
    answer = client_of(people.chairman).post(DESK, fields)
    assert states(plans) == [PlanState.DRAFT, PlanState.APPRAISED]
    assert first.events.newest_first().first().note == "Giảm số cá nhân."
    assert "Ưu tiên tập thể nhỏ." in text_of(answer)
    assert f"ke-hoach-{first.pk}" not in answer.content.decode()


def test_a_return_says_why(plans, people, client_of):
    answer = client_of(people.chairman).post(DESK, {"tra-lai": str(plans[0].pk)})
    assert answer.status_code == 422
    assert "Ghi ý kiến để đơn vị biết cần sửa gì." in text_of(answer)
    assert states(plans) == [PlanState.APPRAISED] * 2


def test_back_from_the_dry_run_keeps_what_was_typed(plans, people, client_of):
    row = persons(plans[0])
    fields = ticked(plans[0], note="Lời của tôi.", **{f"limit_{row.pk}": "9"}) | {"sua": "1"}
    answer = client_of(people.chairman).post(DESK, fields)
    assert answer.status_code == 200
    assert "Lời của tôi." in text_of(answer)
    assert 'value="9"' in answer.content.decode()


def test_the_longest_waiting_stands_first_with_totals(people, client_of, at):
    at(date(2023, 3, 1))
    last_year = AwardPlanFactory(closed=True, review_year=2022, campaign__organiser=people.ward)
    younger, older = (
        AwardPlanFactory(appraised=True, campaign__organiser=people.ward) for _ in range(2)
    )
    AwardPlan.objects.filter(pk=older.pk).update(submitted_on=date(2023, 1, 9))
    answer = client_of(people.chairman).get(DESK)
    page, told = answer.content.decode(), text_of(answer)
    assert page.index(f"ke-hoach-{older.pk}") < page.index(f"ke-hoach-{younger.pk}")
    assert "Giấy khen 46 23" in told
    assert "Năm 2022: đề nghị 23, duyệt 23, đã khen 0." in told
    assert last_year.campaign.name not in told


def test_only_the_chairman_comes_to_the_desk(plans, people, client_of):
    sealed = dry_run_services.sealed(shown(plans, people))
    for name, person in people.all().items():
        expected = 200 if name == "chairman" else 404
        client = client_of(person)
        assert client.get(DESK).status_code == expected, name
        if name != "chairman":
            assert client.post(DESK, ticked(*plans)).status_code == 404, name
            assert client.post(CONFIRM, {"shown": sealed}).status_code == 404, name
            with pytest.raises(PermissionDenied):
                plan_transitions.approve_many(shown(plans, people), by=person)
    assert states(plans) == [PlanState.APPRAISED] * 2


def test_the_menu_and_the_home_page_lead_there(plans, people, client_of):
    home = client_of(people.chairman).get("/").content.decode()
    assert home.count(f'href="{DESK}"') >= 1
    assert f'href="{DESK}"' not in client_of(people.officer).get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_desk_costs_the_same(count, people, client_of, at):
    at(date(2023, 2, 28))
    for _ in range(count):
        AwardPlanFactory(appraised=True, participants=[UnitFactory(), UnitFactory()])
    client = client_of(people.chairman)
    client.get(DESK)
    with CaptureQueriesContext(connection) as told:
        assert client.get(DESK).status_code == 200
    assert len(told) == COST, [query["sql"][:90] for query in told.captured_queries]


def test_an_empty_desk_says_so(people, client_of):
    assert "Không có kế hoạch nào chờ duyệt" in text_of(client_of(people.chairman).get(DESK))
