"""What a member reads of one line before him (tài liệu): never a birth date, nothing else of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from council.models import CaseLine, CouncilCase
from council.rules import material as material_rules
from council.views.lookup import case_or_404, line_or_404
from dossiers.queries import appraisal_report as appraisal_report_queries
from dossiers.queries.columns import stated
from dossiers.queries.criterion import Criteria
from nganam_awards.core.middleware import note_reading


@require_GET
@never_cache
def material(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """The unit's report on one nominee, and what Phòng Nội vụ found."""
    case = case_or_404(request, pk)
    row = line_or_404(case, line)
    nomination = row.nomination
    dossier = nomination.dossier
    note_reading(request, dossier)
    context = {
        "case": case,
        "line": row,
        "nomination": nomination,
        "dossier": dossier,
        "stated": stated(nomination),
        "may_read_appraisal": material_rules.can_read_appraisal(request.user, dossier),
    } | _beside(case, row)
    if context["may_read_appraisal"]:
        context["criteria"] = Criteria(dossier).of(nomination)
        context["reports"] = appraisal_report_queries.all_of(dossier)[:1]
    return render(request, "council/material/material.html", context)


def _beside(case: CouncilCase, row: CaseLine) -> dict:
    """The line's place in its case, and its neighbours."""
    keys = list(case.lines.order_by("order", "pk").values_list("pk", flat=True))
    here = keys.index(row.pk)
    return {
        "number": here + 1,
        "count": len(keys),
        "before": keys[here - 1] if here else None,
        "after": keys[here + 1] if here + 1 < len(keys) else None,
    }
