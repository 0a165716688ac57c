"""Every page of a dossier for every kind of person who works on it."""

import pytest
from django.urls import reverse

from dossiers.enums import DossierState
from tests.factories.dossiers import DossierFactory


pytestmark = pytest.mark.django_db


def dossier_url(dossier, name="dossier"):
    return reverse(f"dossiers:{name}", args=[dossier.ref])


@pytest.mark.parametrize("state", list(DossierState))
def test_the_dossier_opens_in_every_state_for_whoever_sees_it(state, town, client_of):
    dossier = DossierFactory(
        state=state, plan=town.plan, collectives=1, papers=True, officer=town.officer, by=town.head
    )
    inside = {DossierState.DRAFT, DossierState.AWAITING_HEAD}
    for person in (town.clerk, town.head):
        assert client_of(person).get(dossier_url(dossier)).status_code == 200
    for person in (town.officer, town.officer2, town.chief, town.chairman):
        expected = 404 if state in inside else 200
        assert client_of(person).get(dossier_url(dossier)).status_code == expected
    assert client_of(town.stranger).get(dossier_url(dossier)).status_code == 404
    assert client_of(town.clerk).get(reverse("dossiers:list")).status_code == 200
    assert client_of(town.officer).get(reverse("dossiers:list")).status_code == 200


def test_queues_open_with_and_without_rows(town, client_of):
    for slug in ("cho-tiep-nhan", "cho-phan-cong", "toi-tham-dinh", "da-tham-dinh", "qua-han"):
        url = reverse("dossiers:queue", args=[slug])
        assert client_of(town.officer2).get(url).status_code == 200
        assert client_of(town.clerk).get(url).status_code == 404
    for state in ("filed", "received", "appraising", "appraised"):
        DossierFactory(state=state, plan=town.plan, officer=town.officer)
    for slug in ("cho-tiep-nhan", "cho-phan-cong", "toi-tham-dinh", "da-tham-dinh"):
        page = client_of(town.officer).get(reverse("dossiers:queue", args=[slug]))
        assert "HS-2023-9" in page.text
    assert client_of(town.chief).get(reverse("dossiers:appraisal_queue")).status_code == 200
