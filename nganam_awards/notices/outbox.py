"""Who is told of a step, and what: written down once, in the transaction that ticks the step off.

An app above registers one writer per event model; a step without a writer concerns nobody.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string

from nganam_awards.core import clock, memo
from nganam_awards.core.commit import after_commit
from nganam_awards.core.events import Event
from nganam_awards.core.text import clean_line
from nganam_awards.notices.enums import REQUIRED_KINDS, MailKind
from nganam_awards.notices.models import MailChoice, Notice, OutgoingEmail


class Message(NamedTuple):
    """What one person is told: a sentence, where to look, and the subject of the letter.

    The sentence stays inside the portal. The letter carries the subject and the way, so a subject
    names no nominee and no reason: mail is read on the way.
    """

    user: models.Model
    text: str
    url: str
    subject: str
    kind: MailKind = MailKind.STEP


Writer = Callable[[Event], list[Message]]


class _Entry(NamedTuple):
    model: type[Event]
    writer: Writer
    steps: frozenset[str] | None


_writers: dict[str, _Entry] = {}


def register(
    event_model: type[Event], writer: Writer, *, steps: Collection[str] | None = None
) -> None:
    """Say who writes for the steps of this model; called in `apps.ready`.

    `steps` names the few that concern anybody where a model has many: a decision moves three
    hundred lines at once, and none of them is a message.
    """
    named = None if steps is None else frozenset(map(str, steps))
    _writers[event_model._meta.label_lower] = _Entry(event_model, writer, named)


def forget(event_model: type[Event]) -> None:
    """Take the writer back."""
    _writers.pop(event_model._meta.label_lower, None)


def has_writer(label: str) -> bool:
    """Does anybody write for these steps?"""
    return label in _writers


def concerns(event: Event) -> bool:
    """Is anybody told of this step?"""
    entry = _writers.get(event._meta.label_lower)
    return entry is not None and (entry.steps is None or event.action in entry.steps)


def overlooked(before: datetime) -> Iterator[tuple[type[Event], models.QuerySet]]:
    """Steps recorded before the moment of which nobody was told, model by model, for the sweep."""
    for entry in _writers.values():
        rows = entry.model.objects.waiting().filter(recorded_at__lt=before)
        if entry.steps is not None:
            rows = rows.filter(action__in=entry.steps)
        yield entry.model, rows.order_by("pk")


def event_model(label: str) -> type[Event]:
    """The model behind a task's argument."""
    return _writers[label].model


def write_down(event: Event) -> int:
    """Notice and letter for each person concerned; the caller holds the event locked.

    Returns how many letters wait. Rows that an earlier delivery wrote are left alone.
    """
    label = event._meta.label_lower
    count = post(_writers[label].writer(event), f"{label}:{event.pk}", event.happened_at)
    event.announced_at = clock.machine_now()
    event.save(update_fields=["announced_at"])
    return count


def post(messages: Iterable[Message], key: str, at: datetime) -> int:
    """Rows for each person and letter, inside the caller's transaction; the key tells them apart.

    For what is no step of a map; beat sends the letters. Returns how many wait.
    """
    messages = [m for m in messages if m.user.is_active]
    Notice.objects.bulk_create(
        [
            Notice(user=m.user, text=m.text[:400], url=m.url, event_key=key, created_at=at)
            for m in messages
        ],
        ignore_conflicts=True,
    )
    after_commit(memo.forget, [m.user.pk for m in messages])
    letters = [_letter(m, key) for m in _wanted(messages)]
    OutgoingEmail.objects.bulk_create(letters, ignore_conflicts=True)
    return len(letters)


def mail(user: models.Model, subject: str, template: str, key: str, **words: object) -> bool:
    """A letter alone, written down once a key; nothing personal stands in it.

    False where the person has no address.
    """
    if not (user.is_active and user.email):
        return False
    address = settings.PORTAL_ADDRESS.rstrip("/")
    letter = OutgoingEmail(
        to=user.email,
        subject=clean_line(subject)[:200],
        body=render_to_string(template, words | {"address": address}),
        dedupe_key=key,
    )
    OutgoingEmail.objects.bulk_create([letter], ignore_conflicts=True)
    return True


def _wanted(messages: Iterable[Message]) -> list[Message]:
    """Those that go out by letter: who has an address, and did not switch the kind off."""
    reached = [m for m in messages if m.user.email]
    asked = [m.user.pk for m in reached if m.kind not in REQUIRED_KINDS]
    choices = MailChoice.objects.in_bulk(asked) if asked else {}
    return [m for m in reached if m.user.pk not in choices or choices[m.user.pk].wants(m.kind)]


def _letter(message: Message, key: str) -> OutgoingEmail:
    subject = clean_line(message.subject)[:200]
    body = render_to_string(
        "emails/notice.txt",
        {
            "subject": subject,
            "url": message.url,
            "is_required": message.kind in REQUIRED_KINDS,
            "address": settings.PORTAL_ADDRESS.rstrip("/"),
        },
    )
    return OutgoingEmail(
        to=message.user.email, subject=subject, body=body, dedupe_key=f"{key}:{message.user.pk}"
    )
