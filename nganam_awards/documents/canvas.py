"""Pages and photographs drawn as pictures. Runs in a child only (`core/files/child.py`).

The only importer of pypdfium2. A page that stands already is not drawn again, so that a second try
goes on where the first one ended.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pypdfium2
from PIL import Image, ImageChops, ImageOps

from nganam_awards.core.files.repair import bare_picture, ended_pdf


WIDTH = 1240  # pixels: A4 at 150 dpi, readable at arm's length and on a phone when zoomed
PACKED = 4  # of 9: a third of the time of 6 saved for a fortieth of the size
HIGHEST = 4 * WIDTH  # a page a kilometre long must not fill the memory
COLOURS = 64  # black on white with a red seal and a blue signature
GREYS = 16  # half a byte a pixel, and no palette has to be looked for
_STEP = 255 // (GREYS - 1)
_TO_GREYS = [round(level / _STEP) for level in range(256)]
_GREY_PALETTE = bytes(grey * _STEP for grey in range(GREYS) for _ in "RGB")


def draw_pages(file: BinaryIO, folder: str, *, told: Callable[[int, int], None]) -> int:
    """Draw every page that is not there yet; `told(page, pages)` hears of each; how many."""
    paper = pypdfium2.PdfDocument(ended_pdf(file))
    pages = len(paper)
    for number in range(1, pages + 1):
        picture = Path(folder) / f"{number}.png"
        if not picture.exists():
            _draw(paper, number, picture)
        told(number, pages)
    return pages


def draw_photograph(file: BinaryIO, folder: str, *, told: Callable[[int, int], None]) -> int:
    """A photographed paper, upright and no larger than a page is drawn."""
    with Image.open(bare_picture(file), formats=("JPEG", "PNG")) as opened:
        opened.draft("RGB", (WIDTH, WIDTH))  # a JPEG is unpacked no larger than needed
        smaller = _roughly(opened)
        upright = _eight_bits(ImageOps.exif_transpose(smaller)).convert("RGB")
        upright.thumbnail((WIDTH, HIGHEST))
        _keep(upright, Path(folder) / "1.png")
    told(1, 1)
    return 1


def _roughly(opened: Image.Image) -> Image.Image:
    """Twice as large as needed, picking pixels: anything finer would copy them all."""
    scale = min(2 * WIDTH / min(opened.size), HIGHEST / max(opened.size))
    if scale >= 1:
        return opened
    width, height = (max(round(side * scale), 1) for side in opened.size)
    smaller = opened.resize((width, height), Image.Resampling.NEAREST)
    smaller.info = opened.info  # which side is up stands there
    smaller.getexif().update(opened.getexif())
    return smaller


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Greys of sixteen bits, which would be cut off at the first 255 of 65,535."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")


def _draw(paper: pypdfium2.PdfDocument, number: int, picture: Path) -> None:
    page = paper[number - 1]
    scale = min(WIDTH / page.get_width(), HIGHEST / page.get_height())
    drawn = page.render(scale=scale).to_pil()
    page.close()
    _keep(_few_colours(drawn), picture)


def _few_colours(drawn: Image.Image) -> Image.Image:
    """Sixteen greys for a page without colour, as nearly all are: half the work of a palette."""
    red, green, blue = drawn.split()
    if any(ImageChops.difference(red, other).getbbox() for other in (green, blue)):
        return drawn.quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
    greys = red.point(_TO_GREYS)
    greys.putpalette(_GREY_PALETTE)
    return greys


def _keep(drawn: Image.Image, picture: Path) -> None:
    """Whole or absent; packed for speed, which sixteen greys make up for in size."""
    picture.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=picture.parent)
    with os.fdopen(handle, "wb") as stream:
        drawn.save(stream, "PNG", compress_level=PACKED)
    Path(temporary).replace(picture)
