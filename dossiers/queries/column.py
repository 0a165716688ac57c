"""One thing that is kept of a nominee: what is asked, read, refused, shown and printed of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.db import models

from dossiers.models import Nomination
from dossiers.queries.cell import Reader
from law.enums import HonoureeKind


class NomineePart(StrEnum):
    """What a column tells: on the page these stand together."""

    WHO = "who"
    AWARD = "award"
    FOUND = "found"
    YEAR = "year"  # facts of the year of merit that titles are held against


@dataclass(frozen=True, kw_only=True)
class NomineeColumn:
    """One thing that is kept of a nominee, or (`of`) another way in which lists write it."""

    key: str  # in lists, and in what units said of their titles
    title: str  # over the column, in Excel and in the archive
    name: str = ""  # of the field on the form; the key where it is the same
    said: str = ""  # on the page and in sentences, where no field of the model says it
    part: NomineePart | None = None  # None: only lists have it
    of: str = ""
    kinds: tuple[HonoureeKind, ...] = tuple(HonoureeKind)
    fields: tuple[str, ...] = ()  # of the model; the name where it is the same
    read: Reader | None = None  # None: the day or the dossier says how
    # Titles under which offices keep it, and how general they are: the most telling words are
    # asked first, the first that fits is meant.
    words: str = ""
    rank: int = 0
    hint: str = ""  # beside the box of the form
    is_wide: bool = False
    # The template: how wide (0: not in it), how to fill it, from which words; text stays text.
    width: int = 0
    advice: str = ""
    options: tuple[str, ...] = ()
    is_text: bool = False
    is_shared: bool = True  # by two people of one list, as a rule
    is_own: bool = False  # to one award of the honouree: it proves that title alone
    is_lasting: bool = False  # as true next year, though it is asked beside facts of this one
    spoken: Callable[[Nomination], str] | None = None  # in words, where no field has them
    fact: str = ""  # what papers call it; the key where it is the same
    papers: tuple[str, ...] = ()  # of the unit that print it
    printed: Callable[[Nomination], object] | None = None  # what they keep, where it is no words
    stated: Callable[[Nomination], str] | None = None  # in the short line below a name
    is_archived: bool = True

    @property
    def field(self) -> str:
        """Its name on the form."""
        return self.name or self.key

    @property
    def writes(self) -> tuple[str, ...]:
        """The fields of the model."""
        return self.fields or ((self.field,) if self.part else ())

    @property
    def is_for_titles(self) -> bool:
        """Asked where a title is, or where it goes to those above; a list of forms stays short."""
        return self.part == NomineePart.YEAR

    @property
    def is_worded(self) -> bool:
        """Free text of the line, not one of several answers nor a number."""
        found = [Nomination._meta.get_field(name) for name in self.writes]
        texts = models.CharField, models.TextField
        return any(isinstance(field, texts) and not field.choices for field in found)

    @cached_property
    def label(self) -> str:
        """As a person reads it: «Đơn vị công tác, nơi ở»."""
        return self.said or field_label(self.writes[0])

    def words_of(self, line: Nomination) -> str:
        """What the line says here, as a person reads it; empty: nothing."""
        return self.spoken(line) if self.spoken else field_words(line, self.field)

    def fact_of(self, line: Nomination) -> object:
        """What a paper keeps of it."""
        return self.printed(line) if self.printed else self.words_of(line)


def field_label(name: str) -> str:
    """«Năm sinh» of `birth_year`."""
    label = str(Nomination._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def field_words(line: Nomination, name: str) -> str:
    """What one field says, as a person reads it; empty: nothing."""
    shown = getattr(line, f"get_{name}_display", None)
    value = shown() if shown else getattr(line, name)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
