"""The card «Cơ cấu đề nghị» of a case, beside the town's year before: a hint to whoever votes."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from council.queries.outlook import outlooks
from council.views.lookup import case_or_404
from dossiers.queries import composition as composition_queries, laureate as laureate_queries
from dossiers.views.composition import card


@require_GET
@never_cache
def composition(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the case is about; what was dropped from it is not counted."""
    case = case_or_404(request, pk)
    nominations = [one.line.nomination for one in outlooks([case])[case.pk].standing]
    lines = [composition_queries.told_of(row, row.dossier.unit_id) for row in nominations]
    year = case.merit_year
    beside = composition_queries.Beside(
        composition_queries.of_lines(lines, year),
        laureate_queries.kept_year(year - 1).town,
        year - 1,
        "toàn thị xã",
    )
    return card(request, beside, (str(case), case.get_absolute_url()))
