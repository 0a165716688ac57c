"""Notices of no award (thông báo): each unit is told who was not awarded, and why."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet

from decisions import notifications, papers, rules
from decisions.models import ResultAnnouncement
from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.workflow import FINISHED_STATES
from law.papers import signed_by_home_affairs
from law.queries import regime as regime_queries
from law.services import number_book as number_book_services
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import AlreadyDone
from nganam_awards.documents.services import order
from units.models import User


TO_ANNOUNCE = "cho-ra-thong-bao"  # the queue of dossiers with somebody to tell


def untold() -> QuerySet[Nomination]:
    """Lines that ended without an award and stand in no announcement yet."""
    told = ResultAnnouncement.nominations.through.objects.filter(nomination=OuterRef("pk"))
    return Nomination.objects.filter(
        ~Exists(told), state=NominationState.DECLINED, dossier__state__in=FINISHED_STATES
    )


def waiting(user: User) -> QuerySet[Dossier]:
    """Dossiers with such lines, `untold` of them each, the oldest first."""
    count = untold().filter(dossier=OuterRef("pk")).order_by().values("dossier")
    return (
        Dossier.objects.visible_to(user)
        .filter(Exists(untold().filter(dossier=OuterRef("pk"))))
        .annotate(untold=count.annotate(n=Count("pk")).values("n"))
        .select_related("unit", "plan__campaign")
        .order_by("pk")
    )


def issue(dossier: Dossier, *, by: User) -> ResultAnnouncement:
    """Issues number, frozen words and paper in one transaction; nobody is told twice."""
    if not rules.can_submit(by):
        raise PermissionDenied
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        nominations = list(
            untold().filter(dossier=locked).select_related("award_type").vietnamese_order()
        )
        if not nominations:
            raise AlreadyDone(f"Hồ sơ {locked.ref} không còn ai cần thông báo.")
        day = clock.today()
        authority = regime_queries.authority_on(day, regime_queries.HOME_AFFAIRS)
        subject = f"Kết quả xét khen thưởng hồ sơ {locked.ref}"
        symbol = number_book_services.take(
            authority, papers.ANNOUNCEMENT_SERIES, on=day, subject=subject
        ).symbol
        document = order(
            papers.RESULT_ANNOUNCEMENT,
            title=f"Thông báo số {symbol}",
            context=papers.result_announcement_context(
                locked,
                nominations,
                day=day,
                authority=authority,
                signed=signed_by_home_affairs(authority, by, day),
                symbol=symbol,
            ),
            is_draft=False,
            is_fixed=True,
            symbol=symbol,
            issued_on=day,
        )
        announcement = ResultAnnouncement.objects.create(dossier=locked, document=document)
        announcement.nominations.set(nominations)
        notifications.tell_of_refusals(announcement)
    return announcement
