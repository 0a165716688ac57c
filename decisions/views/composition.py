"""The card «Cơ cấu đề nghị» of a decision, beside the town's year before: a hint to the signer."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from decisions.queries import lineup as lineup_queries
from decisions.views.lookup import decision_or_404
from dossiers.queries import composition as composition_queries, laureate as laureate_queries
from dossiers.views.composition import card
from nganam_awards.core import clock
from nganam_awards.core.middleware import note_reading


@require_GET
@never_cache
def composition(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom it honours, as they stand in it now."""
    decision = decision_or_404(request, pk)
    note_reading(request, decision)
    lineup = lineup_queries.read(decision, clock.today())
    year = decision.merit_year
    beside = composition_queries.YearsBeside(
        composition_queries.of_lines(lineup.told, year),
        laureate_queries.kept_year(year - 1).town,
        year - 1,
        "toàn thị xã",
    )
    return card(request, beside, (decision.title, decision.get_absolute_url()))
