"""Which awards a dossier may ask for."""

from django.db.models import QuerySet

from dossiers.models import Dossier
from law.enums import Category
from law.models import AwardType
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
