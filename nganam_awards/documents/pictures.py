"""Page pictures: a paper read on a phone, under the strict policy, without opening its file.

Pictures belong to the bytes they show and are kept by their hash. A worker orders them drawn in a
child (`canvas.py`); a web process only hands out what lies there.
"""

import io
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import models

from nganam_awards.core.files import child
from nganam_awards.core.refusals import Refused


UPRIGHT = (1240, 1754)  # A4 at 150 dots an inch
KEPT_SECONDS = 24 * 3600  # the sizes of drawn pages, which no page view reads again
MOST_TRIES = 2  # to draw one file, workers that died of it counted
_OUR_OWN = child.Limits(140, 768)  # a thousand certificates, below the time limit of a task


class PictureState(models.TextChoices):
    """Tình trạng ảnh của một tệp."""

    READY = "ready", "Đã vẽ xong"
    WAITING = "waiting", "Đang vẽ các trang"
    GIVEN_UP = "given_up", "Không vẽ được trang"


def folder(sha256: str) -> Path:
    """Where the pictures of these bytes are kept."""
    return Path(settings.MEDIA_ROOT) / "pages" / sha256


def of_page(sha256: str, number: int) -> Path | None:
    """The picture of one page, once it was drawn."""
    picture = folder(sha256) / f"{number}.png"
    return picture if picture.exists() else None


class PagePicture(NamedTuple):
    """One page on screen: it keeps its place, of its very size, before its picture is there."""

    number: int
    width: int
    height: int
    is_drawn: bool


def pages_of(sha256: str, pages: int) -> list[PagePicture]:
    """Every page with the size of its picture; of an upright sheet where it is not drawn yet."""
    key, changed = f"page-sizes:{sha256}", _changed_at(sha256)
    kept = cache.get(key)
    if kept and kept[:2] == (changed, pages):
        return [PagePicture(n, *size, is_drawn=True) for n, size in enumerate(kept[2], start=1)]
    found = [_page(sha256, number) for number in range(1, pages + 1)]
    if found and all(page.is_drawn for page in found):
        sizes = [(page.width, page.height) for page in found]
        cache.set(key, (changed, pages, sizes), KEPT_SECONDS)
    return found


def _changed_at(sha256: str) -> int:
    """When a picture last came or went: sizes kept from before it are not believed."""
    try:
        return folder(sha256).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _page(sha256: str, number: int) -> PagePicture:
    """The size stands in the first bytes of what `canvas.py` drew."""
    try:
        with (folder(sha256) / f"{number}.png").open("rb") as picture:
            head = picture.read(24)
    except FileNotFoundError:
        return PagePicture(number, *UPRIGHT, is_drawn=False)
    return PagePicture(number, *struct.unpack(">II", head[16:24]), is_drawn=True)


def state_of(sha256: str, pages: int) -> PictureState:
    """Whether all pages lie there, will, or never."""
    if all(of_page(sha256, number) for number in range(1, pages + 1)):
        return PictureState.READY
    return PictureState.GIVEN_UP if _tries(sha256) >= MOST_TRIES else PictureState.WAITING


def make_all(pdf: bytes, sha256: str, told: Callable[[int, int], None] | None = None) -> int:
    """Draw every page of a paper of ours that is not there yet; returns how many pages there are.

    `told(page, pages)` hears of every page done.
    """
    return _drawn("draw_pages", io.BytesIO(pdf), sha256, _OUR_OWN, told)


def draw(file: IO[bytes], sha256: str, *, is_photograph: bool) -> None:
    """Draw what a stranger brought; what cannot be drawn in two tries is left alone for good."""
    if _tries(sha256) >= MOST_TRIES:
        return
    _count_try(sha256)
    name = "draw_photograph" if is_photograph else "draw_pages"
    try:
        _drawn(name, file, sha256, child.IN_BACKGROUND)
    except Refused:
        return
    _tries_of(sha256).unlink(missing_ok=True)


def forget(sha256: str) -> None:
    """Delete the pictures of bytes that are gone."""
    shutil.rmtree(folder(sha256), ignore_errors=True)


def _drawn(
    name: str,
    file: IO[bytes],
    sha256: str,
    limits: child.Limits,
    told: Callable[[int, int], None] | None = None,
) -> int:
    place = str(folder(sha256))
    function = f"nganam_awards.documents.canvas:{name}"
    return child.call(function, file, place, limits=limits, told=told)


def _tries_of(sha256: str) -> Path:
    return folder(sha256) / "tries"


def _tries(sha256: str) -> int:
    counted = _tries_of(sha256)
    return counted.stat().st_size if counted.exists() else 0


def _count_try(sha256: str) -> None:
    """One more byte a try: kept before it, so that a worker that dies of it counts."""
    folder(sha256).mkdir(parents=True, exist_ok=True, mode=0o700)
    with _tries_of(sha256).open("ab") as counted:
        counted.write(b".")
