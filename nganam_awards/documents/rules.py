"""Who may open a paper: the platform asks upward and denies what nobody answers for."""

from nganam_awards.core.registry import document_readers
from nganam_awards.documents.models import Document


def can_read(user: object, document: Document) -> bool:
    """The first app that knows this kind of paper answers; unknown papers stay shut."""
    for ask in document_readers:
        if (answer := ask(user, document)) is not None:
            return answer
    return False
