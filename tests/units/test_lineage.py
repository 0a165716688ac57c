"""Bodies through time: what they came from, how they were called, by which words one finds them."""

from datetime import date

import pytest

from tests.factories.units import UnitFactory
from units.models import FormerName, Unit, UnitSuccession
from units.queries import lineage


pytestmark = pytest.mark.django_db
LAST_DAY, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def succeeds(new, *old, starts_on=AFTER):
    for body in old:
        UnitSuccession.objects.create(old=body, new=new, starts_on=starts_on, kind="merged")


def found(words):
    return set(Unit.objects.matching(words))


@pytest.fixture
def ward():
    """Phường Ngã Năm and the three bodies it came from."""
    old = [UnitFactory(name=f"Ủy ban nhân dân {name}") for name in ("Phường 1", "xã Vĩnh Quới")]
    new = UnitFactory(name="Ủy ban nhân dân phường Ngã Năm")
    succeeds(new, *old)
    return new, old


def test_what_a_body_came_from_is_followed_to_the_beginning(django_assert_num_queries):
    first, second, third, other = UnitFactory.create_batch(4)
    succeeds(second, first, starts_on=date(2020, 1, 1))
    succeeds(third, second)
    with django_assert_num_queries(1):
        came_from = lineage.predecessors([third, second, other])
    assert came_from == {third.pk: {first.pk, second.pk}, second.pk: {first.pk}, other.pk: set()}
    with django_assert_num_queries(1):
        assert lineage.successors([first.pk])[first.pk] == {second.pk, third.pk}
    assert lineage.predecessors([third], LAST_DAY)[third.pk] == set()
    assert lineage.with_predecessors([third]) == {first.pk, second.pk, third.pk}


def test_two_bodies_that_came_from_each_other_end_the_search():
    one, other = UnitFactory.create_batch(2)
    succeeds(one, other)
    succeeds(other, one)
    assert lineage.predecessors([one]) == {one.pk: {other.pk}}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 5, 1), "Phòng Lao động"),
        (date(2020, 12, 31), "Phòng Lao động"),
        (date(2021, 1, 1), "Phòng Lao động và Xã hội"),
        (LAST_DAY, "Phòng Lao động và Xã hội"),
        (AFTER, "Phòng Nội vụ và Lao động"),
    ],
)
def test_a_renamed_body_is_called_as_on_the_day(day, name, django_assert_num_queries):
    unit, other = UnitFactory(name="Phòng Nội vụ và Lao động"), UnitFactory(name="Phòng Tư pháp")
    FormerName.objects.create(unit=unit, name="Phòng Lao động và Xã hội", until=LAST_DAY)
    FormerName.objects.create(unit=unit, name="Phòng Lao động", until=date(2020, 12, 31))
    assert lineage.name_on(unit, day) == name
    with django_assert_num_queries(1):
        assert lineage.names_on([unit, other], day) == {unit.pk: name, other.pk: other.name}
    assert lineage.PastNames([unit]).on(unit, None) == unit.name


def test_a_body_is_found_by_who_went_on_with_its_work(ward):
    new, old = ward
    assert found("phường Ngã Năm") == {new, *old}
    assert found("ubnd nga nam") == {new, *old}
    assert found("Vĩnh Quới") == {old[1]}
    assert found("phường Ngã Bảy") == set()


def test_a_body_is_found_by_its_former_name_once(ward):
    new, old = ward
    FormerName.objects.create(unit=new, name="Ủy ban nhân dân phường Năm Ngã", until=LAST_DAY)
    FormerName.objects.create(unit=new, name="UBND phường Năm Ngã cũ", until=date(2020, 1, 1))
    assert list(Unit.objects.matching("cũ Năm Ngã")) == [new]
    assert Unit.objects.matching("nam nga").count() == len({new, *old})
