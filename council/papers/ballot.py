"""Printed ballots (phiếu bầu): a sheet for each voter, without a name on any.

Whoever has no vote on a line gets a sheet with that line crossed out; it names nobody.
"""

from council.models import CaseLine
from council.papers import phrase
from council.queries.paper import CaseRecord
from dossiers.models import Nomination
from law.models import Authority
from law.papers import letterhead_of
from nganam_awards.documents.typography import paper_date


SMALL = 10  # lines that half a sheet (A5) holds


def context(record: CaseRecord, *, lines: list[CaseLine], authority: Authority) -> dict:
    """Everything the ballots print, as plain JSON; the sheets that are alike stand together."""
    case, roll = record.case, record.roll
    places = {line.pk: str(place) for place, line in enumerate(lines, start=1)}
    barred = [
        [places[line.pk] for line in lines if person in roll.barred(line)]
        for person in _present(record)
    ]
    return {
        **letterhead_of(authority).head("PHIẾU BẦU" if case.is_secret else "PHIẾU BIỂU QUYẾT", ""),
        "session": None,
        "case": case.pk,
        "about": f"Xét {phrase.subject_of(case)}",
        "when": f"Phiên họp {paper_date(case.session.held_on)}",
        "is_small": len(lines) <= SMALL,
        "rows": [
            [places[line.pk], line.nomination.addressed, _detail(line.nomination)] for line in lines
        ],
        "sheets": sorted(barred, key=lambda places: (len(places), places)),
        "recipients": [],
        "left": phrase.signature([], ""),
        "signature": phrase.signature([], ""),
    }


def _present(record: CaseRecord) -> list[int]:
    """A sheet for everybody who is there: whoever is absent drops nothing into the box."""
    return [v.member.person_id for v in record.roll.voters if v.is_present]


def _detail(line: Nomination) -> str:
    return ", ".join(part for part in (line.position, line.working_unit) if part)
