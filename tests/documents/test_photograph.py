"""Photographed papers as pictures: right greys, and a word where none can be drawn."""

import io
from pathlib import Path

import pytest
from PIL import Image

from nganam_awards.documents import canvas, pictures


FILES = Path(__file__).parent.parent / "data/files"


def drawn(content: bytes, folder: Path) -> Image.Image:
    canvas.draw_photograph(io.BytesIO(content), str(folder), told=lambda *_: None)
    return Image.open(folder / "1.png").convert("L")


@pytest.mark.parametrize(
    ("ink", "shown"),
    [("black", (0, 0, 0)), ("#777777", (119, 119, 119)), ("#c00000", None)],
)
def test_a_page_without_colour_is_kept_in_sixteen_greys(ink, shown, tmp_path):
    sheet = Image.new("RGB", (210, 297), "white")
    sheet.paste(ink, (0, 0, 100, 297))
    content = io.BytesIO()
    sheet.save(content, "PDF", quality=100)

    canvas.draw_pages(content, str(tmp_path), told=lambda *_: None)

    with Image.open(tmp_path / "1.png") as kept:
        is_grey = len(kept.getpalette()) == 3 * canvas.GREYS
        red, green, blue = kept.convert("RGB").getpixel((200, 800))
    assert is_grey == (shown is not None)
    assert (red, green, blue) == shown if shown else red > 2 * max(green, blue)


def test_greys_of_sixteen_bits_stay_greys(tmp_path):
    picture = drawn((FILES / "p19-16bit-gradient.png").read_bytes(), tmp_path)
    middle = [picture.getpixel((x, 50)) for x in range(0, picture.width, 16)]
    assert middle == sorted(set(middle))
    assert middle[0] < 20
    assert middle[-1] > 220


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_photograph_stands_upright_whatever_its_kind(form, tmp_path):
    turned = Image.new("RGB", (60, 40), "white")
    exif = turned.getexif()
    exif[0x0112] = 6  # the camera lay on its side
    content = io.BytesIO()
    turned.save(content, form, exif=exif)
    assert drawn(content.getvalue(), tmp_path).size == (40, 60)


def test_a_picture_that_is_cut_off_inside_is_given_up(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    content = (FILES / "short-idat.png").read_bytes()
    for _ in range(pictures.MOST_TRIES):
        pictures.draw(io.BytesIO(content), "ab" * 32, is_photograph=True)
    assert pictures.state_of("ab" * 32, 1) == pictures.PictureState.GIVEN_UP


@pytest.mark.parametrize("name", ["d04-thieu-EOF.pdf"])
def test_a_pdf_without_its_last_line_is_drawn(name, tmp_path):
    with (FILES / name).open("rb") as file:
        assert canvas.draw_pages(file, str(tmp_path), told=lambda *_: None) == 1
    assert (tmp_path / "1.png").exists()
