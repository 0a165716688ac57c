"""Page pictures: a paper read on a phone, under the strict policy, without opening its file.

The only importer of pypdfium2. Pictures belong to the bytes they show and are kept by their hash.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from django.conf import settings
from PIL import Image, ImageOps


WIDTH = 1240  # pixels: A4 at 150 dpi, readable at arm's length and on a phone when zoomed
HIGHEST = 4 * WIDTH  # a page a kilometre long must not fill the memory
COLOURS = 64  # black on white with a red seal and a blue signature
_one_at_a_time = Lock()  # PDFium is not made for threads


def folder(sha256: str) -> Path:
    """Where the pictures of these bytes are kept."""
    return Path(settings.MEDIA_ROOT) / "pages" / sha256


def make_all(pdf: bytes, sha256: str, told: Callable[[int, int], None] | None = None) -> int:
    """Draw every page that is not there yet; returns how many pages there are.

    `told(page, pages)` hears of every page done.
    """
    import pypdfium2  # noqa: PLC0415 - loads PDFium, which web workers rarely need

    with _one_at_a_time:
        paper = pypdfium2.PdfDocument(pdf)
        try:
            pages = len(paper)
            for number in range(1, pages + 1):
                _draw(paper, sha256, number)
                if told:
                    told(number, pages)
            return pages
        finally:
            paper.close()


def of_page(file: Path, sha256: str, number: int) -> Path:
    """The picture of one page, drawn again where a restored backup has the file alone."""
    import pypdfium2  # noqa: PLC0415 - loads PDFium, which web workers rarely need

    picture = folder(sha256) / f"{number}.png"
    if not picture.exists():
        with _one_at_a_time:
            paper = pypdfium2.PdfDocument(file)
            try:
                _draw(paper, sha256, number)
            finally:
                paper.close()
    return picture


def of_image(file: Path, sha256: str) -> Path:
    """A photographed paper, upright and no larger than a page is drawn."""
    picture = folder(sha256) / "1.png"
    if not picture.exists():
        with Image.open(file) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
            upright.thumbnail((WIDTH, HIGHEST))
            _keep(upright, picture)
    return picture


def forget(sha256: str) -> None:
    """Delete the pictures of bytes that are gone."""
    shutil.rmtree(folder(sha256), ignore_errors=True)


def _draw(paper: object, sha256: str, number: int) -> None:
    picture = folder(sha256) / f"{number}.png"
    if picture.exists():
        return
    page = paper[number - 1]
    scale = min(WIDTH / page.get_width(), HIGHEST / page.get_height())
    drawn = page.render(scale=scale).to_pil()
    page.close()
    _keep(drawn.quantize(COLOURS, method=Image.Quantize.FASTOCTREE), picture)


def _keep(drawn: Image.Image, picture: Path) -> None:
    """Whole or absent."""
    picture.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=picture.parent)
    with os.fdopen(handle, "wb") as stream:
        drawn.save(stream, "PNG")
    Path(temporary).replace(picture)
