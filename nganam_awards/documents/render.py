"""Words to PDF: the only importer of WeasyPrint (law 8).

A paper is made from its template and its frozen context alone, so the same row gives the same bytes
on any machine: fonts, style sheet and the moment of issue are all its own.
"""

import json
import logging
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.template.backends.django import DjangoTemplates

from nganam_awards.core import clock
from nganam_awards.core.text import plain_signs
from nganam_awards.documents import qr, shortcut


SCHEME = "paper:"  # nothing outside static/ answers to it, and nothing else is answered
STATIC_DIR = Path(settings.BASE_DIR) / "static"
ALLOWED = {".css": "text/css"}
_FONTS_CONF = Path(__file__).with_name("fonts.conf")
_steps = logging.getLogger("weasyprint.progress")
_steps.setLevel(logging.INFO)
_steps.propagate = False  # a line a page: the worker counts them, the log does without
_one_at_a_time = Lock()  # the process environment is shared by its threads

Progress = Callable[..., None]  # per cent, and the page at hand where there is one


class PrintedSheet(NamedTuple):
    """What the row itself says on the paper, beside its frozen context."""

    code: str
    title: str
    symbol: str
    issued_on: date | None
    is_draft: bool
    created_at: datetime


class Spacing(NamedTuple):
    """How the body is set, inside what NĐ 30/2020 allows (phụ lục I, mục V).

    13 or 14 points; single to one and a half lines, 6 points between paragraphs at least. Where it
    is tight, the gaps that the decree leaves open (above the title, over the signature) shrink too.
    """

    points: int
    is_tight: bool = False


USUAL = Spacing(14)
SAVING = (Spacing(13), Spacing(13, is_tight=True))  # where one saves the paper itself a page
# Of a page: how far down its signature stands on a last page that saving may do without.
NEARLY_EMPTY = 0.4
FOOT = "foot"  # the name that the base template gives to recipients and signature


class MissingWords(Exception):  # noqa: N818 - named as the office speaks
    """A template asks for words that the frozen context does not have."""


class _Words(dict):
    """Frozen words that know when one is asked for that they lack, in loops and conditions too."""

    def __missing__(self, key: str) -> object:
        raise MissingWords(key)


class _NoHoles(str):
    """A paper with a hole is never printed: Django would leave the place empty."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        raise MissingWords(str(variable))


def pdf(
    template: str,
    context: dict,
    sheet: PrintedSheet,
    progress: Progress = lambda *_: None,
    *,
    data: dict | None = None,
) -> bytes:
    """The file of a paper: PDF/A-3a, tagged, with its words embedded as data when it is issued.

    `data` are these words as they were frozen, where the template asks for a later version.
    """
    issued_at = sheet.created_at.astimezone(clock.OFFICE_ZONE).replace(microsecond=0)
    with _paper_environment(issued_at), _shortcuts():
        from weasyprint import Attachment  # noqa: PLC0415 - loads pango, which only workers need

        paper = _laid_out(template, context, sheet, progress)
        progress(76)
        embedded = []
        if not sheet.is_draft:
            embedded.append(
                Attachment(
                    string=_as_data(context if data is None else data, sheet),
                    name=f"{sheet.code}.json",
                    description="Nội dung văn bản dưới dạng dữ liệu",
                    created=issued_at,
                    modified=issued_at,
                    relationship="Data",
                )
            )
        with warnings.catch_warnings():
            # WeasyPrint leaves its own colour profile to the garbage collector.
            warnings.simplefilter("ignore", ResourceWarning)
            return paper.write_pdf(pdf_variant="pdf/a-3a", attachments=embedded)


def html(template: str, context: dict, sheet: PrintedSheet, spacing: Spacing = USUAL) -> str:
    """The paper's words set into its template, every value escaped."""
    drawn_qr = ""
    address = context["verification"]["address"]
    if address and not sheet.is_draft:
        drawn_qr = qr.svg_data_uri(address)
    return (
        _engine()
        .get_template(template)
        .render({"paper": _strict(context), "sheet": sheet, "qr": drawn_qr, "spacing": spacing})
    )


def _strict(words: object) -> object:
    """No hole is printed, no accent beside its letter, no private sign, whoever froze the words."""
    if isinstance(words, dict):
        return _Words({key: _strict(value) for key, value in words.items()})
    if isinstance(words, list):
        return [_strict(value) for value in words]
    return plain_signs(words) if isinstance(words, str) else words


def _laid_out(template: str, context: dict, sheet: PrintedSheet, progress: Progress) -> object:
    """At 14 points; closer where that saves the paper itself a page (lists do not count)."""
    without_lists = {**context, "annexes": []}
    paper, spacing = _layout(html(template, without_lists, sheet)), USUAL
    progress(15)
    for closer in SAVING if _ends_nearly_empty(paper.pages) else ():
        saving = _layout(html(template, without_lists, sheet, closer))
        if len(saving.pages) < len(paper.pages):
            paper, spacing = saving, closer
            break
    progress(20)
    annexes = context.get("annexes")
    if not annexes:
        return paper
    expected = len(paper.pages) + sum(_rows(annex) // 22 + 1 for annex in annexes)
    with _pages_told(expected, progress):
        return _layout(html(template, context, sheet, spacing))


def _ends_nearly_empty(pages: list) -> bool:
    """Whether closer lines may save the last page: its signature stands high."""
    last = pages[-1]
    return len(pages) > 1 and last.anchors[FOOT][1] < NEARLY_EMPTY * last.height


def _rows(annex: dict) -> int:
    return sum(len(section["rows"]) for section in annex["sections"])


def _layout(words: str) -> object:
    from weasyprint import HTML  # noqa: PLC0415 - loads pango, which only workers need

    return HTML(string=words, base_url=SCHEME, url_fetcher=_fetcher()).render()


def _as_data(context: dict, sheet: PrintedSheet) -> str:
    facts = {
        "code": sheet.code,
        "title": sheet.title,
        "symbol": sheet.symbol,
        "issued_on": sheet.issued_on and sheet.issued_on.isoformat(),
        "content": context,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)


def _fetcher() -> object:
    from weasyprint.urls import (  # noqa: PLC0415 - loads pango, which only workers need
        URLFetcher,
        URLFetcherResponse,
    )

    class OnlyOurs(URLFetcher):
        """Style sheets under static/ and the QR drawn here; a paper opens nothing else."""

        def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
            if url.startswith("data:image/svg+xml"):
                return super().fetch(url, headers)
            path = (STATIC_DIR / url.removeprefix(SCHEME).lstrip("/")).resolve()
            if not url.startswith(SCHEME) or not path.is_relative_to(STATIC_DIR.resolve()):
                raise ValueError("A paper fetches nothing from outside.")
            return URLFetcherResponse(
                url, path.read_bytes(), {"Content-Type": ALLOWED[path.suffix]}
            )

    return OnlyOurs(allowed_protocols=["data"], fail_on_errors=True)


def _engine() -> DjangoTemplates:
    return DjangoTemplates(
        {
            "NAME": "paper",
            "DIRS": [Path(settings.BASE_DIR) / "templates"],
            "APP_DIRS": False,
            "OPTIONS": {
                "string_if_invalid": _NoHoles("%s"),
                "builtins": ["nganam_awards.documents.templatetags.paper"],
            },
        }
    )


@contextmanager
def _shortcuts() -> Iterator[None]:
    """Everything that a long paper asks twice is answered once."""
    from weasyprint.draw import text  # noqa: PLC0415 - loads pango, which only workers need
    from weasyprint.layout import inline, preferred  # noqa: PLC0415 - as above
    from weasyprint.text import line_break  # noqa: PLC0415 - as above

    with (
        shortcut.boxes_left_alone(),
        shortcut.pages_listed_once(),
        shortcut.objects_packed_once(),
        shortcut.lines_measured_once(line_break, inline, preferred),
        shortcut.lines_drawn_once(line_break, text),
    ):
        yield


@contextmanager
def _paper_environment(issued_at: datetime) -> Iterator[None]:
    """Our fonts alone, and the moment of issue instead of the clock, for one rendering."""
    ours = {
        "FONTCONFIG_FILE": str(_FONTS_CONF),
        "XDG_CACHE_HOME": str(Path(settings.DATA_DIR) / "cache"),
        "SOURCE_DATE_EPOCH": str(int(issued_at.timestamp())),
    }
    with _one_at_a_time:
        before = {name: os.environ.get(name) for name in ours}
        os.environ.update(ours)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


@contextmanager
def _pages_told(expected: int, progress: Progress) -> Iterator[None]:
    """Turn WeasyPrint's own account of its pages into a percentage (20 to 75)."""
    done = 0

    class Counting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            nonlocal done
            if record.getMessage().startswith("Step 5 - Creating layout - Page"):
                done += 1
                progress(20 + min(55, 55 * done // max(expected, 1)), done)

    handler = Counting()
    _steps.addHandler(handler)
    try:
        yield
    finally:
        _steps.removeHandler(handler)
