"""The checklist of one award, as tests read it."""

from datetime import date

from law.models import ChecklistItem
from law.queries import checklist as checklist_queries


def procedure_on(day: date, category: str, award_type_id: int | None = None) -> list[ChecklistItem]:
    """Papers of one award: its own procedure where the law has one, else the category's."""
    asked = [award_type_id] if award_type_id else []
    return [one.item for one in checklist_queries.union_on(day, category, asked)]
