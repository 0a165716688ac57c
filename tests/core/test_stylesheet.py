"""What pages load: the part of Tabler that they use, and texts that are compressed on the way."""

import gzip
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.http import FileResponse
from django.urls import reverse

from nganam_awards.core import stylesheet
from nganam_awards.core.middleware import CompressText
from tests.factories.units import UserFactory


BASE = Path(settings.BASE_DIR)
MOST = 120_000  # bytes
ZIPPED = {"Accept-Encoding": "gzip, br"}


def read(name):
    return (BASE / name).read_text()


def test_the_stylesheet_is_what_the_sources_ask_for_today():
    assert read(stylesheet.CUT) == stylesheet.written(), "run ./portal manage cut_stylesheet"
    assert len(read(stylesheet.CUT).encode()) <= MOST


def test_every_class_that_pages_name_and_tabler_defines_is_in_it():
    defined = stylesheet.classes_of(read(stylesheet.WHOLE))
    kept = stylesheet.classes_of(read(stylesheet.CUT))
    sources = [*BASE.glob("templates/**/*.html"), *BASE.glob("static/js/*.js")]
    named = {
        word
        for path in sources
        for value in re.findall(r"""["'`]([^"'`]*)["'`]""", path.read_text())
        for word in value.split()
    }
    assert {"btn-primary", "form-control", "visually-hidden"} <= named & kept
    assert named & defined - kept == set()


@pytest.mark.parametrize(
    ("rule", "is_kept"),
    [
        (".used{color:red}", True),
        (".unused{color:red}", False),
        (".used .unused{color:red}", False),
        (".used:not(.unused){color:red}", True),
        (".btn-danger{color:red}", True),
        (".btn-dark{color:red}", False),
        ("@media print{.unused{color:red}}", False),
        ("@media print{.used{color:red}}", True),
        ("[data-bs-theme=dark] .used{color:red}", False),
        ("@keyframes idle{to{color:red}}", False),
    ],
)
def test_a_rule_stays_where_it_could_match(rule, is_kept):
    words = stylesheet.UsedWords(['<p class="used btn-{{ tone }}">', 'tone="danger"'])
    assert bool(stylesheet.cut(rule, words, beside="")) is is_kept


def test_variables_stay_as_long_as_one_rule_reads_them():
    words = stylesheet.UsedWords(["used"])
    text = ":root{--a:var(--b);--b:1;--c:2;--d:3}.used{left:var(--a)}"
    kept = stylesheet.cut(text, words, beside=".ours{top:var(--c)}")
    assert kept == ":root{--a:var(--b);--b:1;--c:2}.used{left:var(--a)}"


@pytest.mark.django_db
def test_a_page_crosses_the_wire_compressed_at_a_random_length(client_of):
    browser = client_of(UserFactory(officer=True))
    answers = [browser.get(reverse("frontdesk:home"), headers=ZIPPED) for _ in range(8)]
    for answer in answers:
        assert answer["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer["Vary"]
        assert "</html>" in gzip.decompress(answer.content).decode()
    assert len({len(answer.content) for answer in answers}) > 1  # BREACH reads lengths


@pytest.mark.parametrize("kind", ["text/plain", "application/pdf"])
def test_a_file_is_sent_as_it_is(kind, rf):
    sent = FileResponse(BytesIO(b"a" * 5_000), content_type=kind)
    answer = CompressText(lambda _: sent)(rf.get("/", headers=ZIPPED))
    assert "Content-Encoding" not in answer
    assert b"".join(answer.streaming_content) == b"a" * 5_000
