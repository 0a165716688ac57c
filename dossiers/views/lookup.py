"""Finding what an address names; for whoever may not see it, it does not exist."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from dossiers.models import Attachment, Dossier, Nomination
from dossiers.rules import dossier as dossier_rules


def dossier_or_404(request: HttpRequest, ref: str) -> Dossier:
    """The dossier with what its pages show of it."""
    rows = Dossier.objects.visible_to(request.user).select_related(
        "unit__parent",
        "plan__campaign__organiser",
        "officer",
        "created_by",
        "supplement",
        "meeting",
    )
    return get_object_or_404(rows, ref=ref)


def draft_or_404(request: HttpRequest, ref: str) -> Dossier:
    """The dossier for a page on which its clerk writes; services say no once it is handed over."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.can_file_for(request.user, dossier.unit):
        raise Http404
    return dossier


def line_or_404(dossier: Dossier, pk: int | None) -> Nomination:
    """A line of this dossier."""
    line = get_object_or_404(dossier.nominations.select_related("award_type"), pk=pk)
    line.dossier = dossier
    return line


def attachment_or_404(dossier: Dossier, pk: int) -> Attachment:
    """A paper of this dossier."""
    rows = dossier.attachments.select_related("line", "uploaded_by")
    attachment = get_object_or_404(rows, pk=pk)
    attachment.dossier = dossier
    return attachment
