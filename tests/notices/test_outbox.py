"""Everybody concerned is told of a step once, however often the worker is sent."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from nganam_awards.core import clock
from nganam_awards.core.registry import step_listeners
from nganam_awards.notices import hooks, outbox, tasks
from nganam_awards.notices.models import Notice, OutgoingEmail
from tests.factories.units import UserFactory
from tests.notices.conftest import Knock


LABEL = "knocks.knock"


@pytest.fixture
def queued(monkeypatch) -> list[tuple]:
    """What was handed to the worker, in this order."""
    asked: list[tuple] = []
    monkeypatch.setattr(tasks.announce, "delay", lambda *a: asked.append(("announce", *a)))
    monkeypatch.setattr(
        tasks.announce, "apply_async", lambda a, **_: asked.append(("announce", *a))
    )
    monkeypatch.setattr(tasks.send_waiting, "delay", lambda: asked.append(("send",)))
    return asked


def test_a_step_is_told_in_the_portal_and_by_letter(
    knock, queued, django_capture_on_commit_callbacks
):
    person = UserFactory(email="xa@example.com")
    UserFactory(email="")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.announce(LABEL, knock.pk)
    notice = Notice.objects.get(user=person)
    assert notice.text == "Có người gõ cửa: ba tiếng"
    assert notice.event_key == f"{LABEL}:{knock.pk}"
    assert notice.created_at == knock.happened_at
    letter = OutgoingEmail.objects.get()
    assert letter.to == "xa@example.com"
    assert letter.subject == "Có người gõ cửa"  # one line: nothing can be slipped into the head
    assert "Có người gõ cửa." in letter.body
    assert Notice.objects.count() == 2
    assert queued == [("send",)]
    knock.refresh_from_db()
    assert knock.announced_at is not None


def test_a_letter_says_where_to_look_and_nothing_personal(knock, settings):
    settings.PORTAL_ADDRESS = "https://thidua.example.vn/"
    UserFactory(email="xa@example.com", full_name="Lê & <Con>")
    tasks.announce(LABEL, knock.pk)
    body = OutgoingEmail.objects.get().body
    assert "Xem tại: https://thidua.example.vn/thong-bao/" in body
    assert "Lê & <Con>" not in body
    assert "ba tiếng" not in body  # the sentence stays inside the portal


def test_a_task_delivered_twice_tells_once(knock, queued):
    UserFactory(email="xa@example.com")
    tasks.announce(LABEL, knock.pk)
    tasks.announce(LABEL, knock.pk)
    assert Notice.objects.count() == OutgoingEmail.objects.count() == 1


def test_rows_left_by_an_earlier_try_are_not_doubled(knock, queued):
    UserFactory(email="xa@example.com")
    tasks.announce(LABEL, knock.pk)
    Knock.objects.update(announced_at=None)
    tasks.announce(LABEL, knock.pk)
    assert Notice.objects.count() == OutgoingEmail.objects.count() == 1


def test_locked_accounts_are_not_told(knock):
    UserFactory(is_active=False, email="xa@example.com")
    tasks.announce(LABEL, knock.pk)
    assert not Notice.objects.exists()
    assert not OutgoingEmail.objects.exists()


def test_a_sentence_that_is_too_long_is_cut_and_still_told(knock, queued):
    UserFactory()
    Knock.objects.update(note="dài " * 300)
    tasks.announce(LABEL, knock.pk)
    assert len(Notice.objects.get().text) == 400


def test_steps_without_a_writer_concern_nobody(knock, queued):
    outbox.forget(Knock)
    hooks.announce_step(knock)
    tasks.announce(LABEL, knock.pk)
    tasks.announce_waiting()
    assert queued == []
    assert not Notice.objects.exists()


def test_the_listener_sends_the_worker(knock, queued):
    assert hooks.announce_step in list(step_listeners)
    hooks.announce_step(knock)
    assert queued == [("announce", LABEL, knock.pk)]


def test_the_sweep_finds_what_was_overlooked_and_leaves_fresh_steps_alone(knocks, queued):
    def knocked(ago: int, **fields: object) -> Knock:
        at = clock.machine_now() - timedelta(seconds=ago)
        return knocks.objects.create(action="knock", recorded_at=at, **fields)

    overlooked = knocked(21)
    knocked(5)
    knocked(60, announced_at=clock.machine_now())
    tasks.announce_waiting()
    assert queued == [("announce", LABEL, overlooked.pk)]


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_step_tell_once(lasting_knocks, queued):
    UserFactory(email="xa@example.com")
    event = lasting_knocks.objects.create(action="knock")
    gate = threading.Barrier(2)

    def work() -> None:
        gate.wait()
        try:
            tasks.announce(LABEL, event.pk)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Notice.objects.count() == OutgoingEmail.objects.count() == 1
    assert queued == [("send",)]
