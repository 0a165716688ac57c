"""Who held a dossier from when to when (mẫu 05), read off its events and those of its lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import NamedTuple

from django.db.models import Count, Min, Q

from dossiers.enums import DossierState as S, NominationState as N
from dossiers.models import Dossier, DossierEvent, NominationEvent
from dossiers.workflow import FINAL_STATES, DossierAction
from law.figures import RuleKey
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from nganam_awards.documents.codes import code_of
from nganam_awards.documents.models import Document


CUSTODY = "custody"
HOME_AFFAIRS, CHAIRMAN, RECORDS = "Phòng Nội vụ", "Chủ tịch UBND thị xã", "Văn thư UBND thị xã"
# What is done with it meanwhile.
_WORK = {
    S.FILED: "Chờ tiếp nhận",
    S.RECEIVED: "Chờ phân công",
    S.APPRAISING: "Thẩm định",
    S.NEED_MORE: "Bổ sung hồ sơ",
    S.APPRAISED: "Lập tờ trình",
    S.CONCLUDED: "Trả kết quả",
}
_ABOVE = ((N.WITH_CHAIRMAN, CHAIRMAN, "Xem xét, ký"), (N.DECIDED, RECORDS, "Vào số, ban hành"))


@dataclass(frozen=True)
class Holding:
    """One stretch: which office, which person of it, doing what; `until` None: to this day."""

    office: str
    person: str
    work: str
    since: datetime
    until: datetime | None
    is_paused: bool = False  # the clock stood still meanwhile
    minutes: int = 0  # of office hours

    @property
    def is_same_hand(self) -> tuple[str, str, str]:
        return self.office, self.person, self.work


class Custody(NamedTuple):
    """All stretches since the filing, and how long the town held it, pauses left out."""

    holdings: list[Holding]
    minutes: int
    ended_at: datetime | None

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None


def of(dossier: Dossier) -> Custody:
    """Since it was filed last; empty where it never was."""
    events = list(dossier.events.select_related("by").order_by("pk"))
    filed = [n for n, event in enumerate(events) if event.action == DossierAction.CONFIRM]
    if not filed or dossier.is_in_unit:
        return Custody([], 0, None)
    events = events[filed[-1] :]
    stretches = list(_in_offices(_joined(_stretches(dossier, events)), dossier))
    end = events[-1].happened_at if events[-1].target in FINAL_STATES else None
    timed = list(_timed(stretches))
    return Custody(timed, sum(one.minutes for one in timed if not one.is_paused), end)


def _stretches(dossier: Dossier, events: list[DossierEvent]) -> Iterator[Holding]:
    """One for each step that gave it into another hand."""
    officer = ""
    given = {DossierAction.ASSIGN, DossierAction.REASSIGN}
    moved = [e for e in events if e.source != e.target or e.action in given]
    for event, later in zip(moved, [*moved[1:], None], strict=True):
        officer = event.facts.get("officer") or officer
        if event.target in FINAL_STATES:
            return
        until = later.happened_at if later else None
        person = officer
        if event.target == S.RECEIVED:
            person = event.by.full_name if event.by else ""
        if event.target in {S.FILED, S.NEED_MORE}:
            person = ""
        is_paused = event.target == S.NEED_MORE
        office = dossier.unit.name if is_paused else HOME_AFFAIRS
        work = _WORK[S(event.target)]
        yield Holding(office, person, work, event.happened_at, until, is_paused)


def _in_offices(stretches: Iterable[Holding], dossier: Dossier) -> Iterator[Holding]:
    """What is appraised lies now with Phòng Nội vụ, now with the Chairman, now with the records."""
    for one in stretches:
        if one.work != _WORK[S.APPRAISED]:
            yield one
            continue
        cut = [piece for piece in _above(one, _moves(dossier)) if not _is_no_time(piece)]
        yield from _joined(cut or [one])


def _is_no_time(one: Holding) -> bool:
    """Signed and issued in the same minute: the records held nothing."""
    return one.until is not None and _minute(one.until) <= _minute(one.since)


def _above(one: Holding, moves: list[tuple[datetime, str, str, int]]) -> Iterator[Holding]:
    """The same stretch, cut where its first line went up and its last one came down."""
    at = dict.fromkeys((state for state, *_ in _ABOVE), 0)
    since = one.since
    for moment, source, target, count in moves:
        here = min(max(moment, one.since), one.until or moment)
        yield replace(_held(one, at), since=since, until=here)
        since = here
        for state, step in ((source, -count), (target, count)):
            if state in at:
                at[state] += step
    yield replace(_held(one, at), since=since)


def _held(one: Holding, at: dict[str, int]) -> Holding:
    for state, office, work in _ABOVE:
        if at[state]:
            return replace(one, office=office, person="", work=work)
    return one


def _moves(dossier: Dossier) -> list[tuple[datetime, str, str, int]]:
    """When how many lines went to the Chairman, to the records and away from them."""
    states = [state for state, *_ in _ABOVE]
    events = NominationEvent.objects.filter(nomination__dossier=dossier)
    events = events.filter(Q(source__in=states) | Q(target__in=states)).order_by()
    grouped = events.values("happened_at", "source", "target")
    rows = grouped.annotate(count=Count("pk"), first=Min("pk")).order_by("happened_at", "first")
    return list(rows.values_list("happened_at", "source", "target", "count"))


def _joined(stretches: Iterable[Holding]) -> list[Holding]:
    """Neighbours in one hand are one."""
    found: list[Holding] = []
    for one in stretches:
        if found and found[-1].is_same_hand == one.is_same_hand:
            found[-1] = replace(found[-1], until=one.until)
        else:
            found.append(one)
    return found


def _timed(stretches: list[Holding]) -> Iterator[Holding]:
    off, worked = regime_queries.days_off()
    hours = _hours(clock.today())
    for one in stretches:
        since, until = _minute(one.since), _minute(one.until or clock.now())
        minutes = calendar.working_minutes_between(since, until, hours, off, worked)
        yield replace(one, minutes=minutes)


def _minute(moment: datetime) -> datetime:
    """As it is shown: who reads the hours adds them up."""
    return clock.as_office(moment).replace(second=0, microsecond=0)


def _hours(day: date) -> tuple[tuple[time, time], ...]:
    return regime_queries.rule_set_on(day)[RuleKey.OFFICE_HOURS]


def code(dossier: Dossier, found: Custody) -> str:
    """Of the slip that tells this much: one that is over has one, one that runs one a day."""
    day = "" if found.is_over else clock.today().isoformat()
    return code_of(CUSTODY, dossier.ref, found.holdings[-1].since.isoformat(), day)


def slip_of(dossier: Dossier, found: Custody) -> Document | None:
    """The paper that tells this much, if somebody needed it."""
    return Document.objects.filter(code=code(dossier, found), kind=CUSTODY).first()
