"""The Council's room: what waits for a member, what whoever keeps the Council has before him."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.enums import Role
from council.models import CampaignRule, CouncilCase, CouncilMember
from council.queries import (
    board as board_queries,
    rule as rule_queries,
    verdict as verdict_queries,
)
from council.queries.rule import CouncilRules
from council.rules import ballot as ballot_rules
from council.services import ballot as ballot_services, case as case_services
from council.transitions import case as case_transitions
from dossiers.models import Nomination
from law.figures import VoteForm
from nganam_awards.core import clock
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.council import (
    CaseFactory,
    CouncilMemberFactory,
    SessionFactory,
    choices_of,
    everybody_votes,
    lines_for,
)
from tests.factories.units import UserFactory
from units.models import User


pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)
DAY = timedelta(days=1)
BOARD = "/hoi-dong/"


def anew(person: User) -> User:
    return User.objects.get(pk=person.pk)


def words_of(response) -> str:
    return " ".join(response.text.split())


def main_of(response) -> str:
    page = words_of(response)
    return page[page.index("<main") : page.index("</main>")]


def waiting_for(person) -> list[CouncilCase]:
    return list(board_queries.unanswered(anew(person)))


def vote(case, person) -> None:
    ballot_services.cast(case, choices_of(case, person), by=person)


@pytest.mark.parametrize("form", [VoteForm.SECRET, VoteForm.OPEN, VoteForm.OPINION])
def test_a_ballot_waits_until_it_is_cast(council, form):
    case, member = CaseFactory(voting=True, form=form), council.members[0]
    assert waiting_for(member) == [case]
    assert ballot_rules.waits_for(member, case)
    vote(case, member)
    assert waiting_for(member) == []
    assert not ballot_rules.waits_for(member, CouncilCase.objects.get(pk=case.pk))
    assert [row.pk for row in board_queries.voted_on(anew(member))] == [case.pk]
    assert waiting_for(council.members[1]) == [case]


def test_a_ballot_waits_for_nobody_else(council):
    case = CaseFactory(voting=True)
    late = CouncilMemberFactory().person  # came after the vote was opened
    for person in (council.secretary, late, UserFactory(clerk=True)):
        assert waiting_for(person) == []
    vote(case, council.chair)
    everybody = {person.pk for person in council.voters}
    asked = {pk for pk in everybody if waiting_for(User.objects.get(pk=pk))}
    assert asked == everybody - {council.chair.pk}


def test_a_former_member_has_no_ballot_more(council, client_of):
    CaseFactory(voting=True)
    member = council.members[0]
    CouncilMember.objects.filter(person=member).update(ends_on=TODAY - DAY)
    assert waiting_for(member) == []
    assert client_of(anew(member)).get(BOARD).status_code == 404


def test_a_ballot_counted_on_paper_waits_for_nobody(council):
    CaseFactory(voting=True, on_paper=True)
    assert waiting_for(council.members[0]) == []


def test_who_is_barred_from_every_line_is_not_awaited(council):
    one, other = lines_for("CSTDCS", 2)
    case = CaseFactory(nominations=[one, other])
    member = council.members[0]
    for line in case.lines.all():
        case_services.bar(line, member, words="Có liên quan.", by=council.secretary)
    session = SessionFactory(council=council, cases=[case], under_way=True)
    case_transitions.open_vote(CouncilCase.objects.get(pk=case.pk), by=session.presider)
    assert waiting_for(member) == []
    assert len(waiting_for(council.members[1])) == 1


@pytest.mark.parametrize(
    ("office", "status"),
    [
        ("council_member", 200),
        ("home_affairs_head", 200),
        ("officer", 404),
        ("clerk", 404),
        ("chairman", 404),
        ("administrator", 404),
    ],
)
def test_the_room_opens_to_whoever_sits_there_and_to_the_head(client_of, office, status):
    assert client_of(UserFactory(**{office: True})).get(BOARD).status_code == status


def test_a_member_reads_first_what_waits_for_a_vote(council, client_of):
    member = council.members[0]
    done = CaseFactory(voting=True, code="TTLDTT", form=VoteForm.OPEN)
    vote(done, member)
    waits = CaseFactory(voting=True)
    page = words_of(client_of(member).get(BOARD))
    assert f'href="/hoi-dong/vu-viec/{waits.pk}/phieu/"' in page
    assert f'href="/hoi-dong/vu-viec/{done.pk}/phieu/"' not in page
    parts = [
        page.index(words)
        for words in ("Chờ phiếu của anh/chị", "Phiên họp</h2>", "Đã bỏ phiếu</h2>")
    ]
    assert parts == sorted(parts)
    assert "Chờ đưa ra Hội đồng" not in page
    assert "Lập vụ việc" not in page


def test_a_page_never_says_how_anybody_voted(council, client_of):
    member = council.members[0]
    case = CaseFactory(voting=True, form=VoteForm.OPEN)
    before = main_of(client_of(council.members[1]).get(BOARD))
    ballot_services.cast(case, dict.fromkeys(choices_of(case, member), "disagree"), by=member)
    page = words_of(client_of(member).get(BOARD))
    assert "Không đồng ý" not in page
    assert main_of(client_of(council.members[1]).get(BOARD)) == before


def test_a_member_sees_sessions_from_the_invitation_on(council, client_of):
    member = client_of(council.members[0])
    SessionFactory(council=council, cases=[CaseFactory()])
    assert "Chưa có phiên họp nào" in member.get(BOARD).text
    assert "Đang chuẩn bị" in client_of(council.secretary).get(BOARD).text
    SessionFactory(
        council=council, cases=[CaseFactory(code="TTLDTT", form=VoteForm.OPEN)], invited=True
    )
    page = words_of(member.get(BOARD))
    assert "Đã mời họp" in page
    assert "Tập thể lao động tiên tiến năm 2023" in page


def test_lines_that_wait_become_cases_by_award(council, client_of):
    lines_for("CSTDCS", 3)
    lines_for("TTLDTT", 2)
    browser = client_of(council.secretary)
    page = words_of(browser.get(BOARD))
    assert "Họp, bỏ phiếu kín" in page
    assert "Họp, biểu quyết công khai" in page
    page = words_of(browser.post("/hoi-dong/lap-vu-viec/", follow=True))
    assert "Đã lập 2 vụ việc" in page
    assert "Không còn trường hợp nào chờ" in page
    assert [case.lines.count() for case in CouncilCase.objects.order_by("pk")] == [3, 2]
    again = browser.post("/hoi-dong/lap-vu-viec/", follow=True)
    assert "Không còn trường hợp nào chờ đưa ra Hội đồng" in again.text
    assert CouncilCase.objects.count() == 2


def test_only_whoever_keeps_the_council_makes_cases(council, client_of):
    lines_for("CSTDCS", 1)
    assert client_of(council.members[0]).post("/hoi-dong/lap-vu-viec/").status_code == 403
    assert client_of(UserFactory(clerk=True)).post("/hoi-dong/lap-vu-viec/").status_code == 404
    with pytest.raises(PermissionDenied):
        case_services.collect(by=council.chair)


def test_an_opinion_under_way_says_how_many_answered(council, client_of):
    case = CaseFactory(voting=True, form=VoteForm.OPINION, code="GK")
    for person in council.voters[:4]:
        vote(case, person)
    page = words_of(client_of(council.secretary).get(BOARD))
    assert "4/11" in page
    assert "Nhắc" in page
    for person in council.voters[4:]:
        vote(case, person)
    page = words_of(client_of(council.secretary).get(BOARD))
    assert "11/11" in page
    assert f'action="/hoi-dong/vu-viec/{case.pk}/nhac/"' not in page


@pytest.mark.parametrize("code", ["CSTDCS", "TTLDTT", "GK", "BK_T", "CSTDTQ"])
@pytest.mark.parametrize("is_switched_on", [True, False])
def test_the_form_in_a_list_is_the_form_of_the_rule(code, is_switched_on):
    plan = AwardPlanFactory(approved=True)
    [line] = lines_for(code, 1)
    line.dossier.plan = plan
    line.dossier.save(update_fields=["plan"])
    if is_switched_on:
        CampaignRule.objects.create(campaign=plan.campaign, starts_on=TODAY, set_by=UserFactory())
    rules = CouncilRules(clock.today())
    rows = Nomination.objects.annotate(vote_form=rule_queries.form_on(TODAY))
    assert rows.get().vote_form == rules.form_for(line)
    asked = verdict_queries.waiting(TODAY).exists()
    assert asked == (rules.form_for(line) != VoteForm.NONE)


def test_the_head_brings_lines_by_hand(client_of):
    head = UserFactory(home_affairs_head=True)
    one, other = lines_for("GK", 2)
    browser = client_of(head)
    listed = words_of(browser.get("/hoi-dong/dua-them/"))
    address = f"/hoi-dong/dua-them/{one.dossier.ref}/"
    assert f'href="{address}"' in listed
    assert browser.get(address).status_code == 200
    page = browser.post(address, {"lines": [one.pk]})
    assert page.status_code == 422
    assert page.context["form"]["lines"].value() == [str(one.pk)]
    assert browser.post(address, {"form": "opinion"}).status_code == 422
    page = browser.post(address, {"lines": [one.pk], "form": "opinion"}, follow=True)
    assert "Đã đưa 1 trường hợp ra Hội đồng" in page.text
    case = CouncilCase.objects.get()
    assert (case.form, [row.nomination_id for row in case.lines.all()]) == ("opinion", [one.pk])
    twice = browser.post(address, {"lines": [one.pk], "form": "opinion"})
    assert twice.status_code == 422
    browser.post(address, {"lines": [other.pk], "form": "opinion"})
    assert browser.get(address).status_code == 404
    assert case.lines.count() == 2


@pytest.mark.parametrize("office", ["council_member", "officer", "clerk"])
def test_nobody_else_brings_lines_by_hand(client_of, office):
    [line] = lines_for("GK", 1)
    browser = client_of(UserFactory(**{office: True}))
    status = 403 if office == "council_member" else 404
    assert browser.get("/hoi-dong/dua-them/").status_code == status
    assert browser.get(f"/hoi-dong/dua-them/{line.dossier.ref}/").status_code == status


@pytest.mark.parametrize("who", ["member", "secretary", "head", "chair"])
@pytest.mark.parametrize("item_count", [1, 3])
def test_the_room_costs_the_same_however_much_is_under_way(council, client_of, who, item_count):
    for _ in range(item_count):
        lines_for("CSTDCS", 2)
        for form in (VoteForm.SECRET, VoteForm.OPINION):
            CaseFactory(form=form)
            CaseFactory(voting=True, form=form)
        everybody_votes(CaseFactory(voting=True, form=VoteForm.OPEN, code="TTLDTT"))
        SessionFactory(council=council, cases=[CaseFactory()], invited=True)
    people = {
        "member": council.members[0],
        "secretary": council.secretary,
        "head": council.head,
        "chair": council.chair,
    }
    browser = client_of(people[who])
    browser.get(BOARD)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(BOARD).status_code == 200
    assert len(queries) == {"member": 8, "secretary": 10, "head": 11, "chair": 8}[who]


def test_there_are_seats_without_a_vote(client_of):
    secretary = CouncilMemberFactory(role=Role.SECRETARY).person
    page = client_of(secretary).get(BOARD).text
    assert "Chờ phiếu của anh/chị" not in page
    assert "Chờ đưa ra Hội đồng" in page
