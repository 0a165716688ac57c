"""Telling people, in the background; every task may be delivered twice (law 7)."""

from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

import structlog
from celery import shared_task
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from nganam_awards.core import clock
from nganam_awards.core.commit import after_commit
from nganam_awards.notices import outbox
from nganam_awards.notices.models import EmailState, OutgoingEmail


logger = structlog.get_logger(__name__)

OVERLOOKED_AFTER = timedelta(seconds=20)  # a worker takes a fresh step long before that
SWEEP_AT_ONCE = 500
LETTERS_A_RUN = 100  # stays below the task's time limit even at a slow server
LEASE = timedelta(minutes=3)
MOST_TRIES = 5


@shared_task
def announce(label: str, event_pk: int) -> None:
    """Tell those concerned of one step; a second delivery finds it ticked off and leaves."""
    if not outbox.has_writer(label):
        return
    with transaction.atomic():
        events = outbox.event_model(label).objects.select_for_update(of=("self",), skip_locked=True)
        event = events.waiting().filter(pk=event_pk).first()
        if event is None:
            return
        if outbox.write_down(event):
            after_commit(send_waiting.delay)


@shared_task
def announce_waiting() -> None:
    """Steps that nobody was told of: the broker was away, or the worker died.

    Each becomes a task of its own, so that one that cannot be told holds up no other.
    """
    before = clock.machine_now() - OVERLOOKED_AFTER
    for model, rows in outbox.overlooked(before):
        for pk in rows.values_list("pk", flat=True)[:SWEEP_AT_ONCE]:
            announce.apply_async((model._meta.label_lower, pk), expires=60)


@shared_task
def send_waiting() -> None:
    """Send what waits, each letter once.

    A mail server cannot take part in our transaction, so a letter goes at least once or at most
    once; an official who gets the same refusal twice asks twice, so it is at most once. A letter is
    claimed (`sending`, with a lease) and committed before it leaves. If the sender dies in between,
    nobody can know whether it left: after the lease it stands as `unknown`, is never sent again by
    itself, and the administrator decides. The notice in the portal is there anyway.
    """
    give_up_on_abandoned()
    due = OutgoingEmail.objects.due(clock.machine_now())
    if not due.exists():
        return
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # nothing was claimed, nothing has left: beat tries again
        logger.warning("mail_server_unreachable", error=type(error).__name__)
        due.update(problem="Chưa nối được với máy chủ thư; cổng tự thử lại.")
        return
    try:
        for _ in range(LETTERS_A_RUN):
            letter = claim_next()
            if letter is None or not send(letter, connection):
                return
    finally:
        connection.close()
    after_commit(send_waiting.delay)


def give_up_on_abandoned() -> int:
    """Letters whose sender never came back."""
    return OutgoingEmail.objects.abandoned(clock.machine_now()).update(
        state=EmailState.UNKNOWN,
        problem="Tiến trình gửi dừng giữa chừng, không rõ thư đã đi chưa.",
    )


def claim_next() -> OutgoingEmail | None:
    """The oldest letter that waits, now ours; another sender passes over it."""
    now = clock.machine_now()
    with transaction.atomic():
        letters = OutgoingEmail.objects.select_for_update(of=("self",), skip_locked=True)
        letter = letters.due(now).first()
        if letter is not None:
            letter.state = EmailState.SENDING
            letter.lease_until = now + LEASE
            letter.tries += 1
            letter.save(update_fields=["state", "lease_until", "tries"])
    return letter


def send(letter: OutgoingEmail, connection: BaseEmailBackend) -> bool:
    """Hand one claimed letter to the server; False when the line is no good any more."""
    mail = EmailMessage(letter.subject, letter.body, to=[letter.to], connection=connection)
    try:
        mail.send()
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        _refused(letter, error)
        return False  # some servers hang up after a no; beat comes back with a new line
    except (SMTPException, OSError) as error:
        letter.state = EmailState.UNKNOWN  # the line broke while it spoke
        letter.problem = "Đường truyền đứt khi đang gửi, không rõ thư đã đi chưa."
        letter.save(update_fields=["state", "problem"])
        logger.warning("mail_line_broke", letter=letter.pk, error=type(error).__name__)
        return False
    letter.state = EmailState.SENT
    letter.sent_at = clock.machine_now()
    letter.problem = ""
    letter.save(update_fields=["state", "sent_at", "problem"])
    return True


def _refused(letter: OutgoingEmail, error: SMTPException) -> None:
    """The server answered, and it answered no: for good (5xx) or for now (4xx)."""
    if isinstance(error, SMTPRecipientsRefused):
        is_final, letter.problem = True, "Máy chủ thư không nhận địa chỉ này."
    else:
        is_final = error.smtp_code >= 500
        letter.problem = f"Máy chủ thư từ chối, mã {error.smtp_code}."
    if is_final or letter.tries >= MOST_TRIES:
        letter.state, letter.lease_until = EmailState.FAILED, None
    else:
        letter.state = EmailState.WAITING
        letter.lease_until = clock.machine_now() + timedelta(minutes=2**letter.tries)
    letter.save(update_fields=["state", "lease_until", "problem"])
