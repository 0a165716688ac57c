"""What papers have a glyph for, and what they print it with."""

import io
import unicodedata

import pdfplumber
import pytest

from nganam_awards.documents import glyph, render
from tests.documents import samples


KHMER = "ខ្ញុំស្រឡាញ់ភាសាខ្មែរ សឺន ធីបា"
SIGNS = "✓ ✔ ★ ☆ ➢ ❖ ▪ ◆ ■ □ ☐ ☑ ☒ → ⇒ ➔ ① ② Ⅰ Ⅱ Ⅲ Ⅳ ≤ ≥ ≈ ⅓ ☎ ☺ ═ █ ∈ ∑ • – …"
TEMPLATE = "documents/decision.html"


@pytest.mark.parametrize(
    "text", ["Đạt 95 % chỉ tiêu «năm 2023» – 1.080.000 đ", SIGNS, KHMER, "a\tb\nc\r\nd", ""]
)
def test_what_offices_write_is_printed(text):
    assert glyph.missing(text) == []
    assert glyph.refusal("Tóm tắt", text) == ""


@pytest.mark.parametrize("text", ["\uf0b7 Tốt", "\uf0fc Đạt", "Lê\u200bVăn\ufe0f", "\u202eAn"])
def test_what_cleaning_mends_is_no_reason_to_refuse(text):
    assert glyph.missing(text) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Rất tốt 👍", "«👍»"),
        ("🎉👍🎉", "«🎉», «👍»"),
        ("陳文", "«陳», «文»"),
        ("\u2329", "«\u3008»"),
        ("\ue123", "«U+E123»"),
        ("\uf043", "«👍»"),
        ("一二三四五六七", "«一», «二», «三», «四», «五» và 2 dấu khác"),
    ],
)
def test_what_no_font_has_is_refused_with_its_place(text, named):
    told = f"Tóm tắt: dấu {named} không in được; xóa hoặc thay bằng chữ."
    assert glyph.refusal("Tóm tắt", text) == told


def boxes(caplog):
    """What the setter of papers says of signs that no font has."""
    return [record for record in caplog.records if "notdef" in record.getMessage()]


def printed(*texts):
    context = samples.decision()
    context["articles"][0]["text"] = " ".join(texts)
    return render.pdf(TEMPLATE, context, samples.sheet())


def every_sign():
    """All that papers print, a space between, but for what only stands upon a letter."""
    signs = (chr(point) for point in sorted(glyph.printed()))
    seen = (sign for sign in signs if unicodedata.category(sign)[0] in "LNPS")
    return " ".join(seen)


def test_every_sign_of_the_fonts_is_drawn_by_a_font_of_ours_and_none_as_a_box(caplog):
    assert every_sign().count(" ") > 4_000
    file = printed(every_sign())
    assert not boxes(caplog)
    with pdfplumber.open(io.BytesIO(file)) as paper:
        fonts = {char["fontname"].partition("+")[2] for page in paper.pages for char in page.chars}
    assert {font.partition("-")[0] for font in fonts} == {"Tinos", "Noto"}
    assert len(fonts) == 4 + 4  # four faces of the body; Khmer and three of signs


def test_an_emoji_would_be_a_box(caplog):
    printed("Rất tốt 👍")
    assert boxes(caplog)


def test_private_points_of_frozen_words_are_printed_as_ordinary_signs(caplog):
    file = printed("\uf0b7 Một \uf0fc Hai \uf0d8 Ba")
    assert not boxes(caplog)
    with pdfplumber.open(io.BytesIO(file)) as paper:
        assert "• Một ✓ Hai ➢ Ba" in "".join(char["text"] for char in paper.pages[0].chars)


def test_khmer_is_shaped_and_bold_where_the_paper_is():
    context = samples.decision()
    context["about"] = f"Về việc khen thưởng {KHMER}"
    context["articles"][0]["text"] = KHMER
    with pdfplumber.open(io.BytesIO(render.pdf(TEMPLATE, context, samples.sheet()))) as paper:
        fonts = {char["fontname"].partition("+")[2] for char in paper.pages[0].chars}
    assert {"Noto-Serif-Khmer", "Noto-Serif-Khmer-Bold"} <= fonts
