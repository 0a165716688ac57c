"""Scenarios 26 and 27 of the office's practice: numbers over New Year, leading zeros in print."""

import io
from datetime import date

import pdfplumber
import pytest

from decisions.models import Decision
from law.models import NumberBook, NumberEntry
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render
from tests.factories.decisions import DecisionFactory


pytestmark = pytest.mark.django_db


def printed(decision):
    """The first page of the issued paper, as its reader sees it."""
    render(decision.document_id)
    document = Document.objects.get(pk=decision.document_id)
    with document.file.open("rb") as file, pdfplumber.open(io.BytesIO(file.read())) as opened:
        return opened.pages[0].extract_text()


def test_scenario_26_the_last_number_of_2023_is_followed_by_01_of_2024(at):
    before = [DecisionFactory(issued=True) for _ in range(2)]
    at(date(2023, 12, 29))
    before.append(DecisionFactory(issued=True))
    at(date(2024, 1, 2))
    after = DecisionFactory(issued=True)
    assert [d.entry.number for d in before] == [1, 2, 3]
    assert after.symbol == "01/QĐ-UBND"
    text = printed(after)
    assert "Số: 01/QĐ-UBND" in text
    assert "ngày 02 tháng 01 năm 2024" in text
    assert NumberBook.objects.filter(kind="QĐ").count() == 2
    assert NumberEntry.objects.filter(symbol="01/QĐ-UBND").count() == 2  # one a year


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2023, 1, 5), "ngày 05 tháng 01 năm 2023"),
        (date(2023, 3, 5), "ngày 05 tháng 3 năm 2023"),
    ],
)
def test_scenario_27_days_and_the_first_two_months_have_a_leading_zero(day, words, at):
    at(day)
    decision = None
    for _ in range(7):
        decision = DecisionFactory(issued=True, persons=1)
    text = printed(Decision.objects.get(pk=decision.pk))
    assert "Số: 07/QĐ-UBND" in text
    assert words in text
