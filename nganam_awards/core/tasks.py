"""What the platform does at night."""

from datetime import timedelta

import structlog
from celery import shared_task

from nganam_awards.core import backup, clock
from nganam_awards.launcher.trouble import Trouble


log = structlog.get_logger(__name__)
NIGHT = timedelta(hours=12)


@shared_task(time_limit=3500, soft_time_limit=3400)
def back_up() -> None:
    """Once a night; a second delivery finds tonight's and leaves. Health tells why one failed."""
    newest = backup.newest()
    if newest and clock.machine_now() - newest < NIGHT:
        return
    try:
        backup.make_and_keep("nightly")
    except Trouble as trouble:
        log.error("backup_failed", reason=str(trouble))  # noqa: TRY400 - a sentence, not a fault
