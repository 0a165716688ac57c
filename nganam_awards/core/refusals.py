"""What the portal says no with. A refusal is sentences for the person who asked."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models

from nganam_awards.core.commit import in_savepoint


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
    written_once(row.full_clean, row.save)
    return row


def written_once(check: Callable[[], object], write: Callable[[], object]) -> None:
    """Checked and written; a twin of the same instant is told as one that was there before.

    The unique index makes the second wait for the first, `check` then says which words are taken.
    """
    _check(check)
    try:
        in_savepoint(write)
    except IntegrityError:
        _check(check)
        raise


def _check(check: Callable[[], object]) -> None:
    try:
        check()
    except ValidationError as error:
        raise Refused(*error.messages) from error


def require_note(note: str, sentence: str = "Ghi rõ lý do để người nhận biết cần làm gì.") -> None:
    """A step that somebody else must understand is taken with words."""
    if not note.strip():
        raise Refused(sentence)
