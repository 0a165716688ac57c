"""Time limits: of the whole and step by step, and a calendar that changes under open dossiers."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers import tasks
from dossiers.models import Dossier, DueChange, Recalculation
from dossiers.queries import limit as limit_queries
from dossiers.queries.limit import STEPS, DayCount
from dossiers.services import limit as limit_services
from dossiers.services.recount import recount_caps
from dossiers.transitions import (
    apology as apology_transitions,
    dossier as dossier_transitions,
    nominee as nominee_transitions,
    supplement as supplement_transitions,
)
from law.enums import Category, HolidayKind
from law.figures import AwardKey
from law.models import AwardRule, AwardType, Holiday
from law.services import catalogue as catalogue_services, office as office_services
from nganam_awards.core import clock
from nganam_awards.notices.models import Notice
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db
RECEIVE, APPRAISE, DECIDE, RETURN = STEPS
NEXT_FRIDAY = date(2023, 11, 24)


def fresh(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def days(dossier):
    return fresh(dossier).due_on, fresh(dossier).step_due_on


@pytest.fixture
def keeper():
    return UserFactory(administrator=True, full_name="Sơn Hoài Phong")


@pytest.fixture
def day_off(keeper, django_capture_on_commit_callbacks):
    """Puts a day off into the calendar, as its keeper does; what follows the commit happens."""

    def add(day, kind=HolidayKind.OFF):
        with django_capture_on_commit_callbacks(execute=True):
            return office_services.add_holiday(
                day=day, name="Nghỉ vì triều cường", kind=kind, citation="Công điện", by=keeper
            )

    return add


# --- a limit for the whole and for each step -----------------------------------------------------


def test_each_step_has_its_own_days(town, at):
    dossier = town.filed()
    assert days(dossier) == (None, date(2023, 11, 21))  # one working day to receive
    at(date(2023, 11, 21))
    dossier_transitions.receive(dossier, by=town.officer)
    assert days(dossier) == (date(2023, 12, 5), date(2023, 11, 29))  # six to appraise
    dossier_transitions.assign(dossier, officer=town.officer, by=town.chief)
    assert days(dossier) == (date(2023, 12, 5), date(2023, 11, 29))  # part of the appraisal
    at(date(2023, 11, 27))
    words = {line.pk: ("not_recommend", "Chưa đủ.") for line in dossier.nominations.all()}
    nominee_transitions.give_verdicts(fresh(dossier), words, by=town.officer)
    dossier_transitions.finish(fresh(dossier), by=town.officer)
    assert days(dossier) == (date(2023, 12, 5), date(2023, 11, 29))  # two to decide
    dossier_transitions.reopen(fresh(dossier), by=town.chief, note="Xem lại.")
    assert days(dossier) == (date(2023, 12, 5), date(2023, 12, 5))  # six anew
    dossier_transitions.finish(fresh(dossier), by=town.officer)
    at(date(2023, 11, 28))
    nominee_transitions.decline_lines(fresh(dossier).nominations.all(), by=town.chief)
    assert days(dossier) == (date(2023, 12, 5), date(2023, 11, 29))  # one to return
    assert fresh(dossier).state == "concluded"


def test_a_recalled_dossier_has_no_step(town):
    dossier = town.filed()
    dossier_transitions.recall(dossier, by=town.head)
    assert days(dossier) == (None, None)


@pytest.mark.parametrize(
    ("category", "code", "limit"),
    [
        (Category.MERIT, "LDTT", 20),
        (Category.MERIT, "GK", 10),
        (Category.UNSCHEDULED, "GK", 10),
    ],
)
def test_the_titles_of_a_year_have_the_days_of_a_batch(town, category, code, limit):
    dossier = town.filed()
    line = dossier.nominations.get()
    Dossier.objects.filter(pk=dossier.pk).update(category=category)
    type(line).objects.filter(pk=line.pk).update(award_type=AwardType.objects.get(code=code))
    dossier_transitions.receive(fresh(dossier), by=town.officer)
    received = fresh(dossier)
    assert (received.limit_days, limit_queries.days_promised(received)) == (limit, limit)
    assert DayCount().between(clock.today(), received.due_on) == limit
    # What a batch has more than others is its officer's.
    assert DayCount().between(clock.today(), received.step_due_on) == limit - 4


@pytest.mark.parametrize(
    ("category", "code", "limit"),
    [
        (Category.MERIT, "CSTDCS", 25),
        (Category.FORWARD, "CSTDT", 25),
        (Category.FORWARD, "BK_T", 15),
    ],
)
def test_the_council_has_days_of_its_own(town, at, category, code, limit):
    dossier = town.filed()
    Dossier.objects.filter(pk=dossier.pk).update(category=category)
    dossier.nominations.update(award_type=AwardType.objects.get(code=code))
    recount_caps()
    assert DayCount().promised([fresh(dossier)], clock.today())[dossier.pk] == DayCount().end(
        clock.today(), limit
    )
    dossier_transitions.receive(fresh(dossier), by=town.officer)
    received = fresh(dossier)
    assert (received.limit_days, limit_queries.days_promised(received)) == (limit, limit)
    assert DayCount().between(clock.today(), received.step_due_on) == limit - 4 - 5
    dossier_transitions.assign(received, officer=town.officer, by=town.chief)
    reason = "Các danh hiệu phải có trước nằm trong quyết định giấy, đã đối chiếu."
    words = {line.pk: ("recommend", reason) for line in dossier.nominations.all()}
    nominee_transitions.give_verdicts(fresh(dossier), words, by=town.officer)
    dossier_transitions.finish(fresh(dossier), by=town.officer)
    assert DayCount().between(clock.today(), fresh(dossier).step_due_on) == 2 + 5
    at(clock.today() + timedelta(days=4))
    assert not Dossier.objects.filter(limit_queries.late_in_step()).exists()


def test_what_was_promised_before_the_rule_stays(town, at, day_off):
    dossier = town.filed()
    Dossier.objects.filter(pk=dossier.pk).update(category=Category.MERIT)
    dossier.nominations.update(award_type=AwardType.objects.get(code="CSTDCS"))
    AwardRule.objects.filter(key=AwardKey.COUNCIL_VOTE).update(value="none")
    dossier_transitions.receive(fresh(dossier), by=town.officer)
    before = fresh(dossier)
    AwardRule.objects.filter(key=AwardKey.COUNCIL_VOTE).update(value="secret")
    at(date(2023, 11, 21))
    day_off(NEXT_FRIDAY)
    after = fresh(dossier)
    assert (before.limit_days, after.limit_days) == (20, 20)
    assert DayCount().between(clock.day_of(before.received_at), after.due_on) == 20


def test_the_council_is_asked_about_once_for_many_dossiers(town, django_assert_num_queries):
    dossiers = [town.filed(), town.filed(), town.filed()]
    limits = DayCount()
    assert limits.days_off
    with django_assert_num_queries(2):  # the figures of the day, and who is asked about
        limits.promised(dossiers, clock.today())


def test_a_supplement_gives_both_days_back(town, at):
    dossier = town.appraising()
    supplement_transitions.ask_more(
        dossier, words="Bổ sung biên bản.", until=date(2023, 11, 27), by=town.officer
    )
    line = dossier.nominations.get()
    type(line).objects.filter(pk=line.pk).update(position="Phó trưởng khóm 3")
    at(date(2023, 11, 22))
    supplement_transitions.mark_ready(fresh(dossier), by=town.clerk)
    supplement_transitions.answer(fresh(dossier), by=town.head)
    assert days(dossier) == (date(2023, 12, 6), date(2023, 11, 30))


@pytest.mark.parametrize(
    ("day", "which"),
    [
        (date(2023, 11, 24), ""),
        (date(2023, 11, 27), "soon in step"),
        (date(2023, 11, 28), "soon in step"),  # its last day
        (date(2023, 11, 29), "late in step, soon"),  # 4 December is three working days away
        (date(2023, 12, 4), "late in step, soon"),
        (date(2023, 12, 5), "late in step, late"),
    ],
)
def test_soon_and_late_are_said_the_same_by_queries_and_pages(town, at, client_of, day, which):
    dossier = town.appraising()
    at(day)
    limits = DayCount()
    asked = {
        "soon in step": limit_queries.soon_in_step(limits, APPRAISE),
        "late in step": limit_queries.late_in_step(APPRAISE),
        "soon": limit_queries.soon(limits),
        "late": limit_queries.late(),
    }
    found = {name for name, rows in asked.items() if Dossier.objects.filter(rows).exists()}
    assert found == set(filter(None, which.split(", ")))
    assert not Dossier.objects.filter(limit_queries.late_in_step(RECEIVE, DECIDE)).exists()
    context = client_of(town.officer).get(dossier.get_absolute_url()).context
    tones = {"late": "late", "soon": "soon"}
    assert context["step_deadline"].tone == next(
        (tones[name] for name in tones if f"{name} in step" in found), ""
    )
    assert context["deadline"].tone == next((tones[name] for name in tones if name in found), "")


def test_the_house_sees_the_day_of_its_step_and_the_unit_does_not(town, client_of, at):
    dossier = town.filed()
    at(date(2023, 11, 22))
    queue = reverse("dossiers:queue", args=["cho-tiep-nhan"])
    assert "quá hạn 1 ngày làm việc" in client_of(town.officer).get(queue).text
    assert client_of(town.head).get(dossier.get_absolute_url()).context["step_deadline"] is None
    assert "quá hạn 1" not in client_of(town.head).get(reverse("dossiers:list")).text


# --- the calendar changes under open dossiers -----------------------------------------------------


def test_a_day_off_moves_what_is_under_way_and_tells_why(town, client_of, day_off):
    held, filed, drafted = town.appraising(), town.filed(), town.draft()
    done = town.appraised()
    Notice.objects.all().delete()
    day_off(NEXT_FRIDAY)
    assert days(held) == (date(2023, 12, 5), date(2023, 11, 29))
    assert days(filed) == (None, date(2023, 11, 21))  # before the day off
    assert days(drafted) == (None, None)
    assert days(done) == (date(2023, 12, 5), date(2023, 11, 22))
    [recalculation] = Recalculation.objects.all()
    assert (recalculation.total, recalculation.done, recalculation.percent) == (3, 3, 100)
    assert recalculation.words == "thêm ngày nghỉ 24/11/2023 «Nghỉ vì triều cường»"
    change = DueChange.objects.get(dossier=held)
    assert (change.old_due_on, change.new_due_on) == (date(2023, 12, 4), date(2023, 12, 5))
    told = Notice.objects.filter(text__contains=held.ref)
    assert set(told.values_list("user__full_name", flat=True)) == {
        person.full_name for person in (town.officer, town.clerk, town.head)
    }
    assert all("Nghỉ vì triều cường" in notice.text for notice in told)
    for reader in (town.officer, town.head):
        page = client_of(reader).get(held.get_absolute_url()).text
        assert "Hạn trả tính lại theo lịch làm việc" in page
        assert "Từ 04/12/2023 sang 05/12/2023: thêm ngày nghỉ 24/11/2023" in page


def test_a_run_that_comes_twice_moves_and_tells_once(town, day_off):
    held = town.appraising()
    Notice.objects.all().delete()
    day_off(NEXT_FRIDAY)
    before, told = days(held), Notice.objects.count()
    pk = Recalculation.objects.get().pk
    Recalculation.objects.update(finished_at=None)  # the machine died before it could say so
    tasks.recalculate(pk)
    tasks.recalculate(pk)
    assert (days(held), DueChange.objects.count(), Notice.objects.count()) == (before, 1, told)


def test_a_run_that_another_machine_holds_is_left_to_it(town):
    town.appraising()
    run = limit_services.order("thêm ngày nghỉ", None)
    until = clock.machine_now() + timedelta(seconds=30)
    Recalculation.objects.update(leased_until=until)
    tasks.recalculate(run.pk)
    assert limit_services.left_behind() == []
    assert Recalculation.objects.get().finished_at is None
    Recalculation.objects.update(leased_until=clock.machine_now() - timedelta(seconds=1))
    assert limit_services.left_behind() == [run.pk]


def test_days_typed_one_after_another_wait_for_one_run(
    town, keeper, django_capture_on_commit_callbacks
):
    town.appraising()
    with django_capture_on_commit_callbacks():
        for day in (22, 23):
            office_services.add_holiday(
                day=date(2023, 11, day), name="Nghỉ", kind="off", citation="Công điện", by=keeper
            )
    [run] = Recalculation.objects.all()
    assert run.words == "thêm ngày nghỉ 22/11/2023 «Nghỉ»; thêm ngày nghỉ 23/11/2023 «Nghỉ»"


def test_a_day_that_is_struck_makes_nothing_late_that_was_in_time(
    town, at, keeper, day_off, django_capture_on_commit_callbacks
):
    held = town.appraising()
    row = day_off(NEXT_FRIDAY)
    assert days(held) == (date(2023, 12, 5), date(2023, 11, 29))
    at(date(2023, 12, 5))
    with django_capture_on_commit_callbacks(execute=True):
        office_services.drop_holiday(row, reason="Nhầm", by=keeper)
    assert days(held) == (date(2023, 12, 5), date(2023, 11, 29))  # late already
    at(date(2023, 11, 27))
    with django_capture_on_commit_callbacks(execute=True):
        day = office_services.add_holiday(
            day=date(2023, 11, 25), name="Làm bù", kind="worked", citation="Công văn", by=keeper
        )
    assert day.kind == HolidayKind.WORKED
    assert days(held) == (date(2023, 12, 1), date(2023, 11, 27))


def test_days_of_a_supplement_are_counted_by_the_new_calendar_too(town, at, day_off):
    held = town.appraising()
    supplement_transitions.ask_more(
        held, words="Bổ sung biên bản.", until=date(2023, 11, 27), by=town.officer
    )
    day_off(date(2023, 11, 21))
    assert days(held)[0] == date(2023, 12, 5)
    line = held.nominations.get()
    type(line).objects.filter(pk=line.pk).update(position="Phó trưởng khóm 3")
    at(date(2023, 11, 23))
    supplement_transitions.mark_ready(fresh(held), by=town.clerk)
    supplement_transitions.answer(fresh(held), by=town.head)
    assert days(held) == (date(2023, 12, 7), date(2023, 12, 1))  # two working days stood still
    day_off(date(2023, 11, 22))
    assert days(held) == (date(2023, 12, 7), date(2023, 12, 1))  # one day less stood, one more off


def test_a_day_that_an_apology_named_stays(town, day_off):
    held, named = town.appraising(), town.appraising()
    apology_transitions.apologise(
        named, reason="Chờ kết luận thanh tra.", until=date(2023, 12, 20), by=named.officer
    )
    day_off(NEXT_FRIDAY)
    assert days(named) == (date(2023, 12, 20), date(2023, 11, 29))
    assert days(held)[0] == date(2023, 12, 5)
    assert not DueChange.objects.filter(dossier=named).exists()


def test_a_new_calendar_with_the_portal_is_followed_too(town, django_capture_on_commit_callbacks):
    held = town.appraising()
    Holiday.objects.filter(day=date(2023, 11, 24)).delete()
    Holiday.objects.create(
        day=date(2023, 11, 24), name="Nghỉ", kind=HolidayKind.OFF, citation="x", is_local=False
    )
    Holiday.objects.filter(day=date(2023, 1, 2)).update(name="Nghỉ bù cũ")
    with django_capture_on_commit_callbacks(execute=True):
        catalogue_services.load_catalogue()
    assert Recalculation.objects.get().words.startswith("nạp lịch nghỉ lễ")
    assert days(held)[0] == date(2023, 12, 5)


def test_many_go_to_a_worker_and_the_calendar_says_how_far_it_is(
    town, client_of, keeper, monkeypatch, django_capture_on_commit_callbacks
):
    ordered = []
    monkeypatch.setattr(limit_services, "AT_ONCE", 1)
    monkeypatch.setattr(tasks.recalculate, "delay", ordered.append)
    held = [town.appraising(), town.appraising()]
    browser = client_of(keeper)
    typed = {"day": "24/11/2023", "name": "Nghỉ lụt", "kind": "off", "citation": "Công điện 20/11"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(reverse("law:add", args=["ngay-nghi"]), typed, follow=True)
    assert "Đang tính lại hạn của 2 hồ sơ" in answer.text
    assert answer.redirect_chain[-1][0].endswith("?nam=2023#tinh-lai-han")
    progress = reverse("law:calendar_progress")
    assert 'value="0"' in browser.get(progress).text
    assert client_of(town.officer).get(progress).status_code == 404
    assert [fresh(one).due_on for one in held] == [date(2023, 12, 4)] * 2
    for pk in ordered:
        tasks.recalculate(pk)
    assert [fresh(one).due_on for one in held] == [date(2023, 12, 5)] * 2
    told = browser.get(progress).text
    assert "2 hồ sơ đổi hạn trả; người giữ hồ sơ và đơn vị đã được báo" in told
    assert "hx-get" not in told
    calendar = reverse("law:catalogue_page", args=["ngay-nghi"])
    assert "2 hồ sơ đổi hạn trả" in browser.get(calendar).text


def test_a_run_costs_the_same_questions_for_one_dossier_and_for_many(town):
    def cost():
        run = limit_services.order("thêm ngày nghỉ", None)
        Holiday.objects.create(
            day=date(2023, 11, 21) + timedelta(days=Recalculation.objects.count()),
            name="Nghỉ",
            kind=HolidayKind.OFF,
            citation="Công điện",
        )
        with CaptureQueriesContext(connection) as asked:
            tasks.recalculate(run.pk)
        return len(asked)

    town.appraising()
    one = cost()
    for _ in range(3):
        town.appraising()
    assert cost() == one


def test_many_that_end_together_cost_as_many_questions_as_one(town):
    def cost(count):
        done = [town.appraised("not_recommend") for _ in range(count)]
        lines = [line for one in done for line in one.nominations.all()]
        with CaptureQueriesContext(connection) as asked:
            nominee_transitions.decline_lines(lines, by=town.chief)
        assert {fresh(one).step_due_on for one in done} == {date(2023, 11, 21)}
        return len([query for query in asked if "law_" in query["sql"]])

    assert cost(1) == cost(3)
