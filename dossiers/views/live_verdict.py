"""What the provisions say of a line while it is typed: nothing is written, no line is needed."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from dossiers.enums import Verdict
from dossiers.forms.nominee import NomineeForm
from dossiers.models import Dossier, Nomination
from dossiers.queries import nominee as nominee_queries
from dossiers.queries.columns import BY_KEY
from dossiers.rules.eligibility import examination
from dossiers.rules.eligibility.finding import Finding
from dossiers.views.lookup import draft_or_404, line_or_404
from law.enums import HonoureeKind
from nganam_awards.core.text import clean_line


LONGEST_NAME = Nomination._meta.get_field("full_name").max_length
MOST_SHOWN = 6  # what weighs most; the page of the dossier has all of them


class LiveVerdicts(NamedTuple):
    """What to look at, and what a typed fact has just proven; both empty: quiet, all passed."""

    open: list[Finding]
    proven: list[Finding]
    more: int = 0


@require_POST
def of_new(request: HttpRequest, ref: str) -> HttpResponse:
    """Of a line that is being typed and is on no list yet."""
    dossier = draft_or_404(request, ref)
    return _answer(request, dossier, NomineeForm(request.POST, dossier=dossier))


@require_POST
def of_line(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Of a line that is being mended, as it stands in the boxes."""
    dossier = draft_or_404(request, ref)
    line = line_or_404(dossier, pk)
    return _answer(request, dossier, NomineeForm(request.POST, instance=line, dossier=dossier))


def _answer(request: HttpRequest, dossier: Dossier, form: NomineeForm) -> HttpResponse:
    """A box that cannot be read yet says nothing: it is half typed, or told when it is saved.

    A name that the form refuses (it stands there already) is somebody's all the same.
    """
    form.is_valid()
    line = nominee_queries.tidy(form.instance)
    line.full_name = line.full_name or clean_line(request.POST.get("full_name", ""))[:LONGEST_NAME]
    context = {"live": live_findings(dossier, line)}
    return render(request, "dossiers/nominee/_live.html", context)


def live_findings(dossier: Dossier, line: Nomination) -> LiveVerdicts | None:
    """None: nothing is known yet of whom or for what; one line costs the same on any list."""
    if not line.award_type_id or line.honouree_kind not in HonoureeKind.values:
        return None
    if not line.full_name:
        return None
    findings = examination.of_line(dossier, line)
    open_ones = [one for one in findings if one.is_open]
    proven = [one for one in findings if one.verdict == Verdict.PASS and _is_of_a_fact(one)]
    return LiveVerdicts(open_ones[:MOST_SHOWN], proven, max(len(open_ones) - MOST_SHOWN, 0))


def _is_of_a_fact(finding: Finding) -> bool:
    """Whether a box of this form proved it."""
    column = BY_KEY.get(finding.mend)
    return bool(finding.fact) and column is not None and column.is_for_titles
