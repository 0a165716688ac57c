"""Phiếu yêu cầu bổ sung, phiếu từ chối, phiếu xin lỗi: numbered A5 papers, ordered by the step."""

import io
from datetime import date

import pdfplumber
import pytest

from dossiers.enums import SlipKind
from dossiers.queries import slip as slip_queries
from dossiers.transitions import (
    apology as apology_transitions,
    dossier as dossier_transitions,
    supplement as supplement_transitions,
)
from law.models import Authority, NumberEntry
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import registry, rules
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render
from tests.documents.test_ruler import mm
from tests.factories.campaigns import SignatoryFactory


pytestmark = pytest.mark.django_db
WORDS = "Bổ sung biên bản họp xét có đủ chữ ký.\nGhi năm sinh của ông An."


def asked(town, words=WORDS):
    dossier = town.appraising()
    supplement_transitions.ask_more(dossier, words=words, until=date(2023, 11, 27), by=town.officer)
    return dossier


def refused(town, words=WORDS):
    return dossier_transitions.refuse(town.filed(), by=town.officer, note=words)


def apologised(town, words=WORDS):
    dossier = town.appraising()
    apology_transitions.apologise(dossier, reason=words, until=date(2023, 12, 11), by=town.officer)
    return dossier


ROADS = {SlipKind.SUPPLEMENT: asked, SlipKind.REFUSAL: refused, SlipKind.APOLOGY: apologised}
TITLES = {
    SlipKind.SUPPLEMENT: "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
    SlipKind.REFUSAL: "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
    SlipKind.APOLOGY: "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
}
SIGNERS = {
    SlipKind.SUPPLEMENT: ["NGƯỜI HƯỚNG DẪN", "Nguyễn Hoàng Ân", "hết ngày 27 tháng 11 năm 2023"],
    SlipKind.REFUSAL: ["NGƯỜI NỘP HỒ SƠ", "Võ Quốc Ưng", "NGƯỜI TIẾP NHẬN HỒ SƠ"],
    SlipKind.APOLOGY: ["TRƯỞNG PHÒNG", "Đỗ Thanh Hà", "hẹn trả kết quả ngày 11 tháng 12 năm 2023"],
}


@pytest.mark.parametrize("kind", SlipKind)
def test_it_is_one_a5_page_that_says_whose_what_and_who(kind, town):
    SignatoryFactory(
        user=town.chief,
        full_name=town.chief.full_name,
        authority=Authority.objects.get(code="PNV"),
        title_lines="TRƯỞNG PHÒNG",
    )
    dossier = ROADS[kind](town)
    [slip] = slip_queries.of(dossier)
    render(slip.pk)
    slip = Document.objects.get(pk=slip.pk)
    with slip.file.open("rb") as file, pdfplumber.open(io.BytesIO(file.read())) as paper:
        (page,) = paper.pages
        chars = [char for char in page.chars if char["text"].strip()]
        text = page.extract_text()
    assert (round(mm(page.width)), round(mm(page.height))) == (148, 210)
    assert mm(min(char["x0"] for char in chars)) >= 14.9
    assert mm(page.width - max(char["x1"] for char in chars)) >= 11.9
    flat = " ".join(text.split())
    for words in (
        TITLES[kind],
        f"Số: 01/{kind.series}-PNV",
        "Ngã Năm, ngày 20 tháng 11 năm 2023",
        town.ward.name,
        dossier.ref,
        "1. Bổ sung biên bản họp xét có đủ chữ ký.",
        "2. Ghi năm sinh của ông An.",
        *SIGNERS[kind],
    ):
        assert words in flat
    assert "Mã tra cứu" not in flat
    assert registry.kind_of(slip).filename(slip).endswith("-01-2023.pdf")


@pytest.mark.parametrize("kind", SlipKind)
def test_its_number_is_taken_with_the_step_and_not_without_it(kind, town):
    with pytest.raises(Refused, match="không in được"):
        ROADS[kind](town, words="Thiếu biên bản 👍")
    assert not NumberEntry.objects.filter(book__kind=kind.series).exists()
    assert not Document.objects.filter(kind=kind).exists()
    ROADS[kind](town)
    entry = NumberEntry.objects.get(book__kind=kind.series)
    assert (entry.symbol, entry.book.authority.code) == (f"01/{kind.series}-PNV", "PNV")
    assert entry.noun.startswith("Phiếu")
    assert kind.label in entry.subject


def test_numbers_follow_one_another_in_the_book_of_the_office(town):
    for _ in range(2):
        refused(town)
    assert list(NumberEntry.objects.values_list("symbol", flat=True)) == [
        "01/TCTN-PNV",
        "02/TCTN-PNV",
    ]


def test_words_that_were_numbered_by_hand_are_not_numbered_again(town):
    [slip] = slip_queries.of(asked(town, words="- Thiếu biên bản.\n- Thiếu tờ trình."))
    assert slip.context["points"] == ["- Thiếu biên bản.", "- Thiếu tờ trình."]


def test_the_unit_finds_it_on_the_page_of_the_dossier_and_a_stranger_nowhere(town, client_of):
    dossier = refused(town)
    [slip] = slip_queries.of(dossier)
    for who in (town.clerk, town.head, town.officer2, town.chairman):
        page = client_of(who).get(dossier.get_absolute_url()).text
        assert slip.get_absolute_url() in page
        assert "01/TCTN-PNV" in page
        assert rules.can_read(who, slip)
        assert client_of(who).get(slip.get_absolute_url()).status_code == 200
    assert not rules.can_read(town.stranger, slip)
    assert client_of(town.stranger).get(slip.get_absolute_url()).status_code == 404
    assert registry.kind_of(slip).origin(slip) == (dossier.ref, dossier.get_absolute_url())
