"""One award from filing to result: what each desk sees, what is counted, who is told, each once."""

from datetime import date

import pytest

from campaigns.models import Quota
from decisions import transitions as decisions
from decisions.models import DecisionEvent
from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, DossierEvent
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.workflow import NominationAction
from honourees.models import Award
from law.models import NumberEntry
from nganam_awards.notices import tasks
from nganam_awards.notices.models import Notice, OutgoingEmail
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory, fingerprint
from tests.factories.dossiers import DossierFactory
from tests.factories.units import GrantFactory, UserFactory


@pytest.fixture
def road(db):
    """A ward with clerk and head, Phòng Nội vụ, and a draft of three lines."""
    plan = AwardPlanFactory(approved=True)
    ward = plan.campaign.organiser
    people = {
        "clerk": UserFactory(clerk=True, unit=ward, email="canbo@ngam.test"),
        "head": UserFactory(head=True, unit=ward, email="lanhdao@ngam.test"),
        "officer": UserFactory(officer=True),
        "chief": UserFactory(home_affairs_head=True),
    }
    dossier = DossierFactory(
        plan=plan, created_by=people["clerk"], persons=2, collectives=1, papers=True
    )
    return dossier, people


def counted(dossier: Dossier) -> dict[str, int]:
    """The plan's counters, all rows together."""
    names = ("proposed", "recommended", "with_chairman", "awarded")
    rows = list(Quota.objects.filter(plan=dossier.plan).values(*names))
    return {name: total for name in names if (total := sum(row[name] for row in rows))}


def tell_everybody() -> None:
    """The worker hears of every step, twice."""
    for model in (DossierEvent, DecisionEvent):
        for event in model.objects.order_by("pk"):
            tasks.announce(model._meta.label_lower, event.pk)
            tasks.announce(model._meta.label_lower, event.pk)


def test_a_dossier_is_counted_step_by_step_and_everybody_is_told_once(road):
    dossier, people = road
    clerk, head, officer, chief = people.values()
    assert counted(dossier) == {}

    dossier_transitions.hand_over(dossier, by=clerk)
    assert counted(dossier) == {}
    dossier_transitions.confirm(dossier, by=head)
    assert counted(dossier) == {"proposed": 3}
    received = dossier_transitions.receive(dossier, by=officer)
    assert received.due_on == date(2023, 12, 4)
    assert received.one_stop_code == "231120-0001"
    dossier_transitions.assign(dossier, officer=officer, by=chief)

    first, second, third = dossier.nominations.order_by("pk")
    nominee_transitions.give_verdicts(
        dossier,
        {
            first.pk: (NominationAction.RECOMMEND, ""),
            second.pk: (NominationAction.RECOMMEND, ""),
            third.pk: (NominationAction.NOT_RECOMMEND, "Chưa nêu kết quả cụ thể."),
        },
        by=officer,
    )
    assert counted(dossier) == {"recommended": 2}
    dossier_transitions.finish(dossier, by=officer)

    decision = DecisionFactory(
        nominations=[first, second], officer=officer, head=chief, submitted=True
    )
    assert counted(dossier) == {"with_chairman": 2}
    decisions.approve(decision, by=chairman(), fingerprint=fingerprint(decision))
    assert counted(dossier) == {"awarded": 2}
    dossier.refresh_from_db()
    assert dossier.state == DossierState.APPRAISED  # one line still has no result

    nominee_transitions.decline_lines([third], by=chief)
    dossier.refresh_from_db()
    assert dossier.state == DossierState.CONCLUDED
    assert counted(dossier) == {"awarded": 2}
    states = dossier.nominations.order_by("pk").values_list("state", flat=True)
    assert list(states) == [
        NominationState.AWARDED,
        NominationState.AWARDED,
        NominationState.DECLINED,
    ]
    assert Award.objects.count() == 2
    kinds = NumberEntry.objects.order_by("pk").values_list("book__kind", flat=True)
    assert list(kinds) == ["BC", "QĐ"]  # the appraisal report, then the decision

    tell_everybody()
    told = list(Notice.objects.filter(user=clerk).values_list("event_key", flat=True))
    assert told
    assert len(told) == len(set(told))
    letters = list(OutgoingEmail.objects.values_list("dedupe_key", flat=True))
    assert len(letters) == len(set(letters))
    assert OutgoingEmail.objects.filter(to="canbo@ngam.test").count() == len(told)


def test_a_recalled_dossier_holds_no_place_and_is_nobody_elses(road):
    dossier, people = road
    dossier_transitions.hand_over(dossier, by=people["clerk"])
    dossier_transitions.confirm(dossier, by=people["head"])
    assert Dossier.objects.visible_to(people["officer"]).contains(dossier)

    dossier_transitions.recall(dossier, by=people["head"])

    assert counted(dossier) == {}
    assert not Dossier.objects.visible_to(people["officer"]).contains(dossier)


def test_a_grant_that_ended_yesterday_files_nothing_today(road, at):
    dossier, _ = road
    stranger = UserFactory()
    GrantFactory(user=stranger, unit=dossier.unit, ends_on=date(2023, 11, 19))
    assert not Dossier.objects.visible_to(stranger).contains(dossier)
    at(date(2023, 11, 19))
    stranger = type(stranger).objects.get(pk=stranger.pk)
    assert Dossier.objects.visible_to(stranger).contains(dossier)
