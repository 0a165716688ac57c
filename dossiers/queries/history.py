"""What is known of a nominee from before, and what colleagues said of the dossier."""

from django.db.models import BigIntegerField, QuerySet

from dossiers.models import Dossier, InternalComment, Nomination, Overruling
from dossiers.models.dossier import UNIT_STATES
from dossiers.queries.presence import has_any
from honourees.models import Award
from honourees.queries import award as award_queries
from nganam_awards.core.query_text import Blank, PreparedRows, kept
from units.models import User


HISTORY = 12  # awards and earlier nominations that are drawn
COMMENTS = 100


def awards_of(line: Nomination) -> list[Award]:
    """Awards of the same honouree in the register, the newest first."""
    if line.honouree_id is None:
        return []
    return _AWARDS.answer(line.honouree_id)


def asked_before(line: Nomination, user: User) -> list[Nomination]:
    """Where else the same honouree was nominated without an award, as far as the person sees it."""
    if line.honouree_id is None:
        return []
    return kept(_asked_before, user).answer(line.honouree_id, line.dossier_id)


def _awards(record: Blank) -> QuerySet[Award]:
    rows = Award.objects.filter(honouree__in=award_queries.same_as(record), revoked_on=None)
    return rows.select_related("award_type").order_by("-merit_year", "-pk")[:HISTORY]


def _asked_before(user: User) -> PreparedRows:
    def elsewhere(record: Blank, here: Blank) -> QuerySet[Nomination]:
        same = award_queries.same_as(record)
        rows = Nomination.objects.visible_to(user).filter(honouree__in=same, award=None)
        rows = rows.exclude(dossier=here).exclude(dossier__state__in=UNIT_STATES)
        return rows.select_related("dossier", "award_type").order_by("-pk")[:HISTORY]

    return PreparedRows(elsewhere, BigIntegerField(), BigIntegerField()).prepare()


_AWARDS = PreparedRows(_awards, BigIntegerField())


def overrulings_of(line: Nomination) -> dict[str, Overruling]:
    """{code of a finding: who goes on in spite of it, when and why}."""
    rows = Overruling.objects.filter(nomination=line, taken_back_at=None).select_related("by")
    return {row.code: row for row in rows.order_by("pk")}


def newest_comments(dossier: Dossier) -> list[InternalComment]:
    """The last internal comments, the oldest of them first; ask only for who may read them."""
    if not has_any(dossier, InternalComment):
        return []
    rows = InternalComment.objects.filter(dossier=dossier).select_related("by", "line")
    return list(rows.order_by("-pk")[:COMMENTS])[::-1]
