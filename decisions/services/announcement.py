"""Notices of no award (thông báo): each unit is told who was not awarded, and why."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Max, OuterRef, Prefetch, QuerySet

from decisions import notifications, papers, rules
from decisions.models import ResultAnnouncement
from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination, NominationEvent
from dossiers.queries import own_line as own_line_queries
from dossiers.rules import dossier as dossier_rules
from dossiers.transitions import nominee as nominee_transitions
from dossiers.workflow import FINISHED_STATES
from law.papers import signed_by_home_affairs
from law.queries import regime as regime_queries
from law.services import number_book as number_book_services
from nganam_awards.core import clock, workflow
from nganam_awards.core.pages import COUNTED_TO
from nganam_awards.core.refusals import AlreadyDone, Stale
from nganam_awards.documents.services import order
from units.models import User


TO_ANNOUNCE = "cho-ra-thong-bao"  # the queue of dossiers with somebody to tell


def untold() -> QuerySet[Nomination]:
    """Lines that ended without an award and stand in no announcement yet."""
    return Nomination.objects.filter(untold_line__isnull=False, dossier__state__in=FINISHED_STATES)


def waiting(user: User) -> list[int]:
    """Keys of dossiers with such lines, the oldest first, no more than a page counts."""
    return _holding(untold(), user)


def unclosed(user: User) -> list[int]:
    """The same of dossiers whose appraisal is done and that hold lines not recommended."""
    return _holding(_not_recommended(), user)


def _not_recommended() -> QuerySet[Nomination]:
    return Nomination.objects.filter(state=NominationState.NOT_RECOMMENDED)


def _holding(lines: QuerySet[Nomination], user: User) -> list[int]:
    """Asked of the lines, which are few: from the dossiers, all that ever ended would be read."""
    finished = Dossier.objects.visible_to(user).filter(state__in=FINISHED_STATES)
    found = lines.filter(dossier__in=finished).order_by("dossier_id")
    return list(found.values_list("dossier_id", flat=True).distinct()[:COUNTED_TO])


def to_tell(keys: list[int]) -> QuerySet[Dossier]:
    """Of `waiting`: dossiers, with how many lines of each are `untold`; told meanwhile: none."""
    count = untold().filter(dossier=OuterRef("pk")).order_by().values("dossier")
    rows = _rows(keys).annotate(untold=count.annotate(n=Count("pk")).values("n"))
    return rows.exclude(untold=None)


def to_close(keys: list[int], user: User) -> QuerySet[Dossier]:
    """Of `unclosed`: dossiers with their lines that were not recommended.

    `seen` is the newest event of any line: what `close_and_issue` is told of. `is_own`: the
    person is on the list, so that somebody else closes.
    """
    events = NominationEvent.objects.filter(nomination__dossier=OuterRef("pk"))
    newest = events.order_by().values("nomination__dossier").annotate(pk_=Max("pk")).values("pk_")
    lines = Prefetch("nominations", _not_recommended().as_filed(), to_attr="refused")
    rows = _rows(keys).annotate(seen=newest, is_own=own_line_queries.holding_own(user))
    return rows.prefetch_related(lines)


def _rows(keys: list[int]) -> QuerySet[Dossier]:
    return Dossier.objects.filter(pk__in=keys).select_related("unit").order_by("pk")


def close_and_issue(dossier: Dossier, *, by: User, seen: int | None = None) -> ResultAnnouncement:
    """No award for every line not recommended, and the unit is told why: one act of the head.

    `seen` is the newest event that the head's page knew; without it nothing is closed.
    """
    if not (rules.can_submit(by) and dossier_rules.can_decline(by, dossier)):
        raise PermissionDenied
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        lines = list(locked.nominations.filter(state=NominationState.NOT_RECOMMENDED))
        if not lines:
            raise AlreadyDone(f"Hồ sơ {locked.ref} không còn trường hợp nào chờ kết thúc.")
        newer = NominationEvent.objects.filter(nomination__dossier=locked, pk__gt=seen or 0)
        if newer.exists():
            raise Stale(
                f"Ý kiến về hồ sơ {locked.ref} vừa thay đổi sau khi anh/chị mở trang. "
                "Chưa kết thúc trường hợp nào; xem lại rồi bấm lần nữa."
            )
        nominee_transitions.decline_lines(lines, by=by)
        return issue(locked, by=by)


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
