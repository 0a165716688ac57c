"""The page of a case and its steps; what lines, rules and ballots become of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.enums import CaseState, LineOutcome
from council.models import CouncilCase, Tally
from council.queries import verdict as verdict_queries
from council.services import ballot as ballot_services
from council.transitions import case as case_transitions, session as session_transitions
from dossiers.enums import NominationState
from dossiers.models import Nomination
from dossiers.transitions import nominee as nominee_transitions
from law.figures import RuleKey, VoteForm
from law.models import RuleValue
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.core.workflow import seen_mark
from tests.factories.council import (
    CaseFactory,
    SessionFactory,
    attend,
    choices_of,
    everybody_votes,
    lines_for,
    the_council,
)
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def reread(row):
    return type(row).objects.get(pk=row.pk)


def step(case, slug):
    return reverse("council:case_step", args=[case.pk, slug])


def suspend(line):
    """Something came up about a nominee after the appraisal."""
    line = Nomination.objects.select_related("dossier__unit").get(pk=line.pk)
    head = the_council().head
    nominee_transitions.suspend_line(line, by=line.dossier.officer or head, note="Có đơn thư.")


# --- steps through their buttons ------------------------------------------------------------------


def test_a_case_is_scheduled_and_taken_off_by_its_buttons(client_of):
    case, obj = CaseFactory(), SessionFactory()
    browser = client_of(the_council().secretary)
    assert "Xếp vào phiên" in browser.get(case.get_absolute_url()).text
    wrong = browser.post(step(case, "xep-phien"), {"seen": 0})
    assert wrong.status_code == 422
    assert browser.post(step(case, "xep-phien"), {"session": obj.pk, "seen": 0}).status_code == 302
    assert reread(case).session == obj
    seen = seen_mark(case)
    assert browser.post(step(case, "dua-khoi-phien"), {"seen": seen}).status_code == 302
    assert reread(case).state == CaseState.WAITING


@pytest.mark.parametrize(
    ("day", "told"),
    [("20/11/2023", "Hạn trả lời phải sau hôm nay."), ("", "Ghi"), ("32/1", "ngày")],
)
def test_a_written_opinion_is_sent_out_until_a_day_ahead(day, told, client_of):
    case = CaseFactory(form=VoteForm.OPINION)
    browser = client_of(the_council().secretary)
    offered = browser.get(case.get_absolute_url()).text
    assert 'name="due_on"' in offered
    answer = browser.post(step(case, "gui-phieu"), {"due_on": day, "seen": 0})
    assert answer.status_code == 422
    assert told in answer.text
    assert (
        browser.post(step(case, "gui-phieu"), {"due_on": "27/11/2023", "seen": 0}).status_code
        == 302
    )
    assert reread(case).state == CaseState.VOTING


def test_the_presider_opens_and_closes_from_the_page_of_the_session(client_of):
    council = the_council()
    case = CaseFactory()
    obj = SessionFactory(cases=[case], under_way=True)
    chair = client_of(council.chair)
    page = chair.get(obj.get_absolute_url()).text
    assert step(case, "mo") in page
    opened = chair.post(step(case, "mo"), {"seen": seen_mark(case)})
    assert opened.headers["Location"] == f"{obj.get_absolute_url()}#councilcase-{case.pk}"
    assert step(case, "dong") in chair.get(obj.get_absolute_url()).text
    assert step(case, "dong") not in client_of(council.secretary).get(obj.get_absolute_url()).text
    everybody_votes(reread(case))
    assert chair.post(step(case, "dong"), {"seen": seen_mark(case)}).status_code == 302
    page = chair.get(obj.get_absolute_url()).text
    assert "11/11 = 100 %" in page
    assert "Đạt" in page


def test_a_case_of_a_session_is_opened_by_nobody_else(client_of):
    case = CaseFactory()
    SessionFactory(cases=[case], under_way=True)
    for person in (the_council().secretary, the_council().members[0]):
        assert client_of(person).post(step(case, "mo"), {}).status_code == 403
    assert client_of(UserFactory()).post(step(case, "mo"), {}).status_code == 404


def test_while_it_is_open_the_page_names_who_is_missing_and_never_how(client_of):
    council = the_council(11)
    case = CaseFactory(voting=True, persons=1)
    for person in council.voters[1:]:
        ballot_services.cast(case, choices_of(case, person), by=person)
    chair = client_of(council.chair)
    for url in (
        case.get_absolute_url(),
        case.session.get_absolute_url(),
        reverse("council:voted", args=[case.pk]),
    ):
        page = chair.get(url).text
        assert "10/11 đã bỏ phiếu" in page
        assert f"Chưa bỏ: {council.chair.full_name}." in page
        assert "10/11 = " not in page
    ballot_services.cast(case, choices_of(case, council.chair), by=council.chair)
    case_transitions.close_vote(reread(case), by=council.chair)
    asked = chair.get(reverse("council:voted", args=[case.pk]), headers={"HX-Request": "true"})
    assert asked.headers["HX-Refresh"] == "true"


def test_what_is_missing_is_told_in_votes(client_of):
    council = the_council(11)
    [line] = lines_for("CSTDCS", 1)
    case = CaseFactory(nominations=[line], voting=True)
    for number, person in enumerate(council.voters):
        against = {line.pk} if number < 3 else set()
        ballot_services.cast(case, choices_of(case, person, against), by=person)
    case_transitions.close_vote(reread(case), by=council.chair)
    for url in (case.get_absolute_url(), case.session.get_absolute_url()):
        page = client_of(council.secretary).get(url).text
        assert "8/11 = 72,7 %" in page
        assert "Thiếu 1 phiếu" in page
        assert 'd="M9 0v10"' in page or url == case.get_absolute_url()


# --- lines that leave -----------------------------------------------------------------------------


def test_a_line_suspended_before_the_vote_opens_is_out_and_may_come_back():
    one, other = lines_for("CSTDCS", 2)
    case = CaseFactory(nominations=[one, other])
    obj = SessionFactory(cases=[case], under_way=True)
    suspend(one)
    case_transitions.open_vote(reread(case), by=obj.presider)
    assert {n.nomination_id: n.outcome for n in case.lines.all()} == {
        one.pk: LineOutcome.OUT,
        other.pk: "",
    }


def test_a_case_without_a_line_left_is_not_opened():
    [line] = lines_for("CSTDCS", 1)
    case = CaseFactory(nominations=[line])
    obj = SessionFactory(cases=[case], under_way=True)
    suspend(line)
    with pytest.raises(Refused, match="Không còn trường hợp nào"):
        case_transitions.open_vote(reread(case), by=obj.presider)
    assert reread(case).state == CaseState.SCHEDULED


def test_a_line_suspended_while_the_vote_is_open_is_not_decided(client_of):
    council = the_council(11)
    one, other = lines_for("CSTDCS", 2)
    case = CaseFactory(nominations=[one, other], voting=True)
    suspend(one)
    everybody_votes(reread(case))
    case_transitions.close_vote(reread(case), by=council.chair)
    assert {n.nomination_id: (n.outcome, n.agree) for n in case.lines.all()} == {
        one.pk: (LineOutcome.OUT, None),
        other.pk: (LineOutcome.PASSED, 11),
    }
    assert "Không còn xét" in client_of(council.secretary).get(case.get_absolute_url()).text


def test_a_line_is_dropped_by_hand_before_the_vote_alone(client_of):
    council = the_council()
    case = CaseFactory(persons=2)
    first, second = case.lines.all()
    browser = client_of(council.secretary)
    url = reverse("council:drop_line", args=[case.pk, first.pk])
    assert browser.post(url).status_code == 302
    assert browser.post(url).status_code == 404
    SessionFactory(cases=[case], under_way=True)
    case_transitions.open_vote(reread(case), by=council.chair)
    refused = browser.post(reverse("council:drop_line", args=[case.pk, second.pk]))
    assert refused.status_code == 422
    assert "Vụ việc đang bỏ phiếu nên không sửa được nữa." in refused.text
    # what is out of the case waits for the Council again
    assert list(verdict_queries.waiting(clock.today())) == [first.nomination]


# --- the rule of the day --------------------------------------------------------------------------


def test_a_vote_is_opened_by_the_rule_of_its_day():
    case = CaseFactory(persons=1)
    obj = SessionFactory(cases=[case], under_way=True)
    RuleValue.objects.filter(key=RuleKey.BALLOT_TOWN).update(value="60")
    case_transitions.open_vote(reread(case), by=obj.presider)
    assert reread(case).percent == 60
    RuleValue.objects.filter(key=RuleKey.BALLOT_TOWN).update(value="95")
    assert reread(case).percent == 60


def test_too_few_left_in_the_room_open_no_vote():
    council = the_council(11)
    case = CaseFactory(persons=1)
    obj = SessionFactory(cases=[case], under_way=True)
    attend(obj, absent=council.members[:6])
    with pytest.raises(Refused, match="Có mặt 5/11 thành viên"):
        case_transitions.open_vote(reread(case), by=council.chair)


# --- put off, dissolved, on paper -----------------------------------------------------------------


def test_putting_off_drops_the_ballots_and_the_next_vote_begins_anew(client_of):
    council = the_council(11)
    case = CaseFactory(voting=True, persons=1)
    obj = case.session
    ballot_services.cast(case, choices_of(case, council.chair), by=council.chair)
    browser = client_of(council.chair)
    empty = browser.post(step(case, "de-lai"), {"note": "", "seen": seen_mark(case)})
    assert empty.status_code == 422
    sent = {"note": "Chờ kết luận thanh tra.", "seen": seen_mark(case)}
    assert browser.post(step(case, "de-lai"), sent).status_code == 302
    assert not Tally.objects.exists()
    assert not case.voters.exists()
    assert "Chờ kết luận thanh tra." in browser.get(obj.get_absolute_url()).text
    session_transitions.finish(obj, by=council.secretary)
    SessionFactory(cases=[reread(case)], under_way=True)
    case_transitions.open_vote(reread(case), by=council.chair)
    everybody_votes(reread(case))
    case_transitions.close_vote(reread(case), by=council.chair)
    assert case.lines.get().agree == 11


def test_before_its_session_begins_a_case_is_taken_off_not_put_off():
    case = CaseFactory(scheduled=True)
    with pytest.raises(Refused, match="thư ký đưa vụ việc khỏi phiên"):
        case_transitions.put_off(case, by=the_council().chair, note="Chưa xét.")


def test_once_its_session_has_begun_a_case_is_put_off_not_taken_off():
    case = CaseFactory()
    SessionFactory(cases=[case], under_way=True)
    with pytest.raises(Refused, match="người chủ trì để lại"):
        case_transitions.unschedule(reread(case), by=the_council().secretary)


def test_a_dissolved_case_gives_its_lines_back(client_of):
    case = CaseFactory(persons=1)
    line = case.lines.get()
    sent = {"note": "Lập nhầm.", "seen": 0}
    answer = client_of(the_council().secretary).post(step(case, "bo"), sent)
    assert answer.status_code == 302
    assert case.lines.get().outcome == LineOutcome.OUT
    assert list(verdict_queries.waiting(clock.today())) == [line.nomination]


def test_a_case_is_switched_to_paper_and_back_before_the_vote(client_of):
    case = CaseFactory(scheduled=True)
    browser, url = client_of(the_council().secretary), reverse("council:on_paper", args=[case.pk])
    browser.post(url, {"on_paper": "1"})
    assert reread(case).on_paper
    assert "bỏ phiếu giấy" in browser.get(case.get_absolute_url()).text
    browser.post(url, {"on_paper": "0"})
    assert not reread(case).on_paper
    assert client_of(the_council().members[0]).post(url, {"on_paper": "1"}).status_code == 404
    opinion = CaseFactory(form=VoteForm.OPINION, code="LDTT")
    refused = browser.post(reverse("council:on_paper", args=[opinion.pk]), {"on_paper": "1"})
    assert refused.status_code == 422


# --- what came of it ------------------------------------------------------------------------------


def test_what_failed_is_not_recommended_and_what_passed_goes_on():
    good, bad = lines_for("CSTDCS", 2)
    CaseFactory(nominations=[good, bad], closed=True, against=[bad])
    cleared = Nomination.objects.filter(verdict_queries.cleared(clock.today()))
    assert reread(bad).state == NominationState.NOT_RECOMMENDED
    assert list(cleared.filter(pk__in=[good.pk, bad.pk], state="recommended")) == [good]
    assert reread(bad).events.order_by("-pk").first().by == the_council().chair


# --- pages cost the same however long they are ----------------------------------------------------


def asked(browser, url):
    browser.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


def test_the_pages_cost_the_same_however_many_lines_and_cases(client_of):
    council = the_council(11)
    first = CaseFactory(persons=1)
    obj = SessionFactory(cases=[first], invited=True)
    browser = client_of(council.secretary)
    few = asked(browser, obj.get_absolute_url()), asked(browser, first.get_absolute_url())
    more = [CaseFactory(persons=12, code=code) for code in ("LDTT", "CSTDCS")]
    for case in more:
        case_transitions.schedule(case, obj, by=council.secretary)
    assert asked(browser, obj.get_absolute_url()) == few[0] <= 32
    assert asked(browser, more[0].get_absolute_url()) == few[1] <= 32
    poll = CaseFactory(voting=True, code="GK")
    assert asked(browser, reverse("council:voted", args=[poll.pk])) <= 10


def test_a_long_case_shows_its_first_results_and_leads_to_the_rest(client_of):
    case = CaseFactory(persons=23, closed=True)
    browser = client_of(the_council().secretary)
    page = browser.get(case.session.get_absolute_url()).text
    assert "Xem hết, còn 3 dòng" in page
    assert page.count('class="tally"') == 1
    assert browser.get(case.get_absolute_url()).text.count("11/11 = 100 %") == 23


def test_who_has_nothing_to_do_with_it_finds_no_case(client_of):
    case = CaseFactory(voting=True)
    line = case.lines.first()
    for person in (UserFactory(), UserFactory(officer=True), UserFactory(clerk=True)):
        browser = client_of(person)
        assert browser.get(case.get_absolute_url()).status_code == 404
        assert browser.get(reverse("council:voted", args=[case.pk])).status_code == 404
        for name in ("bar", "drop_line", "material"):
            url = reverse(f"council:{name}", args=[case.pk, line.pk])
            assert browser.get(url).status_code in {404, 405}
            assert browser.post(url).status_code in {404, 405}
    assert CouncilCase.objects.visible_to(the_council().members[0]).get() == case
