"""Members of nominated collectives: named by the unit, else people of the list who work there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dossiers.models import CollectiveMember, Nomination
from dossiers.queries import edition as edition_queries
from dossiers.workflow import NO_LONGER_ASKED
from law.enums import HonoureeKind
from nganam_awards.core.text import fold, plain_words
from nganam_awards.core.word_list import keys_as_rows


MOST_PROPOSED = 500
Member = tuple[str, int | None, str, str]  # name, year of birth, rating, penalty


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


def stated_of(asked: list[Nomination], lines: list[Nomination]) -> dict[int, list[Member]]:
    """{collective, 0 where it is unsaved: members}: as named, else people of this list there."""
    collectives = [line for line in asked if line.honouree_kind == HonoureeKind.COLLECTIVE]
    if not collectives:
        return {}
    found: defaultdict[int, list[Member]] = defaultdict(list)
    for key, *member in _named_members(collectives):
        found[key].append(tuple(member))
    working: defaultdict[tuple[int, str], dict[tuple, Member]] = defaultdict(dict)
    for line in _people_beside(collectives, lines):
        member = (line.full_name, line.birth_year, line.rating, line.penalty)
        working[line.dossier_id, fold(line.working_unit)].setdefault(member[:2], member)
    for line in collectives:
        if not found.get(line.pk or 0):
            people = working.get((line.dossier_id, fold(line.full_name)), {})
            found[line.pk or 0] = list(people.values())
    return dict(found)


def _named_members(collectives: list[Nomination]) -> Iterator[tuple]:
    """(collective, *member) by name, where more was asked as the unit last sent them."""
    dossiers = {line.dossier_id: line.dossier for line in collectives}
    kept = {pk: edition_queries.members_of(dossier) for pk, dossier in dossiers.items()}
    columns = ("nomination_id", "full_name", "birth_year", "rating", "penalty")
    for members in kept.values():
        for one in sorted(members or (), key=lambda one: (one.order, one.pk)):
            yield tuple(getattr(one, name) for name in columns)
    keys = [line.pk for line in collectives if line.pk and kept[line.dossier_id] is None]
    rows = CollectiveMember.objects.filter(nomination__in=keys_as_rows(keys)).order_by(
        "order", "pk"
    )
    yield from rows.values_list(*columns) if keys else ()


def _people_beside(collectives: list[Nomination], lines: list[Nomination]) -> Iterable[Nomination]:
    """People of the same dossiers who say where they work; of a decision not all are in hand."""
    people = HonoureeKind.PERSON
    if len({line.dossier_id for line in lines}) == 1 and len(lines) > len(collectives):
        return (line for line in lines if line.honouree_kind == people and line.working_unit)
    rows = Nomination.objects.filter(
        dossier__in={line.dossier_id for line in collectives}, honouree_kind=people
    )
    return rows.exclude(working_unit="").exclude(state__in=NO_LONGER_ASKED).order_by("pk")
