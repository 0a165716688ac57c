"""The year of awards (cơ cấu khen thưởng): the town and each unit, with the year before beside."""

from typing import NamedTuple

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from dossiers.queries import laureate as laureate_queries
from dossiers.queries.composition import Beside, Composition, Share
from dossiers.queries.laureate import Awarded
from dossiers.rules.composition import units_compared
from nganam_awards.core import clock
from nganam_awards.core.registry import list_sheets
from nganam_awards.core.sheets.export import ListSheet, SheetColumn, SheetKind
from nganam_awards.core.text import whole_number
from units.models import Unit, User
from units.queries.grant import holds_somewhere


FIRST_YEAR = 2014  # the oldest lists of honours that the town brings in
_ON_PAGE = (
    "Lãnh đạo, quản lý",
    "Trực tiếp công tác",
    "Lực lượng ở cơ sở",
    "Tập thể nhỏ",
    "Nữ",
    "Khen lần đầu",
)


class Cell(NamedTuple):
    """One part of a unit's year beside the same of the year before."""

    now: Share
    last: Share


class UnitYear(NamedTuple):
    """A unit's year of awards."""

    unit: Unit
    now: Composition
    last: Composition

    @property
    def cells(self) -> list[Cell]:
        """What the columns of the page show."""
        pairs = zip(self.now.shares, self.last.shares, strict=True)
        return [Cell(one, other) for one, other in pairs if one.label in _ON_PAGE]


def may_read(user: User) -> bool:
    """The town's offices all of it, a unit's own people their unit."""
    own = holds_somewhere(user, "file_dossiers", "confirm_dossiers")
    return own or units_compared(user) is None


def year_from(params: QueryDict) -> int:
    """The year asked for; nonsense asks for this one."""
    this = clock.today().year
    year = whole_number(params.get("nam", "")) or this
    return year if FIRST_YEAR <= year <= this else this


def years() -> list[int]:
    """Years that can be asked for, the newest first."""
    return list(range(clock.today().year, FIRST_YEAR - 1, -1))


class CompositionYear:
    """Two years of the register, as far as the person reads it."""

    def __init__(self, user: User, year: int) -> None:
        self.year = year
        self._own = units_compared(user)
        self._now, self._last = self._read(year), self._read(year - 1)

    @property
    def is_town(self) -> bool:
        """Is it the whole town that the person reads?"""
        return self._own is None

    @property
    def beside(self) -> Beside:
        """All of it together; who was honoured in two units counts once."""
        whose = "toàn thị xã" if self.is_town else "đơn vị"
        return Beside(self._now.town, self._last.town, self.year - 1, whose)

    def units(self) -> QuerySet[Unit]:
        """Units with awards in either year, by name."""
        keys = {*self._now.units, *self._last.units}
        return Unit.objects.filter(pk__in=keys).order_by("name", "pk")

    def of(self, unit: Unit) -> UnitYear:
        """One line of the table."""
        none = Composition()
        return UnitYear(
            unit, self._now.units.get(unit.pk, none), self._last.units.get(unit.pk, none)
        )

    def _read(self, year: int) -> Awarded:
        if self._own is None:
            return laureate_queries.kept_year(year)
        return laureate_queries.kept_of(year, self._own)


def sheet_url(year: int) -> str:
    """Where the same table is taken along."""
    return f"{reverse('core:sheet', args=[CompositionSheet.slug])}?nam={year}"


def _columns(year: int) -> tuple[SheetColumn, ...]:
    """Counts as figures, so that Excel can add and divide them."""
    columns = [SheetColumn("Đơn vị", 40, lambda row: row.unit.name)]
    for shown, which in ((year, "now"), (year - 1, "last")):
        for label, name in _COUNTS:
            columns.append(
                SheetColumn(
                    f"{label} {shown}",
                    14,
                    lambda row, which=which, name=name: getattr(getattr(row, which), name),
                )
            )
    return tuple(columns)


_COUNTS = (
    ("Tập thể", "collectives"),
    ("Cá nhân", "persons"),
    ("Hộ gia đình", "households"),
    ("Lãnh đạo, quản lý", "leaders"),
    ("Trực tiếp công tác", "direct"),
    ("Lực lượng ở cơ sở", "forces"),
    ("Chưa ghi nhóm", "ungrouped"),
    ("Nữ", "women"),
    ("Tập thể nhỏ", "small"),
    ("Khen lần đầu", "first"),
    ("Được khen năm trước", "repeated"),
    ("Được khen cả hai năm trước", "thrice"),
)


class CompositionSheet(SheetKind):
    """Cơ cấu khen thưởng of a year, unit by unit."""

    slug, page = "co-cau", "frontdesk:composition"

    def of(self, user: User, params: QueryDict) -> ListSheet | None:
        """As the page shows it to the person."""
        if not may_read(user):
            return None
        found = CompositionYear(user, year_from(params))
        return ListSheet(
            f"Cơ cấu {found.year}",
            found.units(),
            _columns(found.year),
            lambda rows: [found.of(row) for row in rows],
        )


def register() -> None:
    """Called once when the apps are loaded."""
    list_sheets.add(CompositionSheet)
