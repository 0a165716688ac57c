"""The same name in two open dossiers of a year: which dossiers, and how many names they share."""

from collections import Counter, defaultdict

from dossiers.models import Dossier, Nomination
from dossiers.models.dossier import UNIT_STATES
from dossiers.workflow import FINAL_STATES, NO_LONGER_ASKED
from nganam_awards.core.word_list import as_rows


MOST = 20  # dossiers told of one; a long list meets namesakes everywhere


def sharing_names(dossier: Dossier) -> list[tuple[Dossier, int]]:
    """(other filed dossier of the merit year, honourees of one name in both), the oldest first.

    Years of birth that differ part two namesakes, as they do on the officer's page. Reads the same
    from either side.
    """
    mine: defaultdict[tuple[str, str], set[int | None]] = defaultdict(set)
    own = dossier.nominations.exclude(state__in=NO_LONGER_ASKED).order_by("pk")
    for kind, name, born in own.values_list("honouree_kind", "full_name", "birth_year"):
        mine[kind, name].add(born)
    rows = (
        Nomination.objects.filter(
            dossier__merit_year=dossier.merit_year,
            full_name__in=as_rows({name for _, name in mine}),
        )
        .exclude(dossier=dossier)
        .exclude(dossier__state__in=[*UNIT_STATES, *FINAL_STATES])
        .exclude(state__in=NO_LONGER_ASKED)
        .order_by("dossier_id", "pk")
    )
    shared: Counter[int] = Counter()
    columns = ("dossier_id", "honouree_kind", "full_name", "birth_year")
    for pk, kind, name, born in rows.values_list(*columns).distinct():
        if any(None in {born, year} or born == year for year in mine.get((kind, name), ())):
            shared[pk] += 1
    keys = sorted(shared)[:MOST]
    found = Dossier.objects.select_related("unit", "officer").in_bulk(keys)
    return [(found[pk], shared[pk]) for pk in keys]
