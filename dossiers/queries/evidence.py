"""What provisions know of a nominee and of a dossier: plain facts, read together, of no table.

Rules never ask the database: whoever examines reads these once (`queries.evidence_reader`), for
5,000 lines with as many questions as for one; a what-if replaces one fact and asks again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple
from zlib import crc32

from law.models import AwardType


class HeldAward(NamedTuple):
    """An award that the honouree holds by the register; what was revoked is not here."""

    award_type_id: int
    code: str
    name: str
    merit_year: int
    symbol: str
    decided_on: date
    category: str = ""  # empty: of before the portal
    level: str = ""  # whose decision it was (law.enums.Level)
    achievement: str = ""
    unit: str = ""  # spoken, as it was then
    rating: str = ""  # of that year, where a dossier of the portal said it
    has_initiative: bool = False  # that year's dossier proved one
    url: str = ""

    @property
    def mark(self) -> str:
        """What it is known by among others, in the order of their years: «2023-5f0c1f0e»."""
        facts = f"{self.code} {self.symbol} {self.decided_on} {self.achievement}"
        return f"{self.merit_year}-{crc32(facts.encode()):08x}"


class OpenLine(NamedTuple):
    """An open line of the same honouree: in this dossier or in another one of the merit year."""

    award_type_id: int
    code: str
    name: str
    is_here: bool  # in this very dossier
    is_near: bool = False  # the names differ in accents: mistyped, or two people
    ref: str = ""
    unit: str = ""
    campaign_id: int | None = None
    category: str = ""
    achievement: str = ""
    url: str = ""
    officer: str = ""

    @property
    def mark(self) -> str:
        """What it is known by among others."""
        return f"{crc32(f'{self.code} {self.ref} {self.achievement}'.encode()):08x}"


class NamedMember(NamedTuple):
    """One named member of a collective, with what the lists and the register say of them."""

    full_name: str
    codes: tuple[str, ...] = ()  # of titles asked or awarded for the merit year, in their order
    rating: str = ""
    penalty: str = ""


class MemberEvidence(NamedTuple):
    """The members of a collective: named, or counted by the unit with a paper that proves it."""

    headcount: int | None = None
    named: tuple[NamedMember, ...] = ()
    advanced_count: int | None = None
    fighter_count: int | None = None
    completed_count: int | None = None
    penalised_count: int | None = None
    is_proven: bool = False  # a paper about the counts is attached


class LineEvidence(NamedTuple):
    """Everything that provisions may ask of one line. What nobody said is empty or None."""

    pk: int | None
    kind: str  # law.enums.HonoureeKind
    award: AwardType
    category: str  # law.enums.Category of its dossier
    merit_year: int
    full_name: str
    today: date  # of the office; the day of the decision where one is being issued
    birth_year: int | None = None
    achievement: str = ""
    unit: str = ""  # of the dossier, spoken
    campaign_id: int | None = None
    # The year of merit as the unit states it, as it stands on the line (`AS_ON_THE_LINE`).
    working_unit: str = ""
    hired_on: date | None = None
    service_months: int | None = None  # stated; `hired_on` wins where it is given
    leave_kind: str = ""
    leave_days: int | None = None
    rating: str = ""
    discipline: str = ""  # dossiers.enums.Discipline: the unit's assurance
    penalty: str = ""
    penalty_on: date | None = None
    initiative: str = ""  # words of its decision
    initiative_kind: str = ""
    initiative_scope: str = ""
    initiative_body: str = ""
    initiative_on: date | None = None
    has_initiative_paper: bool = False
    votes_for: int | None = None
    votes_total: int | None = None
    members: MemberEvidence = MemberEvidence()
    # What the portal knows.
    held: tuple[HeldAward, ...] = ()
    # Of the merit year, to the same name elsewhere in the town: maybe somebody else.
    namesakes: tuple[HeldAward, ...] = ()
    asked: tuple[OpenLine, ...] = ()
    earlier: tuple["EarlierPenalty", ...] = ()  # penalties that other lines tell
    is_registered: bool | None = None  # None: no confirmed list of that unit and year
    registration_url: str = ""
    body_ended_on: date | None = None  # the collective, or the unit that proposes it
    is_refused_when_ended: bool = False
    suspended_for: str = ""  # the ground, in words
    consultation: tuple[str, ...] = ()  # adverse opinions, in words
    is_consulted: bool | None = None  # None: nobody was asked yet
    council: str = ""  # "passed", "failed", "waiting" or empty: not put before the Council
    council_words: str = ""
    overruled: Mapping[str, str] = MappingProxyType({})  # {code of a finding: reason}


_FIELDS = LineEvidence._fields
AS_ON_THE_LINE = _FIELDS[_FIELDS.index("working_unit") : _FIELDS.index("has_initiative_paper")]


class EarlierPenalty(NamedTuple):
    """A penalty that another line of the portal told of the same honouree."""

    penalty: str
    on: date | None
    ref: str


class PlaceUse(NamedTuple):
    """A row of the plan's places that the dossier draws on."""

    label: str
    asked: int  # by this dossier
    together: int  # by all
    limit: int


class CapUse(NamedTuple):
    """A ratio cap that the dossier counts on."""

    award_type_id: int
    label: str
    basis: str
    held: int
    limit: int
    base_asked: int = 0  # of the base title, asked in this dossier and not awarded yet


@dataclass(frozen=True)
class DossierEvidence:
    """What is asked of the dossier as a whole, and its lines."""

    ref: str
    unit: str
    category: str
    merit_year: int
    today: date
    lines: tuple[LineEvidence, ...]
    plan_state: str = ""  # campaigns.enums.PlanState; empty: no plan
    plan_state_words: str = ""
    plan_year: int | None = None
    plan_url: str = ""
    approved_on: date | None = None
    late_reason: str = ""
    was_late: bool = False
    has_plan_confirmed_purpose: bool | None = None
    excluded_words: tuple[str, ...] = ()  # what of its title sounds like R10–R12
    missing_papers: tuple[str, ...] = ()
    asked_papers: tuple[str, ...] = ()
    papers_citation: str = ""
    are_papers_verified: bool = True
    places: tuple[PlaceUse, ...] = ()
    homeless: int = 0  # lines of no place in the plan
    caps: tuple[CapUse, ...] = ()
    unit_ended_on: date | None = None
