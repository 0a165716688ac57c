"""Everybody a plan meets on its way."""

from dataclasses import dataclass

import pytest

from tests.factories.campaigns import SignatoryFactory
from tests.factories.units import GrantFactory, UnitFactory, UserFactory
from units.models import Unit, User


@dataclass
class People:
    """A ward with its clerk and head, Phòng Nội vụ, the top of the town, and strangers."""

    ward: Unit
    clerk: User
    head: User
    officer: User
    chief: User
    chairman: User
    deputy: User
    council: User
    clerical: User
    administrator: User
    other_clerk: User
    other_head: User
    nobody: User

    def all(self) -> dict[str, User]:
        """Each by the name of the field."""
        return {name: who for name, who in vars(self).items() if isinstance(who, User)}


@pytest.fixture
def people(db: None) -> People:
    """One of each; nobody holds two offices."""
    ward, other = UnitFactory(), UnitFactory()
    chairman = UserFactory(chairman=True, full_name="Huỳnh Văn Tâm")
    SignatoryFactory(user=chairman, full_name="Huỳnh Văn Tâm")
    return People(
        ward=ward,
        clerk=UserFactory(clerk=True, unit=ward, full_name="Lê Thị Ngọc Hân"),
        head=UserFactory(head=True, unit=ward, full_name="Võ Quốc Ưng"),
        officer=UserFactory(officer=True, full_name="Nguyễn Hoàng Ân"),
        chief=UserFactory(home_affairs_head=True, full_name="Phạm Thị Kiều Oanh"),
        chairman=chairman,
        deputy=UserFactory(deputy=True),
        council=UserFactory(council_member=True),
        clerical=UserFactory(clerical=True),
        administrator=UserFactory(administrator=True),
        other_clerk=UserFactory(clerk=True, unit=other),
        other_head=UserFactory(head=True, unit=other),
        nobody=UserFactory(),
    )


@pytest.fixture
def both_hands(people: People) -> User:
    """Somebody who holds both rights on the ward, as only a slip in the grants table can make."""
    person = UserFactory(unit=people.ward)
    for right in ("file_dossiers", "confirm_dossiers"):
        GrantFactory(user=person, unit=people.ward, right=right)
    return person
