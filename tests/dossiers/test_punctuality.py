"""On time by the national formula, and the page that shows it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.models import Dossier
from dossiers.queries import punctuality as punctuality_queries
from dossiers.queries.punctuality import SIDES, Punctuality
from dossiers.transitions import (
    dossier as dossier_transitions,
    nominee as nominee_transitions,
    supplement as supplement_transitions,
)


pytestmark = pytest.mark.django_db
URL = "/tham-dinh/dung-han/"
OFFICER, UNIT, CAMPAIGN = SIDES


def fresh(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def concluded(town, at, day, **fields):
    """Received on 20/11, promised for 4/12, done on the day."""
    at(date(2023, 11, 20))
    dossier = town.appraised("not_recommend", **fields)
    at(day)
    nominee_transitions.decline_lines(dossier.nominations.all(), by=town.chief)
    return fresh(dossier)


def measure(first=date(2023, 1, 1), last=date(2023, 12, 31)):
    return punctuality_queries.of_time(first, last)


@pytest.mark.parametrize(("done_on", "on_time"), [(date(2023, 12, 4), 1), (date(2023, 12, 5), 0)])
def test_a_result_is_in_time_up_to_the_promised_day(town, at, done_on, on_time):
    concluded(town, at, done_on)
    assert measure() == Punctuality(1, on_time)


def test_a_day_named_anew_is_what_counts(town, at):
    done = concluded(town, at, date(2023, 12, 7))
    assert measure() == Punctuality(1, 0)
    Dossier.objects.filter(pk=done.pk).update(due_on=date(2023, 12, 8))  # an apology named it
    assert measure() == Punctuality(1, 1)


@pytest.mark.parametrize(("refused_on", "on_time"), [(21, 1), (22, 0)])
def test_a_refusal_counts_against_the_limit_of_reception(town, at, refused_on, on_time):
    dossier = town.filed()
    at(date(2023, 11, refused_on))
    dossier_transitions.refuse(dossier, by=town.officer, note="Viết lại báo cáo thành tích.")
    assert measure() == Punctuality(1, on_time)


@pytest.mark.parametrize(("asked_on", "on_time"), [(date(2023, 12, 4), 1), (date(2023, 12, 5), 0)])
def test_days_on_which_the_unit_supplemented_do_not_count(town, at, asked_on, on_time):
    dossier = town.appraising()
    at(asked_on)
    supplement_transitions.ask_more(
        dossier, words="Bổ sung biên bản.", until=date(2023, 12, 11), by=town.officer
    )
    at(date(2023, 12, 12))
    supplement_transitions.stop_overdue()
    assert fresh(dossier).state == "stopped"
    assert measure() == Punctuality(1, on_time)


def test_what_the_unit_withdrew_and_what_is_under_way_does_not_count(town):
    dossier_transitions.withdraw(town.received(), by=town.head, note="Gộp hồ sơ.")
    town.appraised()
    assert measure() == Punctuality(0, 0)
    assert measure().percent is None


def test_each_side_has_its_rows_late_ones_on_top(town, at, client_of):
    late = concluded(town, at, date(2023, 12, 5))
    concluded(town, at, date(2023, 11, 28))
    refused = town.filed()
    dossier_transitions.refuse(refused, by=town.officer, note="Viết lại.")
    span = (date(2023, 1, 1), date(2023, 12, 31))
    of = {side.slug: punctuality_queries.rows_of(side, *span) for side in SIDES}
    assert [(row.name, *row.measure) for row in of["chuyen-vien"]] == [
        ("Nguyễn Hoàng Ân", 2, 1),
        ("Chưa phân công", 1, 1),
    ]
    assert [(row.name, *row.measure) for row in of["don-vi"]] == [
        ("Ủy ban nhân dân Phường 1", 3, 2)
    ]
    assert [(row.key, *row.measure) for row in of["phong-trao"]] == [(town.plan.campaign_id, 3, 2)]
    browser = client_of(town.chief)
    page = browser.get(URL, {"nam": "2023"})
    assert "<b>66 %</b> đúng hạn: 2 trên 3" in page.text
    [row, _] = page.context["rows"]
    listed = browser.get(URL + row[1])
    assert [event.dossier for event in listed.context["page"]] == [late]
    assert "trễ 1 ngày làm việc" in listed.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?ky=q4", 1),
        ("?ky=t12", 1),
        ("?ky=t11", 0),
        ("?ky=q3", 0),
        ("?nam=2022", 0),
        ("?nam=9999&ky=zz&theo=zz&page=-3", 1),
    ],
)
def test_a_time_is_chosen_and_nonsense_shows_this_year(town, at, client_of, query, count):
    concluded(town, at, date(2023, 12, 5))
    page = client_of(town.officer).get(URL + query)
    assert page.status_code == 200
    assert page.context["measure"].done == count


def test_what_is_under_way_is_counted_step_by_step(town, at, client_of):
    town.filed()
    town.appraising()
    town.appraised()
    at(date(2023, 11, 28))
    steps = client_of(town.officer).get(URL).context["steps"]
    assert [(one.step and one.step.slug, one.open, one.soon, one.late) for one in steps] == [
        ("tiep-nhan", 1, 0, 1),
        ("tham-dinh", 1, 1, 0),
        ("trinh-ky", 1, 0, 1),
        ("tra-ket-qua", 0, 0, 0),
        (None, 2, 0, 0),
    ]


@pytest.mark.parametrize("query", ["", "?cua=1", "?cua=khong"])
def test_strangers_and_units_find_nothing(town, client_of, query):
    for person in (town.clerk, town.head, town.stranger):
        assert client_of(person).get(URL + query).status_code == 404


@pytest.mark.parametrize("whose", ["0", "999999", "x", "khong", "99999999999999999999"])
def test_a_row_that_is_not_there_is_not_found(town, client_of, whose):
    assert client_of(town.chairman).get(f"{URL}?cua={whose}").status_code == 404


def test_the_page_costs_the_same_for_one_row_and_for_many(town, at, client_of):
    browser, costs = client_of(town.officer), []
    for count in (1, 3):
        for _ in range(count):
            concluded(town, at, date(2023, 11, 28))
        browser.get(URL)
        with CaptureQueriesContext(connection) as asked:
            browser.get(URL)
        costs.append(len(asked))
    assert costs[0] == costs[1]
