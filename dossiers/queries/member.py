"""Who may be a member of a nominated collective: people of the same dossier who work there."""

from dossiers.models import CollectiveMember, Nomination
from law.enums import HonoureeKind
from nganam_awards.core.text import plain_words


MOST_PROPOSED = 500


def proposed(line: Nomination) -> list[Nomination]:
    """Persons of the same list whose working unit is the collective, and who are no members yet.

    A person with two awards is proposed once.
    """
    wanted = plain_words(line.full_name)
    there = {_who(one.full_name, one.birth_year) for one in line.members.all()}
    people = line.dossier.nominations.on_list().filter(honouree_kind=HonoureeKind.PERSON)
    found: dict[tuple, Nomination] = {}
    for one in people.exclude(working_unit="").order_by("order", "pk"):
        who = _who(one.full_name, one.birth_year)
        if who not in there and _is_of(plain_words(one.working_unit), wanted):
            found.setdefault(who, one)
    return list(found.values())[:MOST_PROPOSED]


def as_member(person: Nomination) -> CollectiveMember:
    """The person of the list as a member: what the unit says of them there."""
    return CollectiveMember(
        full_name=person.full_name,
        birth_year=person.birth_year,
        position=person.position,
        rating=person.rating,
        penalty=person.penalty,
    )


def _who(name: str, birth_year: int | None) -> tuple[str, int | None]:
    return plain_words(name), birth_year


def _is_of(working_unit: str, collective: str) -> bool:
    """«Tổ Toán, Trường THCS Phường 1» is of «Tổ Toán» and of «Trường THCS Phường 1»."""
    return bool(collective) and f" {collective} " in f" {working_unit} "
