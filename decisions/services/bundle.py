"""The bundle for the province: the letter of UBND thị xã and its lines' papers, as one ZIP."""

from collections.abc import Iterator
from typing import IO

from decisions.models import Decision
from dossiers.models import Dossier
from nganam_awards.core.files.archives import (
    LeftOut,
    Member,
    content_of,
    safe_name,
    stored_member,
    write_archive,
)


def of(decision: Decision) -> IO[bytes]:
    """The bundle, ready to be read. A paper that is still being made is left to the next time, and
    an uploaded file that is not safe is named in the manifest alone."""
    return write_archive(_members(decision))


def name_of(decision: Decision) -> str:
    """«bo-ho-so-03-TTr-UBND.zip»."""
    return f"bo-ho-so-{safe_name(decision.symbol)}.zip"


def _members(decision: Decision) -> Iterator[Member | LeftOut]:
    if decision.document.is_ready:
        name = f"01-to-trinh-{safe_name(decision.symbol)}.pdf"
        yield Member(name, content_of(decision.document))
    for dossier in _dossiers(decision):
        for order, paper in enumerate(dossier.attachments.current(), start=1):
            name = f"{dossier.ref}/{order:02d}-{safe_name(paper.name)}"
            yield stored_member(name, paper)


def _dossiers(decision: Decision) -> list[Dossier]:
    ids = decision.lines.values("nomination__dossier")
    return list(Dossier.objects.filter(pk__in=ids).order_by("ref"))
