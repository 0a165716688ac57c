"""One record for life: who is found, who is entered anew."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from honourees.models import Award, Honouree
from honourees.queries.match import Candidate
from honourees.services.award import enter_awards
from honourees.services.honouree import find_or_enter
from tests.factories.campaigns import town_certificate
from tests.factories.units import UnitFactory


pytestmark = pytest.mark.django_db


def person(name="Dương Chí Sang", year=1964, kind="person"):
    return Candidate(kind, name, "male", year, None)


def test_the_same_name_year_and_unit_is_the_same_record():
    unit = UnitFactory()
    [first] = find_or_enter([person()], unit=unit)
    [again] = find_or_enter([person()], unit=unit)
    assert again == first
    assert Honouree.objects.count() == 1


def test_two_lines_of_one_person_are_entered_once():
    one, two = find_or_enter([person(), person()], unit=UnitFactory())
    assert one == two


@pytest.mark.parametrize(
    "other",
    [
        person(year=1965),
        person(name="Dương Chí Sáng"),
        person(year=None),
        person(kind="household", year=None),
    ],
)
def test_anybody_else_is_a_record_of_their_own(other):
    unit = UnitFactory()
    find_or_enter([person()], unit=unit)
    find_or_enter([other], unit=unit)
    assert Honouree.objects.count() == 2


def test_nothing_is_merged_across_units():
    one = find_or_enter([person()], unit=UnitFactory())
    other = find_or_enter([person()], unit=UnitFactory())
    assert one != other


def test_many_candidates_cost_the_same(django_assert_num_queries):
    unit = UnitFactory()
    many = [person(name=f"Trần Văn {number}") for number in range(50)]
    with django_assert_num_queries(5):
        entered = find_or_enter(many, unit=unit)
    assert [row.full_name for row in entered] == [c.full_name for c in many]
    with django_assert_num_queries(4):
        assert find_or_enter(many, unit=unit) == entered


def test_names_are_kept_ready_for_search_and_order():
    [row] = find_or_enter([person("Đặng Thị Ánh")], unit=UnitFactory())
    row.refresh_from_db()
    assert row.name_fold == "dang thi anh"
    assert str(row) == "Đặng Thị Ánh"


def test_only_persons_are_born():
    with pytest.raises(IntegrityError, match="only_persons_are_born"), transaction.atomic():
        find_or_enter([person(kind="collective")], unit=UnitFactory())


def award(honouree, **fields):
    return Award(
        honouree=honouree,
        award_type=town_certificate(),
        merit_year=2023,
        decision_symbol="412/QĐ-UBND",
        decided_on=date(2023, 12, 15),
        prize_vnd=540_000,
        **fields,
    )


def test_awards_are_entered_and_end_only_with_a_named_decision():
    [honouree] = find_or_enter([person()], unit=UnitFactory())
    [entered] = enter_awards([award(honouree)])
    assert str(entered) == "Giấy khen 2023: Dương Chí Sang"
    with pytest.raises(IntegrityError, match="revoked_award_names"), transaction.atomic():
        Award.objects.update(revoked_on=date(2024, 3, 1))
