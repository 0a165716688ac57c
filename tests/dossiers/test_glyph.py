"""Nothing leaves the unit that its papers would print as a box: line and field are named."""

import io
from pathlib import Path

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as WordFile

from dossiers.enums import PaperType
from dossiers.models import ListImport, Nomination
from dossiers.papers.docx import word_copy
from dossiers.queries import columns as columns_queries
from dossiers.rules import readiness as readiness_rules
from dossiers.rules.readiness import Draft
from dossiers.services import (
    list_import as list_import_services,
    unit_paper as unit_paper_services,
)
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.tasks import render
from tests.documents.test_ruler import mm


pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent.parent / "data/files"
END = "không in được; xóa hoặc thay bằng chữ."


def rows(dossier):
    return list(dossier.nominations.on_list().as_filed())


def test_what_people_word_themselves_is_asked():
    assert {column.key for column in columns_queries.WORDED} == {
        "full_name",
        "position",
        "working_unit",
        "achievement",
        "initiative",
        "initiative_body",
    }


@pytest.mark.parametrize(
    ("field", "title"),
    [(column.field, column.title) for column in columns_queries.WORDED],
)
def test_a_line_is_named_with_its_field_and_its_sign(town, field, title):
    dossier = town.draft(persons=3)
    line = rows(dossier)[2]
    Nomination.objects.filter(pk=line.pk).update(**{field: "Sơn Thị Ba 👍"})
    line.refresh_from_db()
    told = f"Dòng 3, {line.full_name}, «{title}»: dấu «👍» {END}"
    [lack] = readiness_rules.lacks(Draft(dossier))
    assert lack.text == told
    assert lack.url == reverse("dossiers:nominee_edit", args=[dossier.ref, line.pk])
    with pytest.raises(Refused) as refused:
        dossier_transitions.hand_over(dossier, by=town.clerk)
    assert refused.value.reasons == (told,)


@pytest.mark.parametrize(("field", "label"), [("title", "Tên hồ sơ"), ("summary", "Tóm tắt")])
def test_the_dossiers_own_words_are_asked_too(town, field, label):
    dossier = town.draft(**{field: "Tuyên dương 🎉"})
    assert readiness_rules.blockers(dossier) == [f"{label}: dấu «🎉» {END}"]


def test_signs_and_khmer_that_the_papers_print_stand_in_nobodys_way(town):
    dossier = town.draft(persons=1)
    dossier.nominations.update(achievement="\uf0b7 Vận động ✓ ★ ➢ ថាច់ ហ៊ួល\nhết")
    assert readiness_rules.blockers(dossier) == []


def test_many_places_are_counted(town):
    dossier = town.draft(persons=8)
    dossier.nominations.update(achievement="Tốt 👍")
    told = readiness_rules.blockers(dossier)
    assert len(told) == readiness_rules.NAMED + 1
    assert told[-1] == "3 chỗ khác trong danh sách cũng có dấu không in được."


def test_a_paper_of_the_unit_is_not_written_with_a_box(town):
    dossier = town.draft(persons=1)
    dossier.nominations.update(position="Trưởng ấp 陳")
    with pytest.raises(Refused, match=f"Trưởng ấp 陳.*dấu «陳» {END}"):
        unit_paper_services.write(dossier, PaperType.LETTER, by=town.clerk)


def test_a_reason_that_the_notice_prints_is_asked_when_it_is_given(town):
    dossier = town.appraising()
    [line] = rows(dossier)
    words = {line.pk: ("not_recommend", "Chưa đủ 👎")}
    with pytest.raises(Refused, match=f"{line.full_name}, «Lý do»: dấu «👎» {END}"):
        nominee_transitions.give_verdicts(dossier, words, by=town.officer)


def test_a_list_full_of_hard_signs_is_refused_by_place_and_printed_without_it(town, caplog):
    """Wingdings, ticks, Khmer, links, an emoji, twenty pages of one achievement."""
    dossier = town.draft(persons=0)
    content = (FILES / "chu-kho.xlsx").read_bytes()
    brought = SimpleUploadedFile("chu-kho.xlsx", content)
    found = list_import_services.bring(dossier, brought, by=town.clerk)
    list_import_services.run(found.pk)
    found = ListImport.objects.select_related("dossier__unit").get(pk=found.pk)
    list_import_services.save(found, by=town.clerk, turn=found.turn)
    assert readiness_rules.blockers(dossier) == [
        f"Dòng 3, Sơn Thị Ba, «Thành tích»: dấu «👍», «🏆» {END}",
    ]
    with pytest.raises(Refused):
        unit_paper_services.write(dossier, PaperType.LIST, by=town.clerk)

    lines = dossier.nominations.all()
    lines.filter(full_name="Sơn Thị Ba").update(achievement="Giúp người nghèo ✓ ☑ → ► ● ■ ★")
    assert readiness_rules.blockers(dossier) == []
    paper = unit_paper_services.write(dossier, PaperType.LIST, by=town.clerk)
    render(paper.document_id)
    paper.document.refresh_from_db()
    assert not [one for one in caplog.records if "notdef" in one.getMessage()]
    with paper.document.file.open("rb") as file:
        content = file.read()
    with pdfplumber.open(io.BytesIO(content)) as printed:
        for page in printed.pages:
            chars = [char for char in page.chars if char["text"].strip()]
            assert mm(min(char["x0"] for char in chars)) >= 19.8
            assert mm(page.width - max(char["x1"] for char in chars)) >= 14.5
            assert mm(page.height - max(char["bottom"] for char in chars)) >= 19.5
        text = "".join(char["text"] for page in printed.pages for char in page.chars)
    for sign in "•✓➢★☑►≥":
        assert sign in text
    word = WordFile(io.BytesIO(word_copy(paper.document)))
    cells = "\n".join(cell.text for table in word.tables for cell in table._cells)
    assert "• Vận động hộ dân ✓ Hiến đất ➢ Giữ gìn an ninh - hết" in cells
    assert "\uf0b7" not in cells
