"""Registers a decision that was signed on paper, and hands out its scan."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from decisions.forms.decision import PaperForm, ScanForm
from decisions.models import PaperDecision
from decisions.services import paper_decision as paper_decision_services
from decisions.views.lookup import book_reader
from law import rules
from nganam_awards.core.files.download import hand_out_stored
from nganam_awards.core.refusals import Refused
from nganam_awards.core.steps import UNPROCESSABLE, take


@require_http_methods(["GET", "POST"])
def register_paper(request: HttpRequest) -> HttpResponse:
    """Đăng ký quyết định giấy với bản quét."""
    book_reader(request)
    if not rules.can_keep_book(request.user):
        raise PermissionDenied
    is_post = request.method == "POST"
    form, status = PaperForm(*((request.POST, request.FILES) if is_post else ())), 200
    if is_post:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                paper = paper_decision_services.register_paper(**form.cleaned_data, by=request.user)
            except Refused as refusal:
                form.add_error(None, list(refusal.reasons))
            else:
                take(request, lambda: None, done=f"Đã đăng ký Quyết định số {paper.entry}.")
                return redirect("decisions:book")
    return render(request, "decisions/paper_decision/form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def replace_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """Thay bản quét có vi-rút."""
    book_reader(request)
    if not rules.can_keep_book(request.user):
        raise PermissionDenied
    found = get_object_or_404(PaperDecision.objects.select_related("entry__book"), pk=pk)
    is_post = request.method == "POST"
    form, status = ScanForm(*((request.POST, request.FILES) if is_post else ())), 200
    if is_post:
        status = UNPROCESSABLE
        if form.is_valid():
            call = partial(
                paper_decision_services.replace_scan, found, by=request.user, **form.cleaned_data
            )
            outcome = take(request, call, done=f"Đã thay bản quét của Quyết định số {found.entry}.")
            if outcome.is_done:
                return redirect("decisions:book")
            status = outcome.status
    context = {"form": form, "paper": found}
    return render(request, "decisions/paper_decision/scan.html", context, status=status)


@require_GET
def download_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Bản quét của một quyết định giấy."""
    book_reader(request)
    found = get_object_or_404(PaperDecision, pk=pk)
    return hand_out_stored(request, found, back=reverse("decisions:book"), reading=found)
