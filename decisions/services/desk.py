"""The signer's desk: what waits for a signature in one look, what was put off, his own notes."""

from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Subquery

from decisions import rules
from decisions.enums import DecisionState
from decisions.models import Decision, DecisionEvent, DecisionLine, DeskNote
from decisions.queries import lineup as lineup_queries, place as place_queries
from decisions.workflow import DecisionAction
from dossiers.enums import NominationState
from dossiers.models import Nomination, NominationEvent
from dossiers.queries import composition as composition_queries, takeover as takeover_queries
from dossiers.queries.composition import GroupShare
from law.enums import HonoureeKind
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.core.text import clean_text
from units.models import User
from units.models.body import spoken_name


LONGEST_NOTE = 2000


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
    """How many of everything that waits carry this award, come from this unit."""

    label: str
    count: int


def waiting(user: User) -> QuerySet[Decision]:
    """Before this signer, the oldest submission first; what was put off last.

    It comes back to its place as soon as anything happens to it or to one of its lines.
    """
    events = DecisionEvent.objects.filter(decision=OuterRef("pk")).order_by()
    submitted = (
        events.filter(action=DecisionAction.SUBMIT)
        .values("decision")
        .annotate(at=Max("happened_at"))
        .values("at")
    )
    notes = DeskNote.objects.filter(decision=OuterRef("pk"), user=user)
    later = {"happened_at__gt": OuterRef("put_off_at")}
    moved = DecisionEvent.objects.filter(decision=OuterRef("decision"), **later)
    lines_moved = NominationEvent.objects.filter(
        nomination__decision_lines__decision=OuterRef("decision"), **later
    )
    return (
        Decision.objects.visible_to(user)
        .filter(state=DecisionState.SUBMITTED)
        .annotate(
            submitted_at=Subquery(submitted),
            note_text=Subquery(notes.values("text")),
            put_off_at=Subquery(
                notes.filter(~Exists(moved), ~Exists(lines_moved)).values("put_off_at")
            ),
        )
        .order_by(F("put_off_at").asc(nulls_first=True), "submitted_at", "pk")
    )


def board(rows: list[Decision], signer: User) -> list[Waiting]:
    """What the list says of each, in a fixed number of queries."""
    lineups = lineup_queries.read_all(rows, clock.today())
    places = place_queries.drawn_by_all(lineups)
    one = next(iter(lineups.values()), None)  # all of one day, under one authority
    signatories = {
        category: rules.signatory_today(signer, category, one)
        for category in {row.category for row in rows}
    }
    bodies = takeover_queries.ended_bodies(clock.today())
    return [
        Waiting(
            row,
            (lineup := lineups[row.pk]).counted,
            row.submitted_at,
            len(
                rules.signature_flags(
                    signer, lineup, places[row.pk], signatories[row.category], bodies
                )
            ),
            row.note_text or "",
            row.put_off_at is not None,
        )
        for row in rows
    ]


def totals(decisions: QuerySet[Decision]) -> tuple[list[Total], list[Total]]:
    """Awards asked for, by award and by unit, over everything that waits."""
    lines = DecisionLine.objects.filter(
        decision__in=decisions.order_by().values("pk"),
        nomination__state=NominationState.WITH_CHAIRMAN,
    ).order_by()
    award, unit = "nomination__award_type", "nomination__dossier__unit"
    by_award = lines.values_list(f"{award}__name").annotate(n=Count("pk"))
    by_unit = lines.values_list(f"{unit}__name").annotate(n=Count("pk"))
    return (
        [Total(name, n) for name, n in by_award.order_by(f"{award}__order", award)],
        [Total(spoken_name(name), n) for name, n in by_unit.order_by("-n", f"{unit}__name")],
    )


def groups(decisions: QuerySet[Decision]) -> list[GroupShare]:
    """How many lead and how many do the work, over everybody who waits (R9); empty: nobody said."""
    lines = DecisionLine.objects.filter(
        decision__in=decisions.order_by().values("pk"),
        nomination__state=NominationState.WITH_CHAIRMAN,
        nomination__honouree_kind=HonoureeKind.PERSON,
    )
    people = Nomination.objects.filter(pk__in=lines.order_by().values("nomination"))
    return composition_queries.groups_of(composition_queries.read_lines(people))


def put_off(decision: Decision, *, by: User, text: str) -> DeskNote:
    """Put off (để sau), it sinks below the others, with his note, until something happens to it."""
    return _write(decision, by, text=text, put_off_at=clock.now())


def keep_note(decision: Decision, *, by: User, text: str) -> DeskNote:
    """A note to himself (ghi chú): the decision keeps its place in his list."""
    return _write(decision, by, text=text)


def _write(decision: Decision, by: User, *, text: str, **more: datetime) -> DeskNote:
    if not rules.can_sign(by):
        raise PermissionDenied
    if not rules.can_take(by, DecisionAction.APPROVE, decision):
        raise Stale("Quyết định này không còn chờ ký nên không ghi chú, không để sau được nữa.")
    words = clean_text(text)
    if len(words) > LONGEST_NOTE:
        raise Refused(f"Ghi chú dài {len(words)} ký tự; rút gọn còn tối đa {LONGEST_NOTE}.")
    note, _ = DeskNote.objects.update_or_create(
        decision=decision, user=by, defaults={"text": words, **more}
    )
    return note
