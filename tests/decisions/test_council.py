"""A line whose rule asks the Council joins a decision when it passed, and carries its figures."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.models import CampaignRule, CaseLine
from council.queries import verdict as verdict_queries
from council.services import case as case_services
from decisions import transitions
from decisions.models import Decision
from decisions.queries import offer as offer_queries
from decisions.services import decision as decision_services
from dossiers.models import Nomination
from law.figures import VoteForm
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from tests.factories.council import CaseFactory, lines_for, passed_by_council, the_council
from tests.factories.decisions import FUND, REASON, DecisionFactory, answered, recommended
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db

LETTER = {"letter_number": "112/TTr-PNV", "letter_on": date(2023, 11, 20)}


def composed(lines, officer) -> Decision:
    return decision_services.compose(lines, reason=REASON, fund_line=FUND, key=uuid4(), by=officer)


def offered() -> set[int]:
    return set(offer_queries.available().values_list("pk", flat=True))


def keys(lines) -> set[int]:
    return {line.pk for line in lines}


def told(pk: int) -> Decision:
    return Decision.objects.get(pk=pk)


@pytest.fixture
def drafted(dossier):
    """A draft about a campaign that nobody asks the Council about."""
    return DecisionFactory(dossier=dossier, nominations=recommended(dossier, 2))


def switch_on(dossier, day):
    return CampaignRule.objects.create(
        campaign=dossier.plan.campaign, starts_on=day, set_by=UserFactory()
    )


# --- composing -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["CSTDCS", "BK_T"])
def test_only_what_passed_is_offered_and_composed(code, officer):
    waiting, passed = lines_for(code, 2), passed_by_council(lines_for(code, 1))
    assert offered() == keys(passed)
    with pytest.raises(Refused, match="Chưa đưa ra Hội đồng: "):
        composed(waiting, officer)
    assert composed(passed, officer).lines.count() == 1


def test_a_forged_line_is_not_added(officer):
    first = composed(passed_by_council(lines_for("CSTDCS", 1)), officer)
    dossier = first.lines.get().nomination.dossier
    more = lines_for("CSTDCS", 1, dossier=dossier)
    with pytest.raises(Refused, match="Chưa đưa ra Hội đồng: "):
        decision_services.add_lines(first, more, by=officer)
    assert not offer_queries.fitting(first).exists()
    passed_by_council(more)
    assert list(offer_queries.fitting(first)) == more
    assert decision_services.add_lines(first, more, by=officer).lines.count() == 2


def test_what_failed_is_not_composed_and_what_passed_is(officer):
    the_council(3)
    lines = lines_for("CSTDCS", 2)
    CaseFactory(closed=True, nominations=lines, against=[lines[1]])
    assert offered() == keys(lines[:1])
    with pytest.raises(Refused, match="không còn ở trạng thái"):
        composed(lines, officer)


def test_the_page_says_how_many_wait_and_where(officer, client_of):
    lines_for("CSTDCS", 2)
    CaseFactory(nominations=lines_for("CSTDCS", 1), council=the_council(3))
    page = client_of(officer).get(reverse("decisions:compose")).text
    assert "3 trường hợp còn chờ Hội đồng" in page
    assert "1 đang nằm ở Hội đồng, 2 chưa đưa ra Hội đồng" in page
    assert 'href="/hoi-dong/"' in page


def test_nothing_is_said_where_nobody_waits(officer, client_of, dossier):
    recommended(dossier, 1)
    assert "chờ Hội đồng" not in client_of(officer).get(reverse("decisions:compose")).text


def test_the_offer_costs_the_same_however_many_wait(officer, client_of):
    browser, counts = client_of(officer), []
    browser.get(reverse("decisions:compose"))  # what every page keeps is kept from now on
    for more in (1, 12):
        lines_for("CSTDCS", more)
        passed_by_council(lines_for("CSTDCS", more))
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("decisions:compose")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- submitting ----------------------------------------------------------------------------------


def test_a_decision_composed_before_the_rules_day_is_not_asked(drafted, dossier, head, at):
    at(date(2023, 11, 21))
    switch_on(dossier, date(2023, 11, 21))
    assert not verdict_queries.waiting(clock.today()).exists()
    assert case_services.collect(by=the_council(3).secretary) == []
    letter = LETTER | {"letter_on": date(2023, 11, 21)}
    assert transitions.submit(drafted, by=head, **letter).state == "submitted"


def test_a_decision_composed_on_the_rules_day_is_asked(drafted, dossier, head, client_of):
    switch_on(dossier, date(2023, 11, 20))
    with pytest.raises(Refused) as refusal:
        transitions.submit(drafted, by=head, **LETTER)
    assert refusal.value.reasons[0].startswith("Chưa đưa ra Hội đồng: ")
    page = client_of(head).get(reverse("decisions:submit", args=[drafted.pk])).text
    assert "Chưa đưa ra Hội đồng: " in page
    assert "Mở trang Hội đồng" in page
    passed_by_council(list(Nomination.objects.filter(decision_lines__decision=drafted)))
    assert transitions.submit(drafted, by=head, **LETTER).state == "submitted"


def test_what_the_head_brought_there_holds_its_draft_up(drafted, head):
    council = the_council(3)
    lines = list(Nomination.objects.filter(decision_lines__decision=drafted))
    CaseFactory(nominations=lines, form=VoteForm.OPEN, council=council)
    with pytest.raises(Refused, match="Đang chờ Hội đồng kết luận: "):
        transitions.submit(drafted, by=head, **LETTER)


def test_lines_on_a_draft_are_not_collected_again(officer):
    lines = passed_by_council(lines_for("CSTDCS", 1))
    composed(lines, officer)
    assert not verdict_queries.waiting(clock.today()).exists()


# --- what the papers say -------------------------------------------------------------------------


def voted(lines, agree) -> None:
    CaseFactory(closed=True, nominations=lines, council=the_council(3))
    for line, count in zip(lines, agree, strict=True):
        CaseLine.objects.filter(nomination=line).update(agree=count, base=11)


def test_the_letter_and_the_chairmans_page_say_how_the_council_voted(officer, head, client_of):
    lines = lines_for("CSTDCS", 2)
    voted(lines, [10, 11])
    decision = composed(answered(lines, by=officer), officer)
    transitions.submit(decision, by=head, **LETTER)
    council = "Hội đồng Thi đua - Khen thưởng thị xã họp ngày 20 tháng 11 năm 2023, bỏ phiếu kín,"
    paragraphs = told(decision.pk).letter.context["paragraphs"]
    assert paragraphs[1].startswith(f"{council} thông qua 02 trường hợp: ")
    assert "10/11 phiếu đồng ý (90,9\N{NO-BREAK SPACE}%)" in paragraphs[1]
    page = client_of(the_council().chair).get(reverse("decisions:sign", args=[decision.pk])).text
    assert f"{paragraphs[1]}." in page
    assert "Hội đồng: 10/11 phiếu (90,9\N{NO-BREAK SPACE}%)" in page


def test_the_letter_to_the_province_has_the_figures_of_each_line(officer):
    lines = lines_for("BK_T", 5)
    voted(lines, [10, 11, 10, 11, 11])
    draft = composed(lines, officer).draft.context
    assert (
        "thông qua 05 trường hợp, từ 10/11 phiếu đồng ý (90,9\N{NO-BREAK SPACE}%)"
        in draft["paragraphs"][1]
    )
    [annex] = draft["annexes"]
    assert annex["columns"]["achievement"] == "Phiếu đồng ý của Hội đồng"
    figures = [row["achievement"] for row in annex["sections"][0]["rows"]]
    assert (
        sorted(figures)
        == ["10/11 phiếu (90,9\N{NO-BREAK SPACE}%)"] * 2
        + ["11/11 phiếu (100\N{NO-BREAK SPACE}%)"] * 3
    )


def test_where_all_have_the_same_figures_the_list_has_no_column(officer):
    lines = lines_for("BK_T", 4)
    voted(lines, [11] * 4)
    draft = composed(lines, officer).draft.context
    assert (
        "mỗi trường hợp đạt 11/11 phiếu đồng ý (100\N{NO-BREAK SPACE}%)" in draft["paragraphs"][1]
    )
    assert draft["annexes"][0]["columns"]["achievement"] == ""


def test_a_decision_about_which_nobody_was_asked_says_nothing_of_the_council(drafted, head):
    transitions.submit(drafted, by=head, **LETTER)
    assert "Hội đồng" not in " ".join(told(drafted.pk).letter.context["paragraphs"])
