"""The number book read: which days bind a number, and whether the book is ahead of today."""

from datetime import date
from typing import NamedTuple

from law.models import Authority, NumberBook, NumberEntry
from nganam_awards.core import clock


class Neighbours(NamedTuple):
    """The papers with the nearest lower and the nearest higher number; spoiled numbers are none."""

    before: NumberEntry | None
    after: NumberEntry | None


def neighbours(book: NumberBook, number: int) -> Neighbours:
    """Between whose days the day of this number lies.

    Where the demonstration's day was moved back, papers of a day to come bind nobody.
    """
    used = book.entries.filter(voided_on=None)
    if clock.is_movable():
        used = used.filter(given_on__lte=clock.today())
    return Neighbours(
        used.filter(number__lt=number).order_by("-number").first(),
        used.filter(number__gt=number).order_by("number").first(),
    )


def ahead_of(authority: Authority, kind: str, day: date) -> NumberEntry | None:
    """The newest paper of the series in that year with a later day: the day was moved back."""
    later = NumberEntry.objects.filter(
        book__authority=authority,
        book__kind=kind,
        book__year=day.year,
        voided_on=None,
        given_on__gt=day,
    )
    return later.order_by("-number").first()
