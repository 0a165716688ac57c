"""Holds a dossier against the provisions: reads the evidence, the law of its two days, and asks."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from campaigns.models import Quota
from dossiers.models import Dossier, Nomination
from dossiers.queries import evidence_reader
from dossiers.queries.evidence import DossierEvidence, LineEvidence
from dossiers.rules.eligibility.catalogue import examine, examine_line
from dossiers.rules.eligibility.finding import Finding, Findings
from law.queries.checklist import Asked


class Examination(NamedTuple):
    """What was found, by which state of the law and of the facts."""

    findings: Findings
    rules_stamp: UUID
    evidence: DossierEvidence

    @property
    def data_sha(self) -> str:
        """Equal where every fact is equal; the day of asking is none."""
        return sha256(repr(_timeless(self.evidence)).encode()).hexdigest()

    def of(self, line: int) -> tuple[Finding, ...]:
        """On one line, what weighs most first."""
        return self.findings.of(line)


def of_dossier(
    dossier: Dossier,
    lines: Sequence[Nomination],
    *,
    day: date | None = None,
    places: Iterable[Quota] = (),
    asked: Iterable[Asked] | None = None,
    there: Iterable[str] = (),
) -> Examination:
    """The dossier as a whole and each of these lines, on a day of decision, else today.

    `asked`, `there`: papers that its procedure asks and those that are there; nothing is said of
    papers where they are not given.
    """
    law = evidence_reader.law_of(dossier, day)
    evidence = evidence_reader.read(
        dossier, lines, day=day, places=places, **_papers(asked or (), set(there))
    )
    return Examination(examine(evidence, law), law.stamp or UUID(int=0), evidence)


def of_line(dossier: Dossier, line: Nomination) -> tuple[Finding, ...]:
    """One line alone, saved or as it is being typed."""
    return with_facts(dossier, evidence_reader.read_line(dossier, line))


def with_facts(dossier: Dossier, line: LineEvidence) -> tuple[Finding, ...]:
    """The findings were these the facts: what a what-if shows. Nothing is read but the law."""
    return examine_line(line, evidence_reader.law_of(dossier))


def _papers(asked: Iterable[Asked], there: set[str]) -> dict:
    required = [paper.item for paper in asked if paper.item.is_required]
    return {
        "missing": [item.get_part_display().lower() for item in required if item.part not in there],
        "asked_papers": [item.get_part_display().lower() for item in required],
        "papers_citation": next((item.citation for item in required), ""),
        "are_papers_verified": all(item.is_verified for item in required),
    }


def _timeless(evidence: DossierEvidence) -> tuple:
    lines = tuple(
        tuple(
            value.pk if name == "award" else value
            for name, value in vars(line).items()
            if name not in {"today", "overruled"}
        )
        for line in evidence.lines
    )
    rest = {name: value for name, value in vars(evidence).items() if name not in {"today", "lines"}}
    return (lines, tuple(sorted(rest.items())))
