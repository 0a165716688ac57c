"""Who is told of a step, and what: written down once, in the transaction that ticks the step off.

An app above registers one writer per event model; a step without a writer concerns nobody.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string

from nganam_awards.core import clock
from nganam_awards.core.events import Event
from nganam_awards.core.text import clean_line
from nganam_awards.notices.models import Notice, OutgoingEmail


class Message(NamedTuple):
    """What one person is told: a sentence, where to look, and the subject of the letter."""

    user: models.Model
    text: str
    url: str
    subject: str


Writer = Callable[[Event], list[Message]]

_writers: dict[str, tuple[type[Event], Writer]] = {}


def register(event_model: type[Event], writer: Writer) -> None:
    """Say who writes for the steps of this model; called in `apps.ready`."""
    _writers[event_model._meta.label_lower] = (event_model, writer)


def forget(event_model: type[Event]) -> None:
    """Take the writer back."""
    _writers.pop(event_model._meta.label_lower, None)


def has_writer(label: str) -> bool:
    """Does anybody write for these steps?"""
    return label in _writers


def event_models() -> list[type[Event]]:
    """Models whose steps are announced, for the sweep."""
    return [model for model, _ in _writers.values()]


def event_model(label: str) -> type[Event]:
    """The model behind a task's argument."""
    return _writers[label][0]


def write_down(event: Event) -> int:
    """Notice and letter for each person concerned; the caller holds the event locked.

    Returns how many letters wait. Rows that an earlier delivery wrote are left alone.
    """
    label = event._meta.label_lower
    key = f"{label}:{event.pk}"
    messages = [m for m in _writers[label][1](event) if m.user.is_active]
    Notice.objects.bulk_create(
        [
            Notice(
                user=m.user,
                text=m.text[:400],
                url=m.url,
                event_key=key,
                created_at=event.happened_at,
            )
            for m in messages
        ],
        ignore_conflicts=True,
    )
    letters = [_letter(m, key) for m in messages if m.user.email]
    OutgoingEmail.objects.bulk_create(letters, ignore_conflicts=True)
    event.announced_at = clock.machine_now()
    event.save(update_fields=["announced_at"])
    return len(letters)


def _letter(message: Message, key: str) -> OutgoingEmail:
    body = render_to_string(
        "emails/notice.txt",
        {"message": message, "address": settings.PORTAL_ADDRESS.rstrip("/")},
    )
    return OutgoingEmail(
        to=message.user.email,
        subject=clean_line(message.subject)[:200],
        body=body,
        dedupe_key=f"{key}:{message.user.pk}",
    )
