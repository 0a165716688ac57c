"""Where else the nominees of a list are proposed for the same merit year, and for what here."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, CharField, Expression, IntegerField, QuerySet

from dossiers.models import Dossier, Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.queries.evidence import OpenLine
from dossiers.queries.honouree import who_of
from dossiers.queries.past_award import may_be_same, spoken
from dossiers.workflow import CLOSED_STATES
from law.enums import HonoureeKind
from nganam_awards.core.address import address
from nganam_awards.core.query_text import Blank, Prepared
from nganam_awards.core.text import fold, sort_key
from nganam_awards.core.word_list import as_rows, keys_as_rows


class _Other(NamedTuple):
    """A line of another dossier, as far as a finding tells it."""

    dossier: int
    kind: str
    full_name: str
    birth_year: int | None
    award_type_id: int
    code: str
    name: str
    ref: str
    unit: str
    campaign_id: int | None
    category: str
    achievement: str
    officer: str | None


_COLUMNS = (
    "dossier",
    "honouree_kind",
    "full_name",
    "birth_year",
    "award_type",
    "award_type__code",
    "award_type__name",
    "dossier__ref",
    "dossier__unit__name",
    "dossier__plan__campaign",
    "dossier__category",
    "achievement",
    "dossier__officer__full_name",
)


class OpenLines:
    """Other dossiers in one question, columns alone: a long list meets thousands of namesakes.

    `inside`: the unit reads, so only its own dossiers are asked; those of others it does not see.
    """

    def __init__(
        self, lines: list[Nomination], *, year: int, inside: bool, names: Iterable[str] = ()
    ) -> None:
        dossiers = {line.dossier_id: line.dossier for line in lines}
        of_dossier: dict[int, list[Nomination]] = {key: [] for key in dossiers}
        for line in lines:
            of_dossier[line.dossier_id].append(line)
        members = set(map(fold, names))
        self._here = {
            key: _Here(dossier, of_dossier[key], members) for key, dossier in dossiers.items()
        }
        self._elsewhere: defaultdict[tuple[str, str], list[_Other]] = defaultdict(list)
        wanted = {line.full_name for line in lines}.union(names)
        own = [key for key in dossiers if key] if len(dossiers) == 1 else []  # read already
        units = sorted({one.unit_id for one in dossiers.values()})
        text = _IN_THE_UNIT if inside else _IN_TOWN
        for values in text.answer(year, sorted(wanted), own, units):
            other = _Other(*values)
            self._elsewhere[other.kind, fold(other.full_name)].append(other)

    def of(self, line: Nomination) -> tuple[OpenLine, ...]:
        """Other lines of the honouree: of this list first."""
        here, others = self._here[line.dossier_id].beside(line), None
        if self._elsewhere:
            others = self._elsewhere.get((line.honouree_kind, fold(line.full_name)))
        if not others:
            return here
        elsewhere = (
            _told(other)
            for other in others
            if other.dossier != line.dossier_id and may_be_same(line.birth_year, other.birth_year)
        )
        return (*here, *elsewhere)

    def codes_of(self, dossier: int, name: str, birth_year: int | None) -> frozenset[str]:
        """Titles for which a member of a collective is proposed, here or elsewhere."""
        elsewhere = (
            other.code
            for other in self._elsewhere.get((HonoureeKind.PERSON, fold(name)), ())
            if may_be_same(birth_year, other.birth_year)
        )
        return self._here[dossier].codes_of(name, birth_year) | frozenset(elsewhere)


def _in_the_unit(year: Expression, names: Blank, own: Blank, units: Blank) -> QuerySet:
    return _of_year(year, names, own).filter(dossier__unit__in=keys_as_rows(units))


def _in_town(year: Expression, names: Blank, own: Blank, _units: Blank) -> QuerySet:
    return _of_year(year, names, own).exclude(dossier__state__in=UNIT_STATES)


def _of_year(year: Expression, names: Blank, own: Blank) -> QuerySet:
    rows = Nomination.objects.filter(
        dossier__merit_year=year, dossier__trashed_at=None, full_name__in=as_rows(names)
    )
    rows = rows.exclude(state__in=CLOSED_STATES).exclude(dossier__in=keys_as_rows(own))
    return rows.order_by("pk").values_list(*_COLUMNS)


_GIVEN = (IntegerField(), ArrayField(CharField()), *(ArrayField(BigIntegerField()),) * 2)
_IN_THE_UNIT, _IN_TOWN = Prepared(_in_the_unit, *_GIVEN), Prepared(_in_town, *_GIVEN)


class _Here:
    """The lines of one list by honouree: who is asked for two titles is one person."""

    def __init__(self, dossier: Dossier, lines: list[Nomination], members: set[str]) -> None:
        self._dossier = dossier
        self._whose = {id(line): who for line, who in zip(lines, who_of(lines), strict=True)}
        self._of_who: defaultdict[tuple, list[Nomination]] = defaultdict(list)
        self._codes: defaultdict[str, set[tuple[int | None, str]]] = defaultdict(set)
        for line in lines:
            if line.state in CLOSED_STATES:
                continue
            self._of_who[self._whose[id(line)]].append(line)
            name = fold(line.full_name) if members else ""
            if name in members and line.honouree_kind == HonoureeKind.PERSON:
                self._codes[name].add((line.birth_year, line.award_type.code))

    def beside(self, line: Nomination) -> tuple[OpenLine, ...]:
        """The other lines of whoever this one names."""
        rows = self._of_who.get(self._whose[id(line)], ())
        if len(rows) == 1 and rows[0] is line:
            return ()
        return tuple(self._told(other, line) for other in rows if other is not line)

    def codes_of(self, name: str, birth_year: int | None) -> frozenset[str]:
        """Titles asked in this list for a person of that name."""
        known = self._codes.get(fold(name), ())
        return frozenset(code for year, code in known if may_be_same(birth_year, year))

    def _told(self, line: Nomination, asking: Nomination) -> OpenLine:
        dossier = self._dossier
        return OpenLine(
            award_type_id=line.award_type_id,
            code=line.award_type.code,
            name=line.award_type.name,
            is_here=True,
            is_near=sort_key(line.full_name) != sort_key(asking.full_name),
            ref=dossier.ref,
            unit=dossier.unit.short_name,
            campaign_id=dossier.plan.campaign_id if dossier.plan_id else None,
            category=dossier.category,
            achievement=line.achievement,
            url=dossier.get_absolute_url() if dossier.pk else "",
            officer=dossier.officer.full_name if dossier.officer_id else "",
        )


def _told(other: _Other) -> OpenLine:
    return OpenLine(
        award_type_id=other.award_type_id,
        code=other.code,
        name=other.name,
        is_here=False,
        ref=other.ref,
        unit=spoken(other.unit),
        campaign_id=other.campaign_id,
        category=other.category,
        achievement=other.achievement,
        url=address("dossiers:dossier", other.ref),
        officer=other.officer or "",
    )
