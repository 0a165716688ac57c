"""Text of several lines with an end: counted as it is stored, told in words, kept by PostgreSQL."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.deconstruct import deconstructible

from nganam_awards.core.refusals import Refused


LONGEST_NOTE = 4_000  # letters of a word to somebody: a reason, an opinion, a message
LONGEST_STORY = 20_000  # of an achievement, a summary, the content of a plan: six printed pages


def too_long(length: int, longest: int) -> str:
    """The sentence of every text without end."""
    return f"Dài {length} ký tự; rút gọn còn tối đa {longest}."


def require_short(text: str, longest: int = LONGEST_NOTE) -> None:
    """Refuse words that nobody would read to their end."""
    if len(text) > longest:
        raise Refused(too_long(len(text), longest))


@deconstructible
class LengthValidator(MaxLengthValidator):
    """The same sentence on every page."""

    def __call__(self, value: str) -> None:
        """Raise ValidationError for what is longer."""
        if len(value) > self.limit_value:
            raise ValidationError(too_long(len(value), self.limit_value), code="max_length")


class LongTextField(models.TextField):
    """A TextField whose `max_length` holds on every way in, in the database itself, too.

    A new column gets its check by itself; where a column becomes one, or its limit changes, the
    migration must write the check (`LIMITS` of the migrations that began it).
    """

    def __init__(self, *args: object, max_length: int = LONGEST_NOTE, **kwargs: object) -> None:
        super().__init__(*args, max_length=max_length, **kwargs)

    def deconstruct(self) -> tuple:
        """Migrations name the limit, also the usual one."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"max_length": self.max_length}

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """What the column refuses."""
        return f"char_length({connection.ops.quote_name(self.column)}) <= {self.max_length}"

    @property
    def validators(self) -> list:
        """Checked on text as it will be stored."""
        return [*super().validators, LengthValidator(self.max_length)]

    def formfield(self, **kwargs: object) -> forms.Field:
        """No `maxlength` in the page, which would cut pasted text without a word.

        A text far beyond is refused before anybody tidies it up: a letter that arrives taken apart
        is up to three signs long, and one too many is still counted in letters.
        """
        field = super().formfield(**kwargs | {"max_length": None})
        field.validators.append(LengthValidator(4 * self.max_length))
        return field
