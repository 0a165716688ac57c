"""How Phòng Nội vụ shares its work: routing rules, an absence to come, a bulk of reminders,
a day off."""

from datetime import date

from dossiers.enums import BulkAct
from dossiers.models import Dossier
from dossiers.rules.bulk import Bulk
from dossiers.services import bulk as bulk_services, route as route_services
from dossiers.transitions import bulk as bulk_transitions
from frontdesk.demonstration.desk import at
from law.enums import HolidayKind
from law.models import CampaignTheme
from law.services import office as office_services
from units.enums import UnitKind
from units.models import User


def share_work(people: dict[str, User]) -> None:
    """Wards and communes to one officer, everybody else's field to the other; one goes away."""
    head, first, second = (people[name] for name in ("truongphong", "chuyenvien", "chuyenvien2"))
    since = date(2023, 11, 1)
    rules = (
        (first, {"unit_kind": UnitKind.LOCAL_COMMITTEE}),
        (second, {"unit_kind": UnitKind.FRONT_AND_UNIONS}),
        (second, {"theme": CampaignTheme.objects.order_by("order", "pk").first()}),
    )
    for officer, which in rules:
        route_services.add_route(officer=officer, starts_on=since, ends_on=None, by=head, **which)
    route_services.add_absence(
        person=second,
        stand_in=first,
        starts_on=date(2023, 11, 27),
        ends_on=date(2023, 11, 29),
        reason="Tập huấn công tác thi đua ở tỉnh",
        by=head,
    )


def remind(dossiers: list[Dossier], *, by: User) -> None:
    """The head ticks them in a queue, looks at the dry run and confirms; the worker takes them."""
    found = bulk_services.dossiers_of(by, [dossier.pk for dossier in dossiers])
    note = "Xong trong tuần này để kịp họp Hội đồng."
    tried = bulk_services.dry_run(Bulk(BulkAct.NUDGE, found, by, note=note))
    bulk_transitions.run(bulk_services.begin(tried.sealed, by=by).pk)


def close_for_high_water(people: dict[str, User]) -> None:
    """A day off that nobody foresaw: what is under way is due a day later, and is told why."""
    at(date(2023, 11, 10), 16)
    office_services.add_holiday(
        day=date(2023, 11, 10),
        name="Nghỉ vì triều cường, đường vào trụ sở ngập",
        kind=HolidayKind.OFF,
        citation="Công điện của Chủ tịch Ủy ban nhân dân thị xã ngày 10/11/2023",
        by=people["quantri"],
    )
