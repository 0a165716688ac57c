"""The digest of the morning (thư tổng hợp): how much waits, with ways to it, and nobody's name."""

from collections import defaultdict
from datetime import date, datetime, time
from typing import NamedTuple

from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock, work
from nganam_awards.core.address import address
from nganam_awards.core.work import LaneHead, WorkRef
from units.models import User


SENT_FROM, SENT_UNTIL = time(7, 30), time(11, 30)  # after a morning that stood still it is too late


class DigestLine(NamedTuple):
    """One step that waits: how often, how soon, how much of it is late, and where it stands."""

    step: str
    thing: str
    count: int
    late: int
    due_on: date | None
    url: str

    def __str__(self) -> str:
        """«Tiếp nhận: 3 hồ sơ, sớm nhất hạn 21/11/2023, 1 đã quá hạn»."""
        parts = [f"{self.step}: {self.count} {self.thing}"]
        if self.due_on:
            parts.append(f"sớm nhất hạn {self.due_on:%d/%m/%Y}")
        if self.late:
            parts.append(f"{self.late} đã quá hạn")
        return ", ".join(parts)


class Digest(NamedTuple):
    """What the letter says."""

    lines: list[DigestLine]
    elsewhere: list[str]
    count: int


def morning(now: datetime) -> datetime | None:
    """Half past seven of this working day, from then until it is too late."""
    if not SENT_FROM <= now.time() < SENT_UNTIL:
        return None
    if not calendar.is_working_day(now.date(), *regime_queries.days_off()):
        return None
    return datetime.combine(now.date(), SENT_FROM, tzinfo=clock.OFFICE_ZONE)


def digest_of(user: User, today: date) -> Digest | None:
    """What waits for the person by step, what is due first on top; None where nothing does."""
    lanes, refs, elsewhere = work.waiting_of(user)
    if not refs:
        return None
    in_lane: defaultdict[int, list[WorkRef]] = defaultdict(list)
    for ref in refs:
        in_lane[lanes.index(ref.lane)].append(ref)
    lines = [_line(lanes[place], waiting, today) for place, waiting in in_lane.items()]
    lines.sort(key=lambda line: (line.due_on or date.max, line.step))
    return Digest(lines, [f"{other.count} {other.words}" for other in elsewhere], len(refs))


def _line(lane: LaneHead, refs: list[WorkRef], today: date) -> DigestLine:
    days = [ref.due_on for ref in refs if ref.due_on]
    return DigestLine(
        step=lane.step,
        thing=lane.kind.label.lower(),
        count=len(refs),
        late=sum(day < today for day in days),
        due_on=min(days, default=None),
        url=address(lane.door) if lane.door else address("frontdesk:home"),
    )
