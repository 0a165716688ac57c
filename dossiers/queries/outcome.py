"""How a dossier ended against the day it was promised: before, in time, late."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from dossiers.enums import DossierState
from dossiers.models import Dossier, DossierEvent
from dossiers.models.dossier import CLOCK_RUNS
from dossiers.workflow import ENDED_EARLY, DossierAction
from nganam_awards.core import clock


EARLY, IN_TIME, LATE = "Trước hạn", "Đúng hạn", "Quá hạn"
WAITING = "Chưa có kết quả"


def days_of(dossiers: Iterable[Dossier]) -> dict[int, date]:
    """{dossier: day of its result}, in one query; those without one are left out."""
    keys = [dossier.pk for dossier in dossiers]
    events = DossierEvent.objects.filter(dossier__in=keys, action=DossierAction.CONCLUDE)
    rows = events.order_by().values("dossier").annotate(at=Max("happened_at"))
    return {row["dossier"]: clock.day_of(row["at"]) for row in rows}


def day_of(dossier: Dossier) -> date | None:
    """The same of one."""
    return days_of([dossier]).get(dossier.pk)


def said_of(dossier: Dossier, day: date | None) -> str:
    """«Đúng hạn» by the day of the result (`days_of`); else how it ended, or that it is late."""
    if day and dossier.state in {DossierState.CONCLUDED, DossierState.DELIVERED}:
        return _against(day, dossier.due_on)
    if dossier.state in ENDED_EARLY:
        return dossier.get_state_display()
    is_late = dossier.state in CLOCK_RUNS and dossier.due_on < clock.today()
    return f"{LATE}, chưa có kết quả" if is_late else WAITING


def _against(day: date, due: date) -> str:
    if day == due:
        return IN_TIME
    return EARLY if day < due else LATE
