"""What the portal says no with. A refusal is sentences for the person who asked."""

from django.core.exceptions import ValidationError
from django.db import models


class Refused(Exception):  # noqa: N818 - named as the office speaks
    """A step, an upload or an import that cannot be taken, with its reasons in Vietnamese."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class Stale(Refused):
    """The row moved on after the page was shown; the reasons say what changed."""


class AlreadyDone(Refused):
    """The same person sent the same step twice; nothing more happens."""


def saved(row: models.Model) -> models.Model:
    """Saved once the model's own rules agree; their sentences reach the person."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(*error.messages) from error
    row.save()
    return row


def require_note(note: str, sentence: str = "Ghi rõ lý do để người nhận biết cần làm gì.") -> None:
    """A step that somebody else must understand is taken with words."""
    if not note.strip():
        raise Refused(sentence)
