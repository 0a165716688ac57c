"""A letter leaves once: claimed before it goes, never sent again by itself."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.locmem import EmailBackend

from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.notices import services, tasks
from nganam_awards.notices.models import EmailState, OutgoingEmail
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db

# What the server of these tests does: nothing special, or raise what stands here.
trouble: dict[str, Exception] = {}
lines: list[str] = []  # how often somebody called the server


class TroubledServer(EmailBackend):
    """A mail server on a bad day."""

    def open(self) -> None:
        """Refuse the line, if that is today's trouble."""
        lines.append("open")
        if "open" in trouble:
            raise trouble["open"]

    def send_messages(self, messages: list) -> int:
        """Break or refuse, if that is today's trouble."""
        if "send" in trouble:
            raise trouble["send"]
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.TroubledServer"
    trouble.clear()
    lines.clear()


@pytest.fixture(autouse=True)
def queued(monkeypatch) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(tasks.send_waiting, "delay", lambda: asked.append("send"))
    return asked


def letter(number: int = 1, **fields: object) -> OutgoingEmail:
    return OutgoingEmail.objects.create(
        to=f"xa{number}@example.com",
        subject="Hồ sơ đã được tiếp nhận",
        body="Kính gửi",
        dedupe_key=f"x:{number}",
        **fields,
    )


def test_a_letter_is_sent_once_however_often_the_worker_comes():
    row = letter()
    tasks.send_waiting()
    tasks.send_waiting()
    assert [m.to for m in mail.outbox] == [["xa1@example.com"]]
    row.refresh_from_db()
    assert (row.state, row.tries) == (EmailState.SENT, 1)
    assert row.sent_at == clock.machine_now()


def test_letters_go_in_order_over_one_line():
    for number in range(3):
        letter(number)
    tasks.send_waiting()
    assert [m.to[0] for m in mail.outbox] == [f"xa{n}@example.com" for n in range(3)]
    assert lines == ["open"]


def test_a_long_queue_is_sent_in_runs(monkeypatch, queued, django_capture_on_commit_callbacks):
    monkeypatch.setattr(tasks, "LETTERS_A_RUN", 2)
    for number in range(3):
        letter(number)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.send_waiting()
    assert len(mail.outbox) == 2
    assert queued == ["send"]


def test_a_letter_is_ours_before_it_leaves():
    letter()
    claimed = tasks.claim_next()
    assert claimed.state == EmailState.SENDING
    assert tasks.claim_next() is None


def test_a_sender_that_died_leaves_a_letter_nobody_sends_again(at):
    row = letter()
    tasks.claim_next()
    tasks.send_waiting()
    at(clock.now() + tasks.LEASE + timedelta(seconds=1))
    tasks.send_waiting()
    row.refresh_from_db()
    assert row.state == EmailState.UNKNOWN
    assert "không rõ thư đã đi chưa" in row.problem
    assert mail.outbox == []


def test_a_dead_server_keeps_letters_waiting_and_is_named():
    row = letter()
    trouble["open"] = ConnectionRefusedError("10.0.0.9: xa1@example.com")
    tasks.send_waiting()
    row.refresh_from_db()
    assert (row.state, row.tries) == (EmailState.WAITING, 0)
    assert row.problem == "Chưa nối được với máy chủ thư; cổng tự thử lại."
    trouble.clear()
    tasks.send_waiting()
    assert len(mail.outbox) == 1


def test_a_line_that_breaks_while_it_speaks_leaves_doubt_about_one_letter():
    rows = [letter(1), letter(2)]
    trouble["send"] = smtplib.SMTPServerDisconnected("gone")
    tasks.send_waiting()
    states = [OutgoingEmail.objects.get(pk=r.pk).state for r in rows]
    assert states == [EmailState.UNKNOWN, EmailState.WAITING]


def test_a_server_that_says_later_is_asked_again_later(at):
    row = letter()
    trouble["send"] = smtplib.SMTPDataError(451, b"later, xa1@example.com")
    tasks.send_waiting()
    row.refresh_from_db()
    assert (row.state, row.problem) == (EmailState.WAITING, "Máy chủ thư từ chối, mã 451.")
    trouble.clear()
    tasks.send_waiting()
    assert mail.outbox == []
    at(clock.now() + timedelta(minutes=3))
    tasks.send_waiting()
    assert len(mail.outbox) == 1


def test_a_server_that_says_later_five_times_has_said_no(at):
    row = letter()
    trouble["send"] = smtplib.SMTPDataError(451, b"later")
    for _ in range(6):
        tasks.send_waiting()
        at(clock.now() + timedelta(hours=1))
    row.refresh_from_db()
    assert (row.state, row.tries) == (EmailState.FAILED, tasks.MOST_TRIES)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (smtplib.SMTPDataError(554, b"no"), "Máy chủ thư từ chối, mã 554."),
        (
            smtplib.SMTPRecipientsRefused({"xa1@example.com": (550, b"unknown")}),
            "Máy chủ thư không nhận địa chỉ này.",
        ),
    ],
)
def test_a_server_that_says_no_is_believed(answer, said):
    row = letter()
    trouble["send"] = answer
    tasks.send_waiting()
    row.refresh_from_db()
    assert (row.state, row.problem) == (EmailState.FAILED, said)


# the administrator decides


@pytest.mark.parametrize("state", [EmailState.FAILED, EmailState.UNKNOWN])
def test_a_person_may_send_it_again(state, queued, django_capture_on_commit_callbacks):
    row = letter(state=state, tries=5)
    with django_capture_on_commit_callbacks(execute=True):
        services.send_again(row, by=UserFactory(administrator=True))
    assert queued == ["send"]
    tasks.send_waiting()
    assert len(mail.outbox) == 1


def test_a_letter_that_waits_or_went_is_not_sent_again():
    administrator = UserFactory(administrator=True)
    for number, fields in enumerate([{}, {"state": "sent", "sent_at": clock.machine_now()}]):
        with pytest.raises(Refused, match="đang ở trạng thái"):
            services.send_again(letter(number, **fields), by=administrator)


def test_nobody_else_sends_letters_again():
    with pytest.raises(PermissionDenied):
        services.send_again(letter(state=EmailState.FAILED), by=UserFactory(officer=True))


def test_a_letter_is_called_by_its_subject():
    assert str(letter()) == "Hồ sơ đã được tiếp nhận"
    assert letter(2).state_tone == "wait"
