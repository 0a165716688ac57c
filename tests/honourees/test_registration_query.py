"""What the confirmed lists of registered titles say of a name: asked by provisions, for many."""

from datetime import date

import pytest

from honourees.models import RegisteredTitle, TitleRegistration
from honourees.queries.registration import registered
from law.models import AwardType
from nganam_awards.core import clock
from tests.factories.units import UnitFactory, UserFactory
from units.models import UnitSuccession


pytestmark = pytest.mark.django_db
YEAR = 2022


@pytest.fixture
def title():
    return AwardType.objects.get(code="LDTT")


def list_of(unit, *names, is_confirmed=True, year=YEAR, title=None):
    by = UserFactory()
    closed = {"confirmed_by": by, "confirmed_at": clock.now()} if is_confirmed else {}
    row = TitleRegistration.objects.create(unit=unit, merit_year=year, created_by=by, **closed)
    for name, born in names:
        RegisteredTitle.objects.create(
            registration=row, kind="person", full_name=name, birth_year=born, award_type=title
        )
    return row


@pytest.mark.parametrize(
    ("name", "born", "kind", "answer"),
    [
        ("Trần Thị Ánh", 1980, "person", True),
        ("TRẦN THỊ ÁNH", None, "person", True),
        ("tran thi anh", 1980, "", True),
        ("Trần Thị Ánh", 1981, "person", False),
        ("Trần Thị Ánh", None, "collective", False),
        ("Lê Văn Tám", 1990, "person", True),
        ("Lê Văn Chín", None, "person", False),
    ],
)
def test_a_confirmed_list_has_a_name_or_not(title, name, born, kind, answer):
    unit = UnitFactory()
    list_of(unit, ("Trần Thị Ánh", 1980), ("Lê Văn Tám", None), title=title)
    found = registered([unit.pk], YEAR, [name])
    assert found.is_registered(unit.pk, name, kind=kind, birth_year=born) is answer
    assert found.titles(unit.pk, name, kind=kind, birth_year=born) == (
        {title.pk} if answer else set()
    )


def test_no_list_and_one_that_nobody_confirmed_say_nothing(title):
    none, draft, other_year = UnitFactory.create_batch(3)
    list_of(draft, ("Trần Thị Ánh", 1980), is_confirmed=False, title=title)
    list_of(other_year, ("Trần Thị Ánh", 1980), year=YEAR - 1, title=title)
    found = registered([none.pk, draft.pk, other_year.pk], YEAR, ["Trần Thị Ánh"])
    for unit in (none, draft, other_year):
        assert found.is_registered(unit.pk, "Trần Thị Ánh") is None
        assert found.url(unit.pk) == ""


def test_the_list_of_a_body_that_ended_counts_for_its_successor(title, django_assert_num_queries):
    old, new, other = UnitFactory.create_batch(3)
    UnitSuccession.objects.create(old=old, new=new, starts_on=date(2022, 7, 1), kind="merged")
    list_of(old, ("Trần Thị Ánh", 1980), title=title)
    list_of(other, *((f"Lê Văn {number}", 1970) for number in range(30)), title=title)
    names = ["Trần Thị Ánh", *(f"Lê Văn {number}" for number in range(30))]
    with django_assert_num_queries(3):
        found = registered([old.pk, new.pk, other.pk], YEAR, names)
    assert found.is_registered(new.pk, "Trần Thị Ánh") is True
    assert found.is_registered(new.pk, "Lê Văn 1") is False
    assert found.is_registered(other.pk, "Lê Văn 1") is True
