"""Kinds of the Council's papers: who reads each, and the way back to its session or case."""

from django.db import models

from council.models import CouncilCase, CouncilSession
from council.models.member import runs_council
from council.queries.paper import BALLOT, COUNT_MINUTES, INVITATION, MINUTES
from dossiers.papers.readers import slug
from nganam_awards.core.registry import document_readers
from nganam_awards.documents import registry
from nganam_awards.documents.models import Document
from units.models import User


_SHEET = "documents/council_paper.html"
_KINDS = {
    INVITATION: (_SHEET, "Giấy mời họp Hội đồng"),
    MINUTES: (_SHEET, "Biên bản họp Hội đồng"),
    COUNT_MINUTES: (_SHEET, "Biên bản kiểm phiếu"),
    BALLOT: ("documents/council_ballot.html", "Phiếu in, để bỏ phiếu giấy"),
}


def register() -> None:
    """Called once when the apps are loaded."""
    for kind, (template, label) in _KINDS.items():
        registry.register(registry.PaperKind(kind, template, label, _filename, _origin))
    document_readers.add(_may_read)


def _filename(document: Document) -> str:
    return f"{slug(document.title)}.pdf"


def _origin(document: Document) -> tuple[str, str] | None:
    """The way back from the paper to its session or case."""
    row = _row_of(document)
    return (str(row), row.get_absolute_url()) if row else None


def _may_read(user: User, document: Document) -> bool | None:
    """Members of that session or case, who keeps the Council, the Chairman; blank ballots, only
    who prints them."""
    if document.kind not in _KINDS:
        return None
    row = _row_of(document)
    if row is None:
        return False
    if document.kind == BALLOT:
        return runs_council(user)
    if user.has_perm("decisions.approve_decision"):
        return True
    return type(row).objects.visible_to(user).filter(pk=row.pk).exists()


def _row_of(document: Document) -> models.Model | None:
    words = registry.words_of(document)
    if words["session"]:
        return CouncilSession.objects.filter(pk=words["session"]).first()
    return CouncilCase.objects.select_related("award_type").filter(pk=words["case"]).first()
