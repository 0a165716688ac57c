"""Cases from their lines to a conclusion."""

import pytest

from council.enums import CaseState, LineOutcome
from council.queries import verdict as verdict_queries
from dossiers.enums import NominationState
from dossiers.models import Nomination
from nganam_awards.core import clock
from tests.factories.council import CaseFactory, lines_for, the_council


pytestmark = pytest.mark.django_db


def test_a_case_that_everybody_agrees_to_lets_its_lines_go_on():
    the_council(11)
    case = CaseFactory(closed=True, persons=2)
    assert case.state == CaseState.CLOSED
    assert [(n.outcome, n.agree, n.base) for n in case.lines.all()] == [("passed", 11, 11)] * 2
    rows = Nomination.objects.filter(verdict_queries.cleared(clock.today()))
    assert rows.filter(council_lines__case=case).count() == 2


def test_a_line_that_fails_is_no_longer_recommended():
    the_council(11)
    one, other = lines_for("CSTDCS", 2)
    case = CaseFactory(closed=True, nominations=[one, other], against=[other])
    assert {n.nomination_id: n.outcome for n in case.lines.all()} == {
        one.pk: LineOutcome.PASSED,
        other.pk: LineOutcome.FAILED,
    }
    other.refresh_from_db()
    assert other.state == NominationState.NOT_RECOMMENDED
    assert "0/11 phiếu đồng ý" in other.verdict_reason


def test_a_line_that_the_law_asks_about_waits():
    [line] = lines_for("CSTDCS", 1)
    assert list(verdict_queries.waiting(clock.today())) == [line]
    assert not Nomination.objects.filter(verdict_queries.cleared(clock.today()), pk=line.pk)
