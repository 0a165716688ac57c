"""Nobody of the town acts on a line about himself, nor sees its internal side."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dossiers.enums import DossierState as S
from dossiers.forms.appraisal import AssignForm
from dossiers.models import Dossier, Nomination
from dossiers.queries import (
    board as board_queries,
    own_line as own_line_queries,
    queue as queue_queries,
)
from dossiers.rules import dossier as dossier_rules
from dossiers.services import message as message_services
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.views.dossier_step import DOSSIER_STEPS
from dossiers.workflow import DossierAction as D
from honourees.models import AccountRecord, Honouree
from honourees.services.account import answer_namesake, link_account
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.honourees import HonoureeFactory
from tests.factories.units import GrantFactory, UserFactory
from units.models import AdminAct, User
from units.queries.holder import Holds


pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db):
    return UserFactory(administrator=True)


@pytest.fixture
def named(town, administrator):
    """`named(S.FILED, town.officer)`: a dossier of the ward with a line about the person."""

    def make(state, person, **fields):
        dossier = DossierFactory(state=state, plan=town.plan, **{"officer": town.officer2} | fields)
        link_account(person, dossier.nominations.get().honouree, by=administrator)
        return dossier

    return make


def fresh(user):
    """The person at the next click."""
    return User.objects.get(pk=user.pk)


TOWN = [D.RECEIVE, D.REFUSE, D.ASK_MORE, D.ASSIGN, D.REASSIGN, D.FINISH, D.REOPEN, D.DELIVER]


@pytest.mark.parametrize("who", ["officer", "chief"])
@pytest.mark.parametrize("state", [S.FILED, S.RECEIVED, S.APPRAISING, S.APPRAISED, S.CONCLUDED])
def test_who_is_named_is_offered_no_step_of_the_town(state, who, town, named):
    person = getattr(town, who)
    dossier = named(state, person, officer=person)
    assert not set(dossier_rules.actions_for(person, dossier)) & set(TOWN)
    assert not dossier_rules.can_decline(person, dossier)
    assert not message_services.can_write(person, dossier)


def test_an_officer_neither_receives_nor_judges_nor_concludes_himself(town, named):
    filed = named(S.FILED, town.officer)
    with pytest.raises(PermissionDenied):
        dossier_transitions.receive(filed, by=town.officer)
    mine = named(S.APPRAISING, town.officer, officer=town.officer)
    words = {line.pk: ("recommend", "") for line in mine.nominations.all()}
    with pytest.raises(PermissionDenied):
        nominee_transitions.give_verdicts(mine, words, by=town.officer)
    with pytest.raises(PermissionDenied):
        dossier_transitions.finish(mine, by=town.officer)


def test_a_dossier_with_his_line_is_in_nobodys_queue_but_the_others(town, named):
    named(S.FILED, town.officer)
    assert board_queries.board_of(fresh(town.officer)).queues[queue_queries.TO_RECEIVE] == []
    assert not queue_queries.rows_of(queue_queries.TO_RECEIVE, town.officer).exists()
    assert len(board_queries.board_of(town.officer2).queues[queue_queries.TO_RECEIVE]) == 1


def test_the_page_says_why_and_keeps_the_towns_side(town, named, client_of):
    dossier = named(S.APPRAISING, town.officer)
    page = client_of(town.officer).get(dossier.get_absolute_url())
    assert "Hồ sơ này có anh/chị trong danh sách" in page.text
    assert not page.context["is_staff"]
    assert "findings" not in page.context
    assert client_of(town.officer2).get(dossier.get_absolute_url()).context["is_staff"]


def test_he_is_not_chosen_to_appraise_and_another_takes_what_he_has(town, named):
    received = named(S.RECEIVED, town.officer)
    form = AssignForm(step=DOSSIER_STEPS.of(D.ASSIGN), row=received)
    assert set(form.fields["officer"].queryset) == {town.officer2, town.chief}
    with pytest.raises(Refused, match="có tên trong danh sách"):
        dossier_transitions.assign(received, officer=town.officer, by=town.chief)
    mine = named(S.APPRAISING, town.officer, officer=town.officer)
    taken = dossier_transitions.assign(mine, officer=town.officer2, by=town.chief)
    assert taken.officer == town.officer2
    with pytest.raises(Refused, match="không giao lại"):  # only where it is needed
        dossier_transitions.assign(taken, officer=town.officer2, by=town.chief)


def test_where_the_list_names_the_only_head_an_officer_assigns(town, named):
    dossier = named(S.RECEIVED, town.chief)
    assert not dossier_rules.can_take(town.chief, D.ASSIGN, dossier)
    waiting = queue_queries.steps_for(town.officer)[D.ASSIGN]
    assert Dossier.objects.filter(waiting).get() == dossier
    taken = dossier_transitions.assign(dossier, officer=town.officer2, by=town.officer)
    assert taken.officer == town.officer2
    other = DossierFactory(received=True, plan=town.plan)
    assert not dossier_rules.can_take(town.officer, D.ASSIGN, other)


def test_the_head_of_the_filing_unit_does_not_appraise_it(town):
    GrantFactory(user=town.officer, unit=town.ward, right="confirm_dossiers")
    dossier = DossierFactory(state=S.APPRAISING, plan=town.plan, officer=town.officer)
    assert D.FINISH not in dossier_rules.actions_for(fresh(town.officer), dossier)
    assert not dossier_rules.can_give_verdicts(fresh(town.officer), dossier)
    received = DossierFactory(received=True, plan=town.plan)
    with pytest.raises(Refused, match="thủ trưởng đơn vị nộp hồ sơ"):
        dossier_transitions.assign(received, officer=fresh(town.officer), by=town.chief)


def test_drafting_and_confirming_in_ones_own_unit_stay(town):
    dossier = town.draft(persons=0)
    NominationFactory(dossier=dossier, full_name=town.clerk.full_name)
    NominationFactory(dossier=dossier, full_name=town.head.full_name)
    dossier_transitions.hand_over(dossier, by=town.clerk)
    assert dossier_transitions.confirm(dossier, by=town.head).state == S.FILED


# --- namesakes ----------------------------------------------------------------------------------


@pytest.fixture
def namesake(town):
    """A filed dossier of the ward with a namesake of an officer who sits in the ward."""
    officer = UserFactory(officer=True, unit=town.ward, full_name="Danh Thị Hồng")
    dossier = DossierFactory(filed=True, plan=town.plan, persons=0)
    return officer, NominationFactory(dossier=dossier, full_name="Danh thị Hồng")


def press(client_of, person, line, answer):
    address = reverse("dossiers:own_line", args=[line.dossier.ref, line.pk])
    return client_of(person).post(address, {"answer": answer}, follow=True)


def test_a_namesake_of_ones_own_unit_is_asked_before_anything_is_done(namesake, client_of):
    officer, line = namesake
    page = client_of(officer).get(line.dossier.get_absolute_url())
    assert "Đây có phải là anh/chị không?" in page.text
    assert D.RECEIVE not in dossier_rules.actions_for(officer, line.dossier)
    assert len(board_queries.board_of(officer).queues[queue_queries.TO_RECEIVE]) == 1


@pytest.mark.parametrize(("answer", "is_same"), [("co", True), ("khong", False)])
def test_the_answer_is_given_once_and_logged(answer, is_same, namesake, client_of):
    officer, line = namesake
    page = press(client_of, officer, line, answer)
    assert "Đây có phải là anh/chị không?" not in page.text
    row = AccountRecord.objects.get()
    assert (row.user, row.honouree, row.is_same) == (officer, line.honouree, is_same)
    assert AdminAct.objects.filter(by=officer, target__contains="Danh thị Hồng").count() == 1
    dossier = Dossier.objects.get(pk=line.dossier_id)
    can = D.RECEIVE in dossier_rules.actions_for(fresh(officer), dossier)
    assert can is not is_same
    with pytest.raises(AlreadyDone):
        answer_namesake(officer, line.honouree, is_same=not is_same)


def test_only_a_namesake_of_the_own_unit_answers(namesake, town, client_of):
    _, line = namesake
    answer = press(client_of, town.officer, line, "co")
    assert answer.status_code == 403
    assert press(client_of, town.stranger, line, "co").status_code == 404
    assert press(client_of, town.officer, line, "x").status_code == 404
    assert not AccountRecord.objects.exists()


def test_the_question_and_its_twin_in_sql_agree(town, named):
    named(S.FILED, town.officer)
    DossierFactory(filed=True, plan=town.plan)
    held = set(Dossier.objects.filter(own_line_queries.holding_own(town.officer)))
    rows = Dossier.objects.all()
    assert held == {row for row in rows if own_line_queries.own_in(town.officer, row).lines}
    assert len(held) == 1


def test_a_list_of_many_lines_asks_no_more_than_a_short_one(
    town, client_of, django_assert_num_queries
):
    dossier = DossierFactory(state=S.APPRAISING, plan=town.plan, persons=1)
    for count in (1, 6):
        while Nomination.objects.filter(dossier=dossier).count() < count:
            NominationFactory(dossier=dossier)
        officer, row = fresh(town.officer), Dossier.objects.get(pk=dossier.pk)
        with django_assert_num_queries(2):
            for _ in range(count):
                own_line_queries.own_in(officer, row)


# --- một người, hai bản ghi ---------------------------------------------------------------------


@pytest.fixture(params=["linked is main", "linked is other", "both are others"])
def merged(request, town, administrator):
    """`merged(S.FILED, town.officer)`: the line's record and the account's are one honouree."""

    def make(state, person, **fields):
        dossier = DossierFactory(state=state, plan=town.plan, **{"officer": town.officer2} | fields)
        mine, on_list = HonoureeFactory(), dossier.nominations.get().honouree
        link_account(person, mine, by=administrator)
        main = {"linked is main": mine, "linked is other": on_list}.get(request.param)
        main = main or HonoureeFactory()
        for row in {mine, on_list} - {main}:
            Honouree.objects.filter(pk=row.pk).update(main=main)
        return dossier

    return make


def test_whoever_is_named_under_another_record_is_replaced(town, merged):
    dossier = merged(S.APPRAISING, town.officer, officer=town.officer)
    waiting = queue_queries.steps_for(town.chief)[D.ASSIGN]
    assert Dossier.objects.filter(waiting).get() == dossier
    assert dossier_rules.can_take(town.chief, D.ASSIGN, dossier)


def test_a_head_named_under_another_record_gives_way_too(town, merged):
    dossier = merged(S.RECEIVED, town.chief)
    waiting = queue_queries.steps_for(town.officer)[D.ASSIGN]
    assert Dossier.objects.filter(waiting).get() == dossier
    assert dossier_rules.can_take(town.officer, D.ASSIGN, dossier)


def test_a_list_that_names_everybody_by_any_record_is_left_alone(town, merged, administrator):
    dossier = merged(S.RECEIVED, town.officer)
    DossierFactory(state=S.RECEIVED, plan=town.plan)  # names nobody
    assert not queue_queries.left_alone(town.chairman).exists()
    for person in User.objects.filter(Holds("pk", "dossiers.appraise_any")):
        if person != town.officer:
            line = NominationFactory(dossier=dossier, honouree=HonoureeFactory())
            link_account(person, line.honouree, by=administrator)
    assert queue_queries.left_alone(town.chairman).get() == dossier
