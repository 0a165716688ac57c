"""The signer's desk: what waits for a signature in one look, what was put off, his own notes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from decisions import rules
from decisions.enums import DecisionState
from decisions.models import Decision, DecisionEvent, DecisionLine, DeskNote
from decisions.queries import lineup as lineup_queries, place as place_queries
from decisions.queries.lineup import LineUp
from decisions.workflow import DecisionAction
from dossiers.enums import NominationState
from dossiers.models import NominationEvent
from dossiers.queries import composition as composition_queries, takeover as takeover_queries
from dossiers.queries.composition import GroupShare
from law.enums import HonoureeKind
from law.queries import award_type as award_type_queries
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.core.text import clean_text
from units.models import Unit, User
from units.models.body import spoken_name


LONGEST_NOTE = 2000


class Waiting(NamedTuple):
    """One decision before the signer: since when, for whom, what stands against it."""

    decision: Decision
    lineup: LineUp
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


class DeskTotals(NamedTuple):
    """What the desk says of all that waits: awards, units, how many lead and do the work (R9).

    `groups` empty: nobody said.
    """

    awards: list[Total]
    units: list[Total]
    groups: list[GroupShare]


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
            lineup := lineups[row.pk],
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


class _Told(NamedTuple):
    """A line that waits, as totals count it."""

    nomination: int
    unit: str
    award: int
    line: composition_queries.Line


def totals(decisions: QuerySet[Decision], shown: Iterable[Waiting] = ()) -> DeskTotals:
    """Over everything that waits, in one query; in none where all of it is `shown`."""
    told = sorted(_shown(shown) if shown else _read(decisions), key=attrgetter("nomination"))
    awards = Counter(one.award for one in told)
    units = Counter(one.unit for one in told)
    people = (one.line for one in told if one.line.honouree_kind == HonoureeKind.PERSON)
    return DeskTotals(
        [
            Total(award.name, awards[pk])
            for pk, award in award_type_queries.by_key().items()
            if pk in awards
        ],
        [Total(spoken_name(name), n) for name, n in sorted(units.items(), key=_most_first)],
        composition_queries.groups_of(people),
    )


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _shown(rows: Iterable[Waiting]) -> Iterator[_Told]:
    for entry in (entry for row in rows for entry in row.lineup.entries):
        n = entry.nomination
        if n.state == NominationState.WITH_CHAIRMAN:
            yield _Told(n.pk, n.dossier.unit.name, n.award_type_id, entry.told)


def _read(decisions: QuerySet[Decision]) -> Iterator[_Told]:
    rows = DecisionLine.objects.filter(
        decision__in=decisions.order_by().values("pk"),
        nomination__state=NominationState.WITH_CHAIRMAN,
    )
    record = Coalesce("nomination__honouree__main", "nomination__honouree")
    found = rows.order_by().values_list(
        *("nomination", "nomination__award_type"),
        # By its key: joined, PostgreSQL walked every unit for each of 2,500 lines.
        Subquery(Unit.objects.filter(pk=OuterRef("nomination__dossier__unit")).values("name")),
        record,
        *(f"nomination__{column}" for column in composition_queries.COLUMNS),
    )
    for pk, award, unit, main, *columns in found:
        line = composition_queries.Line(*columns)._replace(honouree_id=main)
        yield _Told(pk, unit, award, line)


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
