"""The logbook (sổ theo dõi hồ sơ, mẫu 06): what was received in a period, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F

from dossiers.enums import DossierState
from dossiers.models import Dossier, DossierEvent
from dossiers.models.dossier import DossierQuerySet
from dossiers.queries import edition as edition_queries, outcome as outcome_queries
from dossiers.workflow import DossierAction
from nganam_awards.core import clock
from units.models import User


HOW = "Trực tuyến"  # how a result is fetched; all is filed and answered on the portal
_LISTED = (
    *("ref", "title", "state", "one_stop_code", "received_at", "due_on", "unit__name"),
    *("officer__full_name", "supplement__asked_at", "supplement__answered_at"),
    *("supplement__until", "apology__old_due_on", "apology__new_due_on"),
)


@dataclass
class LogbookEntry:
    """One row of the book."""

    dossier: Dossier
    received_on: date
    first_due_on: date
    returned_on: date | None
    notes: list[str]

    @property
    def due_again_on(self) -> date | None:
        """The day promised now, where it is not the first any more."""
        now = self.dossier.due_on
        return now if now != self.first_due_on else None

    @property
    def officer(self) -> str:
        return self.dossier.officer.full_name if self.dossier.officer else ""


def received_in(start: date, end: date, user: User) -> DossierQuerySet:
    """Received from `start` to the end of `end`, in the order of their codes."""
    since = datetime.combine(start, time(), clock.OFFICE_ZONE)
    until = datetime.combine(end + timedelta(days=1), time(), clock.OFFICE_ZONE)
    rows = Dossier.objects.visible_to(user).filter(received_at__gte=since, received_at__lt=until)
    rows = rows.select_related("unit", "officer", "supplement", "apology").only(*_LISTED)
    return rows.order_by(F("received_at"), "pk")


def entries(rows: Iterable[Dossier]) -> list[LogbookEntry]:
    """These rows as the book shows them, in as many queries whatever their number."""
    rows = list(rows)
    edition_queries.read_titles_as_sent(rows)
    results = outcome_queries.days_of(rows)
    given = DossierEvent.objects.filter(
        dossier__in=[row.pk for row in rows], action=DossierAction.DELIVER
    )
    returned = {pk: clock.day_of(at) for pk, at in given.values_list("dossier", "happened_at")}
    return [_entry(row, results.get(row.pk), returned.get(row.pk)) for row in rows]


def _entry(row: Dossier, result: date | None, returned: date | None) -> LogbookEntry:
    said = getattr(row, "apology", None)
    return LogbookEntry(
        dossier=row,
        received_on=clock.day_of(row.received_at),
        first_due_on=said.old_due_on if said else row.due_on,
        returned_on=returned,
        notes=list(filter(None, [_supplemented(row), _ended(row, result)])),
    )


def _supplemented(row: Dossier) -> str:
    asked = getattr(row, "supplement", None)
    if asked is None:
        return ""
    since = f"{clock.day_of(asked.asked_at):%d/%m}"
    if asked.answered_at:
        return f"Bổ sung {since}–{clock.day_of(asked.answered_at):%d/%m/%Y}"
    return f"Yêu cầu bổ sung {since}, hạn {asked.until:%d/%m/%Y}"


def _ended(row: Dossier, result: date | None) -> str:
    said = outcome_queries.said_of(row, result)
    if row.state in {DossierState.CONCLUDED, DossierState.DELIVERED} and result:
        return f"{said}, có kết quả {result:%d/%m/%Y}"
    return said if said != outcome_queries.WAITING else ""
