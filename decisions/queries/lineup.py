"""Who stands in a decision now, with the money each would get, and what identifies that list."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, Prefetch, QuerySet, prefetch_related_objects
from django.utils.functional import cached_property

from council.models import CaseLine
from council.queries import verdict as verdict_queries
from decisions.enums import DecisionKind, DecisionState, LineOrder
from decisions.models import Decision, DecisionLine, ForwardAnswer
from decisions.queries.ground import TwoLaws, known, two_laws
from decisions.queries.whose import counted_of, issued_among, whose, whose_of
from dossiers.enums import NominationState
from dossiers.models import Dossier, Nomination
from dossiers.queries import composition as composition_queries, line as line_queries
from dossiers.queries.composition import GroupShare
from law.enums import AwardKind, HonoureeKind, counted, kinds_in_words
from law.models import Authority, AwardType, LegalBasis
from law.queries.regime import Prizes, authority_on, bases_on, prizes_on
from nganam_awards.core.query_text import Blank, Prepared
from nganam_awards.core.refusals import Refused
from nganam_awards.core.word_list import keys_as_rows
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
    def told(self) -> composition_queries.Line:
        """As its composition is counted."""
        told = composition_queries.told_of(self.nomination, self.nomination.dossier.unit_id)
        return told._replace(honouree_id=self.whose if self.whose > 0 else None)

    @property
    def whose(self) -> int:
        """The main record, or less than nought where the line has none (`queries.whose`)."""
        return self.line.whose


class LineUp:
    """The entries that count, in the order of the annex, and what they add up to."""

    def __init__(
        self,
        decision: Decision,
        entries: list[LineUpEntry],
        left_out: list[DecisionLine],
        problems: tuple[str, ...],
        tariff: "_Tariff",
    ) -> None:
        self.decision = decision
        self.day = tariff.day  # whose law and money it is read by
        self.entries = entries
        self.left_out = left_out
        self.problems = problems  # why the money cannot be told; nothing is submitted or signed
        self._tariff = tariff

    def without(self, struck: Collection[int]) -> "LineUp":
        """What stays where the signer strikes these nominations; the money is counted anew."""
        rows = [*(entry.line for entry in self.entries), *self.left_out]
        return _line_up(self.decision, rows, self._tariff, struck)

    @cached_property
    def council(self) -> dict[int, CaseLine]:
        """{nomination: what the Council concluded}, asked once."""
        return verdict_queries.results_of(self.nominations)

    def of_unit(self, unit: Unit) -> "LineUp":
        """The same for the people of one unit alone."""
        own = [e for e in self.entries if e.nomination.dossier.unit_id == unit.pk]
        return LineUp(self.decision, own, [], self.problems, self._tariff)

    def of(self, kind: str) -> list[LineUpEntry]:
        """Entries of one kind, in the decision's order."""
        return [entry for entry in self.entries if entry.nomination.honouree_kind == kind]

    @property
    def laws(self) -> TwoLaws | None:
        """Where the merit was earned under another law than the decision's: both."""
        return self._tariff.laws(self.decision.merit_year)

    def town(self) -> Authority:
        """Who decides on the day, asked once a page. Raises Refused where nobody does."""
        return self._tariff.town

    def bases_on(self, day: date) -> list[str]:
        """The law of the day for its category, read once where it is the line-up's own day."""
        return self._tariff.bases_on(day, self.decision.category)

    def known_bases(self) -> list[LegalBasis]:
        """Every base of the law, read once for all line-ups of a page."""
        return self._tariff.bases

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
        return counted_of((e.nomination.honouree_kind, e.whose) for e in self.entries)

    @property
    def groups(self) -> list[GroupShare]:
        """How many lead and how many do the work; empty: no unit said."""
        return composition_queries.groups_of(
            line for line in self.told if line.honouree_kind == HonoureeKind.PERSON
        )

    @property
    def told(self) -> list[composition_queries.Line]:
        """Its lines as their composition is counted."""
        return [entry.told for entry in self.entries]

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
            decision.standards,
            self.bases_on(self.day),
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


def read(decision: Decision, day: date, held: Iterable[Nomination] = ()) -> LineUp:
    """The line-up as it stands, with prizes of the day (or those fixed at issue).

    What is asked of the province carries no money of the town; what it answered stays in the list.
    `held`: nominations that this transaction has read under their locks, not read again.
    """
    return read_all([decision], day, held)[decision.pk]


def read_all(
    decisions: Iterable[Decision], day: date, held: Iterable[Nomination] = ()
) -> dict[int, LineUp]:
    """The line-ups of a page of decisions, in as many queries as that of one."""
    tariff, known = _Tariff(day), {nomination.pk: nomination for nomination in held}
    found, ordered = {}, defaultdict(dict)
    for decision in decisions:
        ordered[decision.line_order][decision.pk] = decision, []
    for line_order, those in ordered.items():
        issued = issued_among(decision for decision, _ in those.values())
        rows = DecisionLine.objects.filter(decision__in=those).annotate(whose=whose(issued))
        rows = rows.select_related("answer").order_by(*_NAMED_BY[line_order])
        rows = list(rows if known else rows.select_related("nomination"))
        for row in rows:
            if row.nomination_id in known:
                row.nomination = known[row.nomination_id]
            those[row.decision_id][1].append(row)
        dossiers = Prefetch("nomination__dossier", Dossier.objects.select_related("unit"))
        prefetch_related_objects(rows, dossiers)
        line_queries.hang([row.nomination for row in rows])
        found |= {pk: _line_up(*drawn, tariff) for pk, drawn in those.items()}
    return found


class _Tariff:
    """The prizes of a day, asked once and only where a decision is not fixed yet."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._laws: dict[int, TwoLaws | None] = {}
        self._bases_on: dict[tuple[date, str], list[str]] = {}

    @cached_property
    def town(self) -> Authority:
        return authority_on(self.day)

    def bases_on(self, day: date, category: str) -> list[str]:
        if (day, category) not in self._bases_on:
            self._bases_on[day, category] = bases_on(day, category)
        return self._bases_on[day, category]

    @cached_property
    def bases(self) -> list[LegalBasis]:
        return known()

    def laws(self, merit_year: int) -> TwoLaws | None:
        if merit_year not in self._laws:
            self._laws[merit_year] = two_laws(merit_year, self.day)
        return self._laws[merit_year]

    @cached_property
    def prizes(self) -> Prizes:
        return prizes_on(self.day)

    def of(self, decision: Decision) -> Prizes | None:
        """None: its money is fixed, or it carries none."""
        is_priced = decision.state != DecisionState.ISSUED and decision.kind == DecisionKind.AWARD
        return self.prizes if is_priced else None


def _line_up(
    decision: Decision, rows: list[DecisionLine], tariff: _Tariff, without: Collection[int] = ()
) -> LineUp:
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
    problems: tuple[str, ...] = ()
    try:
        prizes = tariff.of(decision)
        entries = _highest_only(
            [LineUpEntry(row, row.nomination, _prize(row, prizes)) for row in counting]
        )
    except Refused as unknown:
        entries = [LineUpEntry(row, row.nomination, 0) for row in counting]
        problems = unknown.reasons
    return LineUp(decision, entries, left_out, problems, tariff)


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
    highest: dict[int, LineUpEntry] = {}
    for entry in entries:
        if entry.nomination.award_type.kind == AwardKind.TITLE:
            best = highest.setdefault(entry.whose, entry)
            if entry.prize_vnd > best.prize_vnd:
                highest[entry.whose] = entry
    return [
        LineUpEntry(
            entry.line,
            entry.nomination,
            0,
            f"đã nhận mức thưởng {best.nomination.award_type.bare_name}",
        )
        if (best := highest.get(entry.whose)) is not None and best is not entry
        else entry
        for entry in entries
    ]


def estimate(nominations: Iterable[Nomination], day: date, mains: Mapping[int, int]) -> int:
    """What these lines would cost on the day; `mains` of their records, asked once for many.

    Raises Refused where the law knows no amount.
    """
    tariff, entries = prizes_on(day), []
    for nomination in nominations:
        line = DecisionLine(nomination=nomination)
        line.whose = whose_of(nomination, mains)
        entries.append(LineUpEntry(line, nomination, _prize(line, tariff)))
    return sum(entry.prize_vnd for entry in _highest_only(entries))


def _prize(row: DecisionLine, tariff: Prizes | None) -> int:
    if tariff is None:
        return row.prize_vnd or 0
    return tariff.of(row.nomination.award_type, row.nomination.honouree_kind)


def counted_in(decisions: Iterable[Decision]) -> dict[int, str]:
    """«08 tập thể, 15 cá nhân» of many decisions, in one query; two titles are one honouree."""
    rows = {decision.pk: decision for decision in decisions}
    numbers: dict[int, Counter] = {pk: Counter() for pk in rows}
    for pk, kind, state, answer, n in _NUMBERS.answer(list(rows), issued_among(rows.values())):
        if answer or state in counts_as(rows[pk].kind, rows[pk].state):
            numbers[pk][kind] += n
    return {pk: counted(kinds, paper_count) for pk, kinds in numbers.items()}


def _numbers(decisions: Blank, issued: Blank) -> QuerySet:
    rows = DecisionLine.objects.filter(decision__in=keys_as_rows(decisions)).order_by()
    told = ("decision_id", "nomination__honouree_kind", "nomination__state", "answer")
    return rows.values_list(*told).annotate(n=Count(whose(issued), distinct=True))


_KEYS = ArrayField(BigIntegerField())
_NUMBERS = Prepared(_numbers, _KEYS, _KEYS)
