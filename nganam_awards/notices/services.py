"""What a person does with messages: open them, choose letters, or have one sent again."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from nganam_awards.core import clock
from nganam_awards.core.commit import after_commit
from nganam_awards.core.refusals import Refused
from nganam_awards.notices import rules, tasks
from nganam_awards.notices.enums import MailKind
from nganam_awards.notices.models import EmailState, MailChoice, Notice, OutgoingEmail


def mark_read(notice: Notice, *, by: models.Model) -> None:
    """The person opened it; the first time counts."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=clock.machine_now())


def mark_all_read(*, by: models.Model) -> int:
    """Everything up to now is read."""
    return Notice.objects.visible_to(by).unread().update(read_at=clock.machine_now())


def choice_of(user: models.Model) -> MailChoice:
    """Which letters the person wants; all of them while nothing was chosen."""
    return MailChoice.objects.filter(pk=user.pk).first() or MailChoice(user_id=user.pk)


def choose(
    user: models.Model,
    *,
    offered: Collection[MailKind],
    unwanted: Collection[MailKind],
    digest: bool,
) -> MailChoice:
    """Keeps the choice; kinds that were not offered stay as they were.

    The digest begins on the first morning after it was asked for.
    """
    with transaction.atomic():
        MailChoice.objects.get_or_create(pk=user.pk)
        kept = MailChoice.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        left = [kind for kind in kept.unwanted if kind not in offered]
        kept.unwanted = [*left, *(kind.value for kind in offered if kind in unwanted)]
        if digest != (kept.digest_since is not None):
            kept.digest_since = clock.now() if digest else None
        kept.save(update_fields=["unwanted", "digest_since"])
    return kept


def send_again(letter: OutgoingEmail, *, by: models.Model) -> None:
    """Send again: a person accepts that the letter may arrive twice."""
    if not rules.can_manage_mail(by):
        raise PermissionDenied
    with transaction.atomic():
        locked = OutgoingEmail.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        if not locked.can_be_sent_again:
            raise Refused(f"Thư này đang ở trạng thái «{locked.get_state_display()}».")
        locked.state, locked.lease_until, locked.tries = EmailState.WAITING, None, 0
        locked.save(update_fields=["state", "lease_until", "tries"])
        after_commit(tasks.send_waiting.delay)
