"""Members of collectives for the evidence: named by the unit, else people of the list there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dossiers.models import CollectiveMember, Nomination
from dossiers.queries import edition as edition_queries
from dossiers.workflow import NO_LONGER_ASKED
from law.enums import HonoureeKind
from nganam_awards.core.text import fold
from nganam_awards.core.word_list import keys_as_rows


Member = tuple[str, int | None, str, str]  # name, year of birth, rating, penalty


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
