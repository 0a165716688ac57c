"""One honouree for life: what was received, what counts for the next title, what lacks."""

from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from honourees.models import Award, AwardChange
from honourees.queries import ladder_card as ladder_card_queries, life_record as life_record_queries
from honourees.queries.life_record import LifeRecord
from honourees.rules import award as rules
from honourees.views.merge import sames_of
from law.enums import AwardKind, HonoureeKind
from law.queries.provision import law_on
from nganam_awards.core import clock
from nganam_awards.core.middleware import note_reading


SHOWN = 12  # awards before «Xem … lần còn lại»
_TABS = (("", "Tất cả"), (AwardKind.TITLE, "Danh hiệu"), (AwardKind.COMMENDATION, "Hình thức"))


@require_GET
def honouree(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the main record; whoever asks for a merged one is led there."""
    standing = standing_or_404(request, pk)
    if standing.main.pk != pk:
        return redirect(standing.main)
    note_reading(request, standing.main)
    kind = request.GET.get("loai", "")
    awards, is_whole = standing.of_kind(kind), "het" in request.GET
    shown = awards if is_whole else awards[:SHOWN]
    rest = awards[len(shown) :]
    year = clock.today().year
    law = law_on(date(year, 12, 31))
    cards = ladder_card_queries.cards(standing, law, year)
    context = {
        "standing": standing,
        "honouree": standing.main,
        "crumb": HonoureeKind(standing.main.kind).label,
        "year": year,
        "card": cards[0] if cards else None,
        "other_cards": cards[1:],
        "restart": ladder_card_queries.untold_restart(standing, law, year),
        "tabs": _tabs(standing, kind),
        "years": [(year, list(rows)) for year, rows in groupby(shown, _year)],
        "rest": rest,
        "rest_years": sorted({award.merit_year for award in rest}),
        "last": awards[0] if awards else None,
        "can_enter": rules.can_enter(request.user),
        "changes": _changes(request, standing),
        "sames": sames_of(standing.main, request.user),
    }
    return render(request, "honourees/honouree/honouree.html", context)


def standing_or_404(request: HttpRequest, pk: int) -> LifeRecord:
    """What this person may read of the honouree."""
    standing = life_record_queries.find(pk, request.user)
    if standing is None:
        raise Http404
    return standing


def _year(award: Award) -> int:
    return award.merit_year


def _tabs(standing: LifeRecord, chosen: str) -> list[tuple[str, str, int, bool]]:
    counts = standing.counts
    numbers = {"": len(standing.awards)} | counts
    chosen = chosen if chosen in AwardKind.values else ""
    return [(key, label, numbers.get(key, 0), key == chosen) for key, label in _TABS]


def _changes(request: HttpRequest, standing: LifeRecord) -> list[AwardChange]:
    """What was put right by hand: for who may do it."""
    if not rules.can_enter(request.user):
        return []
    rows = AwardChange.objects.filter(honouree__in=standing.records)
    return list(rows.select_related("by")[:SHOWN])
