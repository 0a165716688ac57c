"""On time (đúng hạn): how many dossiers of a year had their result by the promised day."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate

from dossiers.enums import DossierState
from dossiers.models import Dossier, DossierEvent
from dossiers.workflow import DossierAction
from nganam_awards.core.clock import OFFICE_ZONE


class Punctuality(NamedTuple):
    """Dossiers that had their result in a year, and those of them that had it in time."""

    done: int
    on_time: int

    @property
    def percent(self) -> int | None:
        """Whole percents, rounded down: 99,6 % is not «all»."""
        return self.on_time * 100 // self.done if self.done else None


def of_year(year: int) -> Punctuality:
    """By the rule of QĐ 766: the day of the result against the promised day, in one query.

    Time spent on a supplement has moved the promised day already; what was refused, withdrawn or
    stopped had no result to be late with.
    """
    concluded = DossierEvent.objects.filter(
        dossier=OuterRef("pk"), action=DossierAction.CONCLUDE
    ).order_by("-pk")
    rows = Dossier.objects.filter(
        state__in=[DossierState.CONCLUDED, DossierState.DELIVERED],
        due_on__gte=date(year - 1, 1, 1),  # by the index; nothing is later than that by a year
    )
    rows = rows.annotate(moment=Subquery(concluded.values("happened_at")[:1])).annotate(
        day=TruncDate("moment", tzinfo=OFFICE_ZONE)
    )
    found = rows.filter(day__year=year).aggregate(
        done=Count("pk"), on_time=Count("pk", filter=Q(day__lte=F("due_on")))
    )
    return Punctuality(found["done"], found["on_time"])
