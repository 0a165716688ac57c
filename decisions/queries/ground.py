"""Căn cứ of a decision that Phòng Nội vụ typed itself, held against the law of the day."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from decisions.models import Decision
from decisions.queries import articles as articles_queries
from law.models import LegalBasis
from law.queries import ground as ground_queries, regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused


class TwoLaws(NamedTuple):
    """The merit was earned under one law, the decision falls under another."""

    merit: str
    decision: str


def two_laws(merit_year: int, day: date) -> TwoLaws | None:
    """Whose standards were followed must be said then; None where one law holds."""
    end = min(date(merit_year, 12, 31), day)
    if end == day:
        return None
    try:
        then, now = regime_queries.rule_set_on(end), regime_queries.rule_set_on(day)
    except Refused:
        return None  # the day has no law: told where the paper is made
    return None if then.code == now.code else TwoLaws(then.name, now.name)


def known() -> list[LegalBasis]:
    """Every base of the law, of whatever days."""
    return list(LegalBasis.objects.order_by("order", "valid_from"))


def blockers(
    decision: Decision, lines: list[str], day: date, bases: Callable[[], list[LegalBasis]] = known
) -> list[str]:
    """Lines that name a law not in force, or one that the decision prints already."""
    if not lines:
        return []
    rows = bases()
    here = [row for row in rows if row.holds_on(day) and row.category in {"", decision.category}]
    told = []
    for line in lines:
        named = ground_queries.named_in(line, rows)
        standing = [row for row in named if row.holds_on(day)]
        gone = [
            row
            for row in named
            if not row.holds_on(day)
            and not _lives_on(row, standing)
            and not _governs(row, decision)
        ]
        if gone:
            told.append(_not_in_force(line, gone[-1], here, day))
        elif any(row in here for row in standing):
            told.append(f"«{line[:80]}» đã có sẵn trong quyết định; xóa dòng này.")
    return told


def own(lines: list[str]) -> list[str]:
    """Lines that name nothing the portal knows: the officer answers for them."""
    if not lines:
        return []
    rows = known()
    return [line for line in lines if not ground_queries.named_in(line, rows)]


def own_of(decision: Decision) -> list[str]:
    """The same of what the decision says now."""
    return own(articles_queries.extra_grounds(decision))


def _lives_on(row: LegalBasis, standing: list[LegalBasis]) -> bool:
    """The line names what holds in its place, too: the same paper, or a law without its year."""
    return any((other.order, other.category) == (row.order, row.category) for other in standing)


def _governs(row: LegalBasis, decision: Decision) -> bool:
    """Its row says that it still governs what was received before its end, and all was."""
    if not (row.governs_earlier and row.valid_to):
        return False
    moments = decision.lines.values_list("nomination__dossier__received_at", flat=True)
    return all(moment and clock.day_of(moment) <= row.valid_to for moment in moments)


def _not_in_force(line: str, row: LegalBasis, here: list[LegalBasis], day: date) -> str:
    if row.valid_from > day:
        why = f"có hiệu lực từ {row.valid_from:%d/%m/%Y}"
    else:
        why = f"hết hiệu lực sau ngày {row.valid_to:%d/%m/%Y}"
    instead = [one.citation for one in here if one.order == row.order]
    now = "không áp dụng"
    if instead:
        now = f"áp dụng {', '.join(instead)}, đã có sẵn trong quyết định"
    return f"«{line[:80]}» {why}; ngày {day:%d/%m/%Y} {now}. Xóa dòng này."
