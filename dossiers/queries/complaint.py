"""Complaints (khiếu nại) read: until when each is accepted and settled, by the law of its day."""

from datetime import date, timedelta
from typing import NamedTuple

from dossiers.models import Complaint
from law.figures import RuleKey
from law.models import RuleValue
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused


class Terms(NamedTuple):
    """The days that the law gives one complaint, each figure with its source."""

    complain_by: date  # the last day to complain about the decision
    accept_by: date
    settle_by: date | None  # None: not accepted yet
    figures: list[RuleValue]

    @property
    def is_unverified(self) -> bool:
        """Nobody has compared a figure with its source."""
        return any(not row.is_verified for row in self.figures)


class TermBook:
    """Every figure about complaints, read once for a page of them."""

    _KEYS = (
        RuleKey.COMPLAINT_DAYS,
        RuleKey.COMPLAINT_ACCEPT_DAYS,
        RuleKey.COMPLAINT_SETTLE_DAYS,
        RuleKey.COMPLAINT_LONG_DAYS,
    )

    def __init__(self) -> None:
        rows = RuleValue.objects.filter(key__in=self._KEYS).select_related("rule_set")
        self._rows = list(rows.order_by("rule_set__valid_from", "valid_from"))

    def terms_of(self, complaint: Complaint) -> Terms:
        """By the law of its arrival, in days of the calendar (Luật Khiếu nại 2011).

        Raises Refused where the catalogue has no figure for that day.
        """
        long, usual = RuleKey.COMPLAINT_LONG_DAYS, RuleKey.COMPLAINT_SETTLE_DAYS
        settle = long if complaint.is_complex else usual
        keys = (RuleKey.COMPLAINT_DAYS, RuleKey.COMPLAINT_ACCEPT_DAYS, settle)
        rows = [self._row(key, complaint.received_on) for key in keys]
        complain, accept, settled = (timedelta(days=row.read) for row in rows)
        return Terms(
            complain_by=complaint.decided_on + complain,
            accept_by=complaint.received_on + accept,
            settle_by=complaint.accepted_on + settled if complaint.accepted_on else None,
            figures=rows,
        )

    def _row(self, key: RuleKey, day: date) -> RuleValue:
        found = [
            row
            for row in self._rows
            if row.key == key and row.holds_on(day) and row.rule_set.holds_on(day)
        ]
        if not found:
            raise Refused(
                f"Danh mục chưa ghi «{key.label}» cho ngày {day:%d/%m/%Y}. Báo quản trị bổ sung."
            )
        return found[-1]


def due_of(complaint: Complaint, terms: Terms) -> date | None:
    """The next day that is kept; None once it is closed."""
    if not complaint.is_open:
        return None
    return terms.settle_by or terms.accept_by


def is_late(complaint: Complaint, terms: Terms) -> bool:
    """The next day has passed."""
    due = due_of(complaint, terms)
    return due is not None and due < clock.today()
