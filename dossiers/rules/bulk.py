"""What one act does with each of many dossiers, or why it leaves one alone."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from dossiers.enums import BulkAct, DossierState
from dossiers.models import Dossier, DossierReminder
from dossiers.queries import own_line as own_line_queries, reminder as reminder_queries
from dossiers.queries.absence import away_on
from dossiers.queries.limit import DayCount
from dossiers.queries.reminder import AWAITED, Hands
from dossiers.queries.route import Proposal, Router
from dossiers.rules import dossier as dossier_rules
from dossiers.workflow import DossierAction
from nganam_awards.core import clock
from units.models import User


AT_MOST = 500  # dossiers in one bulk
_RIGHTS = {
    BulkAct.RECEIVE: ("dossiers.receive",),
    BulkAct.ASSIGN: ("dossiers.assign",),
    BulkAct.NUDGE: ("dossiers.receive", "dossiers.assign", "dossiers.appraise_any"),
}


class Fate(NamedTuple):
    """What becomes of one dossier: the facts that its confirmation is bound to, or why nothing."""

    facts: dict
    why: str = ""

    @property
    def is_left(self) -> bool:
        """Does the act leave it alone?"""
        return bool(self.why)

    @property
    def due(self) -> date:
        """The day that its receipt will promise."""
        return date.fromisoformat(self.facts["due"])


def can_act(user: User, act: str) -> bool:
    """Whether the act is this person's at all; of each dossier it is asked again."""
    return any(user.has_perm(right) for right in _RIGHTS[BulkAct(act)])


def acts_of(user: User) -> list[BulkAct]:
    """The buttons under a list that is ticked."""
    return [act for act in BulkAct if can_act(user, act)]


@dataclass
class Bulk:
    """One act on these dossiers by one person; all that is asked of many is read at once.

    Dossiers come with their unit, officer, supplement, and plan with its campaign. `officer` None:
    each by the routing rules.
    """

    act: str
    dossiers: list[Dossier]
    by: User
    officer: User | None = None
    note: str = ""
    day: date = field(default_factory=clock.today)

    def fates(self) -> list[Fate]:
        """One for each dossier, in their order."""
        one = {
            BulkAct.RECEIVE: self._received,
            BulkAct.ASSIGN: self._assigned,
            BulkAct.NUDGE: self._nudged,
        }[BulkAct(self.act)]
        self._read()
        return [one(dossier) for dossier in self.dossiers]

    def _read(self) -> None:
        people = {self.by.pk: self.by}
        if self.act == BulkAct.ASSIGN:
            people |= self._router.able
            people |= {row.officer_id: row.officer for row in self.dossiers if row.officer_id}
            if self.officer is not None:
                people.setdefault(self.officer.pk, self.officer)
        for row in self.dossiers:  # one object a person: what is asked of one is kept with it
            if row.officer_id in people:
                row.officer = people[row.officer_id]
        own_line_queries.read_own_of_all(self.dossiers, people.values())
        self._people = people

    @cached_property
    def _router(self) -> Router:
        return Router(self.day)

    @cached_property
    def _away(self) -> dict:
        return away_on(self.day)

    @cached_property
    def _promised(self) -> dict[int, date]:
        return DayCount().promised(self.dossiers, self.day)

    def _received(self, dossier: Dossier) -> Fate:
        if dossier.state != DossierState.FILED:
            return _left(f"đang ở trạng thái «{dossier.get_state_display()}»")
        if not dossier_rules.can_take(self.by, DossierAction.RECEIVE, dossier):
            return _left(_NOT_FREE)
        return Fate({"due": self._promised[dossier.pk].isoformat()})

    def _assigned(self, dossier: Dossier) -> Fate:
        if dossier.state not in {DossierState.RECEIVED, DossierState.APPRAISING}:
            return _left(f"đang ở trạng thái «{dossier.get_state_display()}»")
        if not dossier_rules.is_free(self.by, dossier):
            return _left(_NOT_FREE)
        chosen = Proposal(self.officer, "") if self.officer else self._router.of(dossier)
        if chosen.officer is None:
            return _left(chosen.why)
        officer = self._people[chosen.officer.pk]
        step = DossierAction.ASSIGN
        if dossier.state == DossierState.APPRAISING and not (
            dossier_rules.needs_another_officer(dossier)
        ):
            step = DossierAction.REASSIGN
            if reasons := dossier_rules.reassign_blockers(officer, dossier, self._away):
                return _left(reasons[0])
            if not self.note.strip():
                return _left(
                    f"đang do {dossier.officer.full_name} thẩm định; ghi lý do ở ô «Dặn dò» rồi "
                    "xem trước lại nếu muốn giao lại"
                )
        elif reasons := self._barred(officer, dossier):
            return _left(reasons[0])
        before = dossier.officer.full_name if dossier.officer else ""
        facts = {"step": str(step), "officer": officer.pk, "name": officer.full_name}
        return Fate(facts | {"before": before, "why": chosen.why})

    def _barred(self, officer: User, dossier: Dossier) -> list[str]:
        reasons = dossier_rules.officer_blockers(officer, dossier)
        return reasons or dossier_rules.absence_blockers(officer, self._away)

    def _nudged(self, dossier: Dossier) -> Fate:
        if dossier.state not in AWAITED:
            return _left(f"«{dossier.get_state_display()}»: không còn việc nào chờ")
        if not dossier_rules.is_free(self.by, dossier):
            return _left(_NOT_FREE)
        if (before := self._reminded.get(dossier.pk)) is not None:
            when = f"{clock.as_office(before.noted_at):%H:%M}"
            return _left(f"{before.by.full_name} đã nhắc lúc {when} hôm nay")
        people = {one.pk: one for one in self._hands.of(dossier) if one.pk != self.by.pk}
        if not people:
            return _left("việc này đang chờ chính anh/chị hoặc chưa có người nào để nhắc")
        return Fate({"waits": AWAITED[dossier.state], "to": _told(list(people.values()))})

    @cached_property
    def _reminded(self) -> dict[int, DossierReminder]:
        rows = reminder_queries.by_hand_on(self.day, self.dossiers)
        return {row.dossier_id: row for row in rows}

    @cached_property
    def _hands(self) -> Hands:
        return Hands(self.dossiers)


_NOT_FREE = "hồ sơ có anh/chị hoặc người cùng tên trong danh sách nên người khác làm bước này"


def _left(why: str) -> Fate:
    return Fate({}, why=f"{why.rstrip('.')}.")


def _told(people: list[User]) -> str:
    """«Nguyễn Văn A, Trần Thị B và 2 người khác»."""
    first = ", ".join(one.full_name for one in people[:2])
    return f"{first} và {len(people) - 2} người khác" if len(people) > 2 else first
