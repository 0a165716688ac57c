"""Who somebody is to the portal today: all that decides which rows lie before them."""

from datetime import date
from typing import NamedTuple

from django.db import DEFAULT_DB_ALIAS

from nganam_awards.core import clock
from nganam_awards.core.registry import seat_facts
from units.models import UnitUserPermission, User
from units.queries.grant import rights_on_units


_DECIDES = {"id", "username", "full_name", "unit_id", "is_active", "is_superuser"}
_ROW = tuple(f.attname for f in User._meta.concrete_fields if f.attname in _DECIDES)


class Seat(NamedTuple):
    """The person, the day, the rights of offices and on units."""

    row: tuple
    day: date
    rights: frozenset[str]
    on_units: frozenset[tuple[int, str]]
    facts: tuple[tuple[str, frozenset], ...] = ()  # of apps above: memo, its pairs

    def bearer(self) -> User:
        """The person who knows nothing but this: what else they are asked has to be read."""
        bare = User.from_db(DEFAULT_DB_ALIAS, _ROW, self.row)
        vars(bare).update(_perm_cache=set(self.rights), office_rights_memo=set(self.rights))
        held: dict[int, set[str]] = {}
        for unit, right in self.on_units:
            held.setdefault(unit, set()).add(right)
        bare.dated_grants_memo = {(UnitUserPermission, self.day): held}
        vars(bare).update({memo: dict(pairs) for memo, pairs in self.facts})
        return bare


def seat_of(user: User, *, with_facts: bool = False) -> Seat:
    """Asked in two queries, which every page asks anyway, and kept with the person as they are.

    `with_facts` of apps above the accounts: a question more for those whom it concerns.
    """
    held = rights_on_units(user)
    facts = filter(None, (ask(user) for ask in seat_facts)) if with_facts else ()
    return Seat(
        tuple(getattr(user, name) for name in _ROW),
        clock.today(),
        frozenset(user.get_all_permissions()),
        frozenset((unit, right) for unit, rights in held.items() for right in rights),
        tuple((memo, frozenset(told.items())) for memo, told in facts),
    )
