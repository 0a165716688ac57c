"""The list of dossiers, and one dossier."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from dossiers.forms.dossier import DossierTextForm
from dossiers.forms.filters import dossiers_listed
from dossiers.models import Dossier
from dossiers.queries import (
    columns as columns_queries,
    edition as edition_queries,
    honouree as honouree_queries,
    queue as queue_queries,
)
from dossiers.queries.timeline import Deadline, Deadlines
from dossiers.rules import dossier as dossier_rules, readiness as readiness_rules
from dossiers.services import dossier as dossier_services
from dossiers.views import draft as draft_views
from dossiers.views.autosave import autosaved, is_autosave, side_by_side, version_in
from dossiers.views.dossier_page import base_context, dossier_page, numbered
from dossiers.views.dossier_step import DOSSIER_STEPS
from dossiers.views.lookup import dossier_or_404, draft_or_404
from dossiers.views.queue_place import keep_place
from dossiers.workflow import DossierAction
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.pages import numbered_page, page_of
from nganam_awards.core.steps import (
    CHANGED_BETWEEN_PAGES,
    CONFLICT,
    StepButton,
    StepForm,
    is_outdated,
    step_view,
)
from nganam_awards.core.workflow import seen_mark
from units.rules import units_with


@require_GET
def dossier_list(request: HttpRequest) -> HttpResponse:
    """Dossiers (hồ sơ): the unit's own; for Phòng Nội vụ everything that was filed."""
    narrowed = dossiers_listed(request.GET, request.user)
    page = page_of(request, narrowed.qs, keys_first=narrowed.order.is_asked)
    return render(
        request,
        "dossiers/dossier/list.html",
        {
            "filter": narrowed,
            "page": page,
            "rows": listed_rows(request, page),
            "total": page.total_among(narrowed.qs),
            "is_staff": dossier_rules.can_view_filed(request.user),
            "can_create": queue_queries.files_for_some_unit(request.user),
        },
    )


@require_GET
def dossier(request: HttpRequest, ref: str) -> HttpResponse:
    """One dossier, as far as this person works on it."""
    obj = dossier_or_404(request, ref)
    if dossier_rules.can_edit(request.user, obj):
        return draft_views.list_page(request, obj)
    context = dossier_page(request, obj)
    if dossier_rules.is_read_by_town(request.user, obj):
        note_reading(request, obj)
    page = render(request, "dossiers/dossier/dossier.html", context)
    return keep_place(request, page, obj)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Edits the name and the summary (tóm tắt) of a draft."""
    obj = draft_or_404(request, ref)
    form = DossierTextForm(posted(request), instance=draft_or_404(request, ref))

    def write() -> Dossier:
        version = version_in(request)
        return dossier_services.edit_dossier(
            obj, by=request.user, version=version, **form.cleaned_data
        )

    if is_autosave(request):
        return autosaved(form, write, obj)

    def page(status: int) -> HttpResponse:
        context = {"form": form, "dossier": obj, "both": [], "version": obj.version}
        if status == CONFLICT:
            stored = draft_or_404(request, ref)
            context["both"] = side_by_side(form, DossierTextForm(instance=stored))
        return render(request, "dossiers/dossier/edit.html", context, status=status)

    return form_page(request, form, call=write, done="Đã lưu.", then=obj, page=page)


def refused_page(
    request: HttpRequest, obj: Dossier, *, status: int, typed: StepButton | None
) -> HttpResponse:
    """The dossier as it stands now, with a step that was refused."""
    if dossier_rules.can_edit(request.user, obj):
        return draft_views.list_page(request, obj, refused=typed, status=status)
    context = dossier_page(request, obj, refused=typed)
    return render(request, "dossiers/dossier/dossier.html", context, status=status)


@require_GET
def confirm_page(request: HttpRequest, ref: str) -> HttpResponse:
    """What exactly is filed when the head confirms: nominees, papers, places, on one page."""
    obj = dossier_or_404(request, ref)
    if not dossier_rules.can_take(request.user, DossierAction.CONFIRM, obj):
        return redirect(obj)
    if is_outdated(request, seen_mark(obj)):
        messages.warning(request, CHANGED_BETWEEN_PAGES)
        return redirect("dossiers:confirm_page", ref)
    return render(request, "dossiers/dossier/confirm.html", confirm_context(request, obj))


def unconfirmed_page(
    request: HttpRequest, obj: Dossier, *, status: int, typed: StepButton | None
) -> HttpResponse:
    """What stands in the way of the filing, beside what would be filed."""
    if not dossier_rules.can_take(request.user, DossierAction.CONFIRM, obj):
        return refused_page(request, obj, status=status, typed=typed)
    if status != CONFLICT and is_outdated(request, seen_mark(obj)):
        messages.warning(request, CHANGED_BETWEEN_PAGES)
    context = confirm_context(request, obj, typed.form if typed else None)
    return render(request, "dossiers/dossier/confirm.html", context, status=status)


step = step_view(DOSSIER_STEPS, refused_page)
confirm = step_view(DOSSIER_STEPS, unconfirmed_page)


def confirm_context(request: HttpRequest, obj: Dossier, declared: StepForm | None = None) -> dict:
    """What the head sees before the word; `declared`: a word that was refused.

    Names come a page at a time, or all where the head asks for them; counts, places, what is
    lacking and what is confirmed are always the whole list.
    """
    step = DOSSIER_STEPS.of(DossierAction.CONFIRM)
    lines = list(obj.nominations.on_list().as_filed().prefetch_related("award_type"))
    page = numbered_page(request.GET.get("page", ""), lines)
    handed = obj.events.filter(action=DossierAction.HAND_OVER).select_related("by").last()
    context, places = base_context(obj, lines), numbered(lines)
    return context | {
        "page": page,
        "lines": [(places[line.pk], line, columns_queries.stated(line)) for line in page],
        "counts": honouree_queries.counted_on(lines),
        "handed": handed,
        "lacks": readiness_rules.lacks(context["draft"]),
        "send_back": DOSSIER_STEPS.button(DossierAction.SEND_BACK, obj),
        "declared": declared or step.form(step=step, row=obj),
        "seen": seen_mark(obj),
    }


def listed_rows(
    request: HttpRequest, page: Iterable[Dossier]
) -> list[tuple[Dossier, str, Deadline | None]]:
    """Each dossier of a page with who is in it and when it is due."""
    page = list(page)
    own = set(units_with(request.user, "file_dossiers", "confirm_dossiers"))
    edition_queries.read_titles_as_sent(row for row in page if row.unit_id not in own)
    deadlines, counts = Deadlines(), honouree_queries.counted_in(page)
    if dossier_rules.can_view_filed(request.user):  # the house's own day, where it presses
        for row in page:
            row.step_deadline = deadlines.pressing_step(row)
    return [(row, counts.get(row.pk, ""), deadlines.of(row)) for row in page]
