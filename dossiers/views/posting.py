"""Postings (lấy ý kiến công khai): opened by the officer, read by those they are posted for."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dossiers.models import Dossier, Nomination, Posting
from dossiers.queries import posting as posting_queries
from dossiers.rules import (
    dossier as dossier_rules,
    objection as objection_rules,
    posting as posting_rules,
)
from dossiers.services import posting as posting_services
from dossiers.views.lookup import dossier_or_404
from nganam_awards.core.pages import numbered_page, page_of
from nganam_awards.core.steps import take
from units.models import User


@require_GET
@login_not_required
@never_cache
def postings(request: HttpRequest) -> HttpResponse:
    """What is posted for this reader today; Phòng Nội vụ sees what is over, too."""
    rows = Posting.objects.visible_to(request.user).select_related("dossier__unit")
    context = frame_of(request) | {
        "page": page_of(request, rows.order_by("-pk")),
        "is_staff": is_staff(request),
    }
    return render(request, "dossiers/posting/list.html", context)


@require_GET
@login_not_required
@never_cache
def posting(request: HttpRequest, pk: int) -> HttpResponse:
    """Names, unit and award; nothing else of anybody."""
    obj = posting_or_404(request, pk)
    lines = posting_queries.named_in(obj)
    context = frame_of(request) | {
        "posting": obj,
        "page": numbered_page(request.GET.get("page", ""), lines),
        "total": len(lines),
        "is_staff": is_staff(request),
        "where": objection_rules.WHERE,
    }
    return render(request, "dossiers/posting/posting.html", context)


@require_POST
def open_all(request: HttpRequest, ref: str) -> HttpResponse:
    """Posts every recommended line of the dossier that waits for it."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.can_see_appraisal(request.user, dossier):
        raise Http404
    take(
        request,
        lambda: posting_services.open_postings(dossier, by=request.user),
        done="Đã đăng danh sách lấy ý kiến công khai.",
    )
    return redirect(f"{dossier.get_absolute_url()}#lay-y-kien")


def context(user: User, dossier: Dossier, lines: list[Nomination]) -> dict:
    """What the officer's page of a dossier shows; nothing to anybody else."""
    if not dossier_rules.can_see_appraisal(user, dossier):
        return {"postings": [], "to_post": [], "objections": []}
    can_open = posting_rules.can_open(user, dossier)
    found = posting_queries.of_dossier(dossier)
    return {
        "postings": found,
        "to_post": posting_queries.to_post(dossier, lines) if can_open else [],
        "objections": posting_queries.objections_of(dossier) if found else [],
        "can_answer_objections": objection_rules.can_answer(user, dossier),
        "sees_objectors": objection_rules.sees_objectors(user),
    }


def posting_or_404(request: HttpRequest, pk: int) -> Posting:
    """One that this reader may see, signed in or not."""
    rows = Posting.objects.visible_to(request.user).select_related("dossier__unit")
    return get_object_or_404(rows, pk=pk)


def is_staff(request: HttpRequest) -> bool:
    """Phòng Nội vụ and the Chairman, who see the dossier behind it."""
    return request.user.is_authenticated and dossier_rules.can_view_filed(request.user)


def frame_of(request: HttpRequest) -> dict:
    """The same page stands in the portal's frame, or in that of people without an account."""
    return {"frame_page": "base.html" if request.user.is_authenticated else "base_public.html"}
