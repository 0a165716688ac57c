"""The list of nominees: lines typed by hand, mended in place, ordered, removed, brought back."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.forms.nominee import NomineeForm
from dossiers.models import Dossier, Nomination
from dossiers.queries import columns as columns_queries
from dossiers.services import nominee as nominee_services
from dossiers.views import selection, undo
from dossiers.views.autosave import autosaved, is_autosave, side_by_side, version_in
from dossiers.views.draft import (
    DraftList,
    asks_report,
    framed_list,
    standing_at,
    standing_at_new,
)
from dossiers.views.live_verdict import live_findings
from dossiers.views.lookup import draft_or_404, line_or_404
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.refusals import AlreadyDone
from nganam_awards.core.steps import CONFLICT, take
from nganam_awards.core.text import whole_number


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Adds a person, a collective or a household; `?giong=` starts from a line that is there."""
    dossier = draft_or_404(request, ref)
    initial = {"working_unit": dossier.unit.short_name}
    pattern = whole_number(request.GET.get("giong", ""))
    if pattern is not None:
        initial = columns_queries.shared(line_or_404(dossier, pattern))
    form = NomineeForm(posted(request), dossier=dossier, initial=initial)
    return _answer(
        request,
        dossier,
        form,
        write=lambda: nominee_services.add_line(dossier, form.instance, by=request.user),
        title="Thêm vào danh sách",
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Edits a line on a page of its own, or in its place on the list."""
    dossier = draft_or_404(request, ref)
    line = line_or_404(dossier, pk)
    place = _place_of(line)
    form = NomineeForm(posted(request), instance=line, dossier=dossier, initial={"place": place})

    def write() -> None:
        nominee_services.edit_line(form.instance, by=request.user, version=version_in(request))
        wanted = form.cleaned_data.get("place")
        if wanted and wanted != place:
            nominee_services.place_line(form.instance, wanted, by=request.user)

    if is_autosave(request):
        return autosaved(form, write, line)
    if request.htmx:
        return _answer_in_place(request, dossier, form, write=write)
    return _answer(request, dossier, form, write=write, title=f"Sửa: {line.full_name}")


@require_POST
def settle(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Matches a line with the register (sổ): this record, somebody new, or the question again."""
    dossier = draft_or_404(request, ref)
    line = line_or_404(dossier, pk)
    said = request.POST.get("honouree", "")
    if said == "again":
        call = partial(nominee_services.forget_identity, line, by=request.user)
    else:
        known = whole_number(said)
        call = partial(nominee_services.settle_identity, line, known, by=request.user)
    take(request, call)
    return redirect(standing_at(dossier, pk, request.POST))


@require_POST
def capitals(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Viết hoa đúng: the name that the row offered, by one click."""
    dossier = draft_or_404(request, ref)
    line = line_or_404(dossier, pk)
    take(
        request,
        lambda: nominee_services.mend_name(
            line, shown=request.POST.get("shown", ""), by=request.user
        ),
        done="Đã sửa cách viết tên.",
    )
    return redirect(standing_at(dossier, pk, request.POST))


@require_POST
def delete(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Deletes a line of a draft; the page offers to bring it back."""
    dossier = draft_or_404(request, ref)
    if undo.was_removed(request, pk):
        take(request, _already_gone)
        return redirect(standing_at(dossier, None, request.POST))
    line = line_or_404(dossier, pk)
    outcome = take(
        request,
        lambda: nominee_services.remove_line(line, by=request.user),
        done=f"Đã xóa {line.full_name} khỏi danh sách.",
    )
    if outcome.result:
        undo.remember(request, dossier, pk, outcome.result)
    return redirect(standing_at(dossier, None, request.POST))


@require_POST
def bring_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Undo (hoàn tác): what was done last is taken back; a line comes back to its place."""
    dossier = draft_or_404(request, ref)
    entry = undo.newest(request, dossier)
    if entry is None:
        take(request, _nothing_to_undo)
    elif "many" in entry:
        selection.take_back(request, dossier, entry)
    else:
        line = entry["line"]
        outcome = take(
            request,
            lambda: nominee_services.restore_line(dossier, line, by=request.user),
            done=f"Đã đưa {line['full_name']} trở lại danh sách.",
        )
        if outcome.is_done:
            undo.forget(request, entry)
        if outcome.result:  # none where the list has such a line again
            return redirect(standing_at(dossier, outcome.result.pk))
    return redirect(standing_at(dossier, None, request.POST))


@require_POST
def move(request: HttpRequest, ref: str, pk: int, up: bool) -> HttpResponse:
    """Moves a line up or down."""
    dossier = draft_or_404(request, ref)
    line = line_or_404(dossier, pk)
    take(request, lambda: nominee_services.move_line(line, up=up, by=request.user))
    return redirect(standing_at(dossier, pk, request.POST))


@require_POST
def sort(request: HttpRequest, ref: str) -> HttpResponse:
    """Sorts the list by name."""
    dossier = draft_or_404(request, ref)
    take(
        request,
        lambda: nominee_services.sort_lines(dossier, by=request.user),
        done="Đã xếp danh sách theo vần của tên.",
    )
    return redirect(standing_at(dossier, None, request.POST))


def _answer(
    request: HttpRequest, dossier: Dossier, form: NomineeForm, *, write, title: str
) -> HttpResponse:
    def page(status: int) -> HttpResponse:
        back = standing_at(dossier, form.instance.pk)
        words = {"title": title, "back_url": back}
        context = _form_context(dossier, form, status) | words | {"is_new": not form.instance.pk}
        return render(request, "dossiers/nominee/form.html", context, status=status)

    is_new = not form.instance.pk
    another = reverse("dossiers:nominee_add", args=[dossier.ref])

    def here(_: object) -> str:
        line = form.instance
        return standing_at_new(dossier, [line]) if is_new else standing_at(dossier, line.pk)

    return form_page(
        request,
        form,
        call=write,
        done=lambda _: f"Đã lưu {form.instance.full_name}.",
        then=another if request.POST.get("then") == "more" else here,
        page=page,
    )


def _answer_in_place(
    request: HttpRequest, dossier: Dossier, form: NomineeForm, *, write
) -> HttpResponse:
    """The form instead of the row, and the row again when it is written or put away."""

    def page(status: int) -> HttpResponse:
        if request.method == "GET" and request.GET.get("xem") == "dong":
            return _row_again(request, dossier, form)
        context = _form_context(dossier, form, status)
        return render(request, "dossiers/draft/_in_place.html", context, status=status)

    return form_page(
        request,
        form,
        call=write,
        done=lambda _: f"Đã lưu {form.instance.full_name}.",
        then=lambda _: _row_again(request, dossier, form),
        page=page,
    )


def _row_again(request: HttpRequest, dossier: Dossier, form: NomineeForm) -> HttpResponse:
    if request.method == "POST" and _others_changed(form):
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    pk = line_or_404(dossier, form.instance.pk).pk
    is_written = request.method == "POST"
    listed = DraftList(dossier, {}, only=None if is_written else pk)
    context = {
        "dossier": dossier,
        "rows": [listed.row_of(pk)],
        "asks_report": asks_report(listed.draft),
        "is_written": is_written,
    }
    if is_written:
        context |= framed_list(request, listed)
    return render(request, "dossiers/draft/_written.html", context)


def _others_changed(form: NomineeForm) -> bool:
    """Whether more than this row of the list looks different now."""
    return bool({"award_type", "place", "honouree_kind", "full_name"} & set(form.changed_data))


def _form_context(dossier: Dossier, form: NomineeForm, status: int) -> dict:
    line, both = form.instance, []
    version = form.data.get("version") if form.is_bound else None
    if status == CONFLICT and line.pk:
        stored = line_or_404(dossier, line.pk)
        both = side_by_side(form, NomineeForm(instance=stored, dossier=dossier))
        version = stored.version  # what is saved now was seen
    is_told = line.pk or form.is_bound
    return {
        "form": form,
        "dossier": dossier,
        "both": both,
        "version": version or line.version,
        "live": live_findings(dossier, line) if is_told else None,
        "live_url": _live_url(dossier, line),
    }


def _live_url(dossier: Dossier, line: Nomination) -> str:
    """Where what is typed is held against the provisions."""
    if line.pk:
        return reverse("dossiers:nominee_findings", args=[dossier.ref, line.pk])
    return reverse("dossiers:nominee_findings_new", args=[dossier.ref])


def _place_of(line: Nomination) -> int:
    before = line.dossier.nominations.on_list().filter(
        honouree_kind=line.honouree_kind, order__lt=line.order
    )
    return before.count() + 1


def _already_gone() -> None:
    raise AlreadyDone("Dòng này đã được xóa khỏi danh sách.")


def _nothing_to_undo() -> None:
    raise AlreadyDone("Không còn dòng nào để đưa trở lại.")
