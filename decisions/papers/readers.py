"""Who may read which paper of this app, and where it comes from."""

from decisions.models import Decision, ResultAnnouncement, UnitExtract
from decisions.papers.kinds import EXTRACT, FORWARD, LETTER, PAPER, RESULT_ANNOUNCEMENT
from decisions.rules import can_view, sees_drafts
from dossiers.rules.dossier import can_view as can_view_dossier
from nganam_awards.documents.models import Document
from units.models import User
from units.rules import units_with


OURS = {PAPER, FORWARD, LETTER, RESULT_ANNOUNCEMENT, EXTRACT}


def origin(document: Document) -> tuple[str, str] | None:
    """The way back from the paper to what it tells of."""
    if document.kind == RESULT_ANNOUNCEMENT:
        announcement = _announcement_of(document)
        return ("Hồ sơ", announcement.dossier.get_absolute_url()) if announcement else None
    decision = _decision_of(document)
    return ("Quyết định", decision.get_absolute_url()) if decision else None


def may_read(user: User, document: Document) -> bool | None:
    """Whoever sees the decision reads its paper; drafts and Nội vụ's letter stay inside the town.

    An extract is for its unit, an announcement about a dossier for whoever sees the dossier.
    """
    if document.kind not in OURS:
        return None
    if document.kind == RESULT_ANNOUNCEMENT:
        announcement = _announcement_of(document)
        return announcement is not None and can_view_dossier(user, announcement.dossier)
    decision = _decision_of(document)
    if decision is None or not can_view(user, decision):
        return False
    if document.kind == EXTRACT:
        return sees_drafts(user) or _is_of_own_unit(user, document)
    is_inner = document.is_draft or document.kind == LETTER
    return not is_inner or sees_drafts(user)


def _is_of_own_unit(user: User, document: Document) -> bool:
    mine = units_with(user, "file_dossiers", "confirm_dossiers")
    return UnitExtract.objects.filter(document=document, unit__in=mine).exists()


def _announcement_of(document: Document) -> ResultAnnouncement | None:
    rows = ResultAnnouncement.objects.select_related("dossier__unit")
    return rows.filter(document=document).first()


def _decision_of(document: Document) -> Decision | None:
    """The decision whose present draft, issued paper, letter or extract this is."""
    decisions = Decision.objects.with_names()
    if document.kind == LETTER:
        return decisions.filter(letter=document).first()
    if document.kind == EXTRACT:
        return decisions.filter(extracts__document=document).first()
    if document.is_draft:
        return decisions.filter(draft=document).first()
    return decisions.filter(document=document).first()
