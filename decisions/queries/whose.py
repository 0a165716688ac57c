"""Whose line of a decision it is, so that two titles of one honouree are one, and one is paid."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import BigIntegerField, Case, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from decisions.enums import DecisionState
from decisions.models import Decision
from dossiers.models import Nomination
from honourees.models import Honouree
from law.enums import counted
from nganam_awards.core.query_text import Blank
from nganam_awards.core.word_list import keys_as_rows
from nganam_awards.documents.typography import paper_count


_MAIN_NOW = Honouree.objects.filter(pk=OuterRef("nomination__honouree")).values("main")


def whose(issued: Iterable[int] | Blank) -> Coalesce:
    """Of a line of these or of other decisions the main record; of an issued one as it was then.

    Less than nought where it has none: an honouree of its own. Asked line by line, so that what is
    issued never reads the register.
    """
    main = Case(
        When(decision__in=keys_as_rows(issued), then="record_then"),
        default=Subquery(_MAIN_NOW),
        output_field=BigIntegerField(),
    )
    return Coalesce(main, "nomination__honouree", -F("nomination"), output_field=BigIntegerField())


def issued_among(decisions: Iterable[Decision]) -> list[int]:
    """Keys of those that are issued, for `whose`."""
    return [decision.pk for decision in decisions if decision.state == DecisionState.ISSUED]


def counted_honourees(nominations: Iterable[Nomination], mains: Mapping[int, int]) -> str:
    """«08 tập thể, 15 cá nhân» of loaded rows; `mains` of their records, asked once for many."""
    return counted_of((n.honouree_kind, whose_of(n, mains)) for n in nominations)


def whose_of(nomination: Nomination, mains: Mapping[int, int]) -> int:
    """Twin of `whose`, of a line that no issued paper holds."""
    record = nomination.honouree_id
    return mains.get(record, record) or -nomination.pk


def counted_of(lines: Iterable[tuple[str, int]]) -> str:
    """The same of (kind, whose) pairs."""
    return counted(Counter(kind for kind, _ in set(lines)), paper_count)
