"""The registry of provisions and the engine that asks them: one function a provision.

A function gets the evidence and the law of the day that governs it and yields answers; it reads no
table, knows no figure, and says nothing where the provision does not concern the line.
"""

from collections.abc import Callable, Iterable, Iterator
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
    asked = _asked(law)
    return Findings(
        tuple(_sorted(_of_dossier(dossier, asked))),
        {
            line.pk if line.pk is not None else -place: tuple(_sorted(_of_line(line, asked)))
            for place, line in enumerate(dossier.lines, start=1)
        },
    )


def examine_line(line: LineEvidence, law: Law) -> tuple[Finding, ...]:
    """The findings on one line alone: while it is typed, and where one asks «what if»."""
    return tuple(_sorted(_of_line(line, _asked(law))))


class _Asking(NamedTuple):
    """A provision with its text on the day that governs it."""

    key: ProvisionKey
    ask: Callable
    law: LawOfDay
    row: Provision


_OF_DOSSIER = ""  # the kind of what is asked of the dossier as a whole


def _asked(law: Law) -> dict[str, list[_Asking]]:
    """{kind of honouree: what is asked of it}, in reading order."""
    found: dict[str, list[_Asking]] = {kind: [] for kind in (_OF_DOSSIER, *HonoureeKind.values)}
    for key, one in registered().items():
        governed = law.of(key)
        if governed is not None:
            for kind in one.kinds or (_OF_DOSSIER,):
                found[kind].append(_Asking(key, one.ask, *governed))
    return found


def _of_line(line: LineEvidence, asked: dict[str, list[_Asking]]) -> Iterator[Finding]:
    for one in asked[line.kind]:
        for answer in one.ask(line, one.law):
            yield _finding(one, answer, line.overruled)


def _of_dossier(dossier: DossierEvidence, asked: dict[str, list[_Asking]]) -> Iterator[Finding]:
    for one in asked[_OF_DOSSIER]:
        for answer in one.ask(dossier, one.law):
            yield _finding(one, answer, {})


def _finding(asking: _Asking, answer: Answer, overruled: dict[str, str]) -> Finding:
    is_verified, citation = asking.row.is_verified, asking.row.citation
    if answer.rows:
        is_verified = is_verified and all(row.is_verified for row in answer.rows)
        citation = "; ".join(dict.fromkeys(row.citation for row in answer.rows))
    if not is_verified:
        citation += f" · {UNVERIFIED}"
    is_soft = answer.verdict == Verdict.FAIL and not is_verified
    found = Finding(
        key=asking.key,
        verdict=Verdict.WARNING if is_soft else answer.verdict,
        text=answer.text,
        citation=citation,
        fact=answer.fact,
        mend=answer.mend,
        part=answer.part,
        short=answer.short,
        reason=answer.reason,
        url=answer.url,
        day=asking.law.day,
        is_verified=is_verified,
        can_overrule=(
            asking.row.can_overrule if answer.can_overrule is None else answer.can_overrule
        ),
    )
    reason = overruled.get(found.code, "") if overruled else ""
    if not reason or found.verdict == Verdict.PASS or not found.can_overrule:
        return found
    return found._replace(overruled=reason)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: one.rank)
