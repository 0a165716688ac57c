"""The ruler on letters, notices and extracts: the cells that the decision does not have."""

import io
import subprocess
import unicodedata

import pdfplumber
import pytest

from nganam_awards.documents import render
from tests.documents import samples
from tests.documents.test_ruler import faces, line_of, mm, page_number, ruled_lines


TEMPLATE = "documents/letter.html"
SYMBOL = samples.sheet(symbol="05/TTr-PNV")


def made(template, context, sheet=SYMBOL):
    return render.pdf(template, context, sheet)


@pytest.fixture(scope="module")
def letter():
    with pdfplumber.open(io.BytesIO(made(TEMPLATE, samples.letter()))) as opened:
        yield opened


@pytest.fixture(scope="module")
def bytes_of_long():
    people = samples.people(120)
    people[0]["name"] = "<b>Út</b>"
    people[2]["name"] = 'Lê "Bảy" & con'
    people[1]["name"] = unicodedata.normalize("NFD", "Bà Lý Ngọc")
    to = ["Chủ tịch Ủy ban nhân dân tỉnh Sóc Trăng", "Sở Nội vụ (Ban Thi đua - Khen thưởng)"]
    return made(TEMPLATE, samples.letter(addressees=to, people=people))


@pytest.fixture(scope="module")
def long(bytes_of_long):
    with pdfplumber.open(io.BytesIO(bytes_of_long)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "face"),
    [
        ("UBND THỊ XÃ NGÃ NĂM", ("Tinos", 12)),  # cơ quan chủ quản: upright, not bold
        ("PHÒNG NỘI VỤ", ("Tinos-Bold", 12)),
        ("Số: 05/TTr-PNV", ("Tinos", 13)),
        ("Nơi nhận:", ("Tinos-Bold-Italic", 12)),
        ("- Lưu: NV.", ("Tinos", 11)),
    ],
)
def test_cells_have_their_size_and_style(letter, words, face):
    assert faces(letter.pages[0], words) == {face}


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("TỜ TRÌNH", "Tinos-Bold"),
        ("Kính gửi: Chủ tịch Ủy ban nhân dân thị xã Ngã Năm.", "Tinos"),
        ("Căn cứ Luật Thi đua, khen thưởng", "Tinos-Italic"),
        ("TRƯỞNG PHÒNG", "Tinos-Bold"),
        ("Lý Thị Ngọc Hằng", "Tinos-Bold"),
    ],
)
def test_the_body_is_13_or_14_points_throughout(letter, words, style):
    ((face, size),) = faces(letter.pages[0], words)
    assert face == style
    assert size in {13, 14}


def test_one_addressee_stands_on_the_line_in_the_middle_of_the_page(letter):
    line = line_of(letter.pages[0], "Kính gửi: Chủ tịch Ủy ban nhân dân thị xã Ngã Năm.")
    middle = mm((line["x0"] + line["x1"]) / 2)
    assert abs(middle - (30 + 210 - 15) / 2) <= 1


def test_several_addressees_stand_under_each_other_with_their_signs(long):
    first = line_of(long.pages[0], "- Chủ tịch Ủy ban nhân dân tỉnh Sóc Trăng;")
    second = line_of(long.pages[0], "- Sở Nội vụ (Ban Thi đua - Khen thưởng).")
    assert abs(mm(first["x0"] - second["x0"])) <= 1
    assert first["top"] < second["top"]


def test_a_letter_keeps_the_margins(letter, long):
    for page in [*letter.pages, *long.pages]:
        chars = [c for c in page.chars if mm(c["top"]) > 19]
        assert 29.9 <= mm(min(c["x0"] for c in chars)) <= 36
        assert 210 - mm(max(c["x1"] for c in chars)) >= 14
        assert 297 - mm(max(c["bottom"] for c in chars)) >= 19.5


def test_the_line_under_the_issuer_is_a_third_to_a_half_of_the_words(letter):
    page = letter.pages[0]
    line = line_of(page, "PHÒNG NỘI VỤ")
    (under,) = (
        right - left
        for left, right, bottom in ruled_lines(page)
        if line["x0"] <= left <= line["x1"] and 0 <= bottom - line["bottom"] <= 8
    )
    assert 1 / 3 - 0.01 <= under / (line["x1"] - line["x0"]) <= 1 / 2 + 0.01


def test_the_first_page_has_no_number_and_the_list_is_paged_on_its_own(long):
    numbers = [page_number(page) for page in long.pages]
    assert numbers[0] == ""
    start = next(i for i, page in enumerate(long.pages) if "DANH SÁCH" in page.extract_text())
    assert numbers[start] == ""
    assert numbers[start + 1 :] == [str(n) for n in range(2, len(numbers) - start + 1)]


def test_the_last_paragraph_ends_as_papers_do(letter):
    assert "xem xét, quyết định./." in " ".join(letter.pages[0].extract_text().split())


def test_markup_and_split_accents_in_names_are_plain_composed_text(long):
    text = "\n".join(page.extract_text() for page in long.pages)
    assert "<b>Út</b>" in text
    assert 'Lê "Bảy" & con' in text
    assert "Bà Lý Ngọc" in text


def test_the_file_is_whole_tagged_and_has_its_fonts(bytes_of_long, tmp_path):
    file = tmp_path / "letter.pdf"
    file.write_bytes(bytes_of_long)
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    assert all(row.split()[-5:-2] == ["yes"] * 3 for row in fonts.splitlines()[2:])
    facts = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in facts


def test_the_same_words_give_the_same_bytes():
    assert made(TEMPLATE, samples.letter()) == made(TEMPLATE, samples.letter())


def test_an_extract_says_that_it_is_one_and_keeps_the_decisions_number_and_name():
    part = "Trích sao phần danh sách của Phường 1"
    pdf = made("documents/extract.html", samples.decision() | {"extract": part}, samples.sheet())
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page, last = opened.pages[0], opened.pages[1]
        symbol = line_of(page, "Số: 412/QĐ-UBND")
        mark = line_of(page, "TRÍCH SAO")
        assert faces(page, "TRÍCH SAO") == {("Tinos-Bold", 13)}
        assert mark["x0"] + mark["x1"] == pytest.approx(symbol["x0"] + symbol["x1"], abs=2)
        assert mark["top"] > symbol["bottom"]
        assert faces(page, f"({part})") == {("Tinos-Italic", 13)}
        text = "\n".join(p.extract_text() for p in (page, last))
        assert text.index("(Đã ký)") < text.index("Trần Hoàng Khánh")
