"""Consultations (hiệp y) read: what stands beside a line, on a page, in the appraisal report."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet

from dossiers.enums import NominationState as N, Opinion
from dossiers.models import Consultation, ConsultationLine, Dossier, Nomination
from dossiers.queries.presence import has_any
from law.queries.award_rule import AwardChoice


# A word about these still changes something.
ASKED_ABOUT = (N.PROPOSED, N.RECOMMENDED, N.NOT_RECOMMENDED, N.SUSPENDED, N.WITH_CHAIRMAN)
PRACTICE = "Hiệp y khi thẩm định hồ sơ khen thưởng"
SHOWN_NAMES = 5  # of one body's answer, in a sentence


class OutsideNote(NamedTuple):
    """A finding of a line as `eligibility.LineNote` reads it."""

    verdict: str
    text: str
    citation: str
    url: str = ""
    reason: str = ""


def of_dossier(dossier: Dossier) -> list[Consultation]:
    """All of a dossier with how many nominees each is about, the newest first."""
    if not has_any(dossier, Consultation):
        return []
    return list(dossier.consultations.annotate(line_count=Count("lines")).order_by("-pk"))


def rows_of(consultation: Consultation) -> list[ConsultationLine]:
    """Its nominees in the order in which they were asked."""
    rows = consultation.lines.select_related("line__award_type").order_by("pk")
    found = list(rows)
    for row in found:
        row.consultation, row.line.dossier = consultation, consultation.dossier
    return found


def needed() -> QuerySet[Consultation]:
    """Waiting for an answer that still changes something."""
    asked = ConsultationLine.objects.filter(
        consultation=OuterRef("pk"), line__state__in=ASKED_ABOUT
    )
    return Consultation.objects.waiting().filter(Exists(asked.order_by()))


def _asked_of(dossier: Dossier) -> Iterable[ConsultationLine]:
    if not has_any(dossier, Consultation):
        return ()
    rows = ConsultationLine.objects.filter(
        consultation__dossier=dossier, consultation__ended_at=None
    )
    return rows.select_related("consultation").order_by("pk")


def line_notes(
    dossier: Dossier, lines: list[Nomination], choices: dict[int, AwardChoice]
) -> Iterator[tuple[Nomination, OutsideNote]]:
    """Adverse answers, answers that are missing, and bodies nobody has asked though the law does.

    `choices` of the law for each award. One query, however long the list.
    """
    asked: defaultdict[int, list[ConsultationLine]] = defaultdict(list)
    for row in _asked_of(dossier):
        asked[row.line_id].append(row)
    for line in lines:
        for row in asked.get(line.pk, ()):
            if told := _note(row, line):
                yield line, told
        choice = choices.get(line.award_type_id)
        if choice and choice.is_consulted and line.pk not in asked and line.state in ASKED_ABOUT:
            text = "Chưa hỏi ý kiến hiệp y; danh hiệu, hình thức này cần hỏi."
            yield line, OutsideNote("ask", text, choice.consultation_source)


def _note(row: ConsultationLine, line: Nomination) -> OutsideNote | None:
    one = row.consultation
    url = one.get_absolute_url()
    if row.opinion == Opinion.ADVERSE:
        source = f" ({one.letter})" if one.letter else ""
        text = f"{one.body} có ý kiến không thuận{source}: {row.words}"
        return OutsideNote("fail", text, PRACTICE, url, f"{one.body} có ý kiến không thuận.")
    if one.is_open and line.state in ASKED_ABOUT:
        late = "đã quá hạn" if one.is_late else "hạn"
        text = f"Chưa có ý kiến hiệp y của {one.body}, {late} {one.due_on:%d/%m/%Y}."
        return OutsideNote("ask", text, PRACTICE, url)
    return None


def sentences(dossier: Dossier) -> list[str]:
    """For the appraisal report (báo cáo thẩm định): a sentence for each body that was asked."""
    told = []
    rows = dossier.consultations.filter(ended_at=None).prefetch_related("lines__line")
    for one in rows.order_by("pk"):
        about = f"{one.body}, về {len(one.lines.all())} trường hợp"
        if one.answered_at is None:
            told.append(f"Đã hỏi ý kiến {about}; chưa có trả lời, hạn {one.due_on:%d/%m/%Y}.")
            continue
        source = f" ({one.letter})" if one.letter else ""
        told.append(f"Đã hỏi ý kiến {about}{source}: {_summed_up(one.lines.all())}.")
    return told


def _summed_up(rows: Iterable[ConsultationLine]) -> str:
    adverse = [row for row in rows if row.opinion == Opinion.ADVERSE]
    if not adverse:
        return "không có ý kiến khác"
    named = "; ".join(f"{row.line.full_name}: {row.words}" for row in adverse[:SHOWN_NAMES])
    more = len(adverse) - SHOWN_NAMES
    rest = f"; và {more} trường hợp khác" if more > 0 else ""
    return f"không thuận về {len(adverse)} trường hợp ({named}{rest})"
