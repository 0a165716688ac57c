"""The Word copy of a unit's paper: from the words frozen for its PDF, so both say the same."""

from dossiers.models import DossierPaper
from nganam_awards.documents import docx, registry


def word_copy(paper: DossierPaper) -> bytes:
    """The same names in the same order; the clerk goes on writing in Word."""
    words = registry.words_of(paper.document)
    return docx.copy_of(_template(words), words)


def _template(context: dict) -> str:
    """Across the sheet, with a list behind, or plain."""
    if context["is_wide"]:
        return "unit_list.docx"
    return "unit_letter.docx" if context["annexes"] else "unit_plain.docx"
