"""The ruler: what NĐ 30/2020/NĐ-CP says in millimetres and points, measured in the file."""

import io
import subprocess
import unicodedata

import pdfplumber
import pytest
import zxingcpp
from PIL import Image

from nganam_awards.documents import pictures, render
from tests.documents import samples


TEMPLATE = "documents/decision.html"
PAGED = [
    samples.annex(samples.people(60), "PHỤ LỤC I"),
    samples.annex(heading="PHỤ LỤC II"),
    samples.annex(samples.people(40), "PHỤ LỤC III"),
]


def mm(points):
    return points * 25.4 / 72


@pytest.fixture(scope="module")
def bytes_of_short():
    return render.pdf(TEMPLATE, samples.decision(), samples.sheet())


@pytest.fixture(scope="module")
def bytes_of_long():
    context = samples.decision(extra_grounds=14, annexes=PAGED)
    return render.pdf(TEMPLATE, context, samples.sheet())


@pytest.fixture(scope="module")
def short(bytes_of_short):
    with pdfplumber.open(io.BytesIO(bytes_of_short)) as opened:
        yield opened


@pytest.fixture(scope="module")
def long(bytes_of_long):
    with pdfplumber.open(io.BytesIO(bytes_of_long)) as opened:
        yield opened


def line_of(page, words):
    """The line of the page that holds these words, cut to them."""
    found = page.search(words, regex=False)
    assert found, f"{words} is not on the page"
    return found[0]


def faces(page, words):
    """(font, size) of the words."""
    return {
        (char["fontname"].partition("+")[2], round(char["size"], 2))
        for char in line_of(page, words)["chars"]
        if char["text"].strip()
    }


def page_number(page):
    """What stands in the top margin."""
    return page.crop((0, 0, page.width, 19 / 25.4 * 72)).extract_text().strip()


def ruled_lines(page):
    """Horizontal lines: (left, right, height above the page's end) of each."""
    drawn = [*page.rects, *page.lines]
    return [(shape["x0"], shape["x1"], shape["bottom"]) for shape in drawn]


def test_the_file_is_whole(bytes_of_long, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(bytes_of_long)
    told = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors" in told.stdout


def test_every_page_is_a4_upright(short, long):
    for page in [*short.pages, *long.pages]:
        assert (round(mm(page.width)), round(mm(page.height))) == (210, 297)


def test_words_keep_the_margins(short, long):
    for page in [*short.pages, *long.pages]:
        chars = [c for c in page.chars if mm(c["top"]) > 19]
        assert 29.9 <= mm(min(c["x0"] for c in chars)) <= 36
        assert 210 - mm(max(c["x1"] for c in chars)) >= 14
        assert 19 <= mm(min(c["top"] for c in chars)) <= 26
        assert 297 - mm(max(c["bottom"] for c in chars)) >= 19.5
    justified = [c["x1"] for c in short.pages[0].chars]
    assert 14 <= 210 - mm(max(justified)) <= 21


def test_all_words_are_set_in_embedded_tinos(bytes_of_long, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(bytes_of_long)
    told = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    rows = told.splitlines()[2:]

    assert len(rows) == 4
    for row in rows:
        assert "+Tinos" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, with Unicode


@pytest.mark.parametrize(
    ("words", "face"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ("Tinos-Bold", 12)),
        ("Độc lập - Tự do - Hạnh phúc", ("Tinos-Bold", 13)),
        ("ỦY BAN NHÂN DÂN", ("Tinos-Bold", 12)),
        ("THỊ XÃ NGÃ NĂM", ("Tinos-Bold", 12)),
        ("Số: 412/QĐ-UBND", ("Tinos", 13)),
        ("Ngã Năm, ngày 15 tháng 12 năm 2023", ("Tinos-Italic", 13)),
        ("Nơi nhận:", ("Tinos-Bold-Italic", 12)),
        ("- CT, các PCT UBND thị xã;", ("Tinos", 11)),
        ("- Lưu: VT, NV.", ("Tinos", 11)),
    ],
)
def test_cells_have_their_size_and_style(short, words, face):
    assert faces(short.pages[0], words) == {face}


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("QUYẾT ĐỊNH", "Tinos-Bold"),
        ("Về việc tặng Giấy khen cho 03 tập thể", "Tinos-Bold"),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN THỊ XÃ NGÃ NĂM", "Tinos-Bold"),
        ("Căn cứ Luật Thi đua, khen thưởng", "Tinos-Italic"),
        ("Điều 2.", "Tinos-Bold"),
        ("Kèm theo Giấy khen là tiền thưởng", "Tinos"),
        ("Trần Hoàng Khánh", "Tinos-Bold"),
    ],
)
def test_the_body_is_13_or_14_points_throughout(short, words, style):
    ((found, size),) = faces(short.pages[0], words)

    assert found == style
    assert size in (13, 14)
    assert size == next(iter(faces(short.pages[0], "Kèm theo Giấy khen")))[1]


def test_13_points_are_used_where_they_save_a_page(short, long):
    assert faces(short.pages[0], "Kèm theo Giấy khen") == {("Tinos", 13)}
    assert faces(long.pages[1], "Kèm theo Giấy khen") == {("Tinos", 14)}


def test_the_line_under_the_motto_is_as_long_as_the_motto(short):
    page = short.pages[0]
    motto = line_of(page, "Độc lập - Tự do - Hạnh phúc")

    below = [
        (left, right)
        for left, right, at in ruled_lines(page)
        if 0 <= at - motto["bottom"] < 6 and left > page.width / 2 - 30
    ]

    assert below
    for left, right in below:
        assert left == pytest.approx(motto["x0"], abs=1)
        assert right == pytest.approx(motto["x1"], abs=1)


@pytest.mark.parametrize(
    ("last_words", "widest_words"),
    [
        ("THỊ XÃ NGÃ NĂM", "ỦY BAN NHÂN DÂN"),
        ("đô thị văn minh” năm 2023", "xây dựng nông thôn mới, đô thị văn minh” năm 2023"),
    ],
)
def test_lines_under_issuer_and_title_are_a_third_to_a_half_of_the_words(
    short, last_words, widest_words
):
    page = short.pages[0]
    widest, last = line_of(page, widest_words), line_of(page, last_words)

    (ruled,) = {
        (left, right)
        for left, right, at in ruled_lines(page)
        if 0 <= at - last["bottom"] < 6 and right < page.width * 0.7 and right - left > 20
    }

    share = (ruled[1] - ruled[0]) / (widest["x1"] - widest["x0"])
    assert 1 / 3 <= share <= 1 / 2
    assert sum(ruled) / 2 == pytest.approx((widest["x0"] + widest["x1"]) / 2, abs=1)


def test_paragraphs_start_1_27_cm_in_and_stand_6_points_apart(short):
    page = short.pages[0]
    first = line_of(page, "Điều 1.")
    lines = page.extract_text_lines()
    at = next(n for n, line in enumerate(lines) if line["text"].startswith("Điều 2."))
    pitch = lines[at + 1]["top"] - lines[at]["top"]

    assert mm(first["x0"]) == pytest.approx(42.7, abs=0.3)
    assert lines[at]["top"] - lines[at - 1]["top"] - pitch == pytest.approx(6, abs=0.3)
    assert 1.1 <= pitch / 13 <= 1.5


def test_number_and_page_numbers(short, long):
    assert [page_number(page) for page in short.pages] == ["", ""]
    assert [page_number(page) for page in long.pages[:3]] == ["", "2", ""]
    char = next(c for c in long.pages[1].chars if mm(c["top"]) < 19)
    assert char["fontname"].endswith("+Tinos")
    assert 13 <= char["size"] <= 14
    assert mm((char["x0"] + char["x1"]) / 2) == pytest.approx(30 + 165 / 2, abs=0.5)


def test_every_annex_is_paged_on_its_own(long):
    numbers = {}
    for page in long.pages[2:]:
        text = page.extract_text()
        if "PHỤ LỤC" in text:
            heading = next(line for line in text.splitlines() if "PHỤ LỤC" in line)
        numbers.setdefault(heading, []).append(page_number(page))

    assert numbers["PHỤ LỤC II"] == [""]
    for heading in ("PHỤ LỤC I", "PHỤ LỤC III"):
        pages = len(numbers[heading])
        assert pages > 1
        assert numbers[heading] == ["", *map(str, range(2, pages + 1))]


def test_the_table_head_stands_on_every_page_of_an_annex(long):
    for page in long.pages[2:]:
        assert "Chức vụ, đơn vị" in page.extract_text()


def test_the_text_reads_in_order_and_is_nfc(bytes_of_short, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(bytes_of_short)
    told = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    lines = [" ".join(line.split()) for line in told.splitlines() if line.strip()]

    assert unicodedata.is_normalized("NFC", told)
    assert lines[:5] == [
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "THỊ XÃ NGÃ NĂM Độc lập - Tự do - Hạnh phúc",
        "Số: 412/QĐ-UBND Ngã Năm, ngày 15 tháng 12 năm 2023",
        "QUYẾT ĐỊNH",
        "Về việc tặng Giấy khen cho 03 tập thể, 02 cá nhân",
    ]
    assert "Nơi nhận: CHỦ TỊCH" in lines  # level with the signatory's office
    expected = ["QUYẾT ĐỊNH:", "Nơi nhận: CHỦ TỊCH", "- Như Điều 3;", "- Lưu: VT, NV.", "DANH SÁCH"]
    assert [line for line in lines if line in expected] == expected
    assert any(line.endswith("kể từ ngày ký./.") for line in lines)


def test_the_file_is_tagged_pdf_a_in_vietnamese(bytes_of_short, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(bytes_of_short)
    facts = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    meta = subprocess.run(["pdfinfo", "-meta", file], capture_output=True, text=True, check=True)

    assert "Tagged:          yes" in facts
    assert "Page size:       595.276 x 841.89 pts (A4)" in facts
    assert f"Title:           {samples.TITLE}" in facts
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in meta.stdout
    assert "2023-12-15T09:30:00+07:00" in meta.stdout
    with pdfplumber.open(file) as opened:
        assert opened.doc.catalog["Lang"] == b"vi"


def test_the_qr_opens_the_verification_page(bytes_of_short, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    pictures.make_all(bytes_of_short, "0" * 64)
    with Image.open(pictures.folder("0" * 64) / "1.png") as picture:
        (found,) = zxingcpp.read_barcodes(picture)

    assert found.text == samples.ADDRESS
    assert samples.ADDRESS.endswith(f"/xac-minh/{samples.CODE}/")


@pytest.mark.parametrize("grounds", range(0, 27, 3))
def test_the_signature_never_stands_alone(grounds):
    """Whatever the length of the text, two lines of it or more stand above the signature."""
    context = samples.decision(extra_grounds=grounds, annexes=[])
    made = render.pdf(TEMPLATE, context, samples.sheet())

    with pdfplumber.open(io.BytesIO(made)) as opened:
        page = opened.pages[-1]
        lines = [line["text"] for line in page.extract_text_lines()]
    above = lines[: lines.index("Nơi nhận: CHỦ TỊCH")]
    assert len([line for line in above if not line.isdigit()]) >= 2
    assert above[-1].endswith("kể từ ngày ký./.")
    assert "Trần Hoàng Khánh" in lines
