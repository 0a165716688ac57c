"""What others say of the nominees of a dossier: bodies that were asked, people who objected."""

from collections.abc import Iterator

from dossiers.enums import Outcome
from dossiers.models import Dossier, Nomination, Objection
from dossiers.queries import consultation as consultation_queries, posting as posting_queries
from dossiers.queries.consultation import Told


OBJECTED = "Lấy ý kiến công khai trước khi quyết định"


def line_notes(dossier: Dossier, lines: list[Nomination]) -> Iterator[tuple[Nomination, Told]]:
    """Findings of lines from consultations and from objections; three queries in all."""
    yield from consultation_queries.line_notes(dossier, lines)
    known = {line.pk: line for line in lines}
    rows = Objection.objects.filter(posting__dossier=dossier, line__in=known).order_by("pk")
    for row in rows:
        if told := _note(row):
            yield known[row.line_id], told


def _note(row: Objection) -> Told | None:
    if row.answered_at is None:
        return Told("ask", f"Có ý kiến phản ánh {row.code} chưa trả lời.", OBJECTED)
    if row.outcome == Outcome.UNFOUNDED:
        return None
    text = f"Phản ánh {row.code} {row.get_outcome_display().lower()}: {row.answer}"
    return Told("fail", text, OBJECTED, reason="Phản ánh khi lấy ý kiến công khai có cơ sở.")


def sentences(dossier: Dossier) -> list[str]:
    """Sentences of the appraisal report (báo cáo thẩm định); empty where nobody was asked."""
    return [*consultation_queries.sentences(dossier), *posting_queries.sentences(dossier)]
