"""What notices answer to the platform's questions."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Min, Q

from nganam_awards.core import clock
from nganam_awards.core.context import MenuPart, NavItem
from nganam_awards.core.events import Event
from nganam_awards.core.health import STOP, WAIT, Sign, spoken
from nganam_awards.notices import outbox, rules, tasks
from nganam_awards.notices.models import EmailState, Notice, OutgoingEmail


LATE_AFTER = timedelta(minutes=10)  # beat tries every half minute


def announce_step(event: Event) -> None:
    """After a step's commit: let the worker tell people; the sweep finds what gets lost here."""
    if outbox.concerns(event):
        tasks.announce.delay(event._meta.label_lower, event.pk)


def unread(user: models.Model) -> models.QuerySet:
    """What the bell counts."""
    return Notice.objects.visible_to(user).unread()


def doors(user: models.Model) -> list[NavItem]:
    """The letters, for the administrator."""
    if not rules.can_manage_mail(user):
        return []
    return [NavItem("Thư đi", "mail:log", "mail", order=85, part=MenuPart.KEEPING)]


def mail_signs() -> list[Sign]:
    """E-mail: letters that nobody could send, and how long the oldest waits."""
    now = clock.machine_now()
    unsent = OutgoingEmail.objects.filter(
        state__in=[EmailState.WAITING, EmailState.FAILED, EmailState.UNKNOWN]
    )
    found = unsent.aggregate(
        stuck=Count("pk", filter=Q(state__in=[EmailState.FAILED, EmailState.UNKNOWN])),
        waiting=Count("pk", filter=Q(state=EmailState.WAITING)),
        oldest=Min("created_at", filter=Q(state=EmailState.WAITING)),
    )
    stuck, waiting, label = found["stuck"], found["waiting"], "Thư điện tử"
    age = now - found["oldest"] if waiting else timedelta()
    if age > LATE_AFTER:
        state = f"late: {waiting} waiting, the oldest {age // timedelta(minutes=1)} min"
        words = f"{waiting} thư chờ gửi, thư lâu nhất đã chờ {spoken(age)}"
        return [Sign("mail", state, label, words, STOP)]
    if stuck:
        words = f"{stuck} thư không gửi được hoặc không rõ đã đi chưa; xem mục «Thư đi»"
        return [Sign("mail", f"{stuck} not sent", label, words, WAIT)]
    return [Sign("mail", "ok", label, "gửi bình thường")]
