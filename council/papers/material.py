"""The appraisal report opens to members before whom its dossier lies; nothing else of it does."""

from council.rules import board as board_rules, material as material_rules
from dossiers.models import Dossier
from dossiers.queries.appraisal_report import APPRAISAL_REPORT
from nganam_awards.core.registry import document_readers
from nganam_awards.documents import registry
from nganam_awards.documents.models import Document
from units.models import User


BEFORE_OTHERS = 40  # whoever appraised may read it too: the dossiers answer next


def register() -> None:
    """Called once when the apps are loaded."""
    document_readers.add(may_read, order=BEFORE_OTHERS)


def may_read(user: User, document: Document) -> bool | None:
    """True for a member; None leaves the answer to those whose paper it is."""
    if document.kind != APPRAISAL_REPORT or not board_rules.sits(user):
        return None
    ref = registry.words_of(document)["ref"]
    dossier = Dossier.objects.select_related("unit").filter(ref=ref).first()
    if dossier is None or not material_rules.lies_before(user, dossier):
        return None
    return True if material_rules.can_read_appraisal(user, dossier) else None
