"""What others say of the nominees of a dossier: bodies that were asked, people who objected."""

from collections.abc import Iterator

from dossiers.enums import CaseOutcome
from dossiers.models import Dossier, Nomination, Objection, Posting
from dossiers.queries import consultation as consultation_queries, posting as posting_queries
from dossiers.queries.consultation import OutsideNote
from dossiers.queries.presence import has_any
from law.queries import award_rule as award_rule_queries
from nganam_awards.core import clock


OBJECTED = "Lấy ý kiến công khai trước khi quyết định"


def line_notes(
    dossier: Dossier, lines: list[Nomination]
) -> Iterator[tuple[Nomination, OutsideNote]]:
    """Findings of lines from consultations and from objections; three queries in all."""
    choices = award_rule_queries.choices_on(clock.today())
    yield from consultation_queries.line_notes(dossier, lines, choices)
    if not has_any(dossier, Posting):
        return
    known = {line.pk: line for line in lines}
    for row in Objection.objects.filter(posting__dossier=dossier).order_by("pk"):
        if row.line_id in known and (told := _note(row)):
            yield known[row.line_id], told


def _note(row: Objection) -> OutsideNote | None:
    if row.answered_at is None:
        return OutsideNote("ask", f"Có ý kiến phản ánh {row.code} chưa trả lời.", OBJECTED)
    if row.outcome == CaseOutcome.UNFOUNDED:
        return None
    text = f"Phản ánh {row.code} {row.get_outcome_display().lower()}: {row.answer}"
    return OutsideNote("fail", text, OBJECTED, reason="Phản ánh khi lấy ý kiến công khai có cơ sở.")


def told(dossier: Dossier) -> list[tuple[str, list[str]]]:
    """Who was asked, and sentences of the appraisal report (báo cáo thẩm định) about them."""
    parts = [
        ("Hiệp y của các cơ quan", consultation_queries.sentences(dossier)),
        (OBJECTED, posting_queries.sentences(dossier)),
    ]
    return [part for part in parts if part[1]]
