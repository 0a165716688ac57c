"""What one line of a draft lacks, or what of it wants a look: said on its row."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dossiers.enums import Discipline, Verdict
from dossiers.models import Dossier, Nomination
from dossiers.queries import (
    columns as columns_queries,
    companion as companion_queries,
    nominee as nominee_queries,
)
from dossiers.queries.checklist import LINE_PARTS
from dossiers.rules.eligibility.finding import Finding
from honourees.queries.match import Known
from law.enums import DossierPart, HonoureeKind, ProvisionKey
from law.queries.checklist import Asked
from nganam_awards.core.text import fold
from nganam_awards.documents import glyph


# A line whose procedure asks a report tells its own achievement in the list, too.
_TELLING = (DossierPart.ACHIEVEMENT_REPORT,)


# Provisions of which the list's own questions say the same, with the way to mend it.
SAID_ALREADY = frozenset(
    {ProvisionKey.NEEDED_AWARD, ProvisionKey.EVIDENCE, ProvisionKey.UNDER_REVIEW}
)


class LineGap(NamedTuple):
    """One thing, and the lines that lack it: in two words on a row, as a sentence after a name."""

    label: str
    what: str
    lines: list[Nomination]


class LineMark(NamedTuple):
    """What a row says of itself: «stop» holds the dossier back, «wait» wants a look."""

    label: str
    tone: str


def silent(lines: Iterable[Nomination], asked: Iterable[Asked]) -> LineGap:
    """Copied or imported lines may come without it; a title with no report needs none."""
    told = {pk for one in asked if one.part in _TELLING for pk in one.required_by}
    found = [line for line in lines if line.award_type_id in told and not line.achievement.strip()]
    return LineGap("Thiếu thành tích", "chưa ghi thành tích", found)


def unaddressed(lines: Iterable[Nomination]) -> LineGap:
    """Papers address a person as «Ông», «Bà»; a list without that column cannot know."""
    found = [
        line for line in lines if line.honouree_kind == HonoureeKind.PERSON and not line.gender
    ]
    return LineGap("Chưa chọn Ông, Bà", "chưa chọn Ông hay Bà", found)


def under_discipline(lines: Iterable[Nomination]) -> LineGap:
    """Nobody under discipline or investigation is proposed (domain: T5, the unit assures it)."""
    found = [line for line in lines if line.discipline == Discipline.UNDER]
    what = "đang bị xem xét hoặc thi hành kỷ luật nên chưa đề nghị được"
    return LineGap("Đang bị kỷ luật", what, found)


def unpapered(lines: list[Nomination], asked: Iterable[Asked]) -> Iterator[LineGap]:
    """Papers that hang on their line: the line names its own."""
    for paper in asked:
        column = LINE_PARTS.get(paper.part)
        if column is not None:
            name = paper.item.get_part_display().lower()
            found = [
                line
                for line in lines
                if line.award_type_id in paper.required_by and not getattr(line, column)
            ]
            yield LineGap(f"Thiếu {name}", f"chưa ghi {name}", found)


def unfounded(dossier: Dossier, lines: Iterable[Nomination]) -> Iterator[LineGap]:
    """A title that stands on another one of the same year, which nobody asks."""
    needed: defaultdict[tuple[str, str], list[Nomination]] = defaultdict(list)
    for line, award in companion_queries.unfounded(dossier, lines):
        needed[line.award_type.name, award.name].append(line)
    for (asked, award), found in needed.items():
        what = f"được đề nghị {asked} nhưng chưa có {award} của năm {dossier.merit_year}"
        yield LineGap(f"Chưa có {award}", f"{what}; thêm dòng {award}", found)


def doubled(lines: Iterable[Nomination]) -> list[list[Nomination]]:
    """Lines that ask the same award for the same honouree, together."""
    lines = list(lines)
    near = [_coarse(line) for line in lines]
    often = Counter(near)
    same: defaultdict[tuple, list[Nomination]] = defaultdict(list)
    for line, key in zip(lines, near, strict=True):
        if often[key] > 1:  # the exact key is ten times as dear, and namesakes are few
            same[line.same_row].append(line)
    return [rows for rows in same.values() if len(rows) > 1]


def _coarse(line: Nomination) -> tuple:
    """Agrees wherever `same_row` does: letters alone, without accents, signs and figures."""
    born = line.birth_date or line.birth_year
    name = "".join(filter(str.isalpha, fold(line.full_name)))
    return (line.honouree_kind, name, born, line.award_type_id)


def unprintable(where: str, line: Nomination) -> list[str]:
    """What of a line cannot be printed: «Dòng 3, Sơn Thị Ba, «Thành tích»: dấu …»."""
    worded = columns_queries.worded(line)
    if not glyph.missing("\n".join(text for _, text in worded)):  # nearly always, and fast
        return []
    return glyph.blockers((f"{where}, «{title}»", text) for title, text in worded)


def marks_of(
    dossier: Dossier,
    lines: list[Nomination],
    asked: list[Asked],
    *,
    known: dict[int, list[Known]],
    twins: list[list[Nomination]],
    findings: Mapping[int, Sequence[Finding]],
) -> dict[int, list[LineMark]]:
    """{line: what its row says}, what holds the dossier back first; a line without any is well."""
    marks: defaultdict[int, list[LineMark]] = defaultdict(list)
    double = [line for rows in twins for line in rows]
    boxed = [line for line in lines if unprintable("", line)]
    for gap in (
        silent(lines, asked),
        unaddressed(lines),
        under_discipline(lines),
        *unpapered(lines, asked),
        *unfounded(dossier, lines),
        LineGap("Trùng dòng", "", double),
        LineGap("Có dấu không in được", "", boxed),
    ):
        for line in gap.lines:
            marks[line.pk].append(LineMark(gap.label, "stop"))
    for gap in _worth_a_look(lines, known):
        for line in gap.lines:
            marks[line.pk].append(LineMark(gap.label, "wait"))
    for line in lines:
        for mark in _of_findings(findings.get(line.pk, ())):
            if mark not in marks[line.pk]:
                marks[line.pk].append(mark)
    # What holds back stands first, whoever said it.
    return {
        pk: sorted(rows, key=lambda mark: mark.tone != "stop") for pk, rows in marks.items() if rows
    }


def _of_findings(findings: Sequence[Finding]) -> Iterator[LineMark]:
    """What fails, in two words; an officer answers what he may, so it holds nobody back here."""
    for one in findings:
        if one.verdict in {Verdict.FAIL, Verdict.WARNING} and one.key not in SAID_ALREADY:
            yield LineMark(one.short or one.title, "stop" if one.blocks_unit else "wait")


def _worth_a_look(lines: list[Nomination], known: dict[int, list[Known]]) -> Iterator[LineGap]:
    """What hinders nothing: the register may know them, a name's capitals."""
    maybe = [line for line in lines if line.pk in known and not line.identity]
    yield LineGap("Có thể cùng một người", "", maybe)
    odd = [line for line in lines if nominee_queries.meant_name(line.honouree_kind, line.full_name)]
    yield LineGap("Xem lại cách viết tên", "", odd)
