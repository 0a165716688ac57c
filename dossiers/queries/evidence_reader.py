"""Reads what provisions ask, for one line or for 5,000 with the same number of questions."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from campaigns.models import Quota
from campaigns.queries import cap as cap_queries
from campaigns.queries.exclusion import Passage, hints_in
from dossiers.enums import NominationState, Opinion
from dossiers.models import (
    Attachment,
    Consultation,
    ConsultationLine,
    Dossier,
    Nomination,
    Overruling,
)
from dossiers.queries import (
    edition as edition_queries,
    line as line_queries,
    membership as membership_queries,
    takeover as takeover_queries,
)
from dossiers.queries.checklist import merit_day
from dossiers.queries.evidence import (
    AS_ON_THE_LINE,
    CapUse,
    DossierEvidence,
    EarlierPenalty,
    LineEvidence,
    MemberEvidence,
    NamedMember,
    PlaceUse,
)
from dossiers.queries.open_line import OpenLines
from dossiers.queries.past_award import PastAwards
from dossiers.queries.penalty import PenaltyOfLine
from dossiers.queries.presence import has_any
from dossiers.workflow import NO_LONGER_ASKED
from honourees.queries import registration as registration_queries
from law.enums import AwardKind, DossierPart, HonoureeKind, ProvisionKey
from law.figures import VoteForm
from law.queries import regime as regime_queries
from law.queries.provision import Law
from nganam_awards.core import clock
from nganam_awards.core.registry import vote_standings
from nganam_awards.core.word_list import keys_as_rows
from units.models import Unit


_PLAIN_OF = attrgetter(*AS_ON_THE_LINE)
_SUSPENDED = str(NominationState.SUSPENDED.label)
_NO_MEMBERS = MemberEvidence()
_NO_VOTE = ("", "")
_NOT_OVERRULED: Mapping[str, str] = MappingProxyType({})
_COUNTS = ("headcount", "advanced_count", "fighter_count", "completed_count", "penalised_count")


def law_of(dossier: Dossier, day: date | None = None) -> Law:
    """The two days by which a dossier is examined; `day` of the decision, else today."""
    return Law(merit_day(dossier), day or clock.today())


def read(
    dossier: Dossier,
    lines: Sequence[Nomination],
    *,
    law: Law | None = None,
    places: Iterable[Quota] = (),
    missing: Sequence[str] = (),
    asked_papers: Sequence[str] = (),
    papers_citation: str = "",
    are_papers_verified: bool = True,
    by_town: bool = False,
) -> DossierEvidence:
    """The evidence of a dossier and of these lines that are still asked, with their award types.

    What the law of its days asks nobody of the list is not read. `law`, `places` and the papers
    are what the caller read anyway. `by_town`: with other units' dossiers, though the dossier is
    still in its own.
    """
    law = law or law_of(dossier)
    lines, day = _asked_of(dossier, lines), law.on_decision.day
    reading = _Reading(lines, law, by_town=by_town)
    ended = dossier.unit.valid_to if dossier.unit.has_ended(day) else None
    return DossierEvidence(
        ref=dossier.ref,
        unit=dossier.unit.short_name,
        category=dossier.category,
        merit_year=dossier.merit_year,
        today=day,
        lines=tuple(reading.of(line) for line in lines),
        excluded_words=_excluded_words(dossier),
        missing_papers=tuple(missing),
        asked_papers=tuple(asked_papers),
        papers_citation=papers_citation,
        are_papers_verified=are_papers_verified,
        places=tuple(_places(list(places), dossier, lines)),
        homeless=sum(line.quota_id is None and line.counter is not None for line in lines)
        if dossier.plan_id and not dossier.is_in_unit
        else 0,
        caps=tuple(_caps(dossier, lines)),
        unit_ended_on=ended,
        **_plan(dossier),
    )


def read_line(dossier: Dossier, line: Nomination, *, law: Law | None = None) -> LineEvidence:
    """The evidence of one line, saved or as it is being typed, beside the others of its list."""
    law = law or law_of(dossier)
    others = dossier.nominations.exclude(pk=line.pk).exclude(state__in=NO_LONGER_ASKED)
    others = others.select_related("award_type").order_by("order", "pk")
    line.dossier = dossier
    lines = [line, *_asked_of(dossier, edition_queries.lines_of(dossier, others))]
    return _Reading(lines, law, only=line).of(line)


def read_lines(lines: Sequence[Nomination], law: Law) -> list[LineEvidence]:
    """The same of lines of several dossiers of one merit year, each with its dossier and unit."""
    reading = _Reading(list(lines), law)
    return [reading.of(line) for line in lines]


def _asked_of(dossier: Dossier, lines: Iterable[Nomination]) -> list[Nomination]:
    asked = [line for line in lines if line.state not in NO_LONGER_ASKED]
    line_queries.hang_on(dossier, asked)
    return asked


class _Reading:
    """All questions of one reading; `only`: for this line alone, the others stand beside it."""

    def __init__(
        self,
        lines: list[Nomination],
        law: Law,
        only: Nomination | None = None,
        *,
        by_town: bool = False,
    ) -> None:
        self._whole: dict[int | None, _Whole] = {}
        self._day, asked = law.on_decision.day, lines if only is None else [only]
        dossiers = {line.dossier_id: line.dossier for line in lines}
        keys = [line.pk for line in asked if line.pk]
        year = lines[0].dossier.merit_year if lines else self._day.year
        self._inside = not by_town and any(one.is_in_unit for one in dossiers.values())
        wants = _Wants(asked, law)
        self._members = membership_queries.stated_of(asked, lines)
        names = {name for rows in self._members.values() for name, *_ in rows}
        self._past = PastAwards(asked, year=year, names=names, inside=self._inside)
        self._open = OpenLines(lines, year=year, inside=self._inside, names=names)
        self._earlier = self._past.penalties_of(asked) if wants.years else {}
        self._registered = registration_queries.registered(
            {one.unit_id for one in dossiers.values()} if wants.registration else (),
            year,
            {line.full_name for line in asked},
        )
        self._ended = takeover_queries.ended_collectives(asked, self._day, wants.bodies)
        self._is_refused = takeover_queries.is_refused_when_ended(law)
        self._papers = _line_papers(dossiers.values(), keys) if wants.papers else {}
        self._overruled = {} if self._inside else _overruled(dossiers.values(), keys)
        self._consulted = _consulted(dossiers.values(), keys) if not self._inside else {}
        self._votes: dict[int, tuple[str, str]] = {}
        for ask in vote_standings if wants.votes and keys and not self._inside else ():
            self._votes |= ask(asked)

    def of(self, line: Nomination) -> LineEvidence:
        """The facts of one line."""
        pk, kind = line.pk, line.honouree_kind
        whole = self._whole.get(line.dossier_id) or self._of_whole(line.dossier)
        ended = self._ended.get(pk) if self._ended else None
        papers = self._papers.get(pk, ()) if self._papers else ()
        opinions = self._consulted.get(pk) if self._consulted else None
        vote, words = self._votes.get(pk, _NO_VOTE) if self._votes else _NO_VOTE
        record = self._past.record_of(line)
        earlier = self._earlier.get(record or 0) if self._earlier else None
        return LineEvidence(
            pk,
            kind,
            line.award_type,
            whole.category,
            whole.merit_year,
            line.full_name,
            self._day,
            line.birth_year,
            line.achievement,
            whole.unit,
            whole.campaign_id,
            *_PLAIN_OF(line),
            DossierPart.INITIATIVE in papers,
            line.votes_for,
            line.votes_total,
            self._members_of(line, papers) if kind == HonoureeKind.COLLECTIVE else _NO_MEMBERS,
            held=self._past.held_by(line, record),
            namesakes=() if self._inside else self._past.namesakes_of(line, record),
            asked=self._open.of(line),
            earlier=tuple(_of_others(earlier, line)) if earlier else (),
            is_registered=self._registered.is_registered(
                whole.unit_id, line.full_name, kind=kind, birth_year=line.birth_year
            ),
            registration_url=whole.registration_url,
            body_ended_on=ended.valid_to if ended else whole.ended_on,
            # Of a body that goes on while its unit ended an officer still says why.
            is_refused_when_ended=self._is_refused and ended is not None,
            suspended_for=_SUSPENDED if line.state == NominationState.SUSPENDED else "",
            consultation=tuple(opinions or ()),
            is_consulted=None if opinions is None else True,
            council=vote,
            council_words=words,
            overruled=self._overruled.get(pk, _NOT_OVERRULED),
        )

    def _of_whole(self, dossier: Dossier) -> "_Whole":
        unit = dossier.unit
        whole = self._whole[dossier.pk] = _Whole(
            dossier.category,
            dossier.merit_year,
            unit.pk,
            unit.short_name,
            dossier.plan.campaign_id if dossier.plan_id else None,
            self._registered.url(unit.pk),
            unit.valid_to if unit.has_ended(self._day) else None,
        )
        return whole

    def _members_of(self, line: Nomination, papers: Collection[str]) -> MemberEvidence:
        near = {line.dossier.unit.short_name, line.full_name}
        named = tuple(
            NamedMember(
                name,
                tuple(
                    sorted(
                        self._open.codes_of(line.dossier_id, name, born)
                        | self._past.codes_of(name, born, near)
                    )
                ),
                rating,
                penalty,
            )
            for name, born, rating, penalty in self._members.get(line.pk or 0, ())
        )
        counts = {name: getattr(line, name) for name in _COUNTS}
        return MemberEvidence(named=named, is_proven=DossierPart.CONFIRMATION in papers, **counts)


class _Whole(NamedTuple):
    """What all lines of a dossier have of it."""

    category: str
    merit_year: int
    unit_id: int
    unit: str
    campaign_id: int | None
    registration_url: str
    ended_on: date | None  # its unit


class _Wants:
    """What the law asks anybody of these lines at all; the rest is not read."""

    def __init__(self, lines: list[Nomination], law: Law) -> None:
        one_of = {(line.award_type_id, line.dossier_id): line for line in lines}
        awards = {award: line.award_type for (award, _), line in one_of.items()}
        needs = [row for key in awards for rows in law.on_merit.needs(key).values() for row in rows]
        has_bodies = any(line.honouree_kind == HonoureeKind.COLLECTIVE for line in lines)
        is_title = any(award.kind == AwardKind.TITLE for award in awards.values())
        self.years = any(row.years for row in needs)
        self.papers = has_bodies or any(row.evidence for row in needs)
        self.registration = is_title and law.of(ProvisionKey.REGISTRATION) is not None
        self.bodies: dict[str, Unit] | None = None if has_bodies else {}
        self.votes = any(
            law.on_decision.vote(award, line.dossier.category).form != VoteForm.NONE
            for (award, _), line in one_of.items()
        )


def _line_papers(dossiers: Iterable[Dossier], keys: list[int]) -> dict[int | None, set[str]]:
    """{line: parts that are there}, where more was asked as the unit last sent them."""
    if not keys:
        return {}
    sent: dict[str, int | None] = {}
    waiting = {one.pk for one in dossiers if one.edition is not None}
    for one in dossiers:
        sent |= one.edition["files"] if one.edition is not None else {}
    rows = Attachment.objects.filter(line__in=keys_as_rows(keys)).order_by()
    if not waiting:
        rows = rows.current()
    found: defaultdict[int | None, set[str]] = defaultdict(set)
    columns = ("pk", "replaced_by", "dossier", "line", "part")
    for pk, replaced, dossier, line, part in rows.values_list(*columns):
        is_there = sent.get(str(pk), pk) is None if dossier in waiting else replaced is None
        if is_there:
            found[line].add(part)
    return found


def _overruled(dossiers: Iterable[Dossier], keys: list[int]) -> dict[int, dict[str, str]]:
    if not keys or not any(has_any(one, Overruling) for one in dossiers):
        return {}
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = Overruling.objects.filter(
        nomination__in=keys_as_rows(keys), taken_back_at=None
    ).order_by("pk")
    for row in rows:
        found[row.nomination_id][row.code] = row.reason
    return found


def _consulted(dossiers: Iterable[Dossier], keys: list[int]) -> dict[int, list[str]]:
    """{line: adverse opinions in words}, of lines that somebody answered about."""
    if not keys or not any(has_any(one, Consultation) for one in dossiers):
        return {}
    rows = ConsultationLine.objects.filter(line__in=keys_as_rows(keys), consultation__ended_at=None)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows.exclude(opinion="").select_related("consultation").order_by("pk"):
        adverse = found[row.line_id]
        if row.opinion == Opinion.ADVERSE:
            adverse.append(f"{row.consultation.body}: {row.words}")
    return dict(found)


def _of_others(rows: Iterable[PenaltyOfLine], line: Nomination) -> Iterator[EarlierPenalty]:
    """Not the line's own: what it says while it is typed, or in a what-if, stands instead."""
    return (EarlierPenalty(one.penalty, one.on, one.ref) for one in rows if one.line != line.pk)


def _excluded_words(dossier: Dossier) -> tuple[str, ...]:
    passages = [Passage("Tên hồ sơ", dossier.title), Passage("Tóm tắt", dossier.summary)]
    return tuple(hint.phrase for hint in hints_in(passages))


def _plan(dossier: Dossier) -> dict:
    plan = dossier.plan
    if plan is None:
        return {}
    return {
        "plan_state": plan.state,
        "plan_state_words": str(plan.get_state_display()),
        "plan_year": plan.review_year,
        "plan_url": plan.get_absolute_url(),
        "approved_on": plan.approved_on,
        "was_late": plan.was_late,
        "late_reason": plan.late_reason,
    }


def _places(rows: list[Quota], dossier: Dossier, lines: list[Nomination]) -> Iterable[PlaceUse]:
    asked = Counter(line.quota_id for line in lines if line.counter)
    for row in rows:
        together = row.proposed + row.recommended + row.with_chairman + row.awarded
        yield PlaceUse(row.label, asked[row.pk], together, row.limit)


def _caps(dossier: Dossier, lines: list[Nomination]) -> Iterable[CapUse]:
    one_of = {line.award_type_id: line for line in lines if line.counter}
    limited = {
        award
        for award, line in one_of.items()
        if regime_queries.is_limited_by_ratio(line.award_type)
    }
    if not limited or dossier.is_in_unit:
        return
    asked = Counter(line.award_type_id for line in lines if line.counter)
    for reading in cap_queries.readings(dossier.merit_year, [dossier.unit]):
        if reading.cap.award_type_id in limited:
            base = reading.cap.base_award_type_id
            yield CapUse(
                award_type_id=reading.cap.award_type_id,
                label=reading.label,
                basis=reading.basis,
                held=reading.held,
                limit=reading.limit,
                base_asked=asked[base],
            )
