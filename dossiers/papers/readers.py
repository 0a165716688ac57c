"""Papers of a unit as documents: their kind, who may read them, where they come from."""

import re

from dossiers.models import Dossier, DossierPaper
from dossiers.queries import edition as edition_queries
from dossiers.rules.dossier import can_view
from nganam_awards.core.registry import document_readers
from nganam_awards.core.text import fold
from nganam_awards.documents import registry
from nganam_awards.documents.models import Document
from units.models import User
from units.rules import is_of_unit


UNIT_PAPER = "unit_paper"


def register() -> None:
    """Called once when the apps are loaded."""
    registry.register(
        registry.PaperKind(
            UNIT_PAPER,
            "documents/unit_paper.html",
            "Văn bản của đơn vị, ký trên giấy",
            filename,
            origin,
        )
    )
    document_readers.add(may_read)


def filename(document: Document) -> str:
    """«to-trinh-hs-2023-00042.pdf»: what a clerk finds again in a folder of downloads."""
    return f"{slug(document.title)}.pdf"


def slug(title: str) -> str:
    """A title as the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")


def origin(document: Document) -> tuple[str, str] | None:
    """The way back from the paper to its dossier."""
    dossier = _dossier_of(document)
    return (dossier.ref, dossier.get_absolute_url()) if dossier else None


def may_read(user: User, document: Document) -> bool | None:
    """Whoever sees the dossier reads its papers; the town those that were sent."""
    if document.kind != UNIT_PAPER:
        return None
    dossier = _dossier_of(document)
    if dossier is None or not can_view(user, dossier):
        return False
    return is_of_unit(user, dossier.unit) or edition_queries.is_sent(dossier, document)


def _dossier_of(document: Document) -> Dossier | None:
    papers = DossierPaper.objects.select_related("dossier__unit").filter(document=document)
    paper = papers.first()
    return paper.dossier if paper else edition_queries.sent_with(document)
