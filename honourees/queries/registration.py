"""Who registered for which title (đăng ký thi đua): lists to show, and what provisions ask."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from honourees.models import RegisteredTitle, TitleRegistration
from nganam_awards.core.address import address
from nganam_awards.core.text import fold
from units.models import Unit, User
from units.queries import lineage


class RegisteredYear:
    """The confirmed lists of some units for one merit year, as far as certain names go."""

    def __init__(
        self,
        lists: dict[int, set[int]],
        codes: dict[int, str],
        titles: Iterable[RegisteredTitle],
        year: int,
    ) -> None:
        self._lists, self._codes, self._year = lists, codes, year
        self._titles: defaultdict[tuple[int, str], list[RegisteredTitle]] = defaultdict(list)
        for row in titles:
            self._titles[row.registration.unit_id, row.name_fold].append(row)

    def has_list(self, unit: int) -> bool:
        """Is there a confirmed list of the unit, or of a body it came from?"""
        return bool(self._lists.get(unit))

    def titles(
        self, unit: int, name: str, *, kind: str = "", birth_year: int | None = None
    ) -> frozenset[int]:
        """Keys of the titles for which this honouree stands in the lists of the unit."""
        rows = (row for of in self._lists.get(unit, ()) for row in self._titles[of, fold(name)])
        return frozenset(row.award_type_id for row in rows if _may_be(row, kind, birth_year))

    def is_registered(
        self, unit: int, name: str, *, kind: str = "", birth_year: int | None = None
    ) -> bool | None:
        """Does a confirmed list have them, for whatever title? None: there is no list."""
        if not self.has_list(unit):
            return None
        return bool(self.titles(unit, name, kind=kind, birth_year=birth_year))

    def url(self, unit: int) -> str:
        """Where the list is read and mended; empty: nobody confirmed one."""
        if not self.has_list(unit):
            return ""
        own = unit if unit in self._lists[unit] else min(self._lists[unit])
        return address("honourees:registration", self._codes[own], self._year)


def registered(unit_ids: Iterable[int], year: int, names: Iterable[str]) -> RegisteredYear:
    """What the confirmed lists of these units say of these names; three queries, however many.

    The list of a body that ended counts for whoever went on with its work. A list that the head
    has not confirmed (or has opened again) says nothing.
    """
    wanted = set(unit_ids)
    if not wanted:  # the law of the year asks no registration
        return RegisteredYear({}, {}, (), year)
    came_from = lineage.predecessors(wanted)
    asked = wanted.union(*came_from.values())
    rows = TitleRegistration.objects.filter(
        unit__in=asked, merit_year=year, confirmed_at__isnull=False
    )
    codes = dict(rows.order_by().values_list("unit_id", "unit__code"))
    lists = {unit: ({unit} | came_from[unit]) & codes.keys() for unit in wanted}
    titles = RegisteredTitle.objects.filter(
        registration__in=rows.order_by().values("pk"), name_fold__in={fold(name) for name in names}
    )
    titles = titles.select_related("registration").order_by("pk")
    return RegisteredYear(lists, codes, titles, year)


def list_of(unit: Unit, year: int) -> TitleRegistration | None:
    """The unit's list of that year, where somebody began one."""
    rows = TitleRegistration.objects.filter(unit=unit, merit_year=year)
    return rows.select_related("unit", "handed_by", "confirmed_by").first()


def earlier(unit: Unit, year: int) -> TitleRegistration | None:
    """The newest list with lines of a year before, of the unit or of a body it came from."""
    bodies = lineage.with_predecessors([unit])
    lines = RegisteredTitle.objects.filter(registration=OuterRef("pk")).order_by()
    rows = TitleRegistration.objects.filter(
        Exists(lines), unit__in=bodies, merit_year__lt=year
    ).select_related("unit")
    return rows.order_by("-merit_year", "-unit", "pk").first()


def years_of(user: User) -> list[int]:
    """Years of which the person may read a list, the newest first."""
    rows = TitleRegistration.objects.visible_to(user).order_by("-merit_year")
    return list(rows.values_list("merit_year", flat=True).distinct())


def _may_be(row: RegisteredTitle, kind: str, birth_year: int | None) -> bool:
    """A year of birth that contradicts parts two of a name; one not known parts nobody."""
    is_kind = not kind or row.kind == kind
    return is_kind and (not row.birth_year or not birth_year or row.birth_year == birth_year)
