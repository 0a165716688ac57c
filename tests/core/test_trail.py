"""Pages of a long list: beside the row that was seen last, whatever came or went meanwhile."""

import pytest
from django.test import RequestFactory

from nganam_awards.core.pages import page_of
from nganam_awards.core.trail import Chain, Trail
from nganam_awards.notices.models import Notice
from tests.factories.units import UserFactory
from units.models import User


pytestmark = pytest.mark.django_db


def page(rows, address=""):
    return page_of(RequestFactory().get("/", {"page": address} if address else {}), rows, 3)


@pytest.fixture
def people():
    made = UserFactory.create_batch(8)
    return User.objects.filter(pk__in=[person.pk for person in made])


def orders(people):
    odd = people.filter(pk__in=[row.pk for row in people.order_by("pk")][1::2])
    chain = Chain(
        odd.order_by("-pk"),
        people.exclude(pk__in=odd).order_by("-pk"),
        part_of=lambda row: int(not odd.filter(pk=row.pk).exists()),
    )
    return {
        "key": people.order_by("-pk"),
        "two columns": people.order_by("-is_active", "username", "pk"),
        "waiting first": chain,
    }


@pytest.mark.parametrize("order", ["key", "two columns", "waiting first"])
def test_next_and_previous_walk_the_whole_list_and_back(order, people):
    rows = orders(people)[order]
    whole = list(rows[0:20])
    first = page(rows)
    second = page(rows, first.next_page)
    third = page(rows, second.next_page)

    assert [*first, *second, *third] == whole
    assert (third.has_next, third.has_previous, third.number) == (False, True, 3)
    back = page(rows, third.previous_page)
    assert (list(back), back.number, back.has_next) == (list(second), 2, True)
    assert back.previous_page == "1"


def test_a_row_that_went_away_shifts_nothing(people):
    rows = people.order_by("-pk")
    first = page(rows)
    expected = list(rows[3:6])
    people.filter(pk=next(iter(first)).pk).delete()

    assert list(page(rows, first.next_page)) == expected


@pytest.mark.parametrize(
    "address", ["2~x", "2~", "2~1~2", "x~1", "0~5", "2~~", "2~9999999999999999"]
)
def test_nonsense_is_paged_by_its_number_or_empty(address, people):
    assert len(page(people.order_by("-pk"), address)) in (0, 3)


@pytest.mark.parametrize("order", [("unit", "pk"), ("username",), ("email", "is_active")])
def test_an_order_that_may_leave_two_rows_equal_goes_by_numbers(order, people):
    assert Trail.of(people.order_by(*order)) is None
    assert page(people.order_by(*order)).next_page == "2"


def test_the_notices_of_years_go_by_moment_and_key():
    assert Trail.of(Notice.objects.order_by("-created_at", "-id")) is not None
