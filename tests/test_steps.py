"""Steps of every workflow: each has its row and its words; a refused one loses nothing typed."""

import pytest
from django.template import engines
from django.template.loader import get_template
from django.urls import reverse

from campaigns.enums import AmendmentState
from campaigns.views.amendment_step import AMENDMENT_STEPS
from campaigns.views.plan_step import PLAN_STEPS
from campaigns.workflow import AmendmentAction as M, PlanAction as P
from council.enums import CaseState, SessionState
from council.transitions import case as case_transitions
from council.views.case_step import CASE_STEPS
from council.views.session_step import SESSION_STEPS
from council.workflow import CaseAction as C, SessionAction as E
from decisions.views.decision_step import DECISION_STEPS
from decisions.workflow import DecisionAction as Q
from dossiers.enums import NominationState
from dossiers.views.dossier_step import DOSSIER_STEPS
from dossiers.views.nominee_step import NOMINEE_STEPS
from dossiers.workflow import DossierAction as D
from law.enums import SeriesPolicy
from law.services import number_book as number_book_services
from nganam_awards.core.steps import CONFLICT, UNPROCESSABLE, StepButton
from nganam_awards.core.workflow import seen_mark
from tests.decisions.hands import approve
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory, SignatoryFactory
from tests.factories.council import CaseFactory, SessionFactory, the_council
from tests.factories.decisions import DecisionFactory, chairman
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory


ROADS = {
    "plan": PLAN_STEPS,
    "amendment": AMENDMENT_STEPS,
    "dossier": DOSSIER_STEPS,
    "line": NOMINEE_STEPS,
    "session": SESSION_STEPS,
    "case": CASE_STEPS,
    "decision": DECISION_STEPS,
}
ROWS = [(name, step) for name, steps in ROADS.items() for step in steps.rows]
WORDS = "Lời đã gõ, ba dòng."


@pytest.mark.parametrize("name", ROADS)
def test_every_step_that_people_take_has_one_row(name):
    steps = ROADS[name]
    by_people = [action for action, arrow in steps.flow.arrows.items() if arrow.right]
    named = [*(step.action for step in steps.rows), *steps.elsewhere]
    assert sorted(named) == sorted(by_people)


@pytest.mark.parametrize("name", ROADS)
def test_an_address_names_one_step_or_steps_that_are_never_open_together(name):
    steps = ROADS[name]
    for slug in {step.slug for step in steps.rows if step.call}:
        sources = [s for step in steps.named(slug) for s in steps.flow.arrows[step.action].sources]
        assert len(sources) == len(set(sources))


@pytest.mark.parametrize(("name", "step"), ROWS, ids=lambda part: getattr(part, "action", part))
def test_the_words_of_a_row_are_complete(name, step):
    assert ROADS[name].flow.arrows[step.action].label
    assert step.tone in {"", "primary", "danger"}
    if step.call is None:
        assert step.page, "somebody takes it: the view here, or a page of its own"
        return
    assert step.slug
    assert step.done.endswith(".")
    asks = bool(step.form.base_fields.keys() - {"note"} or step.note)
    if step.question:
        assert step.question.endswith("?")
        assert step.text.endswith(".")
        assert step.icon
        assert not step.page
    elif asks:
        assert step.page or not step.is_drawn, "what it asks stands in no dialog"


@pytest.mark.parametrize(
    ("name", "step"),
    [(name, step) for name, step in ROWS if step.page],
    ids=lambda part: getattr(part, "action", part),
)
def test_a_step_with_a_page_of_its_own_is_drawn_as_a_link(name, step, monkeypatch):
    # As in production: what a template cannot call is empty there, a mark in tests.
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")
    button = StepButton(step, ROADS[name].flow.arrows[step.action], "/trang-rieng/", form=None)
    drawn = get_template("step/_button.html").render({"button": button, "seen": 0})
    assert 'href="/trang-rieng/"' in drawn
    assert "<form" not in drawn
    assert button.label in drawn


# --- a refusal keeps what was typed -------------------------------------------------------------


def a_plan(state):
    plan = AwardPlanFactory(**{state: True})
    SignatoryFactory(user=chairman(), full_name="Huỳnh Văn Tâm")
    return plan, plan.campaign.organiser


def an_amendment(state):
    amendment = PlanAmendmentFactory(state=state)
    return amendment, amendment.plan.campaign.organiser


def a_dossier(state):
    dossier = DossierFactory(**{state: True})
    return dossier, dossier.unit


def an_approved_decision(_):
    number_book_services.choose_policy(
        "QĐ", 2023, SeriesPolicy.SHARED, by=UserFactory(clerical=True)
    )
    return approve(DecisionFactory(submitted=True)), None


def a_session(state):
    return SessionFactory(cases=[CaseFactory()], state=state), None


def a_case(state):
    if state != CaseState.WAITING:
        return CaseFactory(state=state), None
    case = CaseFactory(scheduled=True)
    return case_transitions.unschedule(case, by=the_council().secretary), None


ROAD_OF = {
    P: (a_plan, PLAN_STEPS),
    M: (an_amendment, AMENDMENT_STEPS),
    D: (a_dossier, DOSSIER_STEPS),
    E: (a_session, SESSION_STEPS),
    C: (a_case, CASE_STEPS),
    Q: (an_approved_decision, DECISION_STEPS),
}
CHIEF, HEAD, SECRETARY = "home_affairs_head", "head", "secretary"
REFUSED = [
    (P.CANCEL, "approved", "chairman", {}),
    (P.REFUSE, "submitted", CHIEF, {"exclusions": ["EX_LUAT"]}),
    (P.SEND_BACK, "awaiting_head", HEAD, {}),
    (P.RETURN, "appraised", "chairman", {}),
    (M.REFUSE, AmendmentState.SUBMITTED, CHIEF, {}),
    (M.SEND_BACK, AmendmentState.AWAITING_HEAD, HEAD, {}),
    (M.ASK_BACK, AmendmentState.SUBMITTED, "officer", {}),
    (M.APPRAISE, AmendmentState.SUBMITTED, "officer", {}),
    (M.RETURN, AmendmentState.APPRAISED, "chairman", {}),
    (M.APPROVE, AmendmentState.APPRAISED, "chairman", {}),
    (D.RECALL, "filed", HEAD, {}),
    (D.WITHDRAW, "filed", HEAD, {}),
    (D.REFUSE, "filed", "officer", {}),
    (D.SEND_BACK, "awaiting_head", HEAD, {}),
    (D.REOPEN, "appraised", CHIEF, {}),
    (D.ASSIGN, "received", CHIEF, {"officer": None}),
    (D.REASSIGN, "appraising", CHIEF, {"officer": None}),
    (Q.VOID, "", "chairman", {}),
    (E.CANCEL, SessionState.INVITED, SECRETARY, {}),
    (C.DISSOLVE, CaseState.WAITING, SECRETARY, {}),
    (C.PUT_OFF, CaseState.VOTING, "chairman", {}),
]


def test_every_road_is_tried():
    tried = {(type(action), action) for action, *_ in REFUSED}
    asking = {
        (type(step.action), step.action)
        for name, step in ROWS
        if name != "line" and step.call and (step.note or step.form.base_fields.keys() - {"note"})
    }
    on_its_sheet = {(P, P.APPRAISE), (P, P.ASK_BACK)}  # tests/campaigns/test_appraisal_sheet.py
    declared = {(P, P.CONFIRM), (M, M.CONFIRM), (D, D.CONFIRM)}  # a box, no words
    without_words = {(C, C.SCHEDULE), (C, C.SEND_OUT)}  # tests/council/test_case_page.py
    assert tried == asking - on_its_sheet - declared - without_words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "state"),
    [
        (P.CONFIRM, "awaiting_head"),
        (M.CONFIRM, AmendmentState.AWAITING_HEAD),
    ],
    ids=["plan", "amendment"],
)
def test_nothing_leaves_the_unit_before_the_head_has_declared(action, state, client_of):
    make, steps = ROAD_OF[type(action)]
    row, unit = make(state)
    client = client_of(UserFactory(head=True, unit=unit))
    url, sent = steps.url(row, steps.of(action)), {"seen": seen_mark(row)}
    refused = client.post(url, sent)
    assert refused.status_code == UNPROCESSABLE
    assert "Đọc lời cam đoan rồi đánh dấu" in refused.text
    assert client.post(url, sent | {"declaration": "on"}).status_code == 302
    row.refresh_from_db()
    event = row.events.get(pk=seen_mark(row))
    assert event.action == action
    assert event.facts["declaration"].startswith("Tôi cam đoan")
    assert "điểm 1" in event.facts["declaration"]


def _person(trait, unit):
    if trait == "chairman":
        return chairman()
    if trait == SECRETARY:
        return the_council().secretary
    return UserFactory(**{trait: True}, **({"unit": unit} if trait == HEAD else {}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "state", "trait", "chosen"),
    REFUSED,
    ids=lambda part: f"{type(part).__name__}.{part}" if type(part) in ROAD_OF else "",
)
def test_a_refused_step_keeps_what_was_typed_ready_to_be_sent_again(
    action, state, trait, chosen, client_of
):
    make, steps = ROAD_OF[type(action)]
    row, unit = make(state)
    person = _person(trait, unit)
    if "officer" in chosen:
        chosen = {"officer": UserFactory(officer=True).pk}
    url = steps.button(action, row).url
    client = client_of(person)
    answer = client.post(url, {"note": WORDS, "seen": 0} | chosen)
    assert answer.status_code == CONFLICT
    assert f"{WORDS}</textarea>" in answer.text
    form = answer.context["assign_form" if action is D.ASSIGN else "typed"]
    form = getattr(form, "form", form)
    for name, value in chosen.items():
        assert str(form[name].value()) == str(value)
    assert f'action="{url}"' in answer.text
    again = {"note": WORDS, "seen": answer.context["seen"]} | chosen
    assert client.post(url, again).status_code == 302
    row.refresh_from_db()
    assert row.events.get(pk=seen_mark(row)).note == WORDS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "state", "typed"),
    [
        ("pause_line", NominationState.PROPOSED, {"note": WORDS, "paper": "12/QĐ-TTr" * 30}),
        ("pause_line", NominationState.SUSPENDED, {"note": WORDS * 200}),
        ("remove_line", NominationState.PROPOSED, {"note": ""}),
    ],
)
def test_a_refused_step_of_a_line_comes_back_to_its_page(name, state, typed, client_of):
    dossier = DossierFactory(appraising=True, persons=0)
    line = NominationFactory(dossier=dossier, state=state)
    by = dossier.officer if name == "pause_line" else UserFactory(head=True, unit=dossier.unit)
    url = reverse(f"dossiers:{name}", args=[dossier.ref, line.pk])
    client = client_of(by)
    assert client.get(url).status_code == 200
    answer = client.post(url, typed)
    assert answer.status_code == UNPROCESSABLE
    for words in typed.values():
        assert words in answer.text
    assert answer.context["step"].is_open
