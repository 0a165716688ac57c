"""Reads what provisions ask, for one line or for 5,000 with the same number of questions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from campaigns.models import Quota
from campaigns.queries import cap as cap_queries
from campaigns.queries.exclusion import Passage, hints_in
from dossiers.enums import NominationState, Opinion
from dossiers.models import (
    Attachment,
    CollectiveMember,
    Consultation,
    ConsultationLine,
    Dossier,
    Nomination,
    Overruling,
)
from dossiers.queries import takeover as takeover_queries
from dossiers.queries.checklist import merit_day
from dossiers.queries.evidence import (
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
from dossiers.queries.presence import has_any
from dossiers.workflow import NO_LONGER_ASKED
from honourees.queries import registration as registration_queries
from law.enums import DossierPart, HonoureeKind, Penalty
from law.figures import EndedCollective, RuleKey
from law.queries import regime as regime_queries
from law.queries.provision import Law
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.registry import vote_standings
from nganam_awards.core.text import fold


# Fields of a line that are facts as they stand.
_PLAIN = (
    *("full_name", "birth_year", "achievement", "working_unit"),
    *("hired_on", "service_months", "leave_kind", "leave_days", "rating"),
    *("discipline", "penalty", "penalty_on", "votes_for", "votes_total"),
    *("initiative", "initiative_kind", "initiative_scope", "initiative_body", "initiative_on"),
)
_COUNTS = ("headcount", "advanced_count", "fighter_count", "completed_count", "penalised_count")


def law_of(dossier: Dossier, day: date | None = None) -> Law:
    """The two days by which a dossier is examined; `day` of the decision, else today."""
    return Law(merit_day(dossier), day or clock.today())


def read(
    dossier: Dossier,
    lines: Sequence[Nomination],
    *,
    day: date | None = None,
    places: Iterable[Quota] = (),
    missing: Sequence[str] = (),
    asked_papers: Sequence[str] = (),
    papers_citation: str = "",
    are_papers_verified: bool = True,
) -> DossierEvidence:
    """The evidence of a dossier and of these lines that are still asked, with their award types.

    `places` and the papers are what the caller read anyway.
    """
    lines = [line for line in lines if line.state not in NO_LONGER_ASKED]
    day = day or clock.today()
    reading = _Reading(dossier, lines, day)
    ended = dossier.unit.valid_to if dossier.unit.has_ended(day) else None
    return DossierEvidence(
        ref=dossier.ref,
        unit=dossier.unit.short_name,
        category=dossier.category,
        merit_year=dossier.merit_year,
        today=day,
        lines=tuple(reading.of(line, place) for place, line in enumerate(lines)),
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


def read_line(dossier: Dossier, line: Nomination, *, day: date | None = None) -> LineEvidence:
    """The evidence of one line, saved or as it is being typed, beside the others of its list."""
    others = dossier.nominations.exclude(pk=line.pk).exclude(state__in=NO_LONGER_ASKED)
    lines = [line, *others.select_related("award_type").order_by("order", "pk")]
    return _Reading(dossier, lines, day or clock.today(), only=line).of(line, 0)


class _Reading:
    """All questions of one reading; `only`: for this line alone, the others stand beside it."""

    def __init__(
        self, dossier: Dossier, lines: list[Nomination], day: date, only: Nomination | None = None
    ) -> None:
        self._dossier, self._day = dossier, day
        asked = [only] if only is not None else lines
        self._members = _members(asked, lines)
        names = {name for rows in self._members.values() for name, *_ in rows}
        inside = dossier.is_in_unit
        self._past = PastAwards(asked, unit=dossier.unit_id, year=dossier.merit_year, names=names)
        self._open = OpenLines(dossier, lines, inside=inside, names=names)
        self._earlier = self._past.penalties_before(asked)
        self._registered = registration_queries.registered(
            [dossier.unit_id], dossier.merit_year, {line.full_name for line in asked}
        )
        self._ended = takeover_queries.ended_collectives(asked, day)
        self._is_refused = _is_refused_when_ended(day)
        keys = [line.pk for line in asked if line.pk]
        self._papers = _line_papers(dossier, keys)
        self._overruled = _overruled(keys)
        self._consulted = _consulted(dossier)
        self._votes: dict[int, tuple[str, str]] = {}
        for ask in vote_standings if keys and not inside else ():
            self._votes |= ask(asked)

    def of(self, line: Nomination, place: int) -> LineEvidence:
        """The facts of one line of the list."""
        dossier, unit = self._dossier, self._dossier.unit
        ended = self._ended.get(line.pk) or (unit if unit.has_ended(self._day) else None)
        papers, opinions = self._papers.get(line.pk, set()), self._consulted.get(line.pk)
        vote, words = self._votes.get(line.pk, ("", ""))
        record = self._past.record_of(line)
        said = {name: getattr(line, name) for name in _PLAIN}
        who = {"kind": line.honouree_kind, "birth_year": line.birth_year}
        return LineEvidence(
            pk=line.pk,
            kind=line.honouree_kind,
            award=line.award_type,
            category=dossier.category,
            merit_year=dossier.merit_year,
            today=self._day,
            unit=unit.short_name,
            has_initiative_paper=DossierPart.INITIATIVE in papers,
            members=self._members_of(line, papers),
            held=self._past.held_by(line),
            namesakes=() if dossier.is_in_unit else self._past.namesakes_of(line),
            asked=self._open.of(line, place),
            earlier=tuple(_other_years(self._earlier.get(record or 0, ()), dossier.merit_year)),
            is_registered=self._registered.is_registered(unit.pk, line.full_name, **who),
            registration_url=self._registered.url(unit.pk),
            body_ended_on=ended.valid_to if ended else None,
            is_refused_when_ended=self._is_refused,
            suspended_for=(
                str(NominationState.SUSPENDED.label)
                if line.state == NominationState.SUSPENDED
                else ""
            ),
            consultation=tuple(opinions or ()),
            is_consulted=None if opinions is None else True,
            council=vote,
            council_words=words,
            overruled=self._overruled.get(line.pk, {}),
            **said,
        )

    def _members_of(self, line: Nomination, papers: set[str]) -> MemberEvidence:
        if line.honouree_kind != HonoureeKind.COLLECTIVE:
            return MemberEvidence()
        near = {self._dossier.unit.short_name, line.full_name}
        named = tuple(
            NamedMember(
                name,
                self._open.codes_of(name, born) | self._past.codes_of(name, born, near),
                rating,
                penalty,
            )
            for name, born, rating, penalty in self._members.get(line.pk or 0, ())
        )
        counts = {name: getattr(line, name) for name in _COUNTS}
        return MemberEvidence(named=named, is_proven=DossierPart.CONFIRMATION in papers, **counts)


_Member = tuple[str, int | None, str, str]  # name, year of birth, rating, penalty


def _members(asked: list[Nomination], lines: list[Nomination]) -> dict[int, list[_Member]]:
    """{collective, 0 where it is unsaved: members}: as named, else people of this list there."""
    collectives = [line for line in asked if line.honouree_kind == HonoureeKind.COLLECTIVE]
    if not collectives:
        return {}
    found: defaultdict[int, list[_Member]] = defaultdict(list)
    keys = [line.pk for line in collectives if line.pk]
    rows = CollectiveMember.objects.filter(nomination__in=keys).order_by("order", "pk")
    for key, *member in rows.values_list(
        "nomination", "full_name", "birth_year", "rating", "penalty"
    ):
        found[key].append(tuple(member))
    working: defaultdict[str, dict[tuple, _Member]] = defaultdict(dict)
    for line in lines:
        if line.honouree_kind == HonoureeKind.PERSON and line.working_unit:
            member = (line.full_name, line.birth_year, line.rating, line.penalty)
            working[fold(line.working_unit)].setdefault(member[:2], member)
    for line in collectives:
        if not found.get(line.pk or 0):
            found[line.pk or 0] = list(working.get(fold(line.full_name), {}).values())
    return dict(found)


def _line_papers(dossier: Dossier, keys: list[int]) -> dict[int | None, set[str]]:
    if not keys:
        return {}
    rows = Attachment.objects.current().filter(dossier=dossier.pk, line__isnull=False).order_by()
    found: defaultdict[int | None, set[str]] = defaultdict(set)
    for line, part in rows.values_list("line", "part"):
        found[line].add(part)
    return found


def _overruled(keys: list[int]) -> dict[int, dict[str, str]]:
    if not keys:
        return {}
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = Overruling.objects.filter(nomination__in=keys, taken_back_at=None).order_by("pk")
    for row in rows:
        found[row.nomination_id][row.code] = row.reason
    return found


def _consulted(dossier: Dossier) -> dict[int, list[str]]:
    """{line: adverse opinions in words}, of lines that somebody answered about."""
    if not dossier.pk or dossier.is_in_unit or not has_any(dossier, Consultation):
        return {}
    rows = ConsultationLine.objects.filter(
        consultation__dossier=dossier, consultation__ended_at=None
    ).exclude(opinion="")
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows.select_related("consultation").order_by("pk"):
        adverse = found[row.line_id]
        if row.opinion == Opinion.ADVERSE:
            adverse.append(f"{row.consultation.body}: {row.words}")
    return dict(found)


def _is_refused_when_ended(day: date) -> bool:
    try:
        return regime_queries.rule_set_on(day)[RuleKey.ENDED_COLLECTIVE] == EndedCollective.REFUSED
    except Refused:  # a catalogue of before says nothing of it: the officer decides
        return False


def _other_years(rows: Iterable[EarlierPenalty], year: int) -> Iterable[EarlierPenalty]:
    return (
        row for row in rows if row.penalty in Penalty.values and (not row.on or row.on.year < year)
    )


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
    limited = {
        line.award_type_id
        for line in lines
        if line.counter and regime_queries.is_limited_by_ratio(line.award_type)
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
