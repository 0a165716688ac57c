"""How many honourees a dossier names: people and bodies, however many awards each is asked for."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import CharField, Count, F, Func, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat

from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.workflow import ENDED_EARLY
from law.enums import counted
from nganam_awards.core.text import fold


# Twin of `_who` inside one kind. A whole date of birth tells namesakes of one year apart.
_WHO = Concat(
    Func(F("full_name"), function="vn_fold"),
    Value("|"),
    Coalesce(Cast("birth_date", CharField()), Cast("birth_year", CharField()), Value("")),
    output_field=CharField(),
)


def counted_on(lines: Iterable[Nomination]) -> str:
    """«8 tập thể, 15 cá nhân» of loaded lines."""
    return counted(Counter(kind for kind, *_ in {_who(line) for line in lines}))


def counted_in(dossiers: Iterable[Dossier]) -> dict[int, str]:
    """The same for a page of dossiers, in one query."""
    here = Nomination.objects.filter(dossier__in=list(dossiers)).order_by()
    lines = here.filter(~Q(state=NominationState.REMOVED) | Q(dossier__state__in=ENDED_EARLY))
    numbers: defaultdict[int, dict[str, int]] = defaultdict(dict)
    rows = lines.values_list("dossier_id", "honouree_kind").annotate(n=Count(_WHO, distinct=True))
    for dossier_id, kind, n in rows:
        numbers[dossier_id][kind] = n
    return {pk: counted(kinds) for pk, kinds in numbers.items()}


def _who(line: Nomination) -> tuple[str, str, object]:
    return line.honouree_kind, fold(line.full_name), line.birth_date or line.birth_year
