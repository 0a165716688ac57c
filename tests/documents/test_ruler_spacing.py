"""The ruler on second pages: there is none where spacing that the decree allows saves it."""

import io

import pdfplumber
import pytest

from nganam_awards.documents import render
from tests.documents import samples
from tests.documents.test_ruler import line_of, mm


FEW = 3  # lines that nobody turns a page for


def opened(grounds):
    context = samples.decision(extra_grounds=grounds, annexes=[])
    file = render.pdf("documents/decision.html", context, samples.sheet())
    return pdfplumber.open(io.BytesIO(file))


def body_of(page):
    """Lines of the page above its recipients."""
    above = page.crop((0, 20 / 25.4 * 72, page.width, line_of(page, "Nơi nhận:")["top"]))
    return above.extract_text_lines()


@pytest.mark.parametrize("grounds", range(8))
def test_the_signature_never_takes_three_lines_to_a_page_of_its_own(grounds):
    with opened(grounds) as paper:
        assert len(paper.pages) <= 2
        if len(paper.pages) == 2:
            assert len(body_of(paper.pages[1])) > FEW


@pytest.mark.parametrize(("grounds", "points"), [(0, 13), (1, 13), (2, 13), (3, 14)])
def test_lines_stand_closer_only_where_that_saves_the_page(grounds, points):
    with opened(grounds) as paper:
        assert len(paper.pages) == (1 if points == 13 else 2)
        ((size,),) = {
            (round(char["size"]),) for char in line_of(paper.pages[0], "Điều 1.")["chars"]
        }
        assert size == points


def test_the_closest_lines_are_those_that_the_decree_allows():
    with opened(2) as paper:
        (page,) = paper.pages
        lines = page.extract_text_lines()
        at = next(n for n, line in enumerate(lines) if line["text"].startswith("Điều 2."))
        pitch = lines[at + 1]["top"] - lines[at]["top"]
        assert pitch / 13 >= 1.149  # single, of Times New Roman
        assert lines[at]["top"] - lines[at - 1]["top"] - pitch >= 6 - 0.1
        name, office = line_of(page, "Trần Hoàng Khánh"), page.search("CHỦ TỊCH", regex=False)[-1]
        assert mm(name["top"] - office["bottom"]) >= 19  # room for the signature and the seal
        assert mm(page.height - max(char["bottom"] for char in page.chars)) >= 19.5
