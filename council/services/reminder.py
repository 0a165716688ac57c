"""Reminders of the Council: by the clock once a person and day, by hand at most once an hour."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from council.models import CouncilCase
from council.notifications import reminder as reminder_words
from council.queries import reminder as reminder_queries
from council.rules import reminder as reminder_rules
from law.queries import office_hour as office_hour_queries
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused
from nganam_awards.notices import outbox
from nganam_awards.notices.models import Notice
from units.models import User


def tell_due() -> int:
    """Tells of what comes near on this working day; how many letters wait.

    The key of a message is the thing and its day, so that a person hears it once, and anew where
    the day was moved.
    """
    now, letters = clock.now(), 0
    if not office_hour_queries.is_open(now):
        return 0
    with transaction.atomic():
        for obj in reminder_queries.sessions_near(now.date()):
            people = reminder_queries.invited(obj)
            key = f"council.session:{obj.pk}:near:{obj.held_on:%Y%m%d}"
            letters += outbox.post(reminder_words.of_session(obj, people), key, now)
        for case in reminder_queries.opinions_near(now.date()):
            people = reminder_queries.missing(case)
            key = f"council.case:{case.pk}:near:{case.due_on:%Y%m%d}"
            letters += outbox.post(reminder_words.of_opinion(case, people), key, now)
    return letters


def remind(case: CouncilCase, *, by: User) -> list[User]:
    """Reminds whoever has not voted yet in an open case; who was reminded."""
    if not reminder_rules.can_remind(by, case):
        raise PermissionDenied
    with transaction.atomic():
        locked = workflow.lock(CouncilCase, case.pk)
        people = reminder_queries.missing(locked)
        last = _last(locked)
        if blockers := reminder_rules.remind_blockers(locked, people, last):
            raise Refused(*blockers)
        now = clock.now()
        key = f"{_key(locked)}{now:%Y%m%d%H%M%S}"
        outbox.post(reminder_words.by_hand(locked, people, by), key, now)
    return people


def _last(case: CouncilCase) -> datetime | None:
    """When somebody on the roll was last reminded by hand."""
    people = case.voters.order_by().values("member__person")
    told = Notice.objects.filter(user__in=people, event_key__startswith=_key(case))
    return told.aggregate(last=Max("created_at"))["last"]


def _key(case: CouncilCase) -> str:
    return f"council.case:{case.pk}:hand:"
