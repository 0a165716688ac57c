"""One honouree as the register knows them: all records together, what they received, what lacks.

The main record and those merged into it are read as one; nothing of any of them is rewritten.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from honourees.models import Award, Honouree
from honourees.models.award import UNIT_RIGHTS, reads_all_awards
from honourees.queries.restart import ToldPenalty
from law.enums import AwardKind
from nganam_awards.core.registry import award_decisions, honouree_facts, told_penalties
from units.models import User
from units.rules import units_with


class AskedAward(NamedTuple):
    """An award that is asked for in a dossier and not decided yet."""

    award_type_id: int
    award: str
    merit_year: int
    ref: str
    url: str
    state: str


class Evidenced(NamedTuple):
    """An initiative or research that a dossier states: its kind, how far it reaches, in words."""

    kind: str
    words: str
    on: date | None


class Penalised(NamedTuple):
    """Discipline that a dossier states."""

    words: str
    on: date | None


@dataclass
class RecordFacts:
    """What dossiers say of an honouree to this person."""

    lines: list[AskedAward] = field(default_factory=list)
    evidence: list[Evidenced] = field(default_factory=list)
    penalties: list[Penalised] = field(default_factory=list)

    def add(self, other: "RecordFacts") -> None:
        """What another app knows besides."""
        self.lines += other.lines
        self.evidence += other.evidence
        self.penalties += other.penalties


@dataclass
class LifeRecord:
    """What a page says of one honouree."""

    main: Honouree
    records: list[Honouree]
    awards: list[Award]  # that the reader may see, the newest year first; `read_at`: its decision
    facts: RecordFacts
    # Of the reader's unit now, or of the town: all awards, and why time counts anew, are theirs.
    # A unit of before reads the awards of its days; nothing is counted on them.
    is_whole: bool = True
    told: list[ToldPenalty] = field(default_factory=list)

    @property
    def in_force(self) -> list[Award]:
        """Without what a later decision ended."""
        return [award for award in self.awards if award.revoked_on is None]

    @property
    def prize_vnd(self) -> int:
        """What the town paid."""
        return sum(award.prize_vnd for award in self.in_force if not award.issuer)

    @property
    def highest(self) -> Award | None:
        """The highest award by the order of the catalogue, the newest of equals."""
        return max(self.in_force, key=lambda a: (a.award_type.order, a.merit_year), default=None)

    @property
    def first_year(self) -> int | None:
        """Since when."""
        return min((award.merit_year for award in self.in_force), default=None)

    @property
    def counts(self) -> Counter:
        """How many titles, how many forms."""
        return Counter(award.award_type.kind for award in self.awards)

    def of_kind(self, kind: str) -> list[Award]:
        """Titles alone, forms alone, or all."""
        if kind not in AwardKind.values:
            return self.awards
        return [award for award in self.awards if award.award_type.kind == kind]


def find(pk: int, user: User) -> LifeRecord | None:
    """The honouree of this record with what the person may see; None: nothing for them here."""
    record = Honouree.objects.filter(pk=pk).first()
    if record is None:
        return None
    rows = Honouree.objects.in_group(record).select_related("unit").order_by("pk")
    records = list(rows)
    keys = [row.pk for row in records]
    awards = Award.objects.visible_to(user).filter(honouree__in=keys)
    awards = awards.select_related("award_type", "unit", "unit_then").prefetch_related("papers")
    found = list(awards.defer("words").order_by("-merit_year", "-decided_on", "-pk"))
    is_whole = _is_open(records, user)
    if not found and not is_whole:
        return None
    main = next((row for row in records if row.pk == record.record_id), record)
    of_key, read_at = {row.pk: row for row in records}, _decisions(user, found)
    for award in found:
        award.honouree = of_key[award.honouree_id]
        award.read_at = read_at.get(award.pk, "")
    told = _told(keys) if is_whole else []
    return LifeRecord(main, records, found, _facts(user, keys), is_whole, told)


def _is_open(records: list[Honouree], user: User) -> bool:
    """Is it an honouree of the own unit, or does the person read all of the town?"""
    if reads_all_awards(user):
        return True
    units = set(units_with(user, *UNIT_RIGHTS))
    return any(row.unit_id in units for row in records)


def _facts(user: User, keys: list[int]) -> RecordFacts:
    facts = RecordFacts()
    for ask in honouree_facts:
        facts.add(ask(user, keys))
    return facts


def _told(keys: list[int]) -> list[ToldPenalty]:
    """Whoever told it: a person may have come with a penalty from another unit."""
    return [one for ask in told_penalties for one in ask(keys)]


def _decisions(user: User, awards: Iterable[Award]) -> dict[int, str]:
    found: dict[int, str] = {}
    keys = [award.pk for award in awards]
    for ask in award_decisions:
        found |= ask(user, keys)
    return found
