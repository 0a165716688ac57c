"""Danh sách đề nghị: lines typed by hand, mended, ordered, taken off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dossiers import listing
from dossiers.forms.nominee import NomineeForm
from dossiers.models import Dossier
from dossiers.views.found import draft_or_404, line_or_404, posted
from nganam_awards.core.steps import take


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Thêm một người, tập thể hoặc hộ."""
    dossier = draft_or_404(request, ref)
    initial = {"working_unit": dossier.unit.short_name}
    form = NomineeForm(posted(request), dossier=dossier, initial=initial)
    return _answer(
        request,
        dossier,
        form,
        write=lambda: listing.add_line(dossier, form.instance, by=request.user),
        title="Thêm vào danh sách",
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Sửa một dòng."""
    dossier = draft_or_404(request, ref)
    line = line_or_404(dossier, pk)
    title = f"Sửa: {line.full_name}"
    form = NomineeForm(posted(request), instance=line, dossier=dossier)
    return _answer(
        request,
        dossier,
        form,
        write=lambda: listing.edit_line(form.instance, by=request.user),
        title=title,
    )


@require_POST
def delete(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Xóa một dòng khỏi bản nháp."""
    dossier = draft_or_404(request, ref)
    line = line_or_404(dossier, pk)
    take(
        request,
        lambda: listing.remove_line(line, by=request.user),
        done=f"Đã xóa {line.full_name} khỏi danh sách.",
    )
    return redirect(f"{dossier.get_absolute_url()}#danh-sach")


@require_POST
def move(request: HttpRequest, ref: str, pk: int, up: bool) -> HttpResponse:
    """Đưa một dòng lên hoặc xuống."""
    dossier = draft_or_404(request, ref)
    line = line_or_404(dossier, pk)
    take(request, lambda: listing.move_line(line, up=up, by=request.user))
    return redirect(f"{dossier.get_absolute_url()}#dong-{pk}")


@require_POST
def sort(request: HttpRequest, ref: str) -> HttpResponse:
    """Xếp danh sách theo tên."""
    dossier = draft_or_404(request, ref)
    take(
        request,
        lambda: listing.sort_lines(dossier, by=request.user),
        done="Đã xếp danh sách theo vần của tên.",
    )
    return redirect(f"{dossier.get_absolute_url()}#danh-sach")


def _answer(
    request: HttpRequest, dossier: Dossier, form: NomineeForm, *, write, title: str
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            outcome = take(request, write, done=f"Đã lưu {form.instance.full_name}.")
            if outcome.is_done and request.POST.get("then") == "more":
                return redirect("dossiers:nominee_add", dossier.ref)
            if outcome.is_done:
                return redirect(f"{dossier.get_absolute_url()}#danh-sach")
            status = outcome.status
    context = {"form": form, "dossier": dossier, "title": title, "is_new": not form.instance.pk}
    context["back_url"] = reverse("dossiers:dossier", args=[dossier.ref])
    return render(request, "dossiers/nominee_form.html", context, status=status)
