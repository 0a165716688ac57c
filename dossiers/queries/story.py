"""Worked cases (ví dụ đã xét): stories with the verdict that the law gives them, as data.

They stand in `data/eligibility_cases.toml`; the tests ask every one of them, the page of the rules
in force tells them beside the provision. Nothing of them is a row of the database.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from dossiers.enums import Verdict
from dossiers.queries.evidence import (
    CapUse,
    DossierEvidence,
    EarlierPenalty,
    HeldAward,
    LineEvidence,
    MemberEvidence,
    NamedMember,
    OpenLine,
    PlaceUse,
)
from law.enums import Category, GoverningDay, HonoureeKind, ProvisionKey
from law.models import AwardType, Provision
from nganam_awards.core.registry import worked_cases


FILE = Path(__file__).parent.parent / "data" / "eligibility_cases.toml"
UNASKED = "none"  # the law of that day does not ask it
_DAY_OF_DECISION = (12, 20)
_DAY_OF_MERIT = (12, 31)


@dataclass(frozen=True)
class WorkedCase:
    """One story: what is given, and what must come out of it."""

    key: ProvisionKey
    story: str
    merit_year: int
    decided_on: date
    award: str  # code
    verdict: str  # of Verdict, or UNASKED
    citations: tuple[str, ...] = ()
    part: str = ""
    is_open: bool = False  # its source is not verified
    scenario: int | None = None
    kind: str = HonoureeKind.PERSON.value
    category: str = Category.MERIT.value
    facts: Mapping = field(default_factory=dict)
    held: tuple[Mapping, ...] = ()
    asked: tuple[Mapping, ...] = ()
    earlier: tuple[Mapping, ...] = ()
    members: Mapping = field(default_factory=dict)
    dossier: Mapping = field(default_factory=dict)

    @property
    def merit_day(self) -> date:
        """The last day of its year of merit."""
        return date(self.merit_year, *_DAY_OF_MERIT)

    @property
    def is_asked(self) -> bool:
        """Does the law of its day ask this at all?"""
        return self.verdict != UNASKED

    @property
    def outcome(self) -> Verdict | None:
        """What must come out; None: it is not asked."""
        return Verdict(self.verdict) if self.is_asked else None

    @property
    def citation(self) -> str:
        """Its sources in the order of the finding."""
        return "; ".join(self.citations)

    def belongs_to(self, row: Provision) -> bool:
        """Is it an example of this row: was it in force on the day that governs the story?"""
        is_merit = row.governs == GoverningDay.MERIT
        day = self.merit_day if is_merit else self.decided_on
        return self.key == row.key and self.is_asked and row.holds_on(day)


@cache
def cases() -> tuple[WorkedCase, ...]:
    """Every case, in the order of the file."""
    read = tomllib.loads(FILE.read_text("utf-8"))
    sources = read["source"]
    return tuple(
        _case(ProvisionKey(table["key"]), row, sources)
        for table in read["provision"]
        for row in table["cases"]
    )


def cases_of(row: Provision) -> list[WorkedCase]:
    """The examples of a provision as this row of the law words it."""
    return [case for case in cases() if case.belongs_to(row)]


def register() -> None:
    """Called once when the apps are loaded."""
    worked_cases.add(cases_of)


def _case(key: ProvisionKey, row: dict, sources: dict[str, str]) -> WorkedCase:
    lists = {name: tuple(row.get(name, ())) for name in ("held", "asked", "earlier")}
    plain = {
        name: row[name]
        for name in (
            "story",
            "award",
            "verdict",
            "part",
            "scenario",
            "kind",
            "category",
            "facts",
            "members",
            "dossier",
        )
        if name in row
    }
    return WorkedCase(
        key=key,
        merit_year=row["year"],
        decided_on=row.get("day", date(row["year"], *_DAY_OF_DECISION)),
        citations=tuple(sources[name] for name in row.get("cites", ())),
        is_open=row.get("open", False),
        **plain,
        **lists,
    )


def line_of(case: WorkedCase, awards: Mapping[str, AwardType]) -> LineEvidence:
    """The nominee of a story; `awards`: the catalogue by code."""
    return LineEvidence(
        pk=1,
        kind=case.kind,
        award=awards[case.award],
        category=case.category,
        merit_year=case.merit_year,
        full_name="Nguyễn Văn An",
        today=case.decided_on,
        unit="Phường 1",
        held=tuple(_held(one, awards) for one in case.held),
        asked=tuple(_asked(one, awards) for one in case.asked),
        earlier=tuple(EarlierPenalty(one["penalty"], one.get("on"), "") for one in case.earlier),
        members=_members(case.members),
        **{name: _plain(value) for name, value in case.facts.items()},
    )


def dossier_of(case: WorkedCase, awards: Mapping[str, AwardType]) -> DossierEvidence:
    """The dossier of a story, with its one nominee."""
    said = {name: _plain(value) for name, value in case.dossier.items()}
    places = tuple(PlaceUse("Giấy khen, cá nhân", **one) for one in said.pop("places", ()))
    award = awards[case.award]
    caps = tuple(
        CapUse(award.pk, award.name, "tính trên Lao động tiên tiến của năm", **one)
        for one in said.pop("caps", ())
    )
    return DossierEvidence(
        ref="HS-1",
        unit="Phường 1",
        category=case.category,
        merit_year=case.merit_year,
        today=case.decided_on,
        lines=(line_of(case, awards),),
        places=places,
        caps=caps,
        **said,
    )


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _held(one: Mapping, awards: Mapping[str, AwardType]) -> HeldAward:
    award, year = awards[one["code"]], one["year"]
    found = HeldAward(
        award.pk,
        award.code,
        award.name,
        year,
        f"{year % 100 + 300}/QĐ-UBND",
        date(year, *_DAY_OF_DECISION),
        category=Category.MERIT.value,
    )
    return found._replace(**{name: one[name] for name in one if name not in ("code", "year")})


def _asked(one: Mapping, awards: Mapping[str, AwardType]) -> OpenLine:
    award = awards[one["code"]]
    return OpenLine(
        award.pk,
        award.code,
        award.name,
        one.get("here", False),
        ref="" if one.get("here") else "HS-2",
        unit="Phường 2",
        category=one.get("category", ""),
        achievement=one.get("achievement", ""),
    )


def _members(said: Mapping) -> MemberEvidence:
    """`advanced`, `others`: so many members with and without the title, besides those named."""
    said = dict(said)
    titled = NamedMember("", ("LDTT",), "good")
    plain = NamedMember("", (), "completed")
    named = [titled] * said.pop("advanced", 0) + [plain] * said.pop("others", 0)
    for one in said.pop("named", ()):
        codes = tuple(sorted(one.get("codes", ())))
        named.append(NamedMember("", codes, one.get("rating", ""), one.get("penalty", "")))
    numbered = (
        one._replace(full_name=f"Thành viên {place}") for place, one in enumerate(named, start=1)
    )
    return MemberEvidence(named=tuple(numbered), **said)
