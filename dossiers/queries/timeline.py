"""Where a dossier stands, who did what when, and whose clock runs: the same words on every page."""

from collections import Counter
from datetime import date, datetime
from typing import NamedTuple

from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, DossierEvent, DueChange, Nomination
from dossiers.models.dossier import CLOCK_RUNS
from dossiers.queries.limit import SOON_DAYS, STEP_SOON_DAYS, DayCount, step_of
from dossiers.workflow import DOSSIER_FLOW, DossierAction
from nganam_awards.core import clock
from nganam_awards.core.sentence import lowered


# What comes after a state, as far as everything goes well.
_AHEAD = {
    DossierState.AWAITING_HEAD: "Thủ trưởng xác nhận và nộp",
    DossierState.FILED: "Phòng Nội vụ tiếp nhận",
    DossierState.RECEIVED: "Phân công thẩm định",
    DossierState.APPRAISING: "Thẩm định",
    DossierState.APPRAISED: "Trình Chủ tịch, ban hành quyết định",
    DossierState.CONCLUDED: "Trả kết quả",
}
_INSIDE_UNIT = (DossierAction.HAND_OVER, DossierAction.TAKE_BACK, DossierAction.SEND_BACK)


class Deadline(NamedTuple):
    """A due date (hạn trả) in words, and how near it is («», «soon», «late»)."""

    day: str
    left: str
    tone: str

    def __str__(self) -> str:
        return f"{self.day} · {self.left}"


class TimelineStep(NamedTuple):
    """One line of the timeline: done, now, or still to come («next»)."""

    label: str
    status: str
    when: datetime | None = None
    who: str = ""
    note: str = ""


class Deadlines:
    """Due dates as a page shows them: the calendar is read once for all of its rows."""

    def __init__(self) -> None:
        self.today = clock.today()
        self._limits = DayCount()

    def of(self, dossier: Dossier) -> Deadline | None:
        """«hạn 04/12 · còn 10 ngày làm việc»; None where no clock runs."""
        if dossier.state == DossierState.NEED_MORE:
            return self._waiting(dossier)
        if dossier.due_on is None or dossier.state not in CLOCK_RUNS:
            return None
        return self._said(dossier.due_on, "hạn", SOON_DAYS)

    def of_step(self, dossier: Dossier) -> Deadline | None:
        """«thẩm định đến 28/11 · còn 6 ngày làm việc»: the office's own day for its step."""
        step = step_of(dossier.state)
        if step is None or dossier.step_due_on is None:
            return None
        return self._said(dossier.step_due_on, f"{lowered(step.label)} đến", STEP_SOON_DAYS)

    def pressing_step(self, dossier: Dossier) -> Deadline | None:
        """The same where it is near or gone by, while the dossier as a whole is not late."""
        whole, step = self.of(dossier), self.of_step(dossier)
        is_late = whole is not None and whole.tone == "late"
        return step if step is not None and step.tone and not is_late else None

    def _said(self, due: date, word: str, soon_days: int) -> Deadline:
        is_of_year = due.year == self.today.year
        said = f"{word} {due:%d/%m}" if is_of_year else f"{word} {due:%d/%m/%Y}"
        left = self._limits.between(self.today, due)
        if due < self.today:
            # A day gone by is late even where no working day lies between.
            return Deadline(said, f"quá hạn {max(-left, 1)} ngày làm việc", "late")
        if due == self.today:
            return Deadline(said, "hết hạn hôm nay", "soon")
        return Deadline(said, f"còn {left} ngày làm việc", "soon" if left <= soon_days else "")

    def _waiting(self, dossier: Dossier) -> Deadline:
        """The clock stands still; what counts is the unit's own day."""
        until = dossier.supplement.until
        left = self._limits.between(self.today, until)
        said = f"bổ sung đến {until:%d/%m}"
        if until < self.today:
            return Deadline(said, "đã quá hạn", "late")
        return Deadline(said, f"còn {left} ngày làm việc", "soon" if left <= SOON_DAYS else "")


# What Phòng Nội vụ says to itself; the unit reads that it happened, not the words.
_HOUSE_WORDS = (
    DossierAction.ASSIGN,
    DossierAction.REASSIGN,
    DossierAction.FINISH,
    DossierAction.REOPEN,
)


def steps_of(
    dossier: Dossier,
    events: list[DossierEvent],
    lines: list[Nomination],
    *,
    inside: bool,
    moved: list[DueChange] | tuple = (),
) -> list[TimelineStep]:
    """The timeline: what was done, what is waited for now, what follows.

    `inside` shows what the clerk and the head did between themselves; to others it is not shown.
    `moved`: when a change of the calendar moved the promised day, and why.
    """
    steps = [
        TimelineStep(
            DOSSIER_FLOW.told(event.action),
            "done",
            event.happened_at,
            event.by.full_name if event.by else "",
            _said(event, inside=inside),
        )
        for event in events
        if inside or event.action not in _INSIDE_UNIT
    ]
    if moved:
        steps = sorted([*steps, *map(_moved, moved)], key=lambda step: step.when)
    if inside:
        who = dossier.created_by.full_name
        steps.insert(0, TimelineStep("Lập hồ sơ", "done", dossier.created_at, who))
    return steps + _to_come(dossier, lines)


def _moved(change: DueChange) -> TimelineStep:
    cause = change.recalculation
    days = f"Từ {change.old_due_on:%d/%m/%Y} sang {change.new_due_on:%d/%m/%Y}"
    return TimelineStep(
        "Hạn trả tính lại theo lịch làm việc",
        "done",
        cause.happened_at,
        cause.by.full_name if cause.by else "Cổng",
        f"{days}: {cause.words}.",
    )


def _said(event: DossierEvent, *, inside: bool) -> str:
    officer = event.facts.get("officer")
    before = event.facts.get("before")
    told = f"Giao {officer}" + (f" thay {before}" if before else "") if officer else ""
    declared = "Thủ trưởng đã cam đoan" if event.facts.get("declaration") else ""
    if event.action == DossierAction.APOLOGISE:
        told = f"Hẹn lại ngày {event.facts['until']}"
    note = "" if inside and event.action in _HOUSE_WORDS else event.note
    return " · ".join(part for part in (told, declared, note) if part)


def _to_come(dossier: Dossier, lines: list[Nomination]) -> list[TimelineStep]:
    if dossier.state == DossierState.DRAFT:
        ahead = ["Hoàn thiện và chuyển thủ trưởng", *_AHEAD.values()]
    elif dossier.state == DossierState.NEED_MORE:
        behind = list(_AHEAD).index(dossier.supplement.came_from)
        ahead = ["Đơn vị bổ sung hồ sơ", *list(_AHEAD.values())[behind:]]
    elif dossier.state in _AHEAD:
        ahead = list(_AHEAD.values())[list(_AHEAD).index(dossier.state) :]
    else:
        return []
    who = note = ""
    if dossier.state == DossierState.APPRAISED:
        note = _how_far(lines)
    if dossier.state == DossierState.APPRAISING and dossier.officer:
        who = dossier.officer.full_name
    now, *later = ahead
    return [
        TimelineStep(now, "now", who=who, note=note),
        *(TimelineStep(label, "next") for label in later),
    ]


def _how_far(lines: list[Nomination]) -> str:
    """«đã trình 12/15, đã khen 3», read off the lines and stored nowhere."""
    states = Counter(line.state for line in lines if line.state != NominationState.REMOVED)
    total = sum(states.values())
    gone = [
        (NominationState.WITH_CHAIRMAN, "đang trình Chủ tịch"),
        (NominationState.DECIDED, "đã duyệt"),
        (NominationState.AWARDED, "đã khen"),
        (NominationState.DECLINED, "không khen"),
        (NominationState.SUSPENDED, "tạm dừng xét"),
        (NominationState.REVOKED, "đã hủy"),
        (NominationState.FORWARDED, "đã trình cấp trên"),
        (NominationState.AWARDED_ABOVE, "cấp trên đã khen"),
    ]
    said = [f"{words} {states[state]}/{total}" for state, words in gone if states[state]]
    return ", ".join(said) or f"{states[NominationState.RECOMMENDED]}/{total} chờ lập tờ trình"
