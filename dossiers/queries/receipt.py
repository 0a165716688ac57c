"""The receipt of a dossier: found by its code, which tells the reception and the day promised."""

from dossiers.models import Dossier
from nganam_awards.documents.codes import code_of
from nganam_awards.documents.models import Document


RECEIPT = "receipt"


def code(dossier: Dossier) -> str:
    """Of the receipt that promises the day of now; another day is another paper."""
    return code_of(RECEIPT, dossier.ref, dossier.one_stop_code, dossier.due_on.isoformat())


def of(dossier: Dossier) -> Document | None:
    """The paper; none yet where a release without it received the dossier, or the day moved."""
    return Document.objects.filter(code=code(dossier), kind=RECEIPT).first()
