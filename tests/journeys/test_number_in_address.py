"""Numbers that come with an address or a form: nonsense and giants are answered, never a fault."""

import pytest
from django.urls import reverse

from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


@pytest.fixture(
    params=["9" * 5000, "9" * 19, "٣", "²", "-1"], ids=["giant", "key", "arabic", "square", "minus"]
)
def number(request):
    return request.param


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("decisions:list", "page"),
        ("decisions:funds", "nam"),
        ("campaigns:calendar", "nam"),
        ("dossiers:create", "ke-hoach"),
        ("law:page", "nam"),
    ],
)
def test_an_address_with_nonsense_shows_the_usual_page_or_none(page, name, number, client_of):
    person = UserFactory(clerk=True) if page == "dossiers:create" else UserFactory(officer=True)
    address = reverse(page, args=["ngay-nghi"] if page == "law:page" else [])
    assert client_of(person).get(address, {name: number}).status_code in {200, 302, 403, 404}


def test_a_form_with_nonsense_takes_nothing(number, client_of):
    officer = UserFactory(officer=True)
    decision, dossier = DecisionFactory(persons=2), DossierFactory(draft=True)
    client, clerk = client_of(officer), client_of(dossier.created_by)
    taken_off = reverse("decisions:remove", args=[decision.pk])
    assert client.post(taken_off, {"line": number}).status_code in {302, 422}
    assert decision.lines.count() == 2
    series = {"series": f"QĐ-{number}-own"}
    answer = client_of(UserFactory(clerical=True)).post(reverse("decisions:book_policy"), series)
    assert answer.status_code in {302, 404}
    report = reverse("dossiers:paper_write", args=[dossier.ref])
    assert clerk.post(report, {"kind": "report", "line": number}).status_code == 404
