"""What a dossier has at all, asked with the dossier itself; what it has none of is not read.

Most dossiers were never posted, asked about or moved: their page would ask nine tables for nothing.
"""

from django.db.models import Exists, OuterRef, QuerySet

from dossiers.models import (
    Consultation,
    CriterionAnswer,
    Dossier,
    DossierMessage,
    DueChange,
    InternalComment,
    Overruling,
    Posting,
)


_PARTS = {
    **dict.fromkeys(
        (Consultation, CriterionAnswer, DossierMessage, DueChange, InternalComment, Posting),
        "dossier",
    ),
    Overruling: "nomination__dossier",
}


def with_presence(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Dossiers that know which of these they have."""
    return rows.annotate(
        **{
            _mark(part): Exists(part.objects.filter(**{whose: OuterRef("pk")}))
            for part, whose in _PARTS.items()
        }
    )


def has_any(dossier: Dossier, part: type) -> bool:
    """Had it one when it was read? A dossier that was not asked may have."""
    return getattr(dossier, _mark(part), True)


def _mark(part: type) -> str:
    return f"has_{part.__name__.lower()}"
