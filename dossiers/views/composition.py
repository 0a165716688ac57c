"""The card «Cơ cấu đề nghị» of a dossier and of a plan: a hint, asked by their pages once drawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from campaigns.models import AwardPlan
from dossiers.queries import composition as composition_queries, laureate as laureate_queries
from dossiers.queries.composition import FAVOURED, LETTER, Beside
from dossiers.rules import composition as composition_rules, dossier as dossier_rules
from dossiers.views.lookup import dossier_or_404
from nganam_awards.core.middleware import note_reading


@require_GET
@never_cache
def composition(request: HttpRequest, ref: str) -> HttpResponse:
    """Whom a dossier names, beside what its unit was awarded the year before."""
    dossier = dossier_or_404(request, ref)
    if dossier_rules.is_read_by_town(request.user, dossier):
        note_reading(request, dossier)
    beside = laureate_queries.beside(dossier, composition_queries.lines_of(dossier))
    return card(request, beside, (dossier.title, dossier.get_absolute_url()))


@require_GET
@never_cache
def plan_composition(request: HttpRequest, pk: int) -> HttpResponse:
    """What was filed under a plan, as far as the reader sees it, beside its campaign's last year.

    Who sees the own unit's dossiers alone compares them with the own unit alone.
    """
    plans = AwardPlan.objects.visible_to(request.user).select_related("campaign")
    plan = get_object_or_404(plans, pk=pk)
    lines = composition_rules.filed_under(request.user, plan)
    units = composition_rules.units_compared(request.user)
    year = plan.review_year
    beside = composition_queries.Beside(
        composition_queries.of_lines(composition_queries.read_lines(lines), year),
        laureate_queries.awarded(year - 1, campaign=plan.campaign_id, units=units).town,
        year - 1,
        "phong trào này" if units is None else "phong trào này, riêng đơn vị",
    )
    return card(request, beside, (str(plan.campaign), plan.get_absolute_url()))


def card(request: HttpRequest, beside: Beside, back: tuple[str, str]) -> HttpResponse:
    """The card alone for the page that asks for it; a page of its own without scripts."""
    context = {"beside": beside, "back": back, "letter": LETTER, "favoured": FAVOURED}
    name = "_card.html" if request.htmx else "composition.html"
    return render(request, f"dossiers/composition/{name}", context)
