"""Papers about one dossier, whose words name it: each a kind of document, read by its own rule."""

from collections.abc import Callable

from dossiers.models import Dossier
from nganam_awards.core.registry import document_readers
from nganam_awards.documents import registry
from nganam_awards.documents.models import Document
from units.models import User


def register_paper(
    kind: str,
    template: str,
    label: str,
    filename: Callable[[Document], str],
    may: Callable[[User, Dossier], bool],
) -> None:
    """Enters the kind: its template, its file's name, and of whose dossier one may read it."""

    def may_read(user: User, document: Document) -> bool | None:
        if document.kind != kind:
            return None
        dossier = _dossier_of(document)
        return dossier is not None and may(user, dossier)

    registry.register(registry.PaperKind(kind, template, label, filename, _origin))
    document_readers.add(may_read)


def _origin(document: Document) -> tuple[str, str] | None:
    """The way back from the paper to its dossier."""
    dossier = _dossier_of(document)
    return (dossier.ref, dossier.get_absolute_url()) if dossier else None


def _dossier_of(document: Document) -> Dossier | None:
    ref = registry.words_of(document)["ref"]
    return Dossier.objects.select_related("unit").filter(ref=ref).first()
