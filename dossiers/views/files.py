"""Tệp đính kèm: brought, fetched, taken away."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dossiers import rules, services
from dossiers.checklist import asked_papers
from dossiers.views.found import attachment_or_404, dossier_or_404, draft_or_404
from dossiers.views.shown import dossier_page, parts_of, upload_form
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.models import Reading
from nganam_awards.core.refusals import Refused
from nganam_awards.core.steps import take


@require_POST
def attach(request: HttpRequest, ref: str) -> HttpResponse:
    """Tải một tệp lên cho một thành phần của hồ sơ."""
    dossier = draft_or_404(request, ref)
    form = upload_form(parts_of(dossier, asked_papers(dossier)), request.POST, request.FILES)
    status = 422
    if form.is_valid():
        part, file = form.cleaned_data["part"], form.cleaned_data["file"]
        try:
            attached = services.attach(dossier, part=part, upload=file, by=request.user)
        except Refused as refusal:
            form.add_error("file", list(refusal.reasons))
        else:
            messages.success(request, f"Đã tải lên «{attached.name}».")
            return redirect(f"{dossier.get_absolute_url()}#giay-to")
    fresh = dossier_or_404(request, ref)
    context = dossier_page(request, fresh, upload=form)
    return render(request, "dossiers/dossier.html", context, status=status)


@require_GET
def attachment(request: HttpRequest, ref: str, pk: int) -> FileResponse:
    """Tải tệp về: with its own name, by its own kind, never guessed from the bytes."""
    dossier = dossier_or_404(request, ref)
    found = attachment_or_404(dossier, pk)
    if not rules.is_of_unit(request.user, dossier.unit):
        note_reading(request, dossier, Reading.How.DOWNLOAD)
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_POST
def detach(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Bỏ một tệp khỏi bản nháp."""
    dossier = draft_or_404(request, ref)
    found = attachment_or_404(dossier, pk)
    take(
        request,
        lambda: services.detach(found, by=request.user),
        done=f"Đã bỏ tệp «{found.name}».",
    )
    return redirect(f"{dossier.get_absolute_url()}#giay-to")
