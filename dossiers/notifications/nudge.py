"""Whom a person reminds."""

from collections.abc import Iterable

from dossiers.models import Nudge
from nganam_awards.notices import outbox
from nganam_awards.notices.outbox import Message
from units.models import User


def tell_of_nudge(nudge: Nudge, people: Iterable[User], waits: str) -> None:
    """Whoever has the next step reads who reminds them, of what, and until when."""
    dossier = nudge.dossier
    due = f", hẹn trả {dossier.due_on:%d/%m/%Y}" if dossier.due_on else ""
    words = f" {nudge.note}" if nudge.note else ""
    text = (
        f"{nudge.by.full_name} nhắc: hồ sơ {dossier.ref} của {dossier.unit.short_name} "
        f"{waits}{due}.{words}"
    )
    url = dossier.get_absolute_url()
    outbox.post(
        [Message(person, text, url, f"{dossier.ref}: nhắc việc") for person in people],
        f"dossiers.nudge:{nudge.pk}",
        nudge.sent_at,
    )
