"""What notices answer to the platform's questions."""

from django.db import models

from nganam_awards.core.context import NavItem
from nganam_awards.core.events import Event
from nganam_awards.core.pages import capped_count
from nganam_awards.notices import outbox, rules, tasks
from nganam_awards.notices.models import Notice


def announce_step(event: Event) -> None:
    """After a step's commit: let the worker tell people; the sweep finds what gets lost here."""
    if outbox.concerns(event):
        tasks.announce.delay(event._meta.label_lower, event.pk)


def unread(user: models.Model) -> int:
    """What the bell shows."""
    return capped_count(Notice.objects.visible_to(user).unread())


def doors(user: models.Model) -> list[NavItem]:
    """The letters, for the administrator."""
    if not rules.can_manage_mail(user):
        return []
    return [NavItem("Thư đi", "mail:log", "mail", order=85)]
