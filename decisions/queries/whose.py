"""Whose line of a decision it is, so that two titles of one honouree are one, and one is paid."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import BigIntegerField, Case, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from decisions.enums import DecisionState
from dossiers.models import Nomination
from honourees.models import Honouree
from law.enums import counted
from nganam_awards.documents.typography import paper_count


# Whose line it is: the main record, of an issued paper as it was then; a line without a record is
# an honouree of its own. Asked line by line, so that what is issued never reads the register.
_MAIN_NOW = Honouree.objects.filter(pk=OuterRef("nomination__honouree")).values("main")
WHOSE = Coalesce(
    Case(
        When(decision__state=DecisionState.ISSUED, then="record_then"),
        default=Subquery(_MAIN_NOW),
        output_field=BigIntegerField(),
    ),
    "nomination__honouree",
    -F("nomination"),
    output_field=BigIntegerField(),
)


def counted_honourees(nominations: Iterable[Nomination], mains: Mapping[int, int]) -> str:
    """«08 tập thể, 15 cá nhân» of loaded rows; `mains` of their records, asked once for many."""
    return counted_of((n.honouree_kind, whose_of(n, mains)) for n in nominations)


def whose_of(nomination: Nomination, mains: Mapping[int, int]) -> int:
    """Twin of `WHOSE`, of a line that no issued paper holds."""
    record = nomination.honouree_id
    return mains.get(record, record) or -nomination.pk


def counted_of(whose: Iterable[tuple[str, int]]) -> str:
    """The same of (kind, whose) pairs."""
    return counted(Counter(kind for kind, _ in set(whose)), paper_count)
