"""The trail of a list: rows behind or before a row, found by the values the list is ordered by.

OFFSET reads and throws away all that stands before a page: 0.7 s at 100,000 dossiers.
"""

from collections.abc import Callable
from typing import NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from nganam_awards.core.text import whole_number


AFTER, BEFORE = "~", "~~"  # «3~1234» in an address: page 3, behind the row 1234
_BETWEEN = "~"


class PagePlace(NamedTuple):
    """Beside which row a page begins, as an address says it."""

    key: str
    is_before: bool


class Trail:
    """The order of some rows, whose last column tells every two of them apart.

    Only columns of the rows that always have a value; any other order is paged by numbers.
    """

    def __init__(self, rows: QuerySet, columns: list[OrderBy]) -> None:
        self.rows = rows
        self._columns = columns
        self._fields = [rows.model._meta.get_field(self._name(c)) for c in columns]

    @classmethod
    def of(cls, rows: object) -> "Self | Chain | None":
        """The trail of these rows; None where they must be paged by numbers."""
        if isinstance(rows, Chain):
            return rows
        if not isinstance(rows, QuerySet) or rows.query.combinator or rows.query.is_sliced:
            return None
        order = rows.query.order_by or (rows.query.default_ordering and rows.model._meta.ordering)
        columns = [_column(by, rows.model) for by in order or ()]
        if not columns or None in columns:
            return None
        return cls(rows, columns) if cls._name(columns[-1]) == rows.model._meta.pk.name else None

    def key_of(self, row: Model) -> str:
        """The row's values, as an address says them."""
        return _BETWEEN.join(field.value_to_string(row) for field in self._fields)

    def beside(self, place: PagePlace) -> QuerySet | None:
        """Rows behind the place, or those before it, the nearest first; None for nonsense."""
        said = place.key.split(_BETWEEN)
        if len(said) != len(self._fields):
            return None
        try:
            values = [field.to_python(v) for field, v in zip(self._fields, said, strict=True)]
        except ValidationError:
            return None
        rows = self.rows.reverse() if place.is_before else self.rows
        steps = [
            (self._name(column), "lt" if column.descending != place.is_before else "gt", value)
            for column, value in zip(self._columns, values, strict=True)
        ]
        (name, way, value), *_ = steps
        near = Q(**{f"{name}__{way}e": value})  # says again what an index can begin with
        return rows.filter(near, _beyond(steps))

    @staticmethod
    def _name(column: OrderBy) -> str:
        return column.expression.name


class Chain:
    """Lists one behind the other, each with a trail of its own: what waits first, then the rest.

    One order over both would sort the table for every page. `part_of` tells in which a row stands.
    """

    def __init__(self, *parts: QuerySet, part_of: Callable[[Model], int]) -> None:
        self._parts = parts
        self._part_of = part_of

    @property
    def rows(self) -> Self:
        return self

    def __getitem__(self, here: slice) -> list[Model]:
        found: list[Model] = []
        start, wanted = here.start, here.stop - here.start
        for part in self._parts:
            found += part[start : start + wanted - len(found)]
            if len(found) == wanted:
                break
            start = 0 if found or not start else start - part.order_by().count()
        return found

    def key_of(self, row: Model) -> str:
        """Its part, then its key there."""
        place = self._part_of(row)
        return f"{place}{_BETWEEN}{Trail.of(self._parts[place]).key_of(row)}"

    def beside(self, place: PagePlace) -> "Chain | None":
        """As a trail's, over the end of a part."""
        said, _, key = place.key.partition(_BETWEEN)
        number = whole_number(said, most=len(self._parts) - 1)
        near = None
        if number is not None:
            near = Trail.of(self._parts[number]).beside(PagePlace(key, place.is_before))
        if near is None:
            return None
        if place.is_before:
            others = [part.reverse() for part in self._parts[:number][::-1]]
        else:
            others = self._parts[number + 1 :]
        return Chain(near, *others, part_of=self._part_of)


def _beyond(steps: list[tuple[str, str, object]]) -> Q:
    (name, way, value), *rest = steps
    further = Q(**{f"{name}__{way}": value})
    return further | (Q(**{name: value}) & _beyond(rest)) if rest else further


def _column(by: object, model: type[Model]) -> OrderBy | None:
    """A column that always has a value, with its direction; None for anything else."""
    if isinstance(by, str):
        name = by.removeprefix("-")
        by = OrderBy(F(name), descending=by.startswith("-"))
    if not (isinstance(by, OrderBy) and isinstance(by.expression, F)):
        return None
    name = model._meta.pk.name if by.expression.name == "pk" else by.expression.name
    plain = {field.name: field for field in model._meta.concrete_fields}
    if name not in plain or plain[name].null or plain[name].is_relation:
        return None
    return OrderBy(F(name), descending=by.descending)
