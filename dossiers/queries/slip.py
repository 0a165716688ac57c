"""Slips of a dossier (phiếu), found by their codes: each kind is made once in its life."""

from dossiers.enums import SlipKind
from dossiers.models import Dossier
from nganam_awards.documents.codes import code_of
from nganam_awards.documents.models import Document


def code(kind: SlipKind, dossier: Dossier) -> str:
    """Of the one slip of this kind."""
    return code_of(kind, dossier.ref)


def of(dossier: Dossier) -> list[Document]:
    """Those that were made, the oldest first; none for steps that an earlier release took."""
    codes = [code(kind, dossier) for kind in SlipKind]
    return list(Document.objects.filter(code__in=codes).defer("context").order_by("pk"))
