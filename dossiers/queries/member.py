"""Who may be a member of a nominated collective: people of the same dossier who work there."""

from collections import defaultdict
from collections.abc import Iterable

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


def names_of(lines: Iterable[Nomination]) -> dict[int, list[str]]:
    """{collective: names of its members, with what was said of them}."""
    keys = [line.pk for line in lines if line.honouree_kind == HonoureeKind.COLLECTIVE]
    rows = CollectiveMember.objects.filter(nomination__in=keys) if keys else ()
    found: defaultdict[int, list[str]] = defaultdict(list)
    for one in rows:
        said = (one.birth_year, one.position, one.get_rating_display(), one.get_penalty_display())
        more = ", ".join(str(part) for part in said if part)
        found[one.nomination_id].append(f"{one.full_name} ({more})" if more else one.full_name)
    return dict(found)


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
