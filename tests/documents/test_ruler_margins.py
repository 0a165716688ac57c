"""The ruler at the edges: whatever is typed, no word of any paper leaves its margins."""

import io
import json
from pathlib import Path

import pdfplumber
import pytest
from django.conf import settings

from nganam_awards.documents import registry, render
from nganam_awards.documents.models import Document
from tests.documents import samples
from tests.documents.test_ruler import mm


pytestmark = pytest.mark.django_db
CONTEXTS = Path(settings.BASE_DIR) / "tests/data/contexts"
PAPERS = sorted(
    path.stem for path in CONTEXTS.glob("*.json") if "kind" in json.loads(path.read_text())
)
FEW = 2  # of every list: more of them measure nothing else
LINK = "https://nganam.soctrang.gov.vn/tin-tuc/" + "a" * 110 + "_hết"
NUMBERED = "số 1" + "2" * 100
# The portal's own: no person types them.
OURS = {"symbol_letters", "roman", "place", "kind", "verification", "version", "widths", "style"}
OURS |= {"titles", "columns", "figures", "heading", "parent", "number", "dated", "issued_by"}


def lengthened(words):
    """Everything that people type, with a link and a number that have no place to break."""
    if isinstance(words, dict):
        return {key: one if key in OURS else lengthened(one) for key, one in words.items()}
    if isinstance(words, list):
        is_cells = all(isinstance(one, str) for one in words)
        return [lengthened(one) for one in (words if is_cells else words[:FEW])]
    is_typed = isinstance(words, str) and words.strip() and not words.isdigit()
    return f"{words} {LINK} {NUMBERED}" if is_typed else words


def frozen(name):
    """Template and words of a paper as an earlier release froze it."""
    found = json.loads((CONTEXTS / f"{name}.json").read_text(encoding="utf-8"))
    document = Document(kind=found["kind"], context=found["context"])
    return registry.kind_of(document).template, registry.printed(document)


def opened(name, change):
    template, context = frozen(name)
    return pdfplumber.open(io.BytesIO(render.pdf(template, change(context), samples.sheet())))


@pytest.mark.parametrize("name", PAPERS)
def test_long_words_break_inside_the_margins_and_cells_of_every_paper(name):
    with opened(name, lengthened) as paper:
        for page in paper.pages:
            left, right = (20, 15) if page.width > page.height else (30, 15)
            chars = [char for char in page.chars if char["text"].strip()]
            assert mm(min(char["x0"] for char in chars)) >= left - 0.2
            assert mm(page.width - max(char["x1"] for char in chars)) >= right - 0.5
            assert mm(page.height - max(char["bottom"] for char in chars)) >= 19.5
            for table in page.find_tables():
                for cell in filter(None, (cell for row in table.rows for cell in row.cells)):
                    assert len(page.crop(cell).chars) == len(page.within_bbox(cell).chars)
        text = "".join(char["text"] for page in paper.pages for char in page.chars)
        assert text.count("_hết") > FEW
