"""Checklist (thành phần hồ sơ) of a dossier: the union over the awards it asks (domain: §4.2)."""

from collections.abc import Iterable
from datetime import date

from dossiers.models import Dossier, Nomination
from law.enums import DossierPart
from law.queries import checklist as checklist_queries
from law.queries.checklist import Asked
from nganam_awards.core import clock


# Papers that belong to one line, and the field in which the line names its paper.
LINE_PARTS = {DossierPart.INITIATIVE: "initiative"}


def filing_day(dossier: Dossier) -> date:
    """The day whose regime says which papers make a dossier."""
    return clock.day_of(dossier.filed_at) if dossier.filed_at else clock.today()


def merit_day(dossier: Dossier) -> date:
    """The day whose regime says what the merit itself must meet: never after its year.

    No text says how merit of 2023 is proven in January 2024; conditions of a year are proven by
    what that year asked.
    """
    return min(filing_day(dossier), date(dossier.merit_year, 12, 31))


def asked_papers(dossier: Dossier, lines: Iterable[Nomination] | None = None) -> list[Asked]:
    """What the awards of its list need together; an empty list shows the category's own papers."""
    if lines is None:
        on_list = dossier.nominations.on_list().order_by()
        awards = set(on_list.values_list("award_type_id", flat=True).distinct())
    else:
        awards = {line.award_type_id for line in lines}
    asked = checklist_queries.union_on(filing_day(dossier), dossier.category, awards)
    if merit_day(dossier) == filing_day(dossier):
        return asked
    of_merit = checklist_queries.union_on(merit_day(dossier), dossier.category, awards)
    return checklist_queries.in_order(
        [
            *(one for one in asked if one.part not in LINE_PARTS),
            *(one for one in of_merit if one.part in LINE_PARTS),
        ]
    )
