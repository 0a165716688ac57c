"""The registry of provisions and the engine that asks them: one function a provision.

A function gets the evidence and the law of the day that governs it and yields answers; it reads no
table, knows no figure, and says nothing where the provision does not concern the line.
"""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import NamedTuple

from dossiers.enums import Verdict
from dossiers.queries.evidence import DossierEvidence, LineEvidence
from dossiers.rules.eligibility.finding import Answer, Finding, Findings
from law.enums import HonoureeKind, ProvisionKey
from law.models import Provision
from law.queries.provision import Law, LawOfDay


UNVERIFIED = "chưa kiểm chứng"
LineAsk = Callable[[LineEvidence, LawOfDay], Iterable[Answer]]
DossierAsk = Callable[[DossierEvidence, LawOfDay], Iterable[Answer]]


class Registered(NamedTuple):
    """One provision: whom it concerns, and what asks it."""

    key: ProvisionKey
    ask: Callable
    kinds: frozenset[str]  # empty: of the dossier as a whole


_REGISTRY: dict[ProvisionKey, Registered] = {}


def of_line(key: ProvisionKey, *kinds: HonoureeKind) -> Callable[[LineAsk], LineAsk]:
    """Register a provision about nominees; no kinds: about everybody."""

    def register(ask: LineAsk) -> LineAsk:
        return _add(Registered(key, ask, frozenset(kinds or HonoureeKind)))

    return register


def of_dossier(key: ProvisionKey) -> Callable[[DossierAsk], DossierAsk]:
    """Register a provision about the dossier as a whole."""

    def register(ask: DossierAsk) -> DossierAsk:
        return _add(Registered(key, ask, frozenset()))

    return register


def _add(one: Registered) -> Callable:
    if one.key in _REGISTRY:
        raise ValueError(f"{one.key} is registered twice")
    _REGISTRY[one.key] = one
    return one.ask


def registered() -> dict[ProvisionKey, Registered]:
    """Every provision with its function, in reading order."""
    return {key: _REGISTRY[key] for key in ProvisionKey if key in _REGISTRY}


def examine(dossier: DossierEvidence, law: Law) -> Findings:
    """Every finding on the dossier and on its lines; the same facts give the same, in order."""
    asked, of_lines = _Asked(law), {}
    for place, line in enumerate(dossier.lines, start=1):
        of_lines[-place if line.pk is None else line.pk] = asked.of(line)
    return Findings(asked.of_dossier(dossier), of_lines)


def examine_lines(lines: Iterable[LineEvidence], law: Law) -> list[tuple[Finding, ...]]:
    """The findings on each of these lines, as on one alone."""
    asked = _Asked(law)
    return [asked.of(line) for line in lines]


def examine_line(line: LineEvidence, law: Law) -> tuple[Finding, ...]:
    """The findings on one line alone: while it is typed, and where one asks «what if»."""
    return _Asked(law).of(line)


class _Asked:
    """What the law asks, in reading order, and what was said to it until now."""

    def __init__(self, law: Law) -> None:
        governed = ((one, law.of(key)) for key, one in registered().items())
        self._texts = [(one, *row) for one, row in governed if row is not None]
        self._of: dict[tuple[str, int], _OfOneAward] = {}

    def of_dossier(self, dossier: DossierEvidence) -> tuple[Finding, ...]:
        """On the dossier as a whole."""
        asked = [_Asking(*text) for text in self._texts if not text[0].kinds]
        return _in_order(ranked for one in asked for ranked in one.ask(dossier))

    def of(self, line: LineEvidence) -> tuple[Finding, ...]:
        """On one line, with the reasons for which an officer went on in spite of them."""
        found = (self._of.get((line.kind, line.award.pk)) or self._begun(line)).say(line)
        if not line.overruled:
            return found
        return tuple(_in_spite(one, line.overruled.get(one.code, "")) for one in found)

    def _begun(self, line: LineEvidence) -> "_OfOneAward":
        asked = [_Asking(*text) for text in self._texts if line.kind in text[0].kinds]
        row = self._of[line.kind, line.award.pk] = _OfOneAward(asked)
        return row


_Ranked = tuple[tuple[int, int, str], Finding]  # a finding with what puts it in order


_PLACE_OF = {fact: place for place, fact in enumerate(LineEvidence._fields)}
_OF_ALL = frozenset(("kind", "award"))  # facts in which all lines of one asking are equal


class _Watched:
    """A line's evidence that remembers which of its facts were read, and in which order."""

    __slots__ = ("_line", "read")

    def __init__(self, line: LineEvidence) -> None:
        self._line = line
        self.read: dict[str, object] = {}

    def __getattr__(self, fact: str) -> object:
        value = getattr(self._line, fact)
        if fact not in _OF_ALL:
            self.read[fact] = value
        return value


class _Fork(tuple):
    """Where a provision reads a fact: its place, and on each value what was read next or said."""

    __slots__ = ()

    @classmethod
    def at(cls, fact: str) -> "_Fork":
        """A fork from which no way leads yet."""
        return cls((_PLACE_OF[fact], {}))


class _Answered(NamedTuple):
    """What a provision said at the end of a way."""

    findings: tuple[_Ranked, ...]


class _Asking:
    """A provision with its text on the day that governs it, and what it said of one award.

    It knows nothing but the facts it reads, and which one it reads next depends on those before:
    two lines that are equal in all of them have one answer. So of 5,000 lines with three
    ratings the rating is asked three times.
    """

    def __init__(self, one: Registered, law: LawOfDay, row: Provision) -> None:
        self._one, self._law, self._row = one, law, row
        self.known: _Fork | _Answered | None = None

    def ask(self, evidence: DossierEvidence | LineEvidence | _Watched) -> tuple[_Ranked, ...]:
        """Its findings, without what an officer said to them."""
        found = (self._finding(answer) for answer in self._one.ask(evidence, self._law))
        return tuple((one.rank, one) for one in found)

    def learn(self, line: LineEvidence, places: set[int]) -> tuple[_Ranked, ...]:
        """The same of a line to which no line before was equal; its way is known from now on.

        The places of the facts that it went by are put into `places`.
        """
        watched = _Watched(line)
        said = _Answered(self.ask(watched))
        read = list(watched.read.items())
        places.update(_PLACE_OF[fact] for fact in watched.read)
        following = [*(_Fork.at(fact) for fact, _ in read), said]
        at = self.known = self.known or following[0]
        for (_, value), follows in zip(read, following[1:], strict=True):
            at = at[1].setdefault(value, follows)
        return said.findings

    def _finding(self, answer: Answer) -> Finding:
        row = self._row
        is_verified, citation = row.is_verified, row.citation
        if answer.rows:
            is_verified = is_verified and all(row.is_verified for row in answer.rows)
            citation = "; ".join(dict.fromkeys(row.citation for row in answer.rows))
        if not is_verified:
            citation += f" · {UNVERIFIED}"
        is_soft = answer.verdict == Verdict.FAIL and not is_verified
        return Finding(
            key=self._one.key,
            verdict=Verdict.WARNING if is_soft else answer.verdict,
            text=answer.text,
            citation=citation,
            fact=answer.fact,
            mend=answer.mend,
            part=answer.part,
            short=answer.short,
            reason=answer.reason,
            url=answer.url,
            day=self._law.day,
            is_verified=is_verified,
            can_overrule=row.can_overrule if answer.can_overrule is None else answer.can_overrule,
        )


class _OfOneAward:
    """All that is asked of lines of one kind and award.

    Lines that are equal in every fact that any of them went by are told the same, without a
    question: 5,000 lines would go 85,000 ways.
    """

    def __init__(self, asked: list[_Asking]) -> None:
        self._asked = asked
        self._places: set[int] = set()
        self._facts_of: Callable[[LineEvidence], object] = _nothing_of
        self._told: dict[object, tuple[Finding, ...]] = {}

    def say(self, line: LineEvidence) -> tuple[Finding, ...]:
        """The findings in their order."""
        found = self._told.get(self._facts_of(line))
        return self._told_anew(line) if found is None else found

    def _told_anew(self, line: LineEvidence) -> tuple[Finding, ...]:
        before = len(self._places)
        found = _in_order(self._said(line))
        if len(self._places) > before:
            self._facts_of, self._told = itemgetter(*self._places), {}
        self._told[self._facts_of(line)] = found
        return found

    def _said(self, line: LineEvidence) -> list[_Ranked]:
        found: list[_Ranked] = []
        for one in self._asked:
            at = one.known
            while type(at) is _Fork:
                place, ways = at
                at = ways.get(line[place])
            found += one.learn(line, self._places) if at is None else at.findings
        return found


def _nothing_of(line: LineEvidence) -> None:
    """Until somebody reads a fact, all lines are equal."""


def _in_spite(one: Finding, reason: str) -> Finding:
    """With the reason for which an officer went on in spite of it."""
    is_answered = reason and one.verdict != Verdict.PASS and one.can_overrule
    return one._replace(overruled=reason) if is_answered else one


def _in_order(found: Iterable[_Ranked]) -> tuple[Finding, ...]:
    """What weighs most first."""
    return tuple(one for _, one in sorted(found, key=_BY_RANK))


_BY_RANK = itemgetter(0)
