"""Lines that the head of Phòng Nội vụ may bring before the Council by hand."""

from django.db.models import Exists, Func, OuterRef, QuerySet, TextField

from council.queries import verdict as verdict_queries
from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.queries.own_line import holding_own
from dossiers.workflow import FINISHED_STATES
from nganam_awards.core.text import search_terms
from units.models import User


AT_MOST = 300  # lines among which one ticks; a longer list is narrowed by a name


def dossiers_with(user: User) -> QuerySet[Dossier]:
    """Finished dossiers with a recommended line that does not lie before the Council."""
    lines = _free().filter(dossier=OuterRef("pk")).order_by()
    rows = Dossier.objects.visible_to(user).filter(Exists(lines), state__in=FINISHED_STATES)
    return rows.exclude(holding_own(user)).select_related("unit").order_by("due_on", "pk")


def lines_of(dossier: Dossier, words: str = "") -> QuerySet[Nomination]:
    """Those of one dossier, narrowed by parts of a name, in the order of names."""
    rows = _free().filter(dossier=dossier)
    rows = rows.alias(folded=Func("full_name", function="vn_fold", output_field=TextField()))
    for term in search_terms(words):
        rows = rows.filter(folded__contains=term)
    keys = list(rows.vietnamese_order().values_list("pk", flat=True)[:AT_MOST])
    return Nomination.objects.filter(pk__in=keys).select_related("award_type").vietnamese_order()


def _free() -> QuerySet[Nomination]:
    return Nomination.objects.filter(~verdict_queries.pending(), state=NominationState.RECOMMENDED)
