"""Titles that stand on another title of the same year: a CSTĐCS row brings its LĐTT row.

Which title stands on which is the law's (`Prerequisite`, NĐ 91/2017 Đ.9 k.3).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dossiers.models import Dossier, Nomination
from dossiers.queries import award_type as award_type_queries
from dossiers.queries.checklist import merit_day
from dossiers.queries.columns import OF_ANOTHER_AWARD, copied
from dossiers.queries.honouree import who_of
from dossiers.workflow import NO_LONGER_ASKED
from honourees.models import Award
from law.enums import Category, HonoureeKind
from law.models import AwardType, Prerequisite
from law.queries.regime import rule_set_on
from nganam_awards.core.text import fold


def alternatives_on(day: date) -> dict[int, list[AwardType]]:
    """{title: titles of the same year of which it needs one}, the usual one first."""
    rows = Prerequisite.objects.valid_on(day).filter(
        rule_set=rule_set_on(day).rule_set, years=0, share="", needed_award__isnull=False
    )
    found: defaultdict[int, list[AwardType]] = defaultdict(list)
    for row in rows.select_related("needed_award", "award_type").order_by("group", "pk"):
        if row.award_type.can_go_to(HonoureeKind.PERSON):
            found[row.award_type_id].append(row.needed_award)
    return found


def with_companions(dossier: Dossier, lines: Iterable[Nomination]) -> list[Nomination]:
    """The lines, each followed by the line it stands on where neither list has one."""
    lines = list(lines)
    if dossier.category == Category.THEMATIC:
        return lines
    needed = alternatives_on(merit_day(dossier))
    if not any(line.award_type_id in needed for line in lines):
        return lines
    offered = set(award_type_queries.award_types_for(dossier).values_list("pk", flat=True))
    all_ = [*lines, *dossier.nominations.on_list()]
    people = who_of(all_)
    there = {(who, line.award_type_id) for who, line in zip(people, all_, strict=True)}
    found = []
    for who, line in zip(people, lines, strict=False):
        found.append(line)
        choices = [award for award in needed.get(line.award_type_id, []) if award.pk in offered]
        if not choices or any((who, award.pk) in there for award in choices):
            continue
        likewise = copied(line, "honouree_kind", *OF_ANOTHER_AWARD)
        found.append(Nomination(award_type=choices[0], **likewise))
        there.add((who, choices[0].pk))
    return found


def unfounded(dossier: Dossier, lines: Iterable[Nomination]) -> list[tuple[Nomination, AwardType]]:
    """Lines whose title stands on one that is neither asked anywhere this year nor awarded."""
    if dossier.category == Category.THEMATIC:  # no yearly titles there
        return []
    needed = alternatives_on(merit_day(dossier))
    asking = [
        line
        for line in lines
        if line.award_type_id in needed and line.honouree_kind == HonoureeKind.PERSON
    ]
    if not asking:
        return []
    accepted = {award.pk for choices in needed.values() for award in choices}
    known = _asked_or_awarded(dossier, accepted, {line.full_name for line in asking})
    found = []
    for line in asking:
        choices, name = needed[line.award_type_id], fold(line.full_name)
        if not any((name, award.pk) in known for award in choices):
            found.append((line, choices[0]))
    return found


def _asked_or_awarded(
    dossier: Dossier, accepted: set[int], names: set[str]
) -> set[tuple[str, int]]:
    asked = Nomination.objects.filter(
        dossier__merit_year=dossier.merit_year,
        dossier__trashed_at=None,
        award_type__in=accepted,
        full_name__in=names,
    ).exclude(state__in=NO_LONGER_ASKED)
    awarded = Award.objects.filter(
        merit_year=dossier.merit_year,
        award_type__in=accepted,
        honouree__name_fold__in={fold(name) for name in names},
        revoked_on=None,
    )
    found = {(fold(name), award) for name, award in asked.values_list("full_name", "award_type")}
    return found | set(awarded.values_list("honouree__name_fold", "award_type"))
