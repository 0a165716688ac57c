"""Bàn của người ký: what waits for a signature in one look, what was put off, and his own notes."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from campaigns.models import AwardType, Quota
from decisions import lineup as lineups, rules
from decisions.enums import DecisionKind, DecisionState
from decisions.models import Decision, DecisionEvent, DecisionLine, DeskNote
from decisions.models.decision import fill_awards
from decisions.workflow import DecisionAction
from dossiers.enums import NominationState
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from units.models import Unit, User


class Waiting(NamedTuple):
    """One decision before the signer: since when, for whom, what stands against it."""

    decision: Decision
    counted: str
    since: datetime
    flags: int
    note: str
    is_put_off: bool

    @property
    def days(self) -> int:
        """Days it has waited, by the office's calendar."""
        return (clock.today() - self.since.astimezone(clock.OFFICE_ZONE).date()).days


class Total(NamedTuple):
    """How many lines of everything that waits carry this award, or come from this unit."""

    label: str
    count: int


def waiting(user: User) -> QuerySet[Decision]:
    """Before this signer, the oldest submission first; what was put off last.

    It comes back to its place as soon as anything happens to it.
    """
    events = DecisionEvent.objects.filter(decision=OuterRef("pk")).order_by()
    newest = (
        DecisionEvent.objects.filter(decision=OuterRef("decision"))  # of the note's decision
        .order_by()
        .values("decision")
        .annotate(at=Max("happened_at"))
        .values("at")
    )
    submitted = (
        events.filter(action=DecisionAction.SUBMIT)
        .values("decision")
        .annotate(at=Max("happened_at"))
        .values("at")
    )
    notes = DeskNote.objects.filter(decision=OuterRef("pk"), user=user)
    return (
        Decision.objects.visible_to(user)
        .filter(state=DecisionState.SUBMITTED)
        .annotate(
            submitted_at=Subquery(submitted),
            note_text=Subquery(notes.values("text")),
            put_off_at=Subquery(
                notes.filter(put_off_at__gte=Subquery(newest)).values("put_off_at")
            ),
        )
        .order_by(F("put_off_at").asc(nulls_first=True), "submitted_at", "pk")
    )


def board(rows: list[Decision]) -> list[Waiting]:
    """What the list says of each, in a fixed number of queries."""
    fill_awards(rows)
    counted = lineups.counted_in(rows)
    flags = _flags(rows)
    return [
        Waiting(
            row,
            counted[row.pk],
            row.submitted_at,
            flags[row.pk],
            row.note_text or "",
            row.put_off_at is not None,
        )
        for row in rows
    ]


def totals(decisions: QuerySet[Decision]) -> tuple[list[Total], list[Total]]:
    """By award and by unit, over everything that waits."""
    lines = DecisionLine.objects.filter(
        decision__in=decisions.order_by().values("pk"),
        nomination__state=NominationState.WITH_CHAIRMAN,
    ).order_by()
    by_award = dict(lines.values_list("nomination__award_type").annotate(n=Count("pk")).order_by())
    awards = [
        Total(award.name, by_award[award.pk]) for award in AwardType.objects.filter(pk__in=by_award)
    ]
    by_unit = lines.values_list("nomination__dossier__unit").annotate(n=Count("pk"))
    counted = list(by_unit.order_by("-n", "nomination__dossier__unit__name"))
    units = Unit.objects.in_bulk([pk for pk, _ in counted])
    return awards, [Total(units[pk].short_name, n) for pk, n in counted]


def put_off(decision: Decision, *, by: User, text: str) -> DeskNote:
    """Để sau: it sinks below the others, with his note, until something happens to it."""
    _check(decision, by)
    if len(text) > 2000:
        raise Refused("Ghi chú dài quá; rút gọn còn tối đa 2.000 ký tự.")
    note, _ = DeskNote.objects.update_or_create(
        decision=decision, user=by, defaults={"text": text.strip(), "put_off_at": clock.now()}
    )
    return note


def note_of(decision: Decision, user: User) -> str:
    """What he noted for himself."""
    found = DeskNote.objects.filter(decision=decision, user=user).first()
    return found.text if found else ""


def _check(decision: Decision, by: User) -> None:
    if not rules.can_take(by, DecisionAction.APPROVE, decision):
        raise PermissionDenied


def _flags(rows: list[Decision]) -> Counter:
    """Rows of places that would be exceeded, and lines that have left, per decision."""
    found: Counter = Counter({row.pk: 0 for row in rows})
    ours = [row.pk for row in rows if row.kind == DecisionKind.AWARD]
    lines = DecisionLine.objects.filter(decision__in=ours).order_by()
    here = Q(nomination__state=NominationState.WITH_CHAIRMAN)
    drawn = list(
        lines.filter(here, nomination__quota__isnull=False)
        .values_list("decision_id", "nomination__quota")
        .annotate(n=Count("pk"))
    )
    places = Quota.objects.in_bulk({quota for _, quota, _ in drawn})
    for pk, quota, n in drawn:
        if places[quota].awarded + n > places[quota].limit:
            found[pk] += 1
    left = lines.exclude(here).values_list("decision_id").annotate(n=Count("pk"))
    for pk, _ in left:
        found[pk] += 1
    return found
