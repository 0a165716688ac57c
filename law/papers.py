"""What the papers of an authority begin and end with, for `documents/letterhead`."""

from collections.abc import Iterable

from law.models import Authority, Signatory
from nganam_awards.documents import letterhead
from nganam_awards.documents.letterhead import Letterhead


CHAIRMAN = "CHỦ TỊCH"  # who signs where nobody is known yet


def letterhead_of(authority: Authority) -> Letterhead:
    """Its lines, symbol and place."""
    return Letterhead(
        parent=authority.parent_lines.splitlines(),
        name=authority.issuer_lines.splitlines(),
        symbol=authority.symbol,
        place=authority.place,
        issued_by=authority.name,
    )


def signature_of(signatory: Signatory | None, *, above: Iterable[str] = ()) -> dict:
    """Who signs; `above`: on whose behalf. Without a signatory the name stays open."""
    titles = signatory.title_lines if signatory else CHAIRMAN
    name = signatory.full_name if signatory else ""
    return letterhead.signature([*above, *titles.splitlines()], name)
