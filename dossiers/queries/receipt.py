"""The receipt of a dossier: found by its code, which tells the reception and the day promised."""

from datetime import date

from dossiers.models import Dossier
from nganam_awards.documents.codes import code_of
from nganam_awards.documents.models import Document


RECEIPT = "receipt"


def promised_on(dossier: Dossier) -> date:
    """The day that the receipt promises: of a new day by apology its own slip tells."""
    said = getattr(dossier, "apology", None)
    return said.old_due_on if said and said.new_due_on == dossier.due_on else dossier.due_on


def code(dossier: Dossier) -> str:
    """Of the receipt that promises the day of now; another day is another paper."""
    day = promised_on(dossier).isoformat()
    return code_of(RECEIPT, dossier.ref, dossier.one_stop_code, day)


def of(dossier: Dossier) -> Document | None:
    """The paper; none yet where a release without it received the dossier, or the day moved."""
    return Document.objects.filter(code=code(dossier), kind=RECEIPT).first()
