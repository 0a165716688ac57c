"""Lines of an achievement stay lines: on screen, in PDF, Word, the marked copy, the archive."""

import io
import zipfile
from pathlib import Path

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as WordFile

from dossiers import tasks
from dossiers.enums import PaperType
from dossiers.models import ListImport
from dossiers.papers.docx import word_copy
from dossiers.services import list_import as list_import_services, unit_paper as unit_paper_services
from dossiers.sheets import copy
from dossiers.transitions import dossier as dossier_transitions
from nganam_awards.core.sheets.grids import read_grids
from nganam_awards.documents.tasks import render


pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent.parent / "data/files"
LINES = ["- Vận động 50 hộ dân;", "- Hiến 1.200 m² đất;", "- Giữ gìn an ninh."]


@pytest.fixture
def dossier(town):
    """A draft with the line that came from Excel, typed there with Alt+Enter."""
    draft = town.draft(persons=0)
    content = (FILES / "18-xuong-dong.xlsx").read_bytes()
    found = list_import_services.bring(draft, SimpleUploadedFile("a.xlsx", content), by=town.clerk)
    list_import_services.run(found.pk)
    found.refresh_from_db()
    list_import_services.save(found, by=town.clerk, turn=found.turn)
    return draft


def test_on_screen(dossier, town, client_of):
    """In the row and the box of who writes the draft, and on the page of who only reads it."""
    clerk, together = client_of(town.clerk), "\n".join(LINES)
    page = clerk.get(dossier.get_absolute_url()).text
    assert f'<span class="clamp lines">{together}</span>' in page
    line = dossier.nominations.get(achievement=together)
    box = clerk.get(reverse("dossiers:nominee_edit", args=[dossier.ref, line.pk])).text
    assert f"{together}</textarea>" in box
    dossier_transitions.hand_over(dossier, by=town.clerk)
    page = clerk.get(dossier.get_absolute_url()).text
    assert f'<p class="lines">{together}</p>' in page


def test_in_the_pdf_and_in_word(dossier, town):
    paper = unit_paper_services.write(dossier, PaperType.LIST, by=town.clerk)
    render(paper.document_id)
    paper.document.refresh_from_db()
    with paper.document.file.open("rb") as file, pdfplumber.open(io.BytesIO(file.read())) as pdf:
        words = [word for page in pdf.pages for word in page.extract_words()]
    tops = [next(w["top"] for w in words if w["text"] == said) for said in ("Vận", "Hiến", "Giữ")]
    assert tops[0] < tops[1] < tops[2]
    word = WordFile(io.BytesIO(word_copy(paper.document)))
    cells = [cell.text for table in word.tables for cell in table._cells]
    assert "\n".join(LINES) in cells


def test_in_the_marked_copy(town):
    draft = town.draft(persons=0)
    content = (FILES / "18-xuong-dong.xlsx").read_bytes()
    found = list_import_services.bring(draft, SimpleUploadedFile("a.xlsx", content), by=town.clerk)
    tasks.check_list(found.pk)
    marked = copy.marked_file(ListImport.objects.get(), [])
    [grid] = read_grids(SimpleUploadedFile("b.xlsx", marked))
    assert "\n".join(LINES) in grid.rows[1].cells
    with zipfile.ZipFile(io.BytesIO(marked)) as package:
        assert b"wrapText" in package.read("xl/styles.xml")


def test_in_the_archive(dossier, town, client_of):
    answer = client_of(town.clerk).get(reverse("dossiers:bundle", args=[dossier.ref]))
    content = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        lists = [package.read(name).decode() for name in package.namelist() if name.endswith("csv")]
    assert any("\n".join(LINES[1:]) in text for text in lists)
