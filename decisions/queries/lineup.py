"""Who stands in a decision now, with the money each would get, and what identifies that list."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from decisions.enums import DEAD_STATES, DecisionKind, DecisionState, LineOrder
from decisions.models import Decision, DecisionLine, ForwardAnswer
from dossiers.enums import NominationState
from dossiers.models import Nomination
from dossiers.workflow import FINISHED_STATES
from law.enums import AwardKind, HonoureeKind, Level, counted, kinds_in_words
from law.models import AwardPower, AwardType
from law.queries.regime import Prizes, bases_on, prizes_on
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.typography import paper_count
from units.models import Unit


# Where a nomination must stand to count in a decision that stands so.
COUNTS_AS = {
    DecisionState.DRAFTED: (NominationState.RECOMMENDED,),
    DecisionState.RETURNED: (NominationState.RECOMMENDED,),
    DecisionState.SUBMITTED: (NominationState.WITH_CHAIRMAN,),
    DecisionState.APPROVED: (NominationState.DECIDED,),
    DecisionState.ISSUED: (NominationState.AWARDED,),
    DecisionState.DISCARDED: (),
    DecisionState.DECLINED: (),
}
# A letter to the province takes no place here; its lines wait for the answer, or have it.
FORWARD_COUNTS_AS = COUNTS_AS | {
    DecisionState.APPROVED: (NominationState.WITH_CHAIRMAN,),
    DecisionState.ISSUED: (NominationState.FORWARDED, NominationState.AWARDED_ABOVE),
}
# Whose award it is: the town decides it, or writes to the province about it.
DECIDED_AT = {
    DecisionKind.AWARD: (Level.TOWN,),
    DecisionKind.FORWARD: (Level.PROVINCE, Level.STATE),
}
# The register's record; a line without one is an honouree of its own.
HONOUREE = Coalesce("nomination__honouree", -F("nomination"))
# The order of names inside a kind and an award: given names, or unit by unit as each filed them.
_NAMED_BY = {
    LineOrder.BY_NAME: ("nomination__name_key", "nomination_id"),
    LineOrder.AS_FILED: (
        "nomination__dossier__unit__sort_key",
        "nomination__dossier_id",
        "nomination__order",
        "nomination_id",
    ),
}


class LineUpEntry(NamedTuple):
    """One line of the line-up: an honouree, an award, the money and why it is what it is."""

    line: DecisionLine
    nomination: Nomination
    prize_vnd: int
    prize_note: str = ""

    @property
    def answer(self) -> ForwardAnswer | None:
        """What the province said of a forwarded line."""
        return getattr(self.line, "answer", None)

    @property
    def honouree(self) -> Hashable:
        """Who it is."""
        return honouree_of(self.nomination)


class LineUp:
    """The entries that count, in the order of the annex, and what they add up to."""

    def __init__(
        self,
        decision: Decision,
        entries: list[LineUpEntry],
        left_out: list[DecisionLine],
        problems: tuple[str, ...] = (),
        day: date | None = None,
    ) -> None:
        self.decision = decision
        self.day = day  # whose law and money it is read by
        self.entries = entries
        self.left_out = left_out
        self.problems = problems  # why the money cannot be told; nothing is submitted or signed

    def of(self, kind: str) -> list[LineUpEntry]:
        """Entries of one kind, in the decision's order."""
        return [entry for entry in self.entries if entry.nomination.honouree_kind == kind]

    @property
    def nominations(self) -> list[Nomination]:
        """The nominations that count."""
        return [entry.nomination for entry in self.entries]

    @property
    def total_vnd(self) -> int:
        """What the decision costs."""
        return sum(entry.prize_vnd for entry in self.entries)

    @property
    def kinds(self) -> str:
        """«tập thể, cá nhân»: who occurs at all."""
        return kinds_in_words(entry.nomination.honouree_kind for entry in self.entries)

    @property
    def by_award(self) -> list[tuple[AwardType, HonoureeKind, list[LineUpEntry]]]:
        """Entries award by award and kind by kind, as Điều 1, Điều 2 and the annex name them."""
        found: dict[tuple[int, str], tuple[AwardType, HonoureeKind, list[LineUpEntry]]] = {}
        for entry in self.entries:
            award, kind = entry.nomination.award_type, HonoureeKind(entry.nomination.honouree_kind)
            found.setdefault((award.pk, kind), (award, kind, []))[2].append(entry)
        return list(found.values())

    @property
    def counted(self) -> str:
        """«03 tập thể, 02 cá nhân»: honourees, however many titles each receives."""
        return counted_honourees(self.nominations)

    @property
    def by_unit(self) -> list[tuple[Unit, list[LineUpEntry]]]:
        """Who comes from where, units by name."""
        found: dict[int, tuple[Unit, list[LineUpEntry]]] = {}
        for entry in self.entries:
            unit = entry.nomination.dossier.unit
            found.setdefault(unit.pk, (unit, []))[1].append(entry)
        return sorted(found.values(), key=lambda pair: pair[0].sort_key)

    @cached_property
    def fingerprint(self) -> str:
        """What the Chairman saw: every name, award and amount, the law and the words around them.

        A page opened under the old law cannot sign under the new one.
        """
        decision = self.decision
        seen = [
            decision.award_kind,
            decision.reason,
            decision.fund_line,
            decision.fund_id,
            decision.line_order,
            sorted(decision.wording.items()),
            decision.recipients,
            bases_on(self.day, decision.category) if self.day else [],
            decision.letter_number,
            str(decision.letter_on),
            [
                [
                    e.line.pk,
                    e.nomination.award_type_id,
                    e.nomination.honouree_kind,
                    e.nomination.addressed,
                    e.nomination.position,
                    e.nomination.working_unit,
                    e.prize_vnd,
                ]
                for e in self.entries
            ],
        ]
        return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()


def counts_as(kind: str, state: str) -> tuple[NominationState, ...]:
    """Where a nomination must stand to count in a paper of this kind that stands so."""
    return (FORWARD_COUNTS_AS if kind == DecisionKind.FORWARD else COUNTS_AS)[state]


def read(decision: Decision, day: date, without: Collection[int] = ()) -> LineUp:
    """The line-up as it stands, with prizes of the day (or those fixed at issue).

    `without`: nominations that the signer means to strike; the money is counted anew.
    What is asked of the province carries no money of the town; what it answered stays in the list.
    """
    rows = list(
        decision.lines.select_related("nomination", "answer")
        .prefetch_related("nomination__dossier__unit", "nomination__award_type")
        .order_by(*_NAMED_BY[decision.line_order])
    )
    states = counts_as(decision.kind, decision.state)
    counting = [
        row
        for row in rows
        if (row.nomination.state in states or hasattr(row, "answer"))
        and row.nomination_id not in without
    ]
    counting.sort(key=_rank)
    standing = {row.pk for row in counting}
    left_out = [row for row in rows if row.pk not in standing]
    carried = {row.nomination.award_type_id: row.nomination.award_type for row in counting or rows}
    decision.award_types = sorted(carried.values(), key=lambda award: (award.order, award.pk))
    try:
        is_priced = decision.state != DecisionState.ISSUED and decision.kind == DecisionKind.AWARD
        tariff = prizes_on(day) if is_priced else None
        entries = _highest_only(
            [LineUpEntry(row, row.nomination, _prize(row, tariff)) for row in counting]
        )
    except Refused as unknown:
        unpriced = [LineUpEntry(row, row.nomination, 0) for row in counting]
        return LineUp(decision, unpriced, left_out, unknown.reasons, day)
    return LineUp(decision, entries, left_out, day=day)


def _rank(row: DecisionLine) -> tuple[int, int]:
    """Kinds in their order; the awards of a kind as the catalogue has them.

    Names stay in the order of the query.
    """
    nomination = row.nomination
    return HonoureeKind(nomination.honouree_kind).rank, nomination.award_type.order


def _highest_only(entries: list[LineUpEntry]) -> list[LineUpEntry]:
    """Several titles at the same time for the same merit: only the highest bonus is paid.

    The others are shown with 0 đồng and the reason; what was fixed at issue comes out the same.
    """
    highest: dict[Hashable, LineUpEntry] = {}
    for entry in entries:
        if entry.nomination.award_type.kind == AwardKind.TITLE:
            best = highest.setdefault(entry.honouree, entry)
            if entry.prize_vnd > best.prize_vnd:
                highest[entry.honouree] = entry
    return [
        LineUpEntry(
            entry.line,
            entry.nomination,
            0,
            f"đã nhận mức thưởng {best.nomination.award_type.bare_name}",
        )
        if (best := highest.get(entry.honouree)) is not None and best is not entry
        else entry
        for entry in entries
    ]


def estimate(nominations: Iterable[Nomination], day: date) -> int:
    """What these lines would cost on the day. Raises Refused where the law knows no amount."""
    tariff = prizes_on(day)
    entries = [
        LineUpEntry(line, line.nomination, _prize(line, tariff))
        for line in (DecisionLine(nomination=nomination) for nomination in nominations)
    ]
    return sum(entry.prize_vnd for entry in _highest_only(entries))


def _prize(row: DecisionLine, tariff: Prizes | None) -> int:
    if tariff is None:
        return row.prize_vnd or 0
    return tariff.of(row.nomination.award_type, row.nomination.honouree_kind)


def available() -> QuerySet[Nomination]:
    """Recommended nominations of finished dossiers that stand in no live decision yet.

    `paper_kind` says whether the town decides the award today or asks a higher authority; awards
    of the communes and the forces go on no paper of the town.
    """
    live = DecisionLine.objects.filter(nomination=OuterRef("pk")).exclude(
        decision__state__in=DEAD_STATES
    )
    return (
        Nomination.objects.filter(
            ~Exists(live),
            state=NominationState.RECOMMENDED,
            dossier__state__in=FINISHED_STATES,
        )
        .annotate(paper_kind=_paper_kind(clock.today()))
        .exclude(paper_kind="")
        .select_related("dossier__unit", "dossier__plan__campaign", "award_type")
        .order_by("dossier__unit__sort_key", "dossier_id", "name_key", "pk")
    )


def _paper_kind(day: date) -> Case:
    """A decision of the town where it may decide the award, else its letter to the province."""
    powers = AwardPower.objects.valid_on(day).order_by()
    return Case(
        *(
            When(
                award_type__in=powers.filter(level__in=levels).values("award_type"),
                then=Value(kind),
            )
            for kind, levels in DECIDED_AT.items()
        ),
        default=Value(""),
        output_field=CharField(),
    )


def kind_of(award_type: AwardType, day: date) -> str:
    """The same of one award; empty where neither is the town's to write."""
    power = award_type.power_on(day)
    level = power.level if power else ""
    return next((kind for kind, levels in DECIDED_AT.items() if level in levels), "")


def fitting(decision: Decision) -> QuerySet[Nomination]:
    """What could still join this decision: one category, one plan, one verb, one year."""
    return available().filter(
        paper_kind=decision.kind,
        award_type__kind=decision.award_kind,
        dossier__category=decision.category,
        dossier__plan=decision.plan_id,
        dossier__merit_year=decision.merit_year,
    )


GROUPED_BY = ("dossier__category", "dossier__plan", "award_type__kind", "dossier__merit_year")


class LineUpGroup(NamedTuple):
    """Nominations that may share one decision, as the compose page offers them."""

    category: str
    plan_id: int | None
    award_kind: str
    merit_year: int
    paper_kind: str
    count: int

    @property
    def key(self) -> str:
        """The group inside an address."""
        parts = (
            self.category,
            self.plan_id or 0,
            self.award_kind,
            self.merit_year,
            self.paper_kind,
        )
        return "-".join(map(str, parts))

    @property
    def is_forward(self) -> bool:
        """Lines that the town asks of a higher authority."""
        return self.paper_kind == DecisionKind.FORWARD

    def members(self, rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
        """Its nominations among `rows`."""
        return rows.filter(
            paper_kind=self.paper_kind,
            award_type__kind=self.award_kind,
            dossier__category=self.category,
            dossier__plan=self.plan_id,
            dossier__merit_year=self.merit_year,
        )


def groups(rows: QuerySet[Nomination]) -> list[LineUpGroup]:
    """How many nominations wait under each plan and verb, the fullest first."""
    fields = (*GROUPED_BY, "paper_kind")
    found = rows.order_by().values_list(*fields).annotate(count=Count("pk"))
    return [LineUpGroup(*row) for row in found.order_by("-count", *fields)]


def counted_in(decisions: Iterable[Decision]) -> dict[int, str]:
    """«08 tập thể, 15 cá nhân» of many decisions, in one query; two titles are one honouree."""
    rows = {decision.pk: decision for decision in decisions}
    numbers: dict[int, Counter] = {pk: Counter() for pk in rows}
    lines = DecisionLine.objects.filter(decision__in=rows).order_by()
    for pk, kind, state, answer, n in lines.values_list(
        "decision_id", "nomination__honouree_kind", "nomination__state", "answer"
    ).annotate(n=Count(HONOUREE, distinct=True)):
        if answer or state in counts_as(rows[pk].kind, rows[pk].state):
            numbers[pk][kind] += n
    return {pk: counted(kinds, paper_count) for pk, kinds in numbers.items()}


def honouree_of(nomination: Nomination) -> Hashable:
    """Twin of `HONOUREE`: the register's record, so that two titles of one person are one."""
    return nomination.honouree_id or -nomination.pk


def counted_honourees(nominations: Iterable[Nomination]) -> str:
    """«08 tập thể, 15 cá nhân» of loaded rows."""
    honourees = {(n.honouree_kind, honouree_of(n)) for n in nominations}
    return counted(Counter(kind for kind, _ in honourees), paper_count)
