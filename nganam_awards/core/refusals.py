"""What the portal says no with. A refusal is sentences for the person who asked."""

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models

from nganam_awards.core.commit import in_savepoint
from nganam_awards.core.sentence import told_by_model


class Refused(Exception):  # noqa: N818 - named as the office speaks
    """A step, an upload or an import that cannot be taken, with its reasons in Vietnamese."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class Stale(Refused):
    """The row moved on after the page was shown; the reasons say what changed."""


class Beside(Refused):
    """A refusal that stands beside its fields already; nobody tells it a second time."""


class AlreadyDone(Refused):
    """The same person sent the same step twice; nothing more happens."""


def saved(row: models.Model) -> models.Model:
    """Saved once the model's own rules agree; their sentences reach the person."""
    written_once(row, row.save)
    return row


def written_once(
    row: models.Model, write: Callable[[], object], *, unchecked: Sequence[str] = ()
) -> None:
    """Checked and written; a twin of the same instant is told as one that was there before.

    The unique index makes the second wait for the first, the check then says which words are taken.
    """
    _check(row, unchecked)
    try:
        in_savepoint(write)
    except IntegrityError:
        _check(row, unchecked)
        raise


def _check(row: models.Model, unchecked: Sequence[str]) -> None:
    try:
        row.full_clean(exclude=unchecked)
    except ValidationError as error:
        raise Refused(*told_by_model(error, row)) from error


def require_note(note: str, sentence: str = "Ghi rõ lý do để người nhận biết cần làm gì.") -> None:
    """A step that somebody else must understand is taken with words."""
    if not note.strip():
        raise Refused(sentence)
