"""The appraisal report: written with the conclusion, numbered, for the town's own eyes."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from django.urls import reverse

from dossiers.queries import appraisal_report as appraisal_report_queries
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from law.models import NumberEntry
from nganam_awards.documents import registry


pytestmark = pytest.mark.django_db


def address(dossier, name=""):
    return reverse(f"dossiers:appraisal_report{name}", args=[dossier.ref])


def test_the_conclusion_writes_the_report_with_the_words_on_each(town, client_of):
    dossier = town.appraising(persons=2, collectives=1)
    one, two, three = dossier.nominations.as_filed()
    words = {line.pk: ("recommend", "") for line in (one, two)}
    words[three.pk] = ("not_recommend", "Chưa có minh chứng cho thành tích.")
    nominee_transitions.give_verdicts(dossier, words, by=town.officer)
    dossier_transitions.finish(dossier, by=town.officer, note="Đề nghị trình trong tuần.")
    [document] = appraisal_report_queries.all_of(dossier)
    assert document.symbol == NumberEntry.objects.get(symbol__endswith="/BC-PNV").symbol
    printed = registry.words_of(type(document).objects.get(pk=document.pk))
    body = " ".join(block["text"] for block in printed["blocks"])
    for told in (dossier.one_stop_code, "01 tập thể, 01 cá nhân", "Đề nghị trình trong tuần"):
        assert told in body
    [annex] = printed["annexes"]
    assert [len(section["rows"]) for section in annex["sections"]] == [2, 1]
    assert annex["sections"][1]["rows"][0][-1] == "Chưa có minh chứng cho thành tích."
    page = client_of(town.chief).get(address(dossier))
    assert f"Báo cáo thẩm định số {document.symbol}" in page.text
    word = client_of(town.chief).get(address(dossier, "_word"))
    paper = ZipFile(io.BytesIO(b"".join(word.streaming_content))).read("word/document.xml").decode()
    assert three.full_name in paper
    assert "Chưa có minh chứng cho thành tích." in paper


def test_a_reopened_appraisal_is_reported_anew_and_the_first_stays(town, client_of):
    dossier = town.appraised()
    dossier_transitions.reopen(dossier, by=town.chief, note="Xem lại biên bản.")
    dossier_transitions.finish(dossier, by=town.officer)
    newest, first = appraisal_report_queries.all_of(dossier)
    assert (first.symbol, newest.symbol) == ("01/BC-PNV", "02/BC-PNV")
    assert f"Số {first.symbol}" in client_of(town.officer).get(address(dossier)).text


@pytest.mark.parametrize("name", ["clerk", "head", "stranger"])
def test_the_unit_finds_no_report(name, town, client_of):
    dossier = town.appraised()
    [document] = appraisal_report_queries.all_of(dossier)
    client = client_of(getattr(town, name))
    for page in (address(dossier), address(dossier, "_word"), document.get_absolute_url()):
        assert client.get(page).status_code == 404
    assert "Báo cáo thẩm định" not in client.get(dossier.get_absolute_url()).text


def test_after_the_district_level_ended_the_conclusion_holds_without_a_report(town, at):
    dossier = town.appraising()
    words = {line.pk: ("recommend", "") for line in dossier.nominations.all()}
    nominee_transitions.give_verdicts(dossier, words, by=town.officer)
    at(date(2025, 7, 1))
    assert dossier_transitions.finish(dossier, by=town.officer).state == "appraised"
    assert appraisal_report_queries.all_of(dossier) == []
