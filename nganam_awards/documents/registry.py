"""Kinds of papers. The apps above put theirs in at start-up; the platform knows no award."""

from collections.abc import Callable
from dataclasses import dataclass

from nganam_awards.documents.models import Document
from nganam_awards.documents.version import Versions


FIRST = Versions()


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: which sheet its words are set on, and what the downloaded file is called.

    `origin(document)` may say where the paper comes from: words and address of the way back.
    `versions` upgrades frozen words that an earlier version of the portal wrote.
    """

    key: str
    template: str
    label: str
    filename: Callable[[Document], str]
    origin: Callable[[Document], tuple[str, str] | None] | None = None
    versions: Versions = FIRST


VERIFICATION = "verification"  # code and address: every paper has its own
_kinds: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> PaperKind:
    """Put in one kind; a key belongs to one kind for ever, as documents keep it."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"The paper kind {kind.key} is registered already.")
    return kind


def kind_of(document: Document) -> PaperKind:
    """The kind of a stored paper."""
    return _kinds[document.kind]


def known(key: str) -> bool:
    """Is there such a kind?"""
    return key in _kinds


def frozen(key: str, words: dict, verification: dict) -> dict:
    """The words of a paper as its row keeps them: with their version, and its code."""
    return {**_kinds[key].versions.stamped(words), VERIFICATION: verification}


def printed(document: Document) -> dict:
    """The frozen words as the template of today sets them, the code of the paper with them."""
    return kind_of(document).versions.read(document.context)


def words_of(document: Document) -> dict:
    """The frozen words as an app of today writes them: nobody reads `document.context` himself."""
    words = printed(document)
    words.pop(VERIFICATION, None)
    return words


def symbol_filename(document: Document) -> str:
    """«412/QĐ-UBND» of 2023 → «QĐ-412-UBND-2023.pdf»; a draft is called by its code."""
    number, _, letters = document.symbol.partition("/")
    if not letters or document.issued_on is None:
        return f"du-thao-{document.code}.pdf"
    abbreviation, _, issuer = letters.partition("-")
    return "-".join([abbreviation, number, issuer, str(document.issued_on.year)]) + ".pdf"
