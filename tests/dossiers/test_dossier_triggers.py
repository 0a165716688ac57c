"""What PostgreSQL itself refuses, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from campaigns.transitions import plan as plan_transitions
from dossiers.enums import DossierState as S, NominationState as N
from dossiers.models import Dossier, DossierEvent, Nomination, NominationEvent
from dossiers.queries.identity import candidate_of
from dossiers.transitions import dossier as dossier_transitions
from honourees.models import Award
from honourees.services.honouree import find_or_enter
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db
REFUSED = (IntegrityError, InternalError)


def refused(*words):
    return pytest.raises(REFUSED, match="|".join(words))


@pytest.fixture
def dossier(town):
    return DossierFactory(draft=True, plan=town.plan)


def test_a_stray_state_is_refused(dossier):
    for state in S:
        if state != S.DRAFT:
            with refused("Invalid transition", "without its event"), transaction.atomic():
                Dossier.objects.filter(pk=dossier.pk).update(state=state)
    line = dossier.nominations.get()
    _complete(line)  # with all that any state asks of its columns
    for state in N:
        if state != N.PROPOSED:
            with refused("Invalid transition", "without its event"), transaction.atomic():
                Nomination.objects.filter(pk=line.pk).update(state=state)


def _complete(line):
    [person] = find_or_enter([candidate_of(line)], unit=line.dossier.unit)
    award = Award.objects.create(
        honouree=person,
        award_type=line.award_type,
        merit_year=2023,
        decided_on=date(2023, 11, 20),
    )
    Nomination.objects.filter(pk=line.pk).update(verdict_reason="Chưa đủ.", award=award)


def test_a_row_born_in_another_state_is_refused(dossier):
    with refused("starts as draft"), transaction.atomic():
        Dossier.objects.create(
            ref="HS-2023-1",
            unit=dossier.unit,
            plan=dossier.plan,
            merit_year=2023,
            title="A",
            created_by=dossier.created_by,
            state=S.FILED,
        )
    line = dossier.nominations.get()
    line.pk, line.state = None, N.AWARDED
    with refused("starts as proposed", "awarded_line_has_its_award"), transaction.atomic():
        line.save(force_insert=True)


@pytest.mark.parametrize("model", [DossierEvent, NominationEvent])
def test_an_event_without_a_state_is_refused_at_commit(model, dossier):
    owner = (
        {"dossier": dossier} if model is DossierEvent else {"nomination": dossier.nominations.get()}
    )
    with refused("event without a state"), transaction.atomic():
        model.objects.create(action="confirm", source="draft", target="filed", **owner)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_happened_is_not_rewritten_or_deleted(town):
    dossier = DossierFactory(awaiting_head=True, plan=town.plan)
    for change in ({"note": "khác"}, {"action": "confirm"}, {"by": town.head}):
        with refused("Cannot update"), transaction.atomic():
            DossierEvent.objects.filter(dossier=dossier).update(**change)
    with refused("Cannot delete"), transaction.atomic():
        DossierEvent.objects.filter(dossier=dossier).delete()


@pytest.mark.parametrize("state", ["draft", "submitted", "appraised", "closed", "refused"])
def test_no_thematic_dossier_under_a_plan_that_is_not_approved(state, town):
    plan = AwardPlanFactory(state=state, campaign__organiser=town.ward)
    with refused("without an approved plan"), transaction.atomic():
        DossierFactory(plan=plan, persons=0)


def test_no_thematic_dossier_under_the_plan_of_another_year(town):
    with refused("without an approved plan"), transaction.atomic():
        DossierFactory(plan=town.plan, merit_year=2022, persons=0)
    dossier = DossierFactory(plan=town.plan, persons=0)
    old = AwardPlanFactory(approved=True, campaign__organiser=town.ward, review_year=2022)
    with refused("without an approved plan"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(plan=old)


def test_no_thematic_dossier_without_any_plan(dossier):
    with refused("without an approved plan", "has_a_plan"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(plan=None)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"full_name": ""}, "nominee_has_a_name"),
        ({"honouree_kind": "collective", "birth_year": 1975}, "only_nominated_persons_are_born"),
        ({"birth_date": date(1980, 1, 1), "honouree_kind": "household"}, "persons_are_born"),
    ],
)
def test_a_line_says_who_it_is(fields, constraint, dossier):
    with refused(constraint), transaction.atomic():
        Nomination.objects.filter(dossier=dossier).update(**fields)


def test_a_refused_line_says_why(town):
    line = NominationFactory(
        dossier=DossierFactory(appraising=True, plan=town.plan, persons=0), not_recommended=True
    )
    with refused("unfavourable_verdict_says_why"), transaction.atomic():
        Nomination.objects.filter(pk=line.pk).update(verdict_reason="")


@pytest.mark.parametrize("field", ["one_stop_code", "due_on", "received_at"])
def test_nothing_is_received_without_a_receipt(field, town):
    dossier = DossierFactory(received=True, plan=town.plan)
    with refused("received_dossier_has_code_and_due_date"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(**{field: None})


def test_nothing_is_appraised_by_nobody(town):
    dossier = DossierFactory(appraising=True, plan=town.plan)
    with refused("appraised_dossier_has_an_officer"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(officer=None)


def test_a_plan_closed_later_holds_up_nothing_filed_but_takes_nothing_new(town):
    received, draft = town.received(), town.draft()
    dossier_transitions.hand_over(draft, by=town.clerk)
    plan_transitions.close(town.plan, by=town.officer)
    dossier_transitions.assign(received, officer=town.officer, by=town.chief)
    assert received.state == S.APPRAISING
    with pytest.raises(Refused, match="đã kết thúc nên không nộp hồ sơ được"):
        dossier_transitions.confirm(draft, by=town.head)
