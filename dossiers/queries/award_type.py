"""Which awards a dossier may ask for."""

from collections.abc import Iterable

from django.db.models import QuerySet

from dossiers.models import Dossier, Nomination
from law.enums import Category
from law.models import AwardType
from law.queries import award_type as award_type_queries
from nganam_awards.core import clock


def award_types_for(dossier: Dossier) -> QuerySet[AwardType]:
    """What may be asked: the awards of its plan, what the town decides, or what it asks above."""
    if dossier.category == Category.FORWARD:
        return AwardType.objects.decided_above(clock.today())
    if dossier.plan_id:
        return AwardType.objects.filter(
            pk__in=dossier.plan.quotas.filter(limit__gt=0).values("award_type")
        )
    return AwardType.objects.decided_by_town(clock.today())


def hang(lines: Iterable[Nomination]) -> None:
    """Each line on its award: a `prefetch_related` of 5,000 lines costs four times."""
    known, field = award_type_queries.by_key(), Nomination._meta.get_field("award_type")
    for line in lines:
        field.set_cached_value(line, known[line.award_type_id])
