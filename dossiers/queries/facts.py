"""What a paper is written from: plain JSON, and nothing else is printed.

A paper is stale when its facts read otherwise now; so what a kind does not print is not here.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from campaigns.papers.announcement import plan_ground, plan_paper
from dossiers.enums import PaperType
from dossiers.models import Dossier, DossierPaper, Nomination
from dossiers.queries import columns as columns_queries
from dossiers.queries.honouree import Who, who_of
from honourees.queries import award as award_queries
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.version import Versions
from units.models import Unit, User
from units.models.grant import UnitUserPermission
from units.rules import acting_for


def _to_second(facts: dict) -> None:
    """Lines once did not say which of them are of one person."""
    for line in facts.get("lines", []):
        line.setdefault("who", line["pk"])


VERSIONS = Versions((_to_second,))


def facts_of(paper: DossierPaper) -> dict:
    """The facts that the paper was written from."""
    return VERSIONS.read(paper.source)


class Facts:
    """The facts of a dossier's papers; what several papers say is asked once."""

    def __init__(self, dossier: Dossier, lines: Iterable[Nomination]) -> None:
        self.dossier = dossier
        self.lines = list(lines)
        self._by_pk = {line.pk: line for line in self.lines}

    def knows(self, paper: DossierPaper) -> bool:
        """Whether the paper is still about the list; a report of a line taken off is not."""
        return paper.line_id is None or paper.line_id in self._by_pk

    def of(self, kind: str, line_pk: int | None = None) -> dict:
        """Of one paper; a report is of one line."""
        match PaperType(kind):
            case PaperType.LETTER:
                said = {"grounds": self._grounds, "meeting": self._meeting, **self._list}
            case PaperType.LIST:
                said = self._list
            case PaperType.MINUTES:
                said = {"meeting": self._meeting, "lines": self._each(PaperType.MINUTES)}
            case PaperType.REPORT:
                said = {"line": self._report(self._by_pk[line_pk]), **self._campaign}
        return {**self._common, **said}

    @cached_property
    def _common(self) -> dict:
        """What every paper says: whose it is, about what, who signs."""
        dossier, unit = self.dossier, self.dossier.unit
        town = regime_queries.authority_on(self._day)
        return {
            "unit": unit.name,
            "parent": unit.parent.name if unit.parent_id else "",
            "symbol": unit.symbol,
            "head_title": unit.head_title,
            "head": head_of(unit),
            "town_head": town.head_title,
            "place": town.place,
            "category": dossier.category,
            "year": dossier.merit_year,
            "campaign": dossier.plan.campaign.name if dossier.plan_id else "",
        }

    @cached_property
    def _grounds(self) -> list[str]:
        grounds = regime_queries.bases_on(self._day, self.dossier.category)
        return [*grounds, plan_ground(self.dossier.plan)] if self.dossier.plan_id else grounds

    @property
    def _day(self) -> date:
        return self.dossier.letter_on or clock.today()

    @cached_property
    def _list(self) -> dict:
        """The list, and the letter to which it belongs."""
        dossier = self.dossier
        return {
            "number": dossier.letter_number,
            "day": dossier.letter_on.isoformat() if dossier.letter_on else "",
            "lines": self._each(PaperType.LIST),
        }

    def _each(self, paper: PaperType) -> list[dict]:
        """Every line as a paper prints it; lines of one person carry the same `who`."""
        first: dict[Who, int] = {}
        return [
            {**_printed(line, paper), "who": first.setdefault(who, line.pk)}
            for who, line in zip(who_of(self.lines), self.lines, strict=True)
        ]

    @cached_property
    def _meeting(self) -> dict | None:
        meeting = getattr(self.dossier, "meeting", None)
        if meeting is None:
            return None
        return {
            "day": meeting.held_on.isoformat(),
            "began_at": f"{meeting.began_at:%H:%M}",
            "ended_at": f"{meeting.ended_at:%H:%M}",
            "place": meeting.place,
            "chair": meeting.chair,
            "secretary": meeting.secretary,
            "present": meeting.present,
            "members": meeting.members,
            "absent": meeting.absent,
        }

    @cached_property
    def _campaign(self) -> dict:
        """Of a report on one campaign: its plan, and what the plan looks at."""
        plan = self.dossier.plan
        if plan is None:
            return {"plan": "", "criteria": []}
        criteria = [[row.text, row.evidence] for row in plan.criteria.all()]
        return {"plan": plan_paper(plan), "criteria": criteria}

    @cached_property
    def _earlier(self) -> dict[int, list[dict]]:
        """{record of the register: what it was awarded}, of all lines at once."""
        known = {line.honouree_id for line in self.lines if line.honouree_id}
        return {
            record: [
                {
                    "year": award.merit_year,
                    "award": award.award_type.name,
                    "kind": award.award_type.kind,
                    "paper": f"{award.decision_symbol}, {award.decided_on:%d/%m/%Y}",
                }
                for award in awards
            ]
            for record, awards in award_queries.held_by(known).items()
        }

    def _report(self, line: Nomination) -> dict:
        return {
            **_printed(line, PaperType.REPORT),
            "full_name": line.full_name,
            "award_kind": line.award_type.kind,
            "earlier": self._earlier.get(line.honouree_id, []),
        }


def fingerprint_of(facts: dict) -> str:
    """Equal facts have equal fingerprints, whatever order their keys came back in."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def head_of(unit: Unit) -> str:
    """Who signs for the unit today; empty where nobody or more than one person may."""
    holders = UnitUserPermission.objects.in_force(clock.today()).filter(
        content_object__in=acting_for(unit, clock.today()),
        permission__codename="confirm_dossiers",
        user__is_active=True,
    )
    names = set(
        User.objects.filter(pk__in=holders.values("user")).values_list("full_name", flat=True)
    )
    return names.pop() if len(names) == 1 else ""


def check_meeting(facts: dict) -> None:
    """Minutes tell of a meeting."""
    if facts["meeting"] is None:
        raise Refused("Ghi cuộc họp xét trước (ngày, giờ, chủ trì, thư ký) rồi soạn biên bản.")


def _printed(line: Nomination, paper: PaperType) -> dict:
    return {
        "pk": line.pk,
        "award_in_full": line.award_type.full_name,
        **columns_queries.facts_of(line, paper),
    }
