"""A meter beside what will take places counts it and names it, in the same words on every page."""

import re
from html import unescape

import pytest
from django.urls import reverse

from decisions import transitions as decisions
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.workflow import NominationAction
from nganam_awards.core import clock
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory, fingerprint
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


@pytest.fixture
def plan(db):
    """15 places for persons; another unit's filed dossier holds three of them."""
    plan = AwardPlanFactory(approved=True)
    DossierFactory(plan=plan, persons=3, filed=True)
    return plan


@pytest.fixture
def road(plan, client_of):
    """(dossier of two persons, who works on it, `says(person, url)`: what the meter says)."""
    ward = plan.campaign.organiser
    people = {
        "clerk": UserFactory(clerk=True, unit=ward),
        "head": UserFactory(head=True, unit=ward),
        "officer": UserFactory(officer=True),
        "chief": UserFactory(home_affairs_head=True),
    }
    dossier = DossierFactory(plan=plan, created_by=people["clerk"], persons=2, papers=True)

    def says(person, url):
        page = client_of(person).get(url, follow=True).text
        words = unescape(re.sub(r"<[^>]+>|\s+", " ", page.partition("places-title")[2]))
        words = re.sub(r"\s+", " ", words)
        seen = re.findall(r"[\d.]+ \+ [\d.]+ của [\w ]+ / [\d.]+", words)
        heard = re.findall(
            r"cộng [\d.]+ của [\w ]+, trên chỉ tiêu [\d.]+: (?:\w+ \d+|\w+ \w+)", words
        )
        return [line for line in seen if " + 0 " not in line], [
            line for line in heard if "cộng 0 " not in line
        ]

    return dossier, people, says


def test_the_same_places_are_told_from_the_draft_to_the_signature(road):
    dossier, people, says = road
    clerk, head, officer, chief = people.values()
    page = dossier.get_absolute_url()
    of_dossier = ["3 + 2 của hồ sơ này / 15"], ["cộng 2 của hồ sơ này, trên chỉ tiêu 15: còn 10"]
    of_decision = tuple([line.replace("hồ sơ", "quyết định") for line in way] for way in of_dossier)

    assert says(clerk, page) == of_dossier  # a draft: no counter has it yet
    dossier_transitions.hand_over(dossier, by=clerk)
    assert says(head, reverse("dossiers:confirm_page", args=[dossier.ref])) == of_dossier
    dossier_transitions.confirm(dossier, by=head)
    assert says(head, page) == of_dossier
    dossier_transitions.receive(dossier, by=officer)
    dossier_transitions.assign(dossier, officer=officer, by=chief)
    lines = list(dossier.nominations.order_by("pk"))
    verdicts = {line.pk: (NominationAction.RECOMMEND, "") for line in lines}
    nominee_transitions.give_verdicts(dossier, verdicts, by=officer)
    dossier_transitions.finish(dossier, by=officer)
    assert says(officer, page) == of_dossier

    assert says(officer, reverse("decisions:compose")) == of_decision
    decision = DecisionFactory(nominations=lines, officer=officer, head=chief)
    assert says(officer, decision.get_absolute_url()) == of_decision
    assert says(chief, reverse("decisions:submit", args=[decision.pk])) == of_decision
    decisions.submit(decision, by=chief, letter_number="1/TTr-PNV", letter_on=clock.today())
    assert says(chairman(), reverse("decisions:sign", args=[decision.pk])) == of_decision
    decisions.approve(decision, by=chairman(), fingerprint=fingerprint(decision))
    assert says(officer, decision.get_absolute_url()) == of_decision
    assert says(officer, page) == of_dossier
