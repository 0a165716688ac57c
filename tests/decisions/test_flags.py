"""Cờ đỏ: the desk counts what the page of the decision tells, wherever a decision stands."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions import transitions
from decisions.models import Decision
from decisions.services import decision as decision_services, desk as desk_services
from dossiers.models import Nomination
from dossiers.transitions import nominee as nominee_transitions
from law.models import BaseSalary
from tests.decisions.hands import approve, submit
from tests.factories.campaigns import AwardPlanFactory, SignatoryFactory, chairman
from tests.factories.decisions import DecisionFactory, titled
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db


def told_on_page(client, decision):
    """How many flags the page of a decision tells."""
    page = client.get(reverse("decisions:sign", args=[decision.pk])).text
    told = re.search(r"(\d+) điều cần xem trước khi ký", page)
    return int(told[1]) if told else 0


def agreed(signer, client_of):
    """{decision: its flags}, the same on the desk and on each page."""
    client = client_of(signer)
    rows = desk_services.board(list(desk_services.waiting(signer)), signer)
    counted = {row.decision.pk: row.flags for row in rows}
    assert counted == {row.decision.pk: told_on_page(client, row.decision) for row in rows}
    return counted


def one_place_for_two():
    plan = AwardPlanFactory(approved=True, persons=1)
    first, late = (
        DecisionFactory(
            dossier=DossierFactory(appraised=True, persons=0, plan=plan), submitted=True
        )
        for _ in range(2)
    )
    approve(first)
    return late


def one_left_the_list():
    decision = DecisionFactory(submitted=True, persons=2)
    line = Nomination.objects.filter(decision_lines__decision=decision).first()
    nominee_transitions.suspend_line(line, note="Có đơn tố cáo.", by=line.dossier.officer)
    return decision


def his_own_award():
    decision = DecisionFactory(submitted=True, persons=2)
    lines = Nomination.objects.filter(decision_lines__decision=decision)
    lines.filter(pk=lines.first().pk).update(
        full_name=chairman().full_name, position="Chủ tịch UBND thị xã"
    )
    return decision


def nothing_known_to_pay():
    decision = DecisionFactory(submitted=True)
    BaseSalary.objects.all().delete()
    return decision


def two_things_at_once():
    decision = one_place_for_two()
    lines = Nomination.objects.filter(decision_lines__decision=decision)
    lines.update(full_name=chairman().full_name, position="Chủ tịch UBND thị xã")
    return decision


@pytest.mark.parametrize(
    ("stand", "flags"),
    [
        (lambda: DecisionFactory(submitted=True), 0),
        (lambda: titled(UnitFactory(), "BK_T", 2), 0),
        (one_place_for_two, 1),
        (one_left_the_list, 0),
        (his_own_award, 1),
        (two_things_at_once, 2),
        (nothing_known_to_pay, 1),
    ],
    ids=["calm", "to the province", "places", "left", "own", "two", "money"],
)
def test_the_desk_counts_what_the_page_tells(stand, flags, client_of):
    DecisionFactory(submitted=True, collectives=1)
    decision = stand()
    assert agreed(chairman(), client_of)[decision.pk] == flags


def test_desk_and_page_agree_for_who_may_not_sign_today(client_of):
    decision = DecisionFactory(submitted=True)
    assert agreed(UserFactory(chairman=True), client_of) == {decision.pk: 1}
    assert agreed(SignatoryFactory(deputy=True).user, client_of) == {decision.pk: 0}


def test_desk_and_page_agree_after_the_town_lost_its_authority(client_of, at):
    decision = DecisionFactory(submitted=True)
    at(date(2025, 7, 2))
    assert agreed(chairman(), client_of)[decision.pk] > 0


# --- what is read, and how often ----------------------------------------------------------------


def lineup_reads(asked):
    """How often the lines of a decision were read with their nominations."""
    return sum(
        query["sql"].startswith("SELECT")
        and 'FROM "decisions_decisionline"' in query["sql"]
        and '"dossiers_nomination"."achievement"' in query["sql"]
        for query in asked
    )


def whole_reads(asked):
    """How often nominations were read with all that they say, from whichever table."""
    return sum('"dossiers_nomination"."achievement"' in query["sql"] for query in asked)


def test_a_step_reads_its_lines_under_their_locks_and_not_once_more():
    decision = DecisionFactory(persons=2, collectives=1)
    with CaptureQueriesContext(connection) as asked:
        submit(decision, UserFactory(home_affairs_head=True))
    assert lineup_reads(asked) == 0
    decision, signer = Decision.objects.get(pk=decision.pk), chairman()
    seen = decision_services.lineup_now(decision).fingerprint
    with CaptureQueriesContext(connection) as asked:
        transitions.approve(decision, by=signer, fingerprint=seen)
    assert lineup_reads(asked) == 0
    assert whole_reads(asked) == 2  # the lines; the same names in other dossiers of the year


@pytest.mark.parametrize("name", ["sign", "strike", "send_back", "decision", "submit", "edit"])
def test_a_line_up_is_read_once_a_page(name, client_of):
    is_his = name in {"sign", "strike", "send_back"}
    decision = DecisionFactory(submitted=is_his, persons=2)
    line = Nomination.objects.filter(decision_lines__decision=decision).first()
    client = client_of(chairman() if is_his else UserFactory(home_affairs_head=True))
    with CaptureQueriesContext(connection) as asked:
        page = client.get(
            reverse(f"decisions:{name}", args=[decision.pk]),
            {"chon": line.pk} if name in {"strike", "send_back"} else {},
        )
    assert page.status_code == 200
    assert lineup_reads(asked) == 1
