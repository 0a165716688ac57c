"""Finding what an address names; for whoever may not see it, it does not exist."""

from django.db.models import CharField, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from dossiers.models import Attachment, Dossier, Nomination
from dossiers.queries import edition as edition_queries, presence as presence_queries
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core.query_text import Blank, PreparedRows, kept
from units.models import User


def dossier_or_404(request: HttpRequest, ref: str) -> Dossier:
    """The dossier with what its pages show of it; outside the unit, as it was last sent."""
    found = kept(_seen_by, request.user).answer(ref)
    if not found:
        raise Http404
    [obj] = found
    is_own = dossier_rules.is_of_unit(request.user, obj.unit)
    return obj if is_own else edition_queries.read_as_sent(obj)


def _seen_by(user: User) -> PreparedRows:
    def of_ref(ref: Blank) -> QuerySet[Dossier]:
        rows = (
            Dossier.objects.visible_to(user)
            .filter(ref=ref)
            .select_related(
                "unit__parent",
                "plan__campaign__organiser",
                "officer",
                "created_by",
                "supplement",
                "apology",
                "meeting",
            )
        )
        return presence_queries.with_presence(rows)

    return PreparedRows(of_ref, CharField()).prepare()


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
    edition_queries.lines_of(dossier, [line])
    return line


def attachment_or_404(dossier: Dossier, pk: int) -> Attachment:
    """A paper of this dossier."""
    found = {file.pk: file for file in edition_queries.files_of(dossier)}
    if pk not in found:
        raise Http404
    return found[pk]
