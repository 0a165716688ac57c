"""Routing rules and absences: dated rows that are added and ended, never rewritten."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.models import Absence, Route
from dossiers.rules import route as route_rules
from law.models import CampaignTheme
from nganam_awards.core import clock, memo
from nganam_awards.core.commit import after_commit
from nganam_awards.core.refusals import AlreadyDone, Refused, saved
from nganam_awards.core.sentence import About
from units.models import Cluster, User


def add_route(
    *,
    officer: User,
    starts_on: date,
    ends_on: date | None,
    by: User,
    unit_kind: str = "",
    cluster: Cluster | None = None,
    theme: CampaignTheme | None = None,
) -> Route:
    """Dossiers of these units, of this field, go to this officer from the day on."""
    row = Route(
        unit_kind=unit_kind,
        cluster=cluster,
        theme=theme,
        officer=officer,
        starts_on=starts_on,
        ends_on=ends_on,
        made_by=by,
    )
    return _added(row, route_rules.route_blockers, by)


def add_absence(
    *,
    person: User,
    stand_in: User,
    starts_on: date,
    ends_on: date,
    by: User,
    reason: str = "",
) -> Absence:
    """The person is away on these days; whoever stands in acts on their dossiers."""
    row = Absence(
        person=person,
        stand_in=stand_in,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        made_by=by,
    )
    return _added(row, route_rules.absence_blockers, by)


def end(row: Route | Absence, *, ends_on: date, by: User) -> Route | Absence:
    """The last day on which it counts, today at the earliest; `stop` ends it at once."""
    _check(by)
    with transaction.atomic():
        locked = _locked(row)
        if ends_on == locked.ends_on:
            raise AlreadyDone(f"Dòng này đã có ngày cuối {ends_on:%d/%m/%Y}.")
        if blockers := route_rules.ending_blockers(locked.starts_on, ends_on):
            raise Refused(*blockers)
        if locked.ends_on is not None and ends_on > locked.ends_on:
            raise Refused(
                About(
                    f"Dòng này đã có ngày cuối {locked.ends_on:%d/%m/%Y}. Kéo dài: thêm dòng mới.",
                    "ends_on",
                )
            )
        locked.ends_on = ends_on
        locked.save(update_fields=["ends_on"])
        after_commit(memo.forget_all)
    return locked


def stop(row: Route | Absence, *, by: User) -> None:
    """Ends it at once: yesterday was its last day; what begins today or later is taken back."""
    _check(by)
    with transaction.atomic():
        locked = _locked(row)
        yesterday = clock.today() - timedelta(days=1)
        if locked.ends_on is not None and locked.ends_on <= yesterday:
            raise AlreadyDone(f"Dòng này đã hết từ {locked.ends_on:%d/%m/%Y}.")
        if locked.starts_on > yesterday:
            locked.delete()
        else:
            locked.ends_on = yesterday
            locked.save(update_fields=["ends_on"])
        after_commit(memo.forget_all)


def _added(row: Route | Absence, blockers_of: object, by: User) -> Route | Absence:
    _check(by)
    with transaction.atomic():
        # Two heads who add the same row at one moment queue behind the officers' rows.
        people = {row.officer_id} if isinstance(row, Route) else {row.person_id, row.stand_in_id}
        list(User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
        if blockers := blockers_of(row):
            raise Refused(*blockers)
        saved(row)
        after_commit(memo.forget_all)
    return row


def _check(by: User) -> None:
    if not route_rules.can_keep_desks(by):
        raise PermissionDenied


def _locked(row: Route | Absence) -> Route | Absence:
    rows = type(row).objects.select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise AlreadyDone("Dòng này vừa được bỏ.")
    return found
