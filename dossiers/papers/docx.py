"""The Word copy of a paper of a dossier: the words frozen for its PDF, so both say the same."""

from nganam_awards.documents import docx, registry
from nganam_awards.documents.models import Document


def word_copy(document: Document) -> bytes:
    """The same names in the same order; whoever took it goes on writing in Word."""
    words = registry.words_of(document)
    return docx.copy_of(_template(words), words)


def _template(context: dict) -> str:
    """Across the sheet, with a list behind, or plain."""
    if context["is_wide"]:
        return "unit_list.docx"
    return "unit_letter.docx" if context["annexes"] else "unit_plain.docx"
