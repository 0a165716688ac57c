"""Words frozen by release 0.2 and before still open: upgraded on reading, never rewritten."""

import io
import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pypdf
import pytest
from django.conf import settings
from django.urls import reverse

from campaigns.models import PlanAmendment
from campaigns.queries import diff as plan_diff_queries
from decisions.queries import diff as decision_diff_queries
from dossiers.papers import docx
from nganam_awards.documents import registry
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render


pytestmark = pytest.mark.django_db
CONTEXTS = Path(settings.BASE_DIR) / "tests/data/contexts"
PAPERS = sorted(
    path.stem for path in CONTEXTS.glob("*.json") if "kind" in json.loads(path.read_text())
)
DRAFTS = {"unit_paper"}


def read(name):
    return json.loads((CONTEXTS / f"{name}.json").read_text(encoding="utf-8"))


def kept(name, **changes):
    """The row of a paper as it was left by that release."""
    found, issued = read(name), name not in DRAFTS
    return Document.objects.create(
        kind=found["kind"],
        title="Văn bản",
        code=found["context"]["verification"]["code"],
        is_draft=not issued,
        symbol="03/QĐ-UBND" if issued else "",
        issued_on=date(2023, 11, 20) if issued else None,
        context=found["context"],
        **changes,
    )


def text_of(document):
    command = ["pdftotext", "-layout", document.file.path, "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_of_an_earlier_version_is_printed_with_the_words_it_was_frozen_with(name):
    document, frozen = kept(name), read(name)["context"]
    render(document.pk)
    document.refresh_from_db()
    assert document.is_ready, document.failure
    assert frozen["kind"] in text_of(document)
    assert document.context == frozen
    if not document.is_draft:
        made = pypdf.PdfReader(io.BytesIO(Path(document.file.path).read_bytes()))
        (found,) = made.attachments.values()
        assert json.loads(found[0])["content"] == frozen


@pytest.mark.parametrize("name", PAPERS)
def test_its_words_are_those_of_today_besides_what_was_missing(name):
    frozen, words = read(name)["context"], registry.words_of(kept(name))
    assert words["issued_by"]
    for row in (
        row
        for annex in words.get("annexes", [])
        for section in annex["sections"]
        for row in section["rows"]
    ):
        assert isinstance(row, list) or "note" in row
    for part in ("about", "place", "signature", "recipients", "symbol_letters", "issuer"):
        assert words[part] == frozen[part]


def test_a_row_without_a_note_reads_as_one_with_an_empty_note():
    old, whole = kept("decision_without_note"), read("decision")
    whole["context"]["verification"]["code"] = "ABCD-EFGH-JKLM"
    new = Document.objects.create(
        kind="decision", is_draft=True, title="Văn bản", context=whole["context"]
    )
    assert registry.words_of(old) == registry.words_of(new)
    assert decision_diff_queries.changed_parts(registry.words_of(old), registry.words_of(new)) == []


def test_the_copy_for_word_is_made_from_the_words_of_an_earlier_version():
    assert docx.word_copy(kept("unit_paper")).startswith(b"PK")


@pytest.mark.parametrize(
    "name", ["plan_announcement", "home_affairs_letter", "result_announcement"]
)
def test_a_paper_without_its_issuers_name_is_verified_by_the_lines_of_its_head(name, client):
    frozen = read(name)["context"]
    del frozen["issued_by"]
    document = Document.objects.create(
        kind="plan_announcement",
        title="Thông báo",
        symbol="01/TB-UBND",
        issued_on=date(2023, 11, 20),
        context=frozen,
    )
    page = client.get(reverse("decisions:verify", args=[document.code]))
    assert page.status_code == 200
    lines = " ".join(frozen["issuer"]["name"])
    assert lines in re.sub(r"\s+", " ", page.text)


def test_what_an_amendment_kept_is_read_back():
    amendment = PlanAmendment(before=read("amendment_snapshot"))
    assert plan_diff_queries.snapshot_of(amendment) == read("amendment_snapshot")
    assert plan_diff_queries.snapshot_of(PlanAmendment()) == {}
