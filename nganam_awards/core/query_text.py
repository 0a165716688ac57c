"""The text of a question that is asked on every page, kept in the process; never its answer.

Most cost more to write than to answer. Where only its values change (who a person is, which rights
they hold), one text serves everybody: `Prepared`, and `PreparedRows` where rows are wanted. Where
the very words depend on the person: `kept`.

What waits for an officer is one question of nineteen parts. To write it took 70 ms of Python, to
have it answered 5: so its text is kept. What it says depends on the person, their rights and the
day alone, and it is kept under these; nothing can make it old, so nothing drops it. The person for
whom it is written knows no more than that, and a text for which the database was asked all the
same is used once and not kept.
"""

import sys
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from copy import copy
from typing import ClassVar, NamedTuple, TypeVar
from weakref import WeakSet

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model, QuerySet, Value
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

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
        with connection.cursor() as cursor:
            cursor.execute(*self.now())
            return cursor.fetchall()

    def now(self) -> "QueryText":
        """With what is asked whenever the question is."""
        asks = {value.ask for value in self.values if isinstance(value, Later)}
        found = {ask: ask() for ask in asks}
        values = (found[v.ask] if isinstance(v, Later) else v for v in self.values)
        return QueryText(self.sql, tuple(values))


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
    return _by(rows.query.get_compiler(DEFAULT_DB_ALIAS))


def _by(compiler: SQLCompiler) -> QueryText:
    token = _is_writing.set(True)
    try:
        sql, values = compiler.as_sql()
    except EmptyResultSet:
        return NOTHING
    finally:
        _is_writing.reset(token)
    return QueryText(sys.intern(sql), tuple(values))


class Blank(Value):
    """Stands in a text for a value that is given when it is asked: the first, the second."""

    def as_sql(self, compiler: object, connection: object) -> tuple[str, list]:
        """Its place in the text."""
        return "%s", [self]


class _Form:
    """A text with blanks, written when it is first asked."""

    def __init__(self, write: Callable[..., QuerySet], *fields: Field) -> None:
        self._write, self._fields = write, fields
        self._text: QueryText | None = None
        _forms.add(self)

    def forget(self) -> None:
        """Write it anew the next time."""
        self._text = None

    def _rows(self) -> QuerySet:
        blanks = (Blank(place, output_field=field) for place, field in enumerate(self._fields))
        return self._write(*blanks)

    def _filled(self, values: tuple) -> QueryText:
        text = self._text
        given = (values[v.value] if isinstance(v, Blank) else v for v in text.values)
        return QueryText(text.sql, tuple(given))


_forms: "WeakSet[_Form]" = WeakSet()


class Prepared(_Form):
    """A question whose words are always the same, with values of these fields to be given.

    `write` makes its rows (plain columns) of as many expressions and is called once; it may read no
    row and know nothing but them, for its text is asked for everybody.
    """

    def answer(self, *values: object) -> list[tuple]:
        """Ask it now, of these values."""
        if self._text is None:
            self._text = written(self._rows())
        return self._filled(values).answer()


class PreparedRows(_Form):
    """The same of whole rows, with what hangs on them: `write` may say `select_related`, `only`."""

    def prepare(self) -> "PreparedRows":
        """Write it now: a question that depends on the seat is written while it is `kept`."""
        rows = self._rows()
        self._model, self._compiler = rows.model, rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self._text = _by(self._compiler)
        return self

    def answer(self, *values: object) -> list:
        """Ask it now, of these values."""
        if self._text is None:
            self.prepare()
        if not self._text.sql:
            return []
        compiler, filled = copy(self._compiler), tuple(self._filled(values).now())
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        compiler.as_sql = lambda: filled
        return list(ModelIterable(_RowsAsked(self._model, compiler)))


class _RowsAsked:
    """As much of a query set as Django needs to make rows of an answer."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: ClassVar[dict] = {}

    def __init__(self, model: type[Model], compiler: SQLCompiler) -> None:
        self.model, self.query, self._compiler = model, self, compiler

    def get_compiler(self, using: str) -> SQLCompiler:
        """The one that has written its text."""
        return self._compiler


def kept(write: Callable[[object], Written], person: object, *, by_facts: bool = False) -> Written:
    """What `write` (a function of a module) makes of the person, made once for their seat.

    `by_facts`: it also says what apps above the accounts know of them (`seat_facts`), which costs a
    question.
    """
    [seat_of] = seats
    seat = seat_of(person, with_facts=by_facts)
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
    for one in list(_forms):
        one.forget()
