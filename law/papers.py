"""What the papers of an authority begin and end with, for `documents/letterhead`."""

from collections.abc import Iterable
from datetime import date

from law.models import Authority, Signatory
from law.queries import regime as regime_queries
from nganam_awards.documents import letterhead
from nganam_awards.documents.letterhead import Letterhead
from nganam_awards.documents.services import portal_address
from units.models import User


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


def one_stop() -> str:
    """Where dossiers are sent and answered: by its name, and at the address that a reader types."""
    name, address = "Hệ thống thông tin Một cửa điện tử thị xã", portal_address()
    return f"{name} ({address})" if address else name


def signature_of(signatory: Signatory | None, *, above: Iterable[str] = ()) -> dict:
    """Who signs; `above`: on whose behalf. Without a signatory the name stays open."""
    titles = signatory.title_lines if signatory else CHAIRMAN
    name = signatory.full_name if signatory else ""
    return letterhead.signature([*above, *titles.splitlines()], name)


def signed_by_home_affairs(authority: Authority, by: User, day: date) -> dict:
    """The line of whoever submits, else of the head in office, else the head as the office is."""
    lines = authority.signatories.in_force(day).filter(user=by)
    found = lines.order_by("-starts_on").first() or regime_queries.head_of(authority, day)
    if found is None:
        return letterhead.signature(["TRƯỞNG PHÒNG"], by.full_name)
    return signature_of(found)
