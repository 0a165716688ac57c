"""Slips of a dossier (phiếu), found by their codes: each kind is made once in its life."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, QuerySet

from dossiers.enums import SlipKind
from dossiers.models import Dossier
from nganam_awards.core.query_text import Blank, PreparedRows
from nganam_awards.core.word_list import as_rows
from nganam_awards.documents.codes import code_of
from nganam_awards.documents.models import Document


def code(kind: SlipKind, dossier: Dossier) -> str:
    """Of the one slip of this kind."""
    return code_of(kind, dossier.ref)


def of(dossier: Dossier) -> list[Document]:
    """Those that were made, the oldest first; none for steps that an earlier release took."""
    return _OF_CODES.answer([code(kind, dossier) for kind in SlipKind])


def _of_codes(codes: Blank) -> QuerySet[Document]:
    return Document.objects.filter(code__in=as_rows(codes)).defer("context").order_by("pk")


_OF_CODES = PreparedRows(_of_codes, ArrayField(CharField()))
