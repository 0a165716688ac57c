"""What pages and the signature ask of the database, however many rows there are."""

import time
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions import transitions
from decisions.services import decision as decision_services
from dossiers.models import Nomination
from tests.decisions.hands import submit
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import FUND, REASON, DecisionFactory, answered, fingerprint
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def cost(browser, where):
    browser.get(where)  # content types, the clock
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(where).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("who", "state", "bound"),
    [("officer", "drafted", 15), ("chairman", "submitted", 15), ("clerical", "issued", 15)],
)
def test_the_list_costs_the_same_at_one_row_and_at_three(who, state, bound, client_of):
    signer = chairman()
    browser = client_of(signer if who == "chairman" else UserFactory(**{who: True}))
    where = reverse("decisions:list")
    DecisionFactory(state=state)
    one = cost(browser, where)
    for _ in range(2):
        DecisionFactory(state=state)
    assert cost(browser, where) == one <= bound


def test_a_unit_asks_the_same_for_one_decision_and_for_three(client_of, dossier):
    browser = client_of(UserFactory(clerk=True, unit=dossier.unit))
    where = reverse("decisions:list")
    plan = dossier.plan
    DecisionFactory(dossier=dossier, issued=True)
    one = cost(browser, where)
    for _ in range(2):
        filed = DossierFactory(appraised=True, persons=0, plan=plan)
        DecisionFactory(dossier=filed, issued=True)
    assert cost(browser, where) == one <= 15


@pytest.mark.parametrize(("name", "state"), [("decision", "drafted"), ("sign", "submitted")])
def test_a_decisions_page_costs_the_same_for_one_name_and_for_thirty(name, state, client_of):
    browser = client_of(chairman() if name == "sign" else UserFactory(officer=True))
    small = DecisionFactory(state=state, collectives=1)  # of a collective more is asked
    large = DecisionFactory(state=state, persons=20, collectives=10)
    costs = [cost(browser, reverse(f"decisions:{name}", args=[d.pk])) for d in (small, large)]
    assert costs[0] == costs[1]
    assert costs[0] <= 36  # the book, the verdicts, ended bodies and provisions are asked too


def test_the_compose_page_costs_the_same_for_one_unit_and_for_three(client_of, officer):
    plan = AwardPlanFactory(approved=True)
    browser, where = client_of(officer), reverse("decisions:compose")

    def add_unit():
        unit = UserFactory(clerk=True).unit
        filed = DossierFactory(appraised=True, persons=0, plan=plan, unit=unit)
        NominationFactory.create_batch(2, dossier=filed, recommended=True)

    add_unit()
    one = cost(browser, where)
    add_unit()
    add_unit()
    assert cost(browser, where) == one <= 18


def test_signing_for_three_hundred_names_asks_no_more_than_for_three(head, record_property):
    """Approve and issue in a constant number of statements; the time is told, not tested."""
    signer = chairman()
    asked = {}
    for size, dossiers in ((1, 1), (3, 1), (300, 10)):  # the first opens the year's number book
        decision = of_many(size, dossiers, head)
        shown = fingerprint(decision)
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            transitions.approve(decision, by=signer, fingerprint=shown)
        took = (time.perf_counter() - start) * 1000
        asked[size] = len(captured)
        record_property(f"approve and issue {size} names (ms)", round(took))
        assert decision.lines.exclude(prize_vnd=540_000).count() == 0
    assert asked[300] == asked[3] <= 82


def of_many(size, dossiers, head):
    """A submitted decision of so many persons from so many dossiers of one plan."""
    plan = AwardPlanFactory(approved=True, persons=400)
    rows: list[Nomination] = []
    for _ in range(dossiers):
        filed = DossierFactory(appraised=True, persons=0, plan=plan)
        rows += NominationFactory.create_batch(size // dossiers, dossier=filed, recommended=True)
    decision = decision_services.compose(rows, reason=REASON, fund_line=FUND, key=uuid4(), by=head)
    answered(rows, by=head)
    return submit(decision, head)
