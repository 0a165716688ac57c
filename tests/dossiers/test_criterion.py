"""Criteria and standards of the plan, answered with the page that proves them."""

import pytest
from django.urls import reverse

from dossiers.models import CriterionAnswer
from dossiers.queries.criterion import Criteria
from dossiers.rules import line_note as line_note_rules
from dossiers.services.verdict import rest_of


pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(town):
    """Under appraisal, with two people."""
    return town.appraising(persons=2)


def answer(client, line, number=1, **typed):
    address = reverse("dossiers:criterion", args=[line.dossier.ref, line.pk, number])
    return client.post(address, {"line": line.pk} | typed, follow=True)


def test_an_answer_for_all_holds_until_one_has_his_own(town, client_of, dossier):
    first, second = dossier.nominations.order_by("pk")
    file = dossier.attachments.get(part="minutes")
    client = client_of(town.officer)
    proof = {"proof": "on", "file": file.pk, "page": 1}
    page = answer(client, first, verdict="met", words="", all="on", **proof)
    assert "Đã ghi kết quả cho cả hồ sơ." in page.text
    assert "Biên bản họp xét, trang 1" in page.text
    answer(client, second, verdict="unmet", words="Không có minh chứng.")
    found = [Criteria(dossier).of(line)[0] for line in (first, second)]
    assert [one.verdict for one in found] == ["pass", "fail"]
    assert (found[0].answer.file, found[0].answer.page) == (file, 1)
    notes = line_note_rules.of_lines(dossier, [first, second])
    assert [note.short for note in notes[second.pk]] == ["Chưa đạt tiêu chí"]
    assert rest_of(dossier, [first, second], notes).taken == [first]
    answer(client, second, verdict="met", words="", all="on")  # now it holds for everybody
    assert CriterionAnswer.objects.get().line is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"words": "Chữ đã gõ."}, "Chọn «Đạt», «Không đạt» hoặc «Chưa rõ»."),
        ({"verdict": "x", "words": "Chữ đã gõ."}, "Chọn «Đạt», «Không đạt» hoặc «Chưa rõ»."),
        ({"verdict": "unclear", "words": " "}, "Ghi vì sao chưa đạt hoặc chưa rõ."),
    ],
)
def test_an_incomplete_answer_comes_back_in_its_place(typed, told, town, client_of, dossier):
    line = dossier.nominations.order_by("pk").last()
    refused = answer(client_of(town.officer), line, **typed)
    assert refused.status_code == 422
    assert f'<p class="error" role="alert">{told}</p>' in refused.text
    assert typed["words"] in refused.text
    assert refused.context["place"].item.line == line


@pytest.mark.parametrize(
    ("name", "status"), [("officer2", 403), ("chief", 403), ("clerk", 404), ("stranger", 404)]
)
def test_only_the_officer_in_charge_answers(name, status, town, client_of, dossier):
    line = dossier.nominations.first()
    given = answer(client_of(getattr(town, name)), line, verdict="met")
    assert given.status_code == status
    assert answer(client_of(town.officer), line, number=99, verdict="met").status_code == 404
    assert not CriterionAnswer.objects.exists()
