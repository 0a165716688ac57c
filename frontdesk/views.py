"""The home page, and the pages of a person's own unit."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dossiers.queries.composition import FAVOURED, LETTER
from frontdesk import (
    composition as composition_desk,
    desk,
    home as home_desk,
    search as search_desk,
)
from frontdesk.forms import ClerkForm
from frontdesk.home import Choice, Desk
from nganam_awards.core import clock
from nganam_awards.core.anchor import at_row
from nganam_awards.core.form_page import form_page
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import take
from units import rules as unit_rules
from units.models import Unit, UnitUserPermission
from units.services import grant as grant_services


SHOWN = 10  # past honours on the unit's first page


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, by due day, and the one thing to open first."""
    found = _desk(request)
    most_urgent, lines = found.opened()
    context = {
        "desk": found,
        "most_urgent": most_urgent,
        "lines": lines,
        "chips": found.chips("frontdesk:home"),
        "more_url": found.choice.url("frontdesk:work"),
    }
    return render(request, "frontdesk/home/home.html", context)


@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """All of it, page by page; the figures of the home page lead here."""
    found = _desk(request)
    page = page_of(request, found.chosen)
    span = found.choice.span
    context = {
        "desk": found,
        "page": page,
        "lines": found.lines(page.object_list),
        "chips": found.chips("frontdesk:work"),
        "span": home_desk.SPANS.get(span, ""),
        "every_url": found.choice.url("frontdesk:work", han=""),
    }
    return render(request, "frontdesk/home/work.html", context)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What the typed words find: a page, or the list under the box of every page."""
    words = search_desk.asked_for(request.GET.get("q", ""))
    shown = search_desk.FEW if request.htmx else search_desk.MANY
    groups = search_desk.find(request.user, words, shown)
    context = {
        "typed": request.GET.get("q", "")[: search_desk.LONGEST].strip(),
        "words": words,
        "groups": groups,
        "total": sum(len(group.hits) for group in groups),
        "has_more": any(group.has_more for group in groups),
    }
    page = "frontdesk/search/search.html"
    return render(request, "frontdesk/search/_found.html" if request.htmx else page, context)


@require_GET
@never_cache
def composition(request: HttpRequest) -> HttpResponse:
    """Cơ cấu khen thưởng of a year: the town's offices read all units, a unit its own."""
    if not composition_desk.may_read(request.user):
        raise Http404
    found = composition_desk.CompositionYear(request.user, composition_desk.year_from(request.GET))
    page = page_of(request, found.units())
    context = {
        "found": found,
        "beside": found.beside,
        "page": page,
        "rows": [found.of(unit) for unit in page],
        "years": composition_desk.years(),
        "sheet_url": composition_desk.sheet_url(found.year),
        "letter": LETTER,
        "favoured": FAVOURED,
    }
    return render(request, "frontdesk/composition/year.html", context)


@require_GET
def own_unit(request: HttpRequest, code: str = "") -> HttpResponse:
    """The unit's dossiers, places, people, past honours. Without a code: the only one."""
    if not code:
        mine = list(desk.units_of(request.user)[:2])
        if not mine:
            raise Http404
        if len(mine) == 1:
            return redirect("frontdesk:own_unit", mine[0].code)
        found = desk.units_of(request.user).for_list()
        return render(request, "frontdesk/desk/units.html", {"units": found})
    unit = _own_unit_or_404(request, code)
    return _unit_page(request, unit, ClerkForm(unit=unit))


@require_GET
def own_honours(request: HttpRequest, code: str) -> HttpResponse:
    """Honours received (khen thưởng): everybody of the unit whom the register knows."""
    unit = _own_unit_or_404(request, code)
    typed = request.GET.get("q", "")[:100]
    rows = desk.honours(unit, typed)
    page = page_of(request, rows)
    context = {
        "unit": unit,
        "typed": typed,
        "page": page,
        "total": page.total_among(rows),
    }
    return render(request, "frontdesk/desk/honours.html", context)


@require_POST
def add_clerk(request: HttpRequest, code: str) -> HttpResponse:
    """The head assigns the work on dossiers (hồ sơ) to somebody of the unit."""
    unit = _staffed_unit_or_404(request, code)
    form = ClerkForm(request.POST, unit=unit)
    return form_page(
        request,
        form,
        call=lambda: grant_services.grant(
            form.cleaned_data["person"],
            unit_rules.CLERK_RIGHT,
            unit,
            ends_on=form.cleaned_data["ends_on"],
            by=request.user,
        ),
        done=lambda row: f"Đã giao {row.user.full_name} lập hồ sơ của đơn vị.",
        then=lambda row: at_row(reverse("frontdesk:own_unit", args=[code]), row),
        page=partial(_unit_page, request, unit, form),
    )


@require_POST
def end_clerk(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ends the assignment of the work on dossiers (hồ sơ), from this moment on."""
    unit = _staffed_unit_or_404(request, code)
    rows = UnitUserPermission.objects.select_related("user", "permission", "content_object")
    row = get_object_or_404(
        rows, pk=pk, content_object=unit, permission__codename=unit_rules.CLERK_RIGHT
    )
    take(
        request,
        lambda: grant_services.stop_grant(row, by=request.user),
        done=f"{row.user.full_name} không còn lập hồ sơ của đơn vị.",
    )
    return redirect("frontdesk:own_unit", code)


def _desk(request: HttpRequest) -> Desk:
    choice = Choice(request.GET.get("loai", ""), request.GET.get("han", ""))
    return Desk(request.user, clock.today(), choice)


def _unit_page(
    request: HttpRequest, unit: Unit, form: ClerkForm, *, status: int = 200
) -> HttpResponse:
    year = clock.today().year
    honours = list(desk.honours(unit)[: SHOWN + 1])
    context = {
        "unit": unit,
        "year": year,
        "standings": desk.standings(unit, year),
        "meters": desk.meters(unit, year),
        "people": desk.people(unit),
        "can_staff": unit_rules.can_staff(request.user, unit),
        "clerk_right": unit_rules.CLERK_RIGHT,
        "form": form,
        "honours": honours[:SHOWN],
        "has_more": len(honours) > SHOWN,
    }
    return render(request, "frontdesk/desk/unit.html", context, status=status)


def _own_unit_or_404(request: HttpRequest, code: str) -> Unit:
    return get_object_or_404(desk.units_of(request.user), code=code)


def _staffed_unit_or_404(request: HttpRequest, code: str) -> Unit:
    unit = _own_unit_or_404(request, code)
    if not unit_rules.can_staff(request.user, unit):
        raise Http404
    return unit
