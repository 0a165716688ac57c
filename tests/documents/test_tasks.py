"""Delivered twice, killed half-way, refused by the broker: rendered once."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from celery import signals
from django.conf import settings

from nganam_awards.celery import app
from nganam_awards.core import clock, disk
from nganam_awards.core.refusals import Refused
from nganam_awards.core.registry import document_listeners
from nganam_awards.documents import pictures, registry, services, tasks
from nganam_awards.documents.enums import MAX_TRIES, DocumentState
from nganam_awards.documents.models import Document
from tests.documents import samples
from tests.documents.conftest import KIND


pytestmark = pytest.mark.django_db

BROKEN = registry.register(
    registry.PaperKind("broken", "documents/nowhere.html", "Hỏng", registry.symbol_filename)
)
told = []


@document_listeners.add
def remember(document):
    told.append(document.pk)


class Person:
    pk = 1


@pytest.fixture
def published():
    """Ids of the papers sent to the broker."""
    sent = []

    def keep(sender, body, **_):
        if sender == "nganam_awards.documents.tasks.render":
            sent.append(body[0][0])

    signals.before_task_publish.connect(keep)
    yield sent
    signals.before_task_publish.disconnect(keep)


def fresh(document):
    return Document.objects.get(pk=document.pk)


def later(seconds):
    return time_machine.travel(clock.machine_now() + timedelta(seconds=seconds))


def test_ordering_freezes_the_words_and_sends_the_work_after_the_commit(
    ordered, published, django_capture_on_commit_callbacks, settings
):
    settings.PORTAL_ADDRESS = "https://thidua.example.vn/"
    with django_capture_on_commit_callbacks(execute=True):
        document = ordered()
        assert not published

    assert published == [document.pk]
    assert document.state == DocumentState.QUEUED
    assert document.context["verification"] == {
        "code": document.code,
        "address": f"https://thidua.example.vn/xac-minh/{document.code}/",
    }


def test_an_unknown_kind_cannot_be_ordered():
    with pytest.raises(ValueError, match="No paper kind"):
        services.order("nowhere", title="x", context={}, is_draft=True)


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_does_not_break_the_step_that_ordered_the_paper(ordered, published):
    app.conf.broker_url = "redis://127.0.0.1:1/0"
    app.amqp = type(app.amqp)(app)
    app.conf.broker_connection_timeout = 0.2

    document = ordered()

    assert fresh(document).state == DocumentState.QUEUED
    app.conf.broker_url = "memory://"
    app.amqp = type(app.amqp)(app)
    with later(tasks.RESEND_AFTER_SECONDS + 1):
        tasks.sweep()
    assert published[-1] == document.pk


def test_rendering_keeps_file_hash_pages_and_pictures(ready, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document = ready()

    content = Path(document.file.path).read_bytes()
    assert document.state == DocumentState.READY
    assert document.progress == 100
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert document.size == len(content)
    assert document.page_count == 1
    assert document.file.name == f"documents/{document.sha256[:2]}/{document.sha256}.pdf"
    assert (pictures.folder(document.sha256) / "1.png").exists()
    assert Path(document.file.path).stat().st_mode & 0o077 == 0
    assert told[-1] == document.pk


def test_a_second_delivery_does_nothing(ready):
    document = ready()

    tasks.render(document.pk)

    assert fresh(document).ready_at == document.ready_at
    assert fresh(document).tries == 1


def test_a_paper_that_is_gone_is_no_error():
    tasks.render(987_654)


def test_while_one_worker_holds_the_lease_another_leaves_it_alone(ordered):
    document = ordered()
    held = tasks._take(document.pk)

    tasks.render(document.pk)

    assert fresh(document).state == DocumentState.RENDERING
    assert fresh(document).lease_until == held.lease_until
    assert fresh(document).tries == 1


def test_an_expired_lease_is_taken_over_and_the_late_worker_changes_nothing(ordered):
    document = ordered()
    late = tasks._take(document.pk)
    with later(settings.DOCUMENT_LEASE_SECONDS + 1):
        tasks.render(document.pk)
    done = fresh(document)
    assert (done.state, done.tries) == (DocumentState.READY, 2)

    tasks._finish(late, tasks._make(late))
    tasks._fail(late, OSError())

    assert fresh(document).ready_at == done.ready_at
    assert fresh(document).sha256 == done.sha256
    assert fresh(document).failure == ""


def test_every_page_that_is_told_holds_the_lease_on(ordered):
    document = ordered()
    held = tasks._take(document.pk)
    tell = tasks._progress_of(held)
    for page in range(1, 4):  # a list of thousands takes longer than one lease
        with later(page * (settings.DOCUMENT_LEASE_SECONDS - 20)):
            tell(20 + page, page)
            tasks.render(document.pk)
            tasks.sweep()

    assert (fresh(document).state, fresh(document).tries) == (DocumentState.RENDERING, 1)
    assert (fresh(document).progress, fresh(document).at_page) == (23, 3)
    tasks._finish(held, tasks._make(held))
    assert fresh(document).state == DocumentState.READY


def test_a_page_told_too_late_takes_nothing_back(ordered):
    document = ordered()
    late = tasks._take(document.pk)
    with later(settings.DOCUMENT_LEASE_SECONDS + 1):
        second = tasks._take(document.pk)
        tasks._progress_of(late)(60, 9)

    assert fresh(document).lease_until == second.lease_until
    assert fresh(document).at_page == 0


def test_the_late_worker_does_not_finish_while_another_is_at_it(ordered):
    document = ordered()
    late = tasks._take(document.pk)
    with later(settings.DOCUMENT_LEASE_SECONDS + 1):
        second = tasks._take(document.pk)

        tasks._finish(late, tasks._make(late))
        assert fresh(document).state == DocumentState.RENDERING

        tasks._finish(second, tasks._make(second))
    assert fresh(document).state == DocumentState.READY


def test_the_sweep_requeues_what_a_dead_worker_left(
    ordered, published, django_capture_on_commit_callbacks
):
    document = ordered()
    tasks._take(document.pk)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep()
    assert fresh(document).state == DocumentState.RENDERING
    assert not published

    with (
        later(settings.DOCUMENT_LEASE_SECONDS + 1),
        django_capture_on_commit_callbacks(execute=True),
    ):
        tasks.sweep()

    assert fresh(document).state == DocumentState.QUEUED
    assert published == [document.pk]


def test_a_lost_message_is_sent_again_once_a_minute(
    ordered, published, django_capture_on_commit_callbacks
):
    document = ordered()
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep()
    assert not published

    with later(tasks.RESEND_AFTER_SECONDS + 1):
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                tasks.sweep()
    assert published == [document.pk]


def test_a_starting_worker_takes_up_everything_that_waits(
    ordered, published, django_capture_on_commit_callbacks
):
    document = ordered()

    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep(resend_after_seconds=0)

    assert published == [document.pk]


def test_a_failure_is_named_without_words_and_tried_again_five_times(ordered):
    document = ordered(kind=BROKEN.key)
    pauses = []
    moment = clock.machine_now()
    for attempt in range(1, MAX_TRIES + 1):
        with time_machine.travel(moment, tick=False):
            tasks.render(document.pk)
            failed = fresh(document)
            assert (failed.state, failed.tries) == (DocumentState.FAILED, attempt)
            assert failed.failure == "django.template.exceptions.TemplateDoesNotExist"
            tasks.sweep()
            assert fresh(document).state == DocumentState.FAILED  # the pause is not over
            pauses.append((failed.next_try_at - moment).total_seconds())
        moment = failed.next_try_at + timedelta(seconds=1)
        with time_machine.travel(moment, tick=False):
            tasks.sweep()

    assert pauses == [15, 60, 240, 960, 3840]
    assert fresh(document).state == DocumentState.FAILED  # for good, until somebody asks


def test_a_paper_that_kills_five_workers_is_given_up(ordered):
    document = ordered()
    moment = clock.machine_now()
    for _ in range(MAX_TRIES):
        with time_machine.travel(moment, tick=False):
            assert tasks._take(document.pk) is not None
        moment += timedelta(seconds=settings.DOCUMENT_LEASE_SECONDS + 1)
    with time_machine.travel(moment, tick=False):
        tasks.render(document.pk)

    assert fresh(document).state == DocumentState.FAILED
    assert fresh(document).failure == "lease expired"


def test_the_sweep_gives_up_too(ordered):
    document = ordered()
    Document.objects.filter(pk=document.pk).update(tries=MAX_TRIES - 1)
    tasks._take(document.pk)
    with later(settings.DOCUMENT_LEASE_SECONDS + 1):
        tasks.sweep()

    assert fresh(document).state == DocumentState.FAILED


def test_the_button_gives_five_fresh_tries(ordered, published, django_capture_on_commit_callbacks):
    document = ordered(kind=BROKEN.key)
    Document.objects.filter(pk=document.pk).update(tries=MAX_TRIES - 1)
    tasks.render(document.pk)
    assert fresh(document).tries == MAX_TRIES

    with django_capture_on_commit_callbacks(execute=True):
        services.retry(document, by=Person())

    assert published == [document.pk]
    assert (fresh(document).state, fresh(document).tries) == (DocumentState.QUEUED, 0)


def test_a_ready_paper_is_not_rendered_again(ready):
    with pytest.raises(Refused, match="đã sẵn sàng"):
        services.retry(ready(), by=Person())


def test_equal_bytes_are_written_once(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sha256 = hashlib.sha256(b"one").hexdigest()

    name = tasks._write_once(b"one", sha256)
    first = (tmp_path / name).stat()
    assert tasks._write_once(b"one", sha256) == name

    assert (tmp_path / name).stat().st_mtime_ns == first.st_mtime_ns
    assert [file.name for file in (tmp_path / name).parent.iterdir()] == [f"{sha256}.pdf"]


def test_the_same_frozen_words_give_the_same_file_a_year_later(ordered):
    document = ordered()
    first = tasks._make(tasks._take(document.pk))
    with later(366 * 24 * 3600):
        second = tasks._make(tasks._take(document.pk))

    assert first == second


def test_the_beat_knows_the_sweep():
    entry = next(e for e in app.conf.beat_schedule.values() if e["task"].endswith("sweep"))

    assert entry["task"] == tasks.sweep.name == "nganam_awards.documents.tasks.sweep"
    assert tasks.render.acks_late
    assert tasks.render.reject_on_worker_lost
    assert app.conf.task_time_limit < settings.DOCUMENT_LEASE_SECONDS
    assert tasks.render.soft_time_limit < tasks.render.time_limit == settings.DOCUMENT_TIME_LIMIT


@pytest.mark.parametrize(
    ("symbol", "name"),
    [("412/QĐ-UBND", "QĐ-412-UBND-2023.pdf"), ("05/TTr-PNV", "TTr-05-PNV-2023.pdf")],
)
def test_the_file_is_called_by_its_number(symbol, name):
    document = Document(kind=KIND.key, symbol=symbol, issued_on=samples.sheet().issued_on)

    assert KIND.filename(document) == name


def test_a_key_belongs_to_one_kind():
    with pytest.raises(ValueError, match="registered already"):
        registry.register(
            registry.PaperKind("sample", "documents/x.html", "Khác", registry.symbol_filename)
        )


def test_a_paper_waits_while_the_disk_is_full_and_is_drawn_when_there_is_room(ordered, monkeypatch):
    document = ordered()
    monkeypatch.setattr(disk, "room", lambda folder=None: disk.FreeSpace(1, 100))
    tasks.render(document.pk)
    document.refresh_from_db()
    assert (document.state, document.tries) == (DocumentState.QUEUED, 0)
    monkeypatch.undo()
    tasks.render(document.pk)
    document.refresh_from_db()
    assert document.state == DocumentState.READY
