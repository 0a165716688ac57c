"""The ruler on long rows: they go on overleaf, and leave no half of a page white before them."""

import io

import pdfplumber
import pytest

from nganam_awards.documents import render
from nganam_awards.documents.typography import is_tall
from tests.documents import samples
from tests.documents.test_ruler import mm
from tests.documents.test_ruler_margins import frozen


LONG = "Vận động nhân dân hiến đất, góp công làm đường, trồng hoa.\n" * 30
pytestmark = pytest.mark.django_db


def wide():
    """The list of a unit's letter, across the sheet."""
    template, context = frozen("unit_paper")
    section = context["annexes"][0]["sections"][0]
    cells = section["rows"][0]
    texts = [LONG if n % 4 == 0 else "Tham gia đủ." for n in range(1, 14)]
    section["rows"] = [[str(n), *cells[1:4], text, *cells[5:]] for n, text in enumerate(texts, 1)]
    return template, context


def upright():
    """The reasons in a notice of no award."""
    context = samples.notice()
    people = samples.people(20)
    for row in people[5::6]:
        row["achievement"] = LONG
    context["annexes"][0]["sections"][1]["rows"] = people
    return "documents/letter.html", context


@pytest.fixture(scope="module", params=[wide, upright])
def pages(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        template, context = request.param()
    with pdfplumber.open(io.BytesIO(render.pdf(template, context, samples.sheet()))) as paper:
        start = next(n for n, page in enumerate(paper.pages) if "DANH SÁCH" in page.extract_text())
        yield paper.pages[start:]


def test_no_page_but_the_last_is_white_below_its_rows(pages):
    assert len(pages) > 3
    for page in pages[:-1]:
        white = mm(page.height - max(char["bottom"] for char in page.chars)) - 20
        assert white < 0.25 * (mm(page.height) - 40)


def test_a_row_that_goes_on_keeps_three_lines_on_each_page(pages):
    for page in pages:
        words = [line for line in page.extract_text_lines() if "hiến đất" in line["text"]]
        assert len(words) == 0 or len(words) >= 2


def test_what_was_typed_on_lines_of_its_own_stands_so(pages):
    lines = [line["text"] for page in pages for line in page.extract_text_lines()]
    assert sum("Vận động" in line for line in lines) >= 3 * 30


@pytest.mark.parametrize(
    ("cells", "answer"),
    [("", False), ("a" * 320, False), ("a" * 321, True), (["1", "b\n" * 9], True), ([], False)],
)
def test_a_row_is_tall_from_its_ninth_line_on(cells, answer):
    assert is_tall(cells, 40) is answer
