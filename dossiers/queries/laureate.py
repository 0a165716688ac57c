"""Composition of what was awarded: a year of the town, of its units, of a campaign.

Only awards of the town that stand: what was revoked, and what other bodies gave, is not counted.
An award stays with the unit that the honouree belonged to then. Everything is counted in the
database, one statement a year: a year of the town is a hundred thousand awards.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import fields
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection

from dossiers.enums import NomineeGroup
from dossiers.models import Dossier
from dossiers.queries import composition as composition_queries
from dossiers.queries.composition import Composition, Line, YearsBeside
from honourees.models.honouree import Gender
from law.enums import HonoureeKind


KEPT_SECONDS = 600

# An honouree of two units counts in each and once in the town (`unit` null). A group that only one
# of their lines says holds for all of them.
_AWARDED = """
    WITH given AS (
        SELECT coalesce(a.unit_then_id, d.unit_id, a.unit_id) AS unit,
            coalesce(h.main_id, h.id) AS record, max(h.kind) AS kind,
            max(coalesce(n."group", '')) AS said,
            max(coalesce(nullif(h.gender, ''), n.gender, '')) AS gender
        FROM honourees_award a
        JOIN honourees_honouree h ON h.id = a.honouree_id
        LEFT JOIN dossiers_nomination n ON n.award_id = a.id
        LEFT JOIN dossiers_dossier d ON d.id = n.dossier_id
        LEFT JOIN campaigns_awardplan p ON p.id = d.plan_id
        WHERE a.merit_year = %(year)s AND a.revoked_on IS NULL AND a.issuer = ''
            AND (%(campaign)s::bigint IS NULL OR p.campaign_id = %(campaign)s)
            AND (%(units)s::bigint[] IS NULL
                OR coalesce(a.unit_then_id, d.unit_id, a.unit_id) = ANY(%(units)s))
        GROUP BY 1, 2
    ), people AS (
        SELECT record, max(kind) AS kind, max(said) AS said, max(gender) AS gender
        FROM given GROUP BY record
    ), {known}
    SELECT given.unit, {figures} FROM given JOIN known k USING (record)
    WHERE given.unit IS NOT NULL GROUP BY given.unit
    UNION ALL
    SELECT NULL, {figures} FROM known k
"""
# What the register knows of them before: of some people it is asked one by one, along its indexes;
# of a whole year most of it is met anyway, and read once.
_KNOWN_OF_SOME = """known AS (
        SELECT people.*, had.*
        FROM people CROSS JOIN LATERAL (
            SELECT count(*) = 0 AS is_first,
                coalesce(bool_or(e.issuer = '' AND e.merit_year = %(year)s - 1), false) AS again,
                coalesce(bool_or(e.issuer = '' AND e.merit_year = %(year)s - 2), false) AS before
            FROM honourees_award e
            WHERE e.revoked_on IS NULL AND e.merit_year < %(year)s AND e.honouree_id IN (
                SELECT people.record
                UNION ALL
                SELECT o.id FROM honourees_honouree o WHERE o.main_id = people.record
            )
        ) had
    )
"""
_KNOWN_OF_ALL = """earlier AS (
        SELECT coalesce(h.main_id, h.id) AS record,
            bool_or(e.issuer = '' AND e.merit_year = %(year)s - 1) AS again,
            bool_or(e.issuer = '' AND e.merit_year = %(year)s - 2) AS before
        FROM honourees_award e JOIN honourees_honouree h ON h.id = e.honouree_id
        WHERE e.revoked_on IS NULL AND e.merit_year < %(year)s
            AND coalesce(h.main_id, h.id) IN (SELECT record FROM people)
        GROUP BY 1
    ), known AS (
        SELECT people.*, earlier.record IS NULL AS is_first,
            coalesce(earlier.again, false) AS again, coalesce(earlier.before, false) AS before
        FROM people LEFT JOIN earlier USING (record)
    )
"""
# In the order of `Composition`. A unit has a record once, and so has the town: plain counts, where
# counting distinct records sorted them fourteen times for each.
_FIGURES = """
    count(*) FILTER (WHERE k.kind = %(person)s),
    count(*) FILTER (WHERE k.kind = %(collective)s),
    count(*) FILTER (WHERE k.kind = %(household)s),
    count(*) FILTER (WHERE k.kind = %(person)s AND k.said = %(leader)s),
    count(*) FILTER (WHERE k.kind = %(person)s AND k.said = %(direct)s),
    count(*) FILTER (WHERE k.kind = %(person)s AND k.said = %(forces)s),
    count(*) FILTER (WHERE k.kind = %(person)s AND k.said = ''),
    count(*) FILTER (WHERE k.kind = %(person)s AND k.gender = %(female)s),
    count(*) FILTER (WHERE k.kind = %(person)s AND k.gender = ''),
    count(*) FILTER (WHERE k.kind = %(collective)s AND k.said = %(small)s),
    count(*) FILTER (WHERE k.kind = %(collective)s AND k.said <> %(small)s),
    count(*) FILTER (WHERE k.is_first),
    count(*) FILTER (WHERE k.again),
    count(*) FILTER (WHERE k.again AND k.before)
"""
_OF_SOME = _AWARDED.format(figures=_FIGURES, known=_KNOWN_OF_SOME)
_OF_ALL = _AWARDED.format(figures=_FIGURES, known=_KNOWN_OF_ALL)
_WORDS = {
    "person": HonoureeKind.PERSON.value,
    "collective": HonoureeKind.COLLECTIVE.value,
    "household": HonoureeKind.HOUSEHOLD.value,
    "leader": NomineeGroup.LEADER.value,
    "direct": NomineeGroup.DIRECT.value,
    "forces": NomineeGroup.FORCES.value,
    "small": NomineeGroup.SMALL.value,
    "female": Gender.FEMALE.value,
}

# What moves when any figure moves: an award entered, revoked or taken out, a record merged, parted
# or corrected by its dossier's line is told by one of these.
_MARK = """
    SELECT (SELECT max(id) FROM honourees_award),
        (SELECT count(*) FROM honourees_award WHERE revoked_on IS NOT NULL),
        (SELECT count(*) FROM honourees_award WHERE merit_year = %s),
        (SELECT count(*) FROM honourees_merge),
        (SELECT count(*) FROM honourees_merge WHERE undone_at IS NOT NULL)
"""


class Awarded(NamedTuple):
    """A year of awards: all of it, and unit by unit."""

    town: Composition
    units: dict[int, Composition]


def awarded(
    year: int, *, campaign: int | None = None, units: Collection[int] | None = None
) -> Awarded:
    """What the town awarded for a year of merit, in one query.

    `campaign`: under its plans alone. `units`: of these units alone.
    """
    asked = {"year": year, "campaign": campaign, "units": None if units is None else list(units)}
    is_all = campaign is None and units is None
    with connection.cursor() as cursor:
        cursor.execute(_OF_ALL if is_all else _OF_SOME, asked | _WORDS)
        found = {unit: Composition(*figures) for unit, *figures in cursor}
    return Awarded(found.pop(None, Composition()), found)


def beside(dossier: Dossier, lines: Iterable[Line]) -> YearsBeside:
    """A dossier's list beside what its unit was awarded the year before."""
    year = dossier.merit_year
    last = kept_of(year - 1, [dossier.unit_id]).town
    return YearsBeside(
        composition_queries.of_lines(lines, year), last, year - 1, dossier.unit.short_name
    )


def kept_year(year: int) -> Awarded:
    """The whole town's year, counted once until something of the register moves.

    At a million awards the count takes most of a second; the mark of the register, a few
    milliseconds. Without a cache it is counted each time.
    """
    key = f"composition:{year}:{_mark(year)}"
    kept = cache.get(key)
    if kept is None:
        found = awarded(year)
        kept = _plain(found.town), {unit: _plain(one) for unit, one in found.units.items()}
        cache.set(key, kept, KEPT_SECONDS)
    town, units = kept
    return Awarded(Composition(*town), {unit: Composition(*one) for unit, one in units.items()})


def kept_of(year: int, units: Collection[int]) -> Awarded:
    """The same for some units; of one, what the kept year says, so that nothing is counted."""
    if len(units) != 1:
        return awarded(year, units=units)
    (unit,) = units
    found = kept_year(year).units.get(unit)
    return Awarded(found, {unit: found}) if found else Awarded(Composition(), {})


def _plain(one: Composition) -> tuple[int, ...]:
    return tuple(getattr(one, column.name) for column in fields(one) if column.name != "named")


def _mark(year: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [year])
        return hashlib.sha256(json.dumps(cursor.fetchone()).encode()).hexdigest()[:16]
