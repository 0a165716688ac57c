"""Rendering in the background: delivered twice, killed half-way, rendered once (laws 7 and 11)."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from celery import shared_task, signals
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from nganam_awards.core import clock, disk
from nganam_awards.core.commit import after_commit
from nganam_awards.core.registry import document_listeners
from nganam_awards.documents import pictures, registry, render as paper
from nganam_awards.documents.enums import MAX_TRIES, DocumentState
from nganam_awards.documents.models import DRAWING, Document


log = structlog.get_logger(__name__)

FIRST_PAUSE_SECONDS = 15  # four times longer after every failure
RESEND_AFTER_SECONDS = 60  # a queued paper that no worker took: the broker may have lost it
SWEEP_AT_ONCE = 200
LIMIT = settings.DOCUMENT_TIME_LIMIT  # seconds of one paper, however long its list


@shared_task(soft_time_limit=LIMIT - 10, time_limit=LIMIT)
def render(document_id: int) -> None:
    """Make the file of one paper, if nobody else is at it."""
    if not disk.has_room():  # the paper waits in the queue, and beat asks again
        return
    document = _take(document_id)
    if document is None:
        return
    try:
        made = _make(document)
    except Exception as error:  # the job's boundary: the row says so
        _fail(document, error)
    else:
        _finish(document, made)


def send(document_id: int) -> None:
    """Ask for the file once the transaction stands; a dead broker must not undo anything."""
    after_commit(render.delay, document_id)


@shared_task
def sweep(resend_after_seconds: int = RESEND_AFTER_SECONDS) -> None:
    """Put back what a dead worker left or a failure may try again, and send what nobody took."""
    now = clock.machine_now()
    with transaction.atomic():
        stranded = Document.objects.left_behind(now) | Document.objects.due_again(now)
        for document in stranded.select_for_update(skip_locked=True, no_key=True).order_by("pk"):
            _put_back(document, now)
    with transaction.atomic():
        waiting = Document.objects.waiting_since(now - timedelta(seconds=resend_after_seconds))
        rows = waiting.select_for_update(skip_locked=True, no_key=True).order_by("queued_at", "pk")
        pks = [row.pk for row in rows.only("pk")[:SWEEP_AT_ONCE]]
        Document.objects.filter(pk__in=pks).update(queued_at=now)
        for pk in pks:
            send(pk)


@shared_task
def draw(name: str, sha256: str, content_type: str) -> None:
    """The pages of one stored file as pictures."""
    try:
        file = default_storage.open(name)
    except FileNotFoundError:  # taken away meanwhile
        return
    with file:
        pictures.draw(file, sha256, is_photograph=content_type.startswith("image/"))


@signals.worker_ready.connect
def take_up_what_was_left(**_: object) -> None:
    """A starting worker does not wait for the beat: the queue may have died with the broker."""
    sweep.delay(resend_after_seconds=0)


@dataclass(frozen=True)
class _Made:
    name: str
    sha256: str
    size: int
    page_count: int


def _take(document_id: int) -> Document | None:
    """Lock the row; where it waits or was left behind, hold it for one lease."""
    now = clock.machine_now()
    with transaction.atomic():
        document = Document.objects.select_for_update(no_key=True).filter(pk=document_id).first()
        if document is None or document.state not in (
            DocumentState.QUEUED,
            DocumentState.RENDERING,
        ):
            return None
        if document.state == DocumentState.RENDERING and document.lease_until > now:
            return None
        if document.tries >= MAX_TRIES:
            _give_up(document, now)
            return None
        document.state = DocumentState.RENDERING
        document.lease_until = _lease_from(now)
        document.tries += 1
        document.progress, document.at_page = 5, 0
        document.failure = ""
        document.next_try_at = None
        document.save(
            update_fields=[
                *("state", "lease_until", "tries", "progress", "at_page", "failure", "next_try_at")
            ]
        )
    return document


def _lease_from(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.DOCUMENT_LEASE_SECONDS)


def _make(document: Document) -> _Made:
    """Outside any transaction: a list of a thousand names takes seconds."""
    told = _progress_of(document)
    sheet = paper.PrintedSheet(
        code=document.code,
        title=document.title,
        symbol=document.symbol,
        issued_on=document.issued_on,
        is_draft=document.is_draft,
        created_at=document.created_at,
    )
    template = registry.kind_of(document).template
    content = paper.pdf(template, registry.printed(document), sheet, told, data=document.context)
    told(DRAWING)
    sha256 = hashlib.sha256(content).hexdigest()
    page_count = pictures.make_all(
        content, sha256, lambda page, pages: told(DRAWING + 19 * page // pages, page)
    )
    return _Made(_write_once(content, sha256), sha256, len(content), page_count)


def _progress_of(document: Document) -> paper.Progress:
    """Tell the page how far it is, and hold the lease on: a list of thousands outlasts one.

    Silently, once the lease has gone to another worker.
    """
    told = (document.progress, document.at_page)

    def tell(percentage: int, page: int = 0) -> None:
        nonlocal told
        if percentage >= told[0] and (percentage, page) != told:
            told, until = (percentage, page), _lease_from(clock.machine_now())
            mine = Document.objects.filter(pk=document.pk, lease_until=document.lease_until)
            if mine.update(progress=percentage, at_page=page, lease_until=until):
                document.lease_until = until

    return tell


def _write_once(content: bytes, sha256: str) -> str:
    """Named by its bytes: whole or absent, and never written over."""
    name = f"documents/{sha256[:2]}/{sha256}.pdf"
    target = Path(settings.MEDIA_ROOT) / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(target)
    return name


def _finish(document: Document, made: _Made) -> None:
    with transaction.atomic():
        held = _still_held(document)
        if held is None:
            log.info("document_lease_lost", document=document.pk)
            return
        held.state = DocumentState.READY
        held.lease_until = None
        held.progress = 100
        held.file = made.name
        held.sha256, held.size, held.page_count = made.sha256, made.size, made.page_count
        held.ready_at = clock.machine_now()
        held.save()
        for listener in document_listeners:
            after_commit(listener, held)


def _fail(document: Document, error: Exception) -> None:
    """Only the error's name is kept: its words may quote a person."""
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    log.error("document_failed", document=document.pk, error=name, tries=document.tries)
    with transaction.atomic():
        if (held := _still_held(document)) is not None:
            held.failure = name[:200]
            _give_up(held, clock.machine_now())


def _give_up(document: Document, now: object) -> None:
    pause = FIRST_PAUSE_SECONDS * 4 ** max(document.tries - 1, 0)
    document.state = DocumentState.FAILED
    document.lease_until = None
    document.progress = 0
    document.failure = document.failure or "lease expired"
    document.next_try_at = now + timedelta(seconds=pause)
    document.save(update_fields=["state", "lease_until", "progress", "failure", "next_try_at"])


def _still_held(document: Document) -> Document | None:
    """The row, locked, if this worker's lease is still the one in force."""
    return (
        Document.objects.select_for_update(no_key=True)
        .filter(pk=document.pk, state=DocumentState.RENDERING, lease_until=document.lease_until)
        .first()
    )


def _put_back(document: Document, now: object) -> None:
    if document.state == DocumentState.RENDERING and document.tries >= MAX_TRIES:
        _give_up(document, now)
        return
    document.state = DocumentState.QUEUED
    document.lease_until = None
    document.next_try_at = None
    document.failure = ""
    document.progress = 0
    document.queued_at = now
    document.save(
        update_fields=["state", "lease_until", "next_try_at", "failure", "progress", "queued_at"]
    )
    send(document.pk)
