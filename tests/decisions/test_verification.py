"""Anyone may ask whether a paper is genuine; nobody is named in the answer."""

import re

import pytest

from nganam_awards.documents.codes import new_code
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import NominationFactory


pytestmark = pytest.mark.django_db


def text_of(response):
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.split())


@pytest.fixture
def issued(dossier):
    rows = [
        NominationFactory(dossier=dossier, recommended=True, full_name="Huỳnh Thị Ngọc Điệp"),
        *NominationFactory.create_batch(3, dossier=dossier, recommended=True),
    ]
    return DecisionFactory(nominations=rows, issued=True)


def test_a_genuine_paper_says_so_without_an_account(client, issued):
    answer = client.get(f"/xac-minh/{issued.document.code}/")
    told = text_of(answer)
    assert answer.status_code == 200
    assert "Văn bản này là thật" in told
    for words in (
        "01/QĐ-UBND",
        "Thứ Hai, 20/11/2023",
        "Về việc tặng Giấy khen cho 04 cá nhân",
        "Ủy ban nhân dân thị xã Ngã Năm",
        "Trần Hoàng Khánh",
        "04 cá nhân",
    ):
        assert words in told


def test_no_person_is_named(client, issued):
    page = client.get(f"/xac-minh/{issued.document.code}/").content.decode()
    for line in issued.lines.select_related("nomination"):
        assert line.nomination.full_name not in page
        assert str(line.nomination.birth_year) not in page
    assert "Huỳnh" not in page


@pytest.mark.parametrize("write", [str.lower, lambda c: c.replace("-", ""), lambda c: f" {c} "])
def test_a_code_is_understood_however_it_is_written(client, issued, write):
    code = issued.document.code
    assert client.get(f"/xac-minh/{write(code)}/").status_code == 200
    answer = client.get("/xac-minh/", {"ma": write(code)})
    assert answer.headers["Location"] == f"/xac-minh/{code}/"


@pytest.mark.parametrize("code", ["AAAA-AAAA-AAAA", "abc", "../../etc", "<script>"])
def test_an_unknown_code_is_a_calm_404(client, code):
    answer = client.get(f"/xac-minh/{code}/")
    assert answer.status_code == 404
    if "/" not in code:
        assert "Không tìm thấy văn bản" in text_of(answer)
        assert "<script>" not in answer.content.decode()


def test_a_draft_is_unknown(client):
    decision = DecisionFactory(submitted=True)
    assert client.get(f"/xac-minh/{decision.draft.code}/").status_code == 404


def test_the_form_asks_for_a_code_and_says_what_one_looks_like(client):
    assert "Mã tra cứu" in text_of(client.get("/xac-minh/"))
    refused = client.get("/xac-minh/", {"ma": "123"})
    assert refused.status_code == 422
    assert "gồm 12 chữ và số" in text_of(refused)
    assert 'value="123"' in refused.content.decode()


def test_guessing_codes_costs_next_to_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the code, and the demonstration's clock
        client.get(f"/xac-minh/{new_code()}/")
