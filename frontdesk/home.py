"""What waits for a person, from every app, in one table by due day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.functional import cached_property

from council import navigation as council_navigation
from frontdesk.figure import HomeFigure, Morning, figures_for
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, health, work
from nganam_awards.core.address import address
from nganam_awards.core.health import Sign
from nganam_awards.core.work import HomeTask, WorkKind, WorkRef
from units import rules as unit_rules
from units.models import User


SHOWN = 12  # lines on the home page; all of them stand on the list of work
LATE, THIS_WEEK = "qua-han", "tuan-nay"
SPANS = {LATE: "Quá hạn", THIS_WEEK: "Đến hạn tuần này"}
SOON_DAYS = 3  # working days from which a day is shown in amber
_SUNDAY = 6


class HomeChip(NamedTuple):
    """One choice above the table, with how much it leaves."""

    label: str
    url: str
    count: int
    is_current: bool


class DueDay(NamedTuple):
    """A due day as the first column says it; the tone is empty, «soon» or «late»."""

    day: str
    left: str
    tone: str


@dataclass(frozen=True)
class Choice:
    """What the address narrows the table to."""

    kind: str = ""
    span: str = ""

    def among(self, kinds: set[str]) -> "Choice":
        """Without what nobody can choose: nonsense in the address narrows nothing."""
        kind = self.kind if self.kind in kinds else ""
        return Choice(kind, self.span if self.span in SPANS else "")

    def url(self, page: str, **changed: str) -> str:
        """The same page with another choice."""
        chosen = {"loai": self.kind, "han": self.span} | changed
        kept = {name: value for name, value in chosen.items() if value}
        return f"{address(page)}{'?' + urlencode(kept) if kept else ''}"


class Desk:
    """A person's morning: everything that waits by due day, and what it says in figures."""

    def __init__(self, user: User, today: date, choice: Choice | None = None) -> None:
        self.user, self.today = user, today
        self.lanes, self.refs, self.elsewhere = work.waiting_of(user)
        self.choice = (choice or Choice()).among({lane.kind.slug for lane in self.lanes})

    @property
    def waiting(self) -> int:
        """How many things wait in all."""
        return len(self.refs)

    @cached_property
    def chosen(self) -> list[WorkRef]:
        """What the address leaves."""
        return [ref for ref in self.refs if self._is_chosen(ref)]

    @cached_property
    def morning(self) -> Morning:
        """The day, the week and what is late, for the figures and the first sentence."""
        late = [ref.due_on for ref in self.refs if ref.due_on and ref.due_on < self.today]
        longest = max(-self._working_days(min(late)), 1) if late else 0
        return Morning(self.refs, self.elsewhere, self.today, self._week_end, longest, self.signs)

    @cached_property
    def figures(self) -> list[HomeFigure]:
        """At most four."""
        return figures_for(self.user, self.morning)

    @cached_property
    def signs(self) -> list[Sign]:
        """Of the machine, for the administrator."""
        return health.signs() if unit_rules.can_manage_units(self.user) else []

    @property
    def empty_words(self) -> str:
        """What stands where the table would; nothing is promised that is not there."""
        if self._is_only_of_council:
            return (
                "Hôm nay Hội đồng không có nội dung nào cần biểu quyết. Khi anh/chị được mời họp "
                "hoặc có phiếu phải bỏ, việc sẽ hiện ở đây."
            )
        return "Khi có hồ sơ, kế hoạch hoặc quyết định cần anh/chị xử lý, việc sẽ hiện ở đây."

    def chips(self, page: str) -> list[HomeChip]:
        """«Tất cả», then the kinds that this person ever has."""
        in_span = [ref for ref in self.refs if self._is_in_span(ref)]
        counts = Counter(ref.lane.kind for ref in in_span)
        kinds: Iterable[WorkKind] = dict.fromkeys(lane.kind for lane in self.lanes)
        every = HomeChip(
            "Tất cả", self.choice.url(page, loai=""), len(in_span), not self.choice.kind
        )
        return [
            every,
            *(
                HomeChip(
                    kind.label,
                    self.choice.url(page, loai=kind.slug),
                    counts[kind],
                    kind.slug == self.choice.kind,
                )
                for kind in kinds
                if counts[kind] or kind.slug == self.choice.kind
            ),
        ]

    def lines(self, refs: list[WorkRef]) -> list[tuple[HomeTask, DueDay | None]]:
        """The lines of one page, each with its day in words."""
        return [(task, self._day(task.due_on)) for task in work.tasks_of(refs)]

    def opened(self) -> tuple[HomeTask | None, list[tuple[HomeTask, DueDay | None]]]:
        """What stands on top of everything, and the first lines of what was chosen: one reading."""
        lines = self.lines(self.chosen[:SHOWN])
        if self.chosen and self.chosen[0] is self.refs[0]:
            return (lines[0][0] if lines else None), lines
        return next(iter(work.tasks_of(self.refs[:1])), None), lines

    @property
    def _is_only_of_council(self) -> bool:
        """A member whose work here is the Council's and nothing else."""
        kinds = {lane.kind for lane in self.lanes}
        return self.user.has_perm("council.vote") and kinds == {council_navigation.KIND}

    def _is_chosen(self, ref: WorkRef) -> bool:
        is_of_kind = not self.choice.kind or ref.lane.kind.slug == self.choice.kind
        return is_of_kind and self._is_in_span(ref)

    def _is_in_span(self, ref: WorkRef) -> bool:
        if not self.choice.span:
            return True
        if ref.due_on is None:
            return False
        if self.choice.span == LATE:
            return ref.due_on < self.today
        return self.today <= ref.due_on <= self._week_end

    @cached_property
    def _days_off(self) -> tuple[frozenset[date], frozenset[date]]:
        return regime_queries.days_off()

    @cached_property
    def _week_end(self) -> date:
        """The last day of this week on which the office works; Sunday where none is left."""
        sunday = self.today + timedelta(days=_SUNDAY - self.today.weekday())
        left = (sunday - timedelta(days=n) for n in range((sunday - self.today).days + 1))
        worked = (day for day in left if calendar.is_working_day(day, *self._days_off))
        return next(worked, sunday)

    def _working_days(self, day: date) -> int:
        return calendar.working_days_between(self.today, day, *self._days_off)

    def _day(self, due: date | None) -> DueDay | None:
        if due is None:
            return None
        said = f"{due:%d/%m}" if due.year == self.today.year else f"{due:%d/%m/%Y}"
        left = self._working_days(due)
        if due < self.today:  # late, even where no working day lies between
            return DueDay(said, f"quá hạn {max(-left, 1)} ngày", "late")
        if due == self.today:
            return DueDay("Hôm nay", "hạn cuối", "soon")
        return DueDay(said, f"còn {left} ngày", "soon" if left <= SOON_DAYS else "")
