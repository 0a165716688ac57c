"""The ruler on every paper that is signed: where each cell of NĐ 30/2020 stands, to the millimetre.

The text is 165 mm wide (30 left, 15 right): 42 % for the issuer, 58 % for quốc hiệu and the date.
"""

import io
import json
import subprocess
from typing import NamedTuple

import pdfplumber
import pypdfium2
import pytest

from nganam_awards.core.money import grouped
from nganam_awards.documents import render
from tests.documents import samples
from tests.documents.test_ruler import faces, line_of, mm, page_number, ruled_lines


COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DAY = "Ngã Năm, ngày 15 tháng 12 năm 2023"
ISSUER_AT, NATION_AT, PAGE_AT, SIGNED_AT = 64.65, 147.15, 112.5, 152.1  # middles, in mm
TOLERANCE = 1  # mm


class Paper(NamedTuple):
    """One paper, and the words that stand in its cells."""

    template: str
    words: dict
    symbol: str
    issuer: tuple[str, ...]
    kind: str
    about: str
    office: tuple[str, ...]
    name: str
    last: str


TOWN = ("ỦY BAN NHÂN DÂN", "THỊ XÃ NGÃ NĂM")
OFFICE = ("UBND THỊ XÃ NGÃ NĂM", "PHÒNG NỘI VỤ")
AWARD = "Về việc tặng Giấy khen cho 03 tập thể"
CHAIR, HEAD = "Trần Hoàng Khánh", "Lý Thị Ngọc Hằng"
DEPUTY = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
LETTER = "documents/letter.html"
PAPERS = {
    "decision": Paper(
        "documents/decision.html",
        samples.decision(),
        "07/QĐ-UBND",
        TOWN,
        "QUYẾT ĐỊNH",
        AWARD,
        ("CHỦ TỊCH",),
        CHAIR,
        "- Lưu: VT, NV.",
    ),
    "extract": Paper(
        "documents/extract.html",
        samples.extract(),
        "07/QĐ-UBND",
        TOWN,
        "QUYẾT ĐỊNH",
        AWARD,
        ("CHỦ TỊCH",),
        CHAIR,
        "- Lưu: VT, NV.",
    ),
    "letter": Paper(
        LETTER,
        samples.letter(),
        "05/TTr-PNV",
        OFFICE,
        "TỜ TRÌNH",
        AWARD,
        ("TRƯỞNG PHÒNG",),
        HEAD,
        "- Lưu: NV.",
    ),
    "forward": Paper(
        LETTER,
        samples.forward(),
        "01/TTr-UBND",
        TOWN,
        "TỜ TRÌNH",
        AWARD,
        DEPUTY,
        CHAIR,
        "- Lưu: VT.",
    ),
    "notice": Paper(
        LETTER,
        samples.notice(),
        "09/TB-PNV",
        OFFICE,
        "THÔNG BÁO",
        "Về kết quả xét khen thưởng hồ sơ của",
        ("TRƯỞNG PHÒNG",),
        HEAD,
        "- Lưu: NV.",
    ),
}


def printed(paper):
    # The row keeps the number as it was given; the paper writes its leading zero.
    sheet = samples.sheet(symbol=paper.symbol.lstrip("0"))
    return render.pdf(paper.template, paper.words, sheet)


@pytest.fixture(scope="module", params=PAPERS, ids=str)
def measured(request):
    """(the paper, its file, its pages)."""
    paper = PAPERS[request.param]
    file = printed(paper)
    with pdfplumber.open(io.BytesIO(file)) as opened:
        yield paper, file, opened.pages


def middle(line):
    return mm((line["x0"] + line["x1"]) / 2)


def near(millimetres):
    return pytest.approx(millimetres, abs=TOLERANCE)


def foot_of(pages):
    """The page that the signature stands on."""
    return next(page for page in pages if page.search("Nơi nhận:", regex=False))


def last_of(page, words):
    """The lowest line of the page with these words: the signature, not the title above."""
    return page.search(words, regex=False)[-1]


def test_the_head_stands_in_two_columns_from_the_top_margin_on(measured):
    paper, _, (page, *_) = measured
    country, motto, day = (line_of(page, words) for words in (COUNTRY, MOTTO, DAY))
    over, own = (line_of(page, words) for words in paper.issuer)
    symbol = line_of(page, f"Số: {paper.symbol}")

    assert [middle(line) for line in (country, motto, day)] == [near(NATION_AT)] * 3
    assert [middle(line) for line in (over, own, symbol)] == [near(ISSUER_AT)] * 3
    assert mm(country["top"]) == near(20)
    for left, right in ((over, country), (own, motto), (symbol, day)):
        assert mm(left["bottom"]) == near(mm(right["bottom"]))


def test_number_and_day_have_their_sizes_and_leading_zeros(measured):
    paper, _, (page, *_) = measured
    assert faces(page, COUNTRY) == {("Tinos-Bold", 12)}
    assert faces(page, MOTTO) == {("Tinos-Bold", 13)}
    assert faces(page, f"Số: {paper.symbol}") == {("Tinos", 13)}
    assert faces(page, DAY) == {("Tinos-Italic", 13)}
    assert faces(page, paper.issuer[1]) == {("Tinos-Bold", 12)}
    over = "Tinos" if paper.issuer == OFFICE else "Tinos-Bold"  # cơ quan chủ quản is not bold
    assert faces(page, paper.issuer[0]) == {(over, 12)}


def test_lines_under_the_head_are_as_long_as_the_decree_says(measured):
    paper, _, (page, *_) = measured
    motto, own = line_of(page, MOTTO), line_of(page, paper.issuer[1])
    widest = max((line_of(page, words) for words in paper.issuer), key=lambda x: x["x1"] - x["x0"])

    ((left, right),) = {(x0, x1) for x0, x1, at in ruled_lines(page) if under(motto, x0, x1, at)}
    assert (mm(left), mm(right)) == (near(mm(motto["x0"])), near(mm(motto["x1"])))

    ((left, right),) = {(x0, x1) for x0, x1, at in ruled_lines(page) if under(own, x0, x1, at)}
    words = own if paper.issuer == OFFICE else widest
    assert 1 / 3 <= (right - left) / (words["x1"] - words["x0"]) <= 1 / 2
    assert mm((left + right) / 2) == near(ISSUER_AT)


def under(line, left, right, at):
    """A rule right below this line of words."""
    return 0 <= at - line["bottom"] < 6 and left <= (line["x0"] + line["x1"]) / 2 <= right


def test_kind_and_subject_stand_bold_in_the_middle_of_the_page(measured):
    paper, _, (page, *_) = measured
    for words in (paper.kind, paper.about):
        line = line_of(page, words)
        ((face, size),) = faces(page, words)
        assert face == "Tinos-Bold"
        assert size in (13, 14)
    full = [line for line in page.extract_text_lines() if paper.about in line["text"]]
    assert middle(full[0]) == near(PAGE_AT)
    assert middle(line_of(page, paper.kind)) == near(PAGE_AT)
    assert line["top"] > line_of(page, paper.kind)["top"]


def test_who_signs_stands_right_level_with_the_recipients_and_has_room(measured):
    paper, _, pages = measured
    page = foot_of(pages)
    to, last = line_of(page, "Nơi nhận:"), line_of(page, paper.last)
    office = [last_of(page, words) for words in paper.office]
    name = last_of(page, paper.name)

    assert [middle(line) for line in (*office, name)] == [near(SIGNED_AT)] * (len(office) + 1)
    assert mm(to["x0"]) == mm(last["x0"]) == near(30)
    assert mm(office[0]["top"]) == near(mm(to["top"]))
    assert 23 <= mm(name["top"] - office[-1]["bottom"]) <= 35
    assert faces(page, "Nơi nhận:") == {("Tinos-Bold-Italic", 12)}
    assert faces(page, paper.last) == {("Tinos", 11)}
    for line in (*office, name):
        (face,) = {
            (char["fontname"].partition("+")[2], round(char["size"], 2)) for char in line["chars"]
        }
        assert face in {("Tinos-Bold", 13), ("Tinos-Bold", 14)}


def test_the_body_starts_12_7_mm_in_is_justified_and_ends_with_its_sign(measured):
    _, _, pages = measured
    lines = [line for page in pages for line in page.extract_text_lines()]
    text = " ".join(line["text"] for line in lines)
    assert "./." in text
    assert text.count("./.") == 1
    indented = [line for line in pages[0].extract_text_lines() if mm(line["x0"]) == near(42.7)]
    assert indented
    for line in pages[0].extract_text_lines():
        assert mm(line["x0"]) >= 29.9
        assert mm(line["x1"]) <= 195.5


def test_only_later_pages_have_a_number_and_it_stands_in_the_middle_of_the_top(measured):
    _, _, pages = measured
    assert page_number(pages[0]) == ""
    for page in pages:
        if number := page_number(page):
            chars = [char for char in page.chars if mm(char["top"]) < 19]
            assert number.isdigit()
            assert {round(char["size"], 2) for char in chars} == {14}
            assert mm((chars[0]["x0"] + chars[-1]["x1"]) / 2) == near(PAGE_AT)


def test_the_file_is_sound_has_its_fonts_and_carries_its_words(measured, tmp_path):
    paper, file, _ = measured
    path = tmp_path / "paper.pdf"
    path.write_bytes(file)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    for row in fonts.splitlines()[2:]:
        assert "+Tinos" in row
        assert row.split()[-5:-2] == ["yes"] * 3  # embedded, subset, with Unicode
    meta = subprocess.run(["pdfinfo", "-meta", path], capture_output=True, text=True, check=True)
    assert 'pdfaid:part="3" pdfaid:conformance="A"' in meta.stdout
    (data,) = attached(path)
    assert data["content"] == paper.words


def attached(path):
    """The files inside the file, as data."""
    with pypdfium2.PdfDocument(path) as document:
        count = document.count_attachments()
        return [json.loads(bytes(document.get_attachment(n).get_data())) for n in range(count)]


def test_the_same_words_give_the_same_bytes(measured):
    paper, file, _ = measured
    assert printed(paper) == file


# --- the list ----------------------------------------------------------------------------------

LONGEST = (
    "Hợp tác xã Nông nghiệp, Dịch vụ, Thương mại và Du lịch sinh thái cộng đồng Vĩnh Quới - "
    "Tân Long - Mỹ Quới - Mỹ Bình"
)


@pytest.fixture(scope="module")
def list_of_300():
    people = samples.people(300)
    people[7]["name"] = LONGEST
    people[8]["name"] = "Tập_thể_viết_liền_không_có_dấu_cách_nào_trong_tên_gọi_của_mình"
    context = samples.decision(people=people)
    file = render.pdf("documents/decision.html", context, samples.sheet())
    with pdfplumber.open(io.BytesIO(file)) as opened:
        yield people, opened.pages


def list_pages(pages):
    start = next(n for n, page in enumerate(pages) if page.search("DANH SÁCH", regex=False))
    return pages[start:]


def test_three_hundred_names_stand_each_once_in_order_with_their_total(list_of_300):
    people, pages = list_of_300
    rows = [
        row
        for page in list_pages(pages)
        for row in page.extract_tables()[0]
        if row[0] and row[0].isdigit()
    ]
    told = [" ".join(row[1].split()) for row in rows][-300:]
    assert [row[0] for row in rows][-300:] == [str(n) for n in range(1, 301)]
    assert [one for n, one in enumerate(told) if n != 8] == [
        person["name"] for n, person in enumerate(people) if n != 8
    ]
    assert told[8].replace(" ", "") == people[8]["name"]
    total = grouped(300 * 540_000 + 3 * 1_080_000)
    assert pages[-1].extract_tables()[0][-1] == ["Tổng cộng", None, None, None, total]


def test_no_name_leaves_its_cell_and_no_row_is_cut_in_two(list_of_300):
    _, pages = list_of_300
    for page in list_pages(pages):
        (table,) = page.find_tables()
        left, _, right, bottom = table.bbox
        assert (mm(left), mm(right)) == (near(30), near(195))
        assert mm(bottom) <= 277 + TOLERANCE
        for row in table.rows:
            for cell in filter(None, row.cells):
                inside = page.within_bbox(cell).chars
                touching = page.crop(cell).chars
                assert len(inside) == len(touching)


def test_the_pages_of_the_list_are_numbered_from_its_second_on(list_of_300):
    _, pages = list_of_300
    numbers = [page_number(page) for page in list_pages(pages)]
    assert numbers == ["", *(str(n) for n in range(2, len(numbers) + 1))]
