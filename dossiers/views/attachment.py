"""Attachments (tệp đính kèm): brought, fetched, taken away."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers.forms.attachment import AttachmentForm, ReplacementForm
from dossiers.models import Dossier
from dossiers.papers import archive
from dossiers.rules import dossier as dossier_rules
from dossiers.rules.readiness import Draft
from dossiers.services import dossier as dossier_services
from dossiers.views import draft as draft_views
from dossiers.views.dossier_page import dossier_page
from dossiers.views.lookup import attachment_or_404, dossier_or_404, draft_or_404
from dossiers.views.part import parts_of, upload_form
from nganam_awards.core.files.download import hand_out, hand_out_stored
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.refusals import Refused
from nganam_awards.core.steps import take
from nganam_awards.documents import pictures, services as document_services
from nganam_awards.documents.pictures import PictureState
from nganam_awards.documents.views import hand_out_stand_in


@require_GET
def attachments(request: HttpRequest, ref: str) -> HttpResponse:
    """The files (giấy tờ) of a draft; a dossier under way has them on its one page."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.can_edit(request.user, dossier):
        return redirect(dossier)  # a browser takes «#giay-to-…» along
    return draft_views.papers_page(request, dossier)


def _standing(dossier: Dossier) -> str:
    """The files, on whichever page they stand."""
    if dossier.is_in_unit:
        return f"{reverse('dossiers:attachments', args=[dossier.ref])}#giay-to"
    return f"{dossier.get_absolute_url()}#giay-to"


@require_POST
def attach(request: HttpRequest, ref: str) -> HttpResponse:
    """Uploads files for one part (thành phần); what is refused says so beside what was taken."""
    dossier = draft_or_404(request, ref)
    parts = parts_of(Draft(dossier))
    form = upload_form(dossier, parts, request.POST, request.FILES)

    def page(status: int) -> HttpResponse:
        again = dossier_or_404(request, ref)
        if dossier_rules.can_edit(request.user, again):
            return draft_views.papers_page(request, again, upload=form, status=status)
        context = dossier_page(request, again, upload=form)
        return render(request, "dossiers/dossier/dossier.html", context, status=status)

    return form_page(
        request,
        form,
        call=lambda: _attach_each(request, dossier, form),
        then=_standing(dossier),
        page=page,
    )


def _attach_each(request: HttpRequest, dossier: Dossier, form: AttachmentForm) -> None:
    """What was taken is told; what was refused stays in the form, to be chosen again."""
    cleaned, attached, refused = dict(form.cleaned_data), [], []
    for file in cleaned["file"]:
        try:
            paper = dossier_services.attach(
                dossier,
                part=cleaned["part"],
                line=cleaned.get("line"),
                upload=file,
                by=request.user,
            )
            attached.append(paper)
        except Refused as refusal:
            refused.append(file)
            form.add_error("file", list(refusal.reasons))
    form.files.setlist("file", refused)
    if attached:
        names = ", ".join(f"«{paper.name}»" for paper in attached)
        messages.success(request, f"Đã tải lên {names}.")


@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Replaces a file: the older version stays behind the new one."""
    dossier = draft_or_404(request, ref)
    older = attachment_or_404(dossier, pk)
    form = ReplacementForm(posted(request), request.FILES or None)
    papers = _standing(dossier)

    def write() -> None:
        dossier_services.attach(
            dossier,
            part=older.part,
            line=older.line,
            upload=form.cleaned_data["file"],
            instead_of=older,
            by=request.user,
        )

    return form_page(
        request,
        form,
        call=write,
        done=f"Đã thay «{older.name}».",
        then=papers,
        at="file",
        page=plain_page(
            request,
            form,
            title="Thay tệp",
            heading=f"Thay «{older.name}»",
            crumbs=[("Hồ sơ", "dossiers:list"), (dossier.ref, dossier)],
            lead=older.get_part_display(),
            submit="Thay tệp",
            back=papers,
        ),
    )


@require_GET
def bundle(request: HttpRequest, ref: str) -> FileResponse:
    """The whole dossier (hồ sơ) in one ZIP file."""
    dossier = dossier_or_404(request, ref)
    return hand_out(
        request,
        archive.of(dossier),
        name=archive.name_of(dossier),
        content_type="application/zip",
        reading=_logged(request, dossier),
    )


@require_GET
def attachment(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """One file of the dossier: what was found inside, and its pages as pictures."""
    dossier = dossier_or_404(request, ref)
    obj = attachment_or_404(dossier, pk)
    if not dossier_rules.is_of_unit(request.user, dossier.unit):
        note_reading(request, dossier)
    drawing = pictures.state_of(obj.sha256, obj.pictures)
    if drawing == PictureState.WAITING:
        document_services.order_pictures(obj.file.name, obj.sha256, obj.content_type)
    pages = pictures.pages_of(obj.sha256, obj.pictures)
    context = {"dossier": dossier, "file": obj, "pages": pages, "drawing": drawing}
    context["is_lost"] = drawing == PictureState.GIVEN_UP
    return render(request, "dossiers/attachment/attachment.html", context)


@require_GET
def picture(request: HttpRequest, ref: str, pk: int, number: int) -> HttpResponse:
    """One page of a paper as a picture; a reader on a telephone opens no file."""
    obj = attachment_or_404(dossier_or_404(request, ref), pk)
    if not 1 <= number <= obj.pictures:
        raise Http404
    drawn = pictures.of_page(obj.sha256, number)
    if drawn is None:
        return hand_out_stand_in(request, pictures.state_of(obj.sha256, number))
    tag = f"{obj.sha256}-{number}"
    return hand_out(request, drawn.open("rb"), content_type="image/png", tag=tag)


@require_GET
def download(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Sends the file with its own name, by its own kind, never guessed from the bytes."""
    dossier = dossier_or_404(request, ref)
    obj = attachment_or_404(dossier, pk)
    reading = _logged(request, dossier)
    return hand_out_stored(request, obj, back=obj.get_absolute_url(), reading=reading)


def _logged(request: HttpRequest, dossier: Dossier) -> Dossier | None:
    """The access log keeps what others take of a unit's dossier."""
    return None if dossier_rules.is_of_unit(request.user, dossier.unit) else dossier


@require_POST
def detach(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Takes a file off a draft (bản nháp)."""
    dossier = draft_or_404(request, ref)
    obj = attachment_or_404(dossier, pk)
    take(
        request,
        lambda: dossier_services.detach(obj, by=request.user),
        done=f"Đã bỏ tệp «{obj.name}».",
    )
    return redirect(_standing(dossier))
