"""A whole dossier in one ZIP file: its list, its papers, and what each of them is."""

import csv
import io
from collections.abc import Iterator
from typing import IO

from dossiers.models import Dossier, Nomination
from dossiers.papers.readers import slug
from dossiers.queries import edition as edition_queries
from dossiers.queries.columns import IN_ARCHIVE
from nganam_awards.core.files.archives import (
    LeftOut,
    Member,
    content_of,
    safe_name,
    stored_member,
    write_archive,
)
from nganam_awards.core.sheets.workbooks import guarded


_TITLES = ("STT", *(column.title for column in IN_ARCHIVE), "Kết quả", "Lý do")


def of(dossier: Dossier) -> IO[bytes]:
    """The archive, ready to be read: the same dossier gives the same bytes.

    An uploaded file that is not safe is named in the manifest alone.
    """
    return write_archive(_members(dossier))


def name_of(dossier: Dossier) -> str:
    """«ho-so-HS-2023-00042.zip»."""
    return f"ho-so-{dossier.ref}.zip"


def _members(dossier: Dossier) -> Iterator[Member | LeftOut]:
    yield Member("01-danh-sach.csv", _list(dossier))
    order = 1
    for order, paper in enumerate(edition_queries.current_files(dossier), start=2):
        part = safe_name(paper.get_part_display())
        yield stored_member(f"{order:02d}-{part}-{safe_name(paper.name)}", paper)
    written = (paper for paper in edition_queries.written_of(dossier) if paper.document.is_ready)
    for number, paper in enumerate(written, start=order + 1):
        name = safe_name(f"{slug(paper.title)}.pdf")
        yield Member(f"{number:02d}-van-ban-soan-tren-cong-{name}", content_of(paper.document))


def _list(dossier: Dossier) -> bytes:
    """UTF-8 with its mark, so that Excel reads the accents; no cell that a spreadsheet runs."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_TITLES)
    rows = dossier.nominations.as_filed().select_related("award_type")
    lines = edition_queries.lines_of(dossier, rows)
    for number, line in enumerate(lines, start=1):
        writer.writerow([guarded(str(value)) for value in _row(dossier, number, line)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _row(dossier: Dossier, number: int, line: Nomination) -> list[object]:
    is_judged = not dossier.is_in_unit
    return [
        number,
        *(column.words_of(line) for column in IN_ARCHIVE),
        line.get_state_display() if is_judged else "",
        line.verdict_reason if is_judged else "",
    ]
