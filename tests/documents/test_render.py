"""What goes into a file and what never does."""

import gc
import io
import json
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pdfplumber
import pydyf
import pypdf
import pytest
from django.conf import settings

from nganam_awards.documents import render
from tests.documents import samples


TEMPLATE = "documents/decision.html"
ELSEWHERE = """
import hashlib, sys
import django
django.setup()
from nganam_awards.documents import render
from tests.documents import samples
made = render.pdf("documents/decision.html", samples.decision(), samples.sheet())
sys.stdout.write(hashlib.sha256(made).hexdigest())
"""


def text_of(made):
    with pdfplumber.open(io.BytesIO(made)) as opened:
        return "\n".join(page.extract_text() for page in opened.pages)


def hash_made_elsewhere(**environment):
    """The hash of the sample's bytes, made by another process on another day."""
    told = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        capture_output=True,
        text=True,
        check=True,
        cwd=settings.BASE_DIR,
        env={**os.environ, **environment},
    )
    return told.stdout


def test_the_same_words_give_the_same_bytes_wherever_they_are_rendered():
    made = {
        hash_made_elsewhere(PYTHONHASHSEED="1", TZ="UTC", LANG="C"),
        hash_made_elsewhere(PYTHONHASHSEED="2", TZ="Asia/Tokyo", SOURCE_DATE_EPOCH="1"),
    }

    assert len(made) == 1


def test_the_process_keeps_its_own_environment():
    before = dict(os.environ)

    render.pdf(TEMPLATE, samples.decision(annexes=[]), samples.sheet())

    assert dict(os.environ) == before


def test_markup_in_a_name_is_text():
    person = {
        "order": 1,
        "name": "<b>Lê</b> & <script>x</script>",
        "detail": "<i>",
        "prize": 540000,
        "note": "",
    }
    context = samples.decision(people=[{**person, "achievement": "{{ sheet.code }}"}])

    words = render.html(TEMPLATE, context, samples.sheet())
    printed = text_of(render.pdf(TEMPLATE, context, samples.sheet()))

    assert "&lt;b&gt;Lê&lt;/b&gt; &amp; &lt;script&gt;" in words
    assert "<b>Lê</b> &" in printed
    assert "{{ sheet.code" in printed


@pytest.mark.parametrize("key", sorted(set(samples.DECISION) - {"verification"}))
def test_a_paper_with_a_hole_is_not_printed(key):
    context = samples.decision()
    del context[key]

    with pytest.raises(render.MissingWords, match=key):
        render.html(TEMPLATE, context, samples.sheet(is_draft=True))


@pytest.mark.parametrize("key", ["heading", "attached", "columns", "sections", "total"])
def test_nor_is_a_list_with_a_hole(key):
    context = samples.decision()
    del context["annexes"][0][key]

    with pytest.raises(render.MissingWords, match=key):
        render.html(TEMPLATE, context, samples.sheet())


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "paper:../nganam_awards/settings/base.py",
        "paper:../../../etc/passwd",
        "paper:icons.svg",
        "paper:css/nowhere.css",
        "data:text/css,p{color:red}",
    ],
)
def test_a_paper_opens_nothing_but_its_own_style_sheets(address):
    with pytest.raises((ValueError, KeyError, OSError)):
        render._fetcher()(address)


def test_an_issued_paper_carries_its_words_as_data():
    made = pypdf.PdfReader(io.BytesIO(render.pdf(TEMPLATE, samples.decision(), samples.sheet())))

    (name,) = made.attachments
    facts = json.loads(made.attachments[name][0])
    (file,) = {link.idnum: link for link in made.trailer["/Root"]["/AF"]}.values()

    assert name == f"{samples.CODE}.json"
    assert facts["symbol"] == "412/QĐ-UBND"
    assert facts["issued_on"] == "2023-12-15"
    assert facts["content"] == samples.decision()
    assert file.get_object()["/AFRelationship"] == "/Data"


def test_a_draft_says_so_and_has_neither_number_nor_qr_nor_data():
    made = render.pdf(TEMPLATE, samples.decision(), samples.sheet(is_draft=True))
    text = text_of(made)

    assert "DỰ THẢO" in text.splitlines()
    assert "/QĐ-UBND" in text
    assert "Số: 412" not in text
    assert "ngày 15 tháng 12 năm 2023\n" not in text.split("QUYẾT ĐỊNH")[0]
    assert "Mã tra cứu" not in text
    assert not pypdf.PdfReader(io.BytesIO(made)).attachments


def test_without_an_address_of_its_own_the_portal_prints_the_code_alone():
    context = {**samples.decision(annexes=[]), "verification": {"code": "x", "address": ""}}

    words = render.html(TEMPLATE, context, samples.sheet())

    assert samples.CODE in words
    assert "<img" not in words


def test_three_hundred_names_with_long_posts_fit_their_columns():
    made = render.pdf(TEMPLATE, samples.decision(people=samples.people(300)), samples.sheet())

    with pdfplumber.open(io.BytesIO(made)) as opened:
        text = "\n".join(page.extract_text() for page in opened.pages)
        for page in opened.pages:
            assert max(char["x1"] for char in page.chars) <= (210 - 14.5) / 25.4 * 72
    assert "\n300 " in text
    assert "165.240.000" in text  # 3 × 1.080.000 + 300 × 540.000
    assert text.count("STT") >= len(opened.pages) - 1


def test_a_list_without_achievements_has_no_empty_column():
    annex = samples.annex()
    annex["columns"] = {**annex["columns"], "achievement": ""}

    text = text_of(render.pdf(TEMPLATE, samples.decision(annexes=[annex]), samples.sheet()))

    assert "Thành tích" not in text
    assert "Vận động 48 hộ" not in text
    assert "Tổng cộng 4.320.000" in text


def test_up_to_three_names_stand_in_the_first_article():
    context = samples.decision(annexes=[])
    context["articles"][0] = {
        "text": "Tặng Giấy khen cho 02 cá nhân có tên sau:",
        "points": ["1. Ông Dương Chí Sang, Phường 1", "2. Bà Lý Thị Trúc Hằng, Phường 1"],
    }

    text = text_of(render.pdf(TEMPLATE, context, samples.sheet()))

    assert "Điều 1. Tặng Giấy khen cho 02 cá nhân có tên sau:" in text
    assert "1. Ông Dương Chí Sang, Phường 1;\n2. Bà Lý Thị Trúc Hằng, Phường 1.\n" in text


def test_a_deputy_signs_for_the_chairman():
    context = samples.decision(annexes=[])
    context["signature"] = {"titles": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "name": "Lâm Thị Hồng"}

    lines = text_of(render.pdf(TEMPLATE, context, samples.sheet())).splitlines()

    assert "Nơi nhận: KT. CHỦ TỊCH" in lines
    assert any(line.endswith("PHÓ CHỦ TỊCH") for line in lines)


def test_progress_only_grows_and_names_the_page():
    told = []

    render.pdf(
        TEMPLATE,
        samples.decision(people=samples.people(120)),
        samples.sheet(),
        lambda percentage, page=0: told.append((percentage, page)),
    )

    percentages, pages = zip(*told, strict=True)
    assert list(percentages) == sorted(percentages)
    assert 15 <= percentages[0] < 30
    assert 60 <= percentages[-2] <= 75
    assert list(pages) == [0, 0, *range(1, pages[-2] + 1), 0]
    assert told[-1] == (76, 0)  # the file is written


@pytest.mark.parametrize(
    ("template", "words", "is_draft"),
    [
        (TEMPLATE, samples.decision(extra_grounds=9, people=samples.people(40)), False),
        (TEMPLATE, samples.decision(people=samples.people(9)), True),
        ("documents/letter.html", samples.letter(), False),
    ],
)
def test_shortcuts_change_no_byte_and_are_taken_back(template, words, is_draft, monkeypatch):
    sheet = samples.sheet(is_draft=is_draft)
    before, made = _theirs(), render.pdf(template, words, sheet)
    assert _theirs() == before
    assert gc.isenabled()

    monkeypatch.setattr(render, "_shortcuts", nullcontext)

    assert render.pdf(template, words, sheet) == made


def _theirs():
    """All that a shortcut stands in for."""
    from weasyprint.draw import text  # noqa: PLC0415 - loads pango
    from weasyprint.layout import inline  # noqa: PLC0415
    from weasyprint.text import line_break  # noqa: PLC0415

    kinds = [pydyf.PDF, pydyf.Stream, pydyf.Dictionary, pydyf.Array, line_break.Layout]
    return [dict(vars(replaced)) for replaced in (*kinds, text, inline, line_break)]


def test_pages_are_listed_once_for_all_their_words(monkeypatch):
    asked = []
    listed = pydyf.PDF.page_references

    def counting(made):
        asked.append(made.pages["Count"])
        return listed.fget(made)

    monkeypatch.setattr(pydyf.PDF, "page_references", property(counting))
    render.pdf(TEMPLATE, samples.decision(people=samples.people(30)), samples.sheet())

    assert len(asked) == len(set(asked))


def test_only_one_module_knows_weasyprint_and_one_pdfium():
    importers = {"weasyprint": set(), "pypdfium2": set()}
    for folder in (
        "nganam_awards",
        "units",
        "campaigns",
        "honourees",
        "dossiers",
        "council",
        "decisions",
    ):
        for file in Path(settings.BASE_DIR, folder).rglob("*.py"):
            for line in file.read_text(encoding="utf-8").splitlines():
                for name, found in importers.items():
                    if line.strip().startswith((f"import {name}", f"from {name}")):
                        found.add(file.name)

    assert importers == {"weasyprint": {"render.py"}, "pypdfium2": {"canvas.py"}}
