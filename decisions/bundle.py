"""Bộ hồ sơ trình cấp trên: the letter of UBND thị xã and the papers of its lines, as one ZIP."""

import re
import tempfile
import zipfile
from typing import IO

from decisions.models import Decision
from dossiers.models import Dossier
from nganam_awards.core.text import fold


_IN_MEMORY = 8 * 1024 * 1024  # a larger bundle waits on disk while it is sent


def of(decision: Decision) -> IO[bytes]:
    """The bundle, ready to be read. A paper that is still being made is left to the next time."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        if decision.document.is_ready:
            archive.writestr(f"01-to-trinh-{_safe(decision.symbol)}.pdf", _bytes(decision.document))
        for dossier in _dossiers(decision):
            for order, paper in enumerate(dossier.attachments.all(), start=1):
                name = f"{dossier.ref}/{order:02d}-{_safe(paper.name)}"
                archive.writestr(name, _bytes(paper))
    file.seek(0)
    return file


def name_of(decision: Decision) -> str:
    """«bo-ho-so-03-TTr-UBND.zip»."""
    return f"bo-ho-so-{_safe(decision.symbol)}.zip"


def _dossiers(decision: Decision) -> list[Dossier]:
    ids = decision.lines.values("nomination__dossier")
    return list(Dossier.objects.filter(pk__in=ids).prefetch_related("attachments").order_by("ref"))


def _bytes(row: object) -> bytes:
    with row.file.open("rb") as file:
        return file.read()


def _safe(name: str) -> str:
    """A file name that every system takes."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", fold(name)).strip("-")
