"""What waits for a person: lanes of work that the apps put in, merged by due day.

Menu, home page and lists count the same lanes, so their numbers agree.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import (
    BigIntegerField,
    DateField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Exact

from nganam_awards.core.pages import COUNTED_TO, counts_beside
from nganam_awards.core.query_text import NOTHING, QueryText, kept, written
from nganam_awards.core.registry import unread_lists, work_elsewhere, work_lanes


OWN_KEY = F("pk")
ALONE = Value(1, IntegerField())


class WorkKind(NamedTuple):
    """What sort of thing waits: a chip above the table, a drawing beside its title."""

    slug: str
    label: str
    icon: str


class WorkItem(NamedTuple):
    """How one thing that waits reads; its lane's `url` is asked of `row`."""

    row: object
    title: str
    note: str
    unit: str = ""


def undated() -> Combinable:
    """No day is set for it: it comes after what has one."""
    return Cast(Value(None), DateField())


def own_page(row: object) -> str:
    """The page of the thing itself."""
    return row.get_absolute_url()


def by_another(events: QuerySet, user: AbstractBaseUser) -> Q:
    """Rows whose newest of these events was not this person's own: four eyes."""
    newest = events.order_by("-pk").values("by")[:1]
    return ~Q(Exact(Coalesce(Subquery(newest), 0, output_field=BigIntegerField()), user.pk))


class LaneHead(NamedTuple):
    """What is said of everything in a lane."""

    kind: WorkKind
    step: str
    read: Callable[[dict[int, int]], dict[int, WorkItem]]
    door: str
    url: Callable[[object], str]


@dataclass(frozen=True)
class Lane:
    """Rows on which this person has one and the same next step."""

    kind: WorkKind
    step: str  # the step as a verb, as the table's last column says it
    rows: QuerySet
    # All of a page at once, whatever their lane: {key: how many rows stand behind it}.
    read: Callable[[dict[int, int]], dict[int, WorkItem]]
    door: str = ""  # the door of the menu behind which they are counted
    due: Callable[[], Combinable] = undated  # asked only where days are shown
    url: Callable[[object], str] = own_page  # where the step's button stands
    key: Combinable = OWN_KEY  # one thing: a row, or the first of a group
    size: Combinable = ALONE  # how many rows the thing is: of a group all

    @property
    def head(self) -> LaneHead:
        """Without its rows: short enough to be kept."""
        return LaneHead(self.kind, self.step, self.read, self.door, self.url)

    def keys(self) -> QuerySet:
        """The things themselves, uncut."""
        return self.rows.order_by().annotate(work_key=self.key).values("work_key")

    def dated(self, place: int) -> QuerySet:
        """The same with their days and the lane's place, what is due first on top."""
        return _dated(self.rows, place, self.key, self.due(), self.size)


class WorkRef(NamedTuple):
    """One thing that waits, before anything of it is read."""

    lane: LaneHead
    key: int
    due_on: date | None = None
    size: int = 1


class HomeTask(NamedTuple):
    """One line of the table: what it is, whose, until when, and the next step as a verb."""

    kind: WorkKind
    title: str
    url: str
    note: str
    unit: str
    step: str
    due_on: date | None


class Elsewhere(NamedTuple):
    """What waits for somebody else: told under the table with its number, never in it."""

    words: str
    rows: QuerySet
    url: str

    def dated(self, place: int) -> QuerySet:
        """Beside the lanes of the person's own work, so that all is counted in one query."""
        return _dated(self.rows, place, OWN_KEY, undated(), ALONE)


class WaitsElsewhere(NamedTuple):
    """So much waits for somebody else."""

    count: int
    words: str
    url: str


def lanes_of(user: AbstractBaseUser) -> list[Lane]:
    """Every lane of this person, whether anything waits in it or not."""
    return [lane for ask in work_lanes for lane in ask(user)]


class DoorCounts(NamedTuple):
    """What waits behind each door of the menu, everything together, and what is unread."""

    behind: Counter
    waiting: int
    unread: int


def counts_for(user: AbstractBaseUser) -> DoorCounts:
    """All of it in one query, whose text is kept."""
    doors, text = kept(_doors, user, by_facts=True)
    [counts] = text.answer()
    behind, (*waiting, unread) = Counter(), [count or 0 for count in counts]
    for door, count in zip(doors, waiting, strict=True):
        behind[door] += count
    return DoorCounts(behind, behind.total(), unread)


class WaitingWork(NamedTuple):
    """Everything that waits for a person, the oldest due first, and what waits for others.

    `lanes` are all that the person has, with something in them or not.
    """

    lanes: list[LaneHead]
    refs: list[WorkRef]
    elsewhere: list[WaitsElsewhere]


def waiting_of(user: AbstractBaseUser) -> WaitingWork:
    """All of it in one query, whose text is kept; each lane is read up to its cap."""
    lanes, others, text = kept(_morning, user, by_facts=True)
    found = sorted(text.answer(), key=lambda row: (row[2] or date.max, *row[:2]))
    own = [WorkRef(lanes[place], *thing) for place, *thing in found if place < len(lanes)]
    counts = Counter(place for place, *_ in found)
    told = [
        WaitsElsewhere(counts[place], *other)
        for place, other in enumerate(others, len(lanes))
        if counts[place]
    ]
    return WaitingWork(lanes, own, told)


def _doors(user: AbstractBaseUser) -> tuple[list[str], QueryText]:
    lanes = lanes_of(user)
    [unread] = [ask(user).values("pk") for ask in unread_lists]
    counted = counts_beside(user, [*(lane.keys() for lane in lanes), unread])
    return [lane.door for lane in lanes], written(counted)


def _morning(user: AbstractBaseUser) -> tuple[list[LaneHead], list[tuple[str, str]], QueryText]:
    lanes = lanes_of(user)
    others = [other for ask in work_elsewhere for other in ask(user)]
    told = [(other.words, other.url) for other in others]
    if not (parts := [*lanes, *others]):
        return [], [], NOTHING
    first, *rest = (part.dated(place) for place, part in enumerate(parts))
    return [lane.head for lane in lanes], told, written(first.union(*rest, all=True))


def tasks_of(refs: Iterable[WorkRef]) -> list[HomeTask]:
    """The lines of one page: each app reads its own at once."""
    refs, sizes = list(refs), defaultdict(dict)
    for ref in refs:
        sizes[ref.lane.read][ref.key] = ref.size
    items = {read: read(of_it) for read, of_it in sizes.items()}
    return [
        HomeTask(
            kind=ref.lane.kind,
            title=item.title,
            url=ref.lane.url(item.row),
            note=item.note,
            unit=item.unit,
            step=ref.lane.step,
            due_on=ref.due_on,
        )
        for ref in refs
        if (item := items[ref.lane.read].get(ref.key))  # gone since it was counted
    ]


def _dated(
    rows: QuerySet, place: int, key: Combinable, due: Combinable, size: Combinable
) -> QuerySet:
    rows = rows.order_by().annotate(
        work_lane=Value(place, IntegerField()), work_key=key, work_due=due, work_size=size
    )
    found = rows.values_list("work_lane", "work_key", "work_due", "work_size")
    return found.order_by("work_due", "work_key")[:COUNTED_TO]
