"""What if (thử đổi dữ kiện): an officer changes a fact and sees which findings turn.

A page that only reads: the facts stand in the address, nothing of it is kept.
"""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dossiers.forms.trial import TrialForm
from dossiers.models import Dossier
from dossiers.queries import evidence_reader
from dossiers.queries.evidence import LineEvidence
from dossiers.rules import dossier as dossier_rules
from dossiers.rules.eligibility.authority import last_day_of
from dossiers.rules.eligibility.catalogue import examine_line
from dossiers.rules.eligibility.finding import Finding
from dossiers.views.lookup import dossier_or_404, line_or_404
from law.queries.provision import Law


class Turn(NamedTuple):
    """One provision as it stands and as it would stand; None: it is not asked."""

    known: Finding | None
    tried: Finding | None

    @property
    def shown(self) -> Finding:
        """What is told: as it would stand, where it is asked at all."""
        return self.tried or self.known

    @property
    def is_turned(self) -> bool:
        """Would it say something else?"""
        told = [one and (one.verdict, one.citation) for one in self]
        return told[0] != told[1]


@require_GET
def trial(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """One nominee with facts to change; the town's side alone, of those who may appraise."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.can_see_appraisal(request.user, dossier):
        raise Http404
    line = line_or_404(dossier, pk)
    known = evidence_reader.read_line(dossier, line)
    form = TrialForm(request.GET or None, line=known)
    is_tried = form.is_bound and form.is_valid()
    tried = form.tried() if is_tried else known
    now = examine_line(known, evidence_reader.law_of(dossier))
    turns = _turns(now, examine_line(tried, _law(dossier, tried)))
    context = {
        "dossier": dossier,
        "line": line,
        "form": form,
        "is_tried": is_tried,
        "changes": form.changes() if is_tried else [],
        "turned": [one for one in turns if one.is_turned],
        "same": [one for one in turns if not one.is_turned],
    }
    return render(request, "dossiers/trial/trial.html", context)


def _law(dossier: Dossier, line: LineEvidence) -> Law:
    """Of another year the law of its last day; else as the dossier itself is examined."""
    if line.merit_year == dossier.merit_year:
        return evidence_reader.law_of(dossier, line.today)
    return Law(last_day_of(line.merit_year), line.today)


def _turns(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> list[Turn]:
    old = {one.code: one for one in before}
    new = {one.code: one for one in after}
    found = [Turn(old.get(code), new.get(code)) for code in dict.fromkeys((*new, *old))]
    return sorted(found, key=lambda turn: turn.shown.rank)
