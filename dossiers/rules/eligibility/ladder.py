"""What must come before an award: earlier titles year after year, an initiative, a rating.

Rows of one group are alternatives, every group must be met; the rows are the law's. A group that
knows an initiative or a rating among its alternatives is the provision of evidence.
"""

from collections.abc import Iterator
from typing import NamedTuple

from dossiers.enums import Verdict
from dossiers.queries.evidence import LineEvidence
from dossiers.rules.eligibility.collective import Count, holders, unsure
from dossiers.rules.eligibility.finding import Answer
from dossiers.rules.eligibility.proof import Said, proven
from dossiers.rules.eligibility.provision import of_line
from dossiers.rules.eligibility.repetition import GROWN, decision
from honourees.queries import ladder as ladder_queries
from honourees.queries.ladder import Ladder
from honourees.queries.restart import ToldPenalty, restarted_on
from law.enums import Evidence, HonoureeKind, ProvisionKey
from law.figures import RuleKey
from law.models import Prerequisite
from law.queries.provision import LawOfDay


KINDS = (HonoureeKind.PERSON, HonoureeKind.COLLECTIVE)


@of_line(ProvisionKey.NEEDED_AWARD, *KINDS)
def needed_award(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """Titles of the year itself or of consecutive years, with the decisions that count."""
    for group, rows in _groups(line, law):
        if not any(row.evidence for row in rows):
            yield _answer(line, law, group, rows)


@of_line(ProvisionKey.EVIDENCE, *KINDS)
def evidence(line: LineEvidence, law: LawOfDay) -> Iterator[Answer]:
    """An initiative, research or the best rating, as the regime lets one stand for another."""
    for group, rows in _groups(line, law):
        if any(row.evidence for row in rows):
            yield _answer(line, law, group, rows)


def _groups(line: LineEvidence, law: LawOfDay) -> Iterator[tuple[int, list[Prerequisite]]]:
    """Groups with those alternatives that this kind of honouree can meet; shares stand apart."""
    for group, rows in law.needs(line.award.pk).items():
        own = [row for row in rows if not row.share and _concerns(line, row)]
        if own:
            yield group, own


def _concerns(line: LineEvidence, row: Prerequisite) -> bool:
    if row.needed_award_id:
        return row.needed_award.can_go_to(line.kind) or not row.years
    return line.kind == HonoureeKind.PERSON or row.evidence == Evidence.EXCELLENT


def _answer(line: LineEvidence, law: LawOfDay, group: int, rows: list[Prerequisite]) -> Answer:
    """The best of the alternatives; where none is met, what each of them lacks."""
    said = [(_said(line, law, row), row) for row in rows]
    best, row = max(said, key=lambda one: one[0].verdict.weight)
    if best.verdict in (Verdict.PASS, Verdict.WARNING):
        return Answer(
            best.verdict,
            best.text,
            fact=best.fact,
            mend=best.mend,
            rows=(row, *best.rows),
            part=str(group),
            short=best.short,
            url=best.url,
        )
    text = best.text if len(said) == 1 else " Hoặc: ".join(dict.fromkeys(s.text for s, _ in said))
    asked = " hoặc ".join(_small(row.text) for row in rows)
    extra = tuple(more for one, _ in said for more in one.rows)
    return Answer(
        best.verdict,
        text,
        fact="; ".join(dict.fromkeys(one.fact for one, _ in said if one.fact)),
        mend=best.mend,
        rows=(*rows, *dict.fromkeys(extra)),
        part=str(group),
        short=best.short,
        reason=f"Chưa đủ điều kiện: {asked}." if best.verdict == Verdict.FAIL else "",
    )


def _said(line: LineEvidence, law: LawOfDay, row: Prerequisite) -> Said:
    if row.evidence:
        return proven(line, row)
    if not row.needed_award.can_go_to(line.kind):
        return _in_the_collective(line, row)
    return _years(line, law, row) if row.years else _of_the_year(line, row)


def _of_the_year(line: LineEvidence, row: Prerequisite) -> Said:
    name, year = row.needed_award.name, line.merit_year
    for one in line.held:
        if one.award_type_id == row.needed_award_id and one.merit_year == year:
            text = f"Đã được công nhận {name} năm {year} theo {decision(one)}."
            return Said(Verdict.PASS, text, decision(one), url=one.url)
    open_ones = [one for one in line.asked if one.award_type_id == row.needed_award_id]
    if any(one.is_here for one in open_ones):
        text = f"{name} năm {year} đang được đề nghị trong cùng hồ sơ."
        return Said(Verdict.PASS, text, "đề nghị trong cùng hồ sơ", "lines")
    if open_ones:
        one = open_ones[0]
        text = f"{name} năm {year} đang xét ở hồ sơ {one.ref} của {one.unit}, chưa công nhận."
        return Said(Verdict.UNKNOWN, text, f"hồ sơ {one.ref}", "lines", short=f"Chờ {name}")
    text = f"Sổ khen thưởng chưa có {name} năm {year} và hồ sơ này không đề nghị."
    return Said(Verdict.FAIL, text, f"chưa có {name} năm {year}", "lines", short=f"Chưa có {name}")


class _Counted(NamedTuple):
    """The ladder as it counts, and as it would without a penalty."""

    ladder: Ladder
    without: Ladder


def _ladders(line: LineEvidence, law: LawOfDay, row: Prerequisite) -> _Counted:
    is_barred = law.provision(ProvisionKey.MERIT_GROUND) and line.category in GROWN
    asked = {
        line.merit_year
        for one in line.asked
        if one.is_here and one.award_type_id == row.needed_award_id
    }

    def count(restart: object) -> Ladder:
        return ladder_queries.count(
            line.held,
            row.needed_award_id,
            row.years,
            line.merit_year,
            restarted_on=restart,
            barred=ladder_queries.NO_GROUND if is_barred else frozenset(),
            asked=frozenset(asked),
        )

    told = [ToldPenalty(one.penalty, one.on) for one in line.earlier]
    told.append(ToldPenalty(line.penalty, line.penalty_on))
    return _Counted(count(restarted_on(told, law, line.merit_year)), count(None))


def _years(line: LineEvidence, law: LawOfDay, row: Prerequisite) -> Said:
    found, without = _ladders(line, law, row)
    name = row.needed_award.name
    told = ladder_queries.ladder_words(found, name)
    text = f"{told[0].upper()}{told[1:]}."
    if found.counted:
        text += f" Tính: {'; '.join(decision(one) for one in reversed(found.counted))}."
    if found.pending:
        text += f" Năm {found.pending[0]} đang được đề nghị trong cùng hồ sơ."
    fact = f"{found.count}/{found.needed} lần {name}"
    if found.is_met:
        return Said(Verdict.PASS, text, fact)
    left = [f"năm {one.award.merit_year}: {one.why}" for one in found.not_counted]
    if left:
        text += f" Không tính {'; '.join(left)}."
    # Where only the penalty broke it, the answer is worth what the text on penalties is worth.
    rows = (law.figure(RuleKey.FORM_PENALTY),) if without.is_met else ()
    short = f"Mới {found.count}/{found.needed} lần {name}"
    return Said(Verdict.FAIL, text, fact, "lines", short=short, rows=rows)


def _in_the_collective(line: LineEvidence, row: Prerequisite) -> Said:
    name = row.needed_award.name
    count, what = holders(line, row), f"có {name} trong tập thể"
    if count is not None and count.part and count.is_proven:
        return Said(Verdict.PASS, f"Có {count.part} {name} trong tập thể.", count.words, "members")
    if _may_still_turn(count):
        answer = unsure(count, what, ())
        return Said(Verdict.UNKNOWN, answer.text, answer.fact, answer.mend, short=answer.short)
    text = f"Không có {name} nào trong {count.whole} thành viên."
    return Said(Verdict.FAIL, text, count.words, "members", short=f"Chưa có {name}")


def _may_still_turn(count: Count | None) -> bool:
    return count is None or not count.is_proven or bool(count.unnamed)


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
