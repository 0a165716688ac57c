"""The text of a question that is asked on every page, kept in the process; never its answer.

Most cost more to write than to answer. Where only its values change (who a person is, which rights
they hold), one text serves everybody: `Prepared`. Where the very words depend on the person:
`kept`.

What waits for an officer is one question of nineteen parts. To write it took 70 ms of Python, to
have it answered 5: so its text is kept. What it says depends on the person, their rights and the
day alone, and it is kept under these; nothing can make it old, so nothing drops it. The person for
whom it is written knows no more than that, and a text for which the database was asked all the
same is used once and not kept.
"""

import sys
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import NamedTuple, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, QuerySet, Value

from nganam_awards.core.registry import seats


_KEPT_AT_MOST = 1_000  # some 10 KB each; texts of one office share their letters
_kept: dict[Hashable, object] = {}
_is_writing: ContextVar[bool] = ContextVar("a question is being written", default=False)

Written = TypeVar("Written")


class QueryText(NamedTuple):
    """The text with its values; empty where nothing can be found."""

    sql: str
    values: tuple

    def answer(self) -> list[tuple]:
        """Ask it now."""
        if not self.sql:
            return []
        asks = {value.ask for value in self.values if isinstance(value, Later)}
        now = {ask: ask() for ask in asks}
        values = [now[v.ask] if isinstance(v, Later) else v for v in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return cursor.fetchall()


NOTHING = QueryText("", ())


class Later(Value):
    """A value that is not written into the text but asked whenever the question is."""

    def __init__(self, ask: Callable[[], object], output_field: Field) -> None:
        super().__init__(ask, output_field=output_field)
        self.ask = ask

    def as_sql(self, compiler: object, connection: object) -> tuple[str, list]:
        """Its place in the text."""
        return "%s", [self if _is_writing.get() else self.ask()]


def written(rows: QuerySet) -> QueryText:
    """The question that these rows are; its columns are numbers, days and words."""
    token = _is_writing.set(True)
    try:
        sql, values = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return NOTHING
    finally:
        _is_writing.reset(token)
    return QueryText(sys.intern(sql), tuple(values))


_prepared: "list[Prepared]" = []


class Blank(Value):
    """Stands in a text for a value that is given when it is asked: the first, the second."""

    def as_sql(self, compiler: object, connection: object) -> tuple[str, list]:
        """Its place in the text."""
        return "%s", [self]


class Prepared:
    """A question whose words are always the same, with values of these fields to be given.

    `write` makes its rows (plain columns) of as many expressions and is called once; it may read no
    row and know nothing but them, for its text is asked for everybody.
    """

    def __init__(self, write: Callable[..., QuerySet], *fields: Field) -> None:
        self._write, self._fields = write, fields
        self._text: QueryText | None = None
        _prepared.append(self)

    def answer(self, *values: object) -> list[tuple]:
        """Ask it now, of these values."""
        if self._text is None:
            blanks = (Blank(place, output_field=field) for place, field in enumerate(self._fields))
            self._text = written(self._write(*blanks))
        asked = (values[v.value] if isinstance(v, Blank) else v for v in self._text.values)
        return QueryText(self._text.sql, tuple(asked)).answer()

    def forget(self) -> None:
        """Write it anew the next time."""
        self._text = None


def kept(write: Callable[[object], Written], person: object) -> Written:
    """What `write` (a function of a module) makes of the person, made once for their seat."""
    [seat_of] = seats
    seat = seat_of(person)
    key = (write, seat)
    if (found := _kept.get(key)) is not None:
        return found
    asked = []

    def note(execute: Callable, *question: object) -> object:
        asked.append(question)
        return execute(*question)

    with connection.execute_wrapper(note):
        found = write(seat.bearer())
    if not asked:
        if len(_kept) >= _KEPT_AT_MOST:
            _kept.clear()
        _kept[key] = found
    return found


def forget() -> None:
    """For tests that put other answers into the registries."""
    _kept.clear()
    for one in _prepared:
        one.forget()
