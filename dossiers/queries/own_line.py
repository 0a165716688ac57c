"""Lines about the very person who looks: the one answer for queues, rules, pages and signatures.

A record of the register that was linked to the account is that person. A namesake of the account's
own unit of whom nobody has said anything is a question to the person. Whoever signs is known by
name and a post of chairman, until somebody says otherwise.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, Func, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.queries.office import known_to
from honourees.models import AccountRecord
from honourees.queries.account import NAMED_KINDS, read_said_of, said_of, same_records
from nganam_awards.core.registry import seat_facts
from nganam_awards.core.text import fold
from units.models import User


class Own(NamedTuple):
    """Lines of one list that are about the person, and those of whom the person is asked."""

    lines: list[Nomination] = []
    asked: list[Nomination] = []


def is_own(user: User, line: Nomination) -> bool:
    """Is it this person who is honoured?"""
    said = said_of(user).get(line.honouree_id)
    if said is not None:
        return said
    return (
        _is_namesake(user, line)
        and "chu tich" in fold(line.position)
        and user.has_perm("decisions.approve_decision")
    )


def is_asked(user: User, line: Nomination) -> bool:
    """A namesake of the person's own unit, of whom nobody has said who it is. Needs its dossier."""
    return (
        line.honouree_id is not None
        and line.honouree_id not in said_of(user)
        and _is_namesake(user, line)
        and user.unit_id == line.dossier.unit_id
        and not is_own(user, line)
    )


def own_among(user: User, lines: Iterable[Nomination]) -> Own:
    """The same of many lines with their dossiers, in one query."""
    lines = list(lines)
    return Own([n for n in lines if is_own(user, n)], [n for n in lines if is_asked(user, n)])


def own_in(user: User, dossier: Dossier) -> Own:
    """The same of a dossier's list; asked once a person, however many lines the page has."""
    memo = dossier.__dict__.setdefault("own_lines_memo", {})
    if user.pk not in memo:
        memo[user.pk] = own_among(user, _candidates(user, dossier))
    return memo[user.pk]


def read_own_of(dossier: Dossier, lines: Iterable[Nomination], people: Iterable[User]) -> None:
    """Answer `own_in` for these people from the list that a page has read anyway, in one query."""
    people = list(people)
    read_said_of(people)
    on_list = [line for line in lines if line.state != NominationState.REMOVED]
    names = {line.pk: fold(line.full_name) for line in on_list}
    memo = dossier.__dict__.setdefault("own_lines_memo", {})
    for person in people:
        said, name = said_of(person), fold(person.full_name)
        near = [n for n in on_list if said.get(n.honouree_id) or names[n.pk] == name]
        memo[person.pk] = own_among(person, near)


def read_own_of_all(dossiers: Iterable[Dossier], people: Iterable[User]) -> None:
    """Answer `own_in` for these people, none of whom signs, of many dossiers in two queries."""
    by_pk, people = {row.pk: row for row in dossiers}, list(people)
    read_said_of(people)
    said = {pk for one in people for pk, is_same in said_of(one).items() if is_same}
    seats, names = {one.unit_id for one in people}, {fold(one.full_name) for one in people}
    at_home = [pk for pk, row in by_pk.items() if row.unit_id in seats]
    rows = Nomination.objects.on_list().filter(dossier__in=by_pk).order_by()
    rows = rows.alias(folded=Func("full_name", function="vn_fold"))
    found: dict[int, list[Nomination]] = {pk: [] for pk in by_pk}
    for line in rows.filter(Q(honouree__in=said) | Q(dossier__in=at_home, folded__in=names)):
        line.dossier = by_pk[line.dossier_id]
        found[line.dossier_id].append(line)
    for pk, row in by_pk.items():
        memo = row.__dict__.setdefault("own_lines_memo", {})
        memo |= {one.pk: own_among(one, found[pk]) for one in people}


def holding_own(user: User, dossier: str = "pk") -> Exists:
    """Dossiers with a line about the person; twin of `own_in` for whoever does not sign.

    `dossier`: where a row of another kind names its dossier.
    """
    lines = Nomination.objects.on_list().filter(dossier=OuterRef(dossier)).order_by()
    memo = getattr(user, "records_memo", None)
    if memo is None:
        said = AccountRecord.objects.filter(user=user.pk, is_same=True)
        return Exists(lines.filter(honouree__in=same_records(said)))
    own = sorted(record for record, is_same in memo.items() if is_same)
    return Exists(lines.filter(honouree__in=own))


def records_of_staff(user: User) -> tuple[str, dict[int, bool]] | None:
    """Of whom the office is told, whose every queue leaves out what is about themselves.

    Most have no record in the register: the question then says nothing of it, in fifteen parts.
    """
    return ("records_memo", said_of(user)) if known_to(user) is not None else None


def register() -> None:
    """Called once when the apps are loaded."""
    seat_facts.add(records_of_staff)


def people_of(dossier: Dossier) -> QuerySet:
    """Ids of people whom the list of the dossier is about."""
    lines = dossier.nominations.on_list().order_by()
    group = Coalesce("honouree__main", "honouree")
    rows = AccountRecord.objects.filter(is_same=True).alias(of_one=group)
    rows = rows.filter(of_one__in=lines.values(of_one=group))
    return rows.order_by().values("user")


def _candidates(user: User, dossier: Dossier) -> list[Nomination]:
    if dossier.pk is None:  # a question about a state, not about a row
        return []
    mine = [pk for pk, is_same in said_of(user).items() if is_same]
    rows = dossier.nominations.on_list().alias(folded=Func("full_name", function="vn_fold"))
    found = list(rows.filter(Q(honouree__in=mine) | Q(folded=fold(user.full_name))))
    for line in found:
        line.dossier = dossier
    return found


def _is_namesake(user: User, line: Nomination) -> bool:
    return line.honouree_kind in NAMED_KINDS and fold(line.full_name) == fold(user.full_name)
