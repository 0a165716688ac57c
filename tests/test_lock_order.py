"""Law 14: the rows of a step are locked in one order (`ORDER`), each table by key."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.services import session as session_services
from council.transitions import case as case_transitions, session as session_transitions
from decisions import transitions
from dossiers.transitions import dossier as dossier_transitions
from law.figures import VoteForm
from nganam_awards.core import clock
from tests.factories.campaigns import chairman
from tests.factories.council import CaseFactory, SessionFactory, everybody_votes, the_council
from tests.factories.decisions import DecisionFactory, fingerprint
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory


LOCKED = re.compile(r'^SELECT .* FROM "(\w+)".* FOR (?:NO KEY )?UPDATE', re.S)
ORDER = [
    "dossiers_dossier",
    "dossiers_nomination",
    "council_councilsession",
    "council_councilcase",
    "campaigns_quota",
    "decisions_decision",
    "law_numberbook",
]
OF_DOSSIERS = ["dossiers_dossier", "dossiers_nomination", "campaigns_quota"]


def first_locks(queries: CaptureQueriesContext) -> list[str]:
    """Tables of the law in the order in which they were first locked."""
    tables = [found[1] for q in queries.captured_queries if (found := LOCKED.match(q["sql"]))]
    return [table for table in dict.fromkeys(tables) if table in ORDER]


@pytest.fixture
def decision(db):
    """A decision before the Chairman, over two dossiers."""
    return DecisionFactory(submitted=True, persons=2, collectives=1)


def test_signing_locks_in_the_order_of_the_law(decision):
    seen = fingerprint(decision)
    with CaptureQueriesContext(connection) as queries:
        transitions.approve(decision, by=chairman(), fingerprint=seen)
    assert first_locks(queries) == [*OF_DOSSIERS, "decisions_decision", "law_numberbook"]


def test_submitting_recalling_and_returning_lock_in_the_order_of_the_law(db):
    head = UserFactory(home_affairs_head=True)
    decision = DecisionFactory(persons=2)
    steps = [
        lambda: transitions.submit(
            decision, by=head, letter_number="9/TTr-PNV", letter_on=clock.today()
        ),
        lambda: transitions.recall(decision, by=head),
        lambda: transitions.submit(
            decision, by=head, letter_number="9/TTr-PNV", letter_on=clock.today()
        ),
        lambda: transitions.send_back(decision, by=chairman(), note="Xem lại."),
    ]
    for step in steps:
        with CaptureQueriesContext(connection) as queries:
            step()
        locks = first_locks(queries)
        assert "decisions_decision" in locks
        assert locks == sorted(locks, key=ORDER.index)


def test_filing_and_appraising_lock_in_the_order_of_the_law(db):
    dossier = DossierFactory(awaiting_head=True, persons=2, papers=True)
    head = UserFactory(head=True, unit=dossier.unit)
    with CaptureQueriesContext(connection) as queries:
        dossier_transitions.confirm(dossier, by=head)
    assert first_locks(queries) == OF_DOSSIERS
    with CaptureQueriesContext(connection) as queries:
        dossier_transitions.recall(dossier, by=head)
    assert first_locks(queries) == OF_DOSSIERS


def test_the_council_locks_in_the_order_of_the_law(db):
    council = the_council()
    dossier = DossierFactory(appraised=True, persons=0)
    lines = NominationFactory.create_batch(2, dossier=dossier, recommended=True)
    case = CaseFactory(nominations=lines, form=VoteForm.SECRET, voting=True)
    everybody_votes(case, against=lines)
    with CaptureQueriesContext(connection) as queries:
        case_transitions.close_vote(case, by=council.chair)
    dossiers, nominations, quotas = OF_DOSSIERS
    assert first_locks(queries) == [
        *(dossiers, nominations, "council_councilcase", quotas),
        "law_numberbook",  # of the minutes of the count
    ]


def test_a_session_is_locked_before_its_cases(db):
    council = the_council()
    obj, case, other = SessionFactory(), CaseFactory(), CaseFactory(code="LDTT")
    steps = [
        lambda: session_transitions.put_on(obj, [other, case], by=council.secretary),
        lambda: session_services.move_case(obj, case, up=False, by=council.secretary),
        lambda: case_transitions.unschedule(case, by=council.secretary),
        lambda: session_transitions.cancel(obj, by=council.secretary, note="Trùng lịch."),
    ]
    for step in steps:
        with CaptureQueriesContext(connection) as queries:
            step()
        assert first_locks(queries) == ["council_councilsession", "council_councilcase"]
