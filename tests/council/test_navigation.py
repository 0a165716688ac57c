"""Where the Council stands in the menu, and what of it waits for whom on the home page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council import navigation
from council.enums import Role
from council.models import CouncilCase, CouncilMember
from council.services import ballot as ballot_services, case as case_services
from council.transitions import case as case_transitions, session as session_transitions
from law.figures import VoteForm
from nganam_awards.core import query_text, work
from nganam_awards.core.context import frame_of
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


def anew(person: User) -> User:
    return User.objects.get(pk=person.pk)


def door(person: User):
    """(is there a door, what waits behind it)."""
    found = [item for item in frame_of(anew(person)).doors if item.url_name == navigation.BOARD]
    return (found[0].url, found[0].count) if found else None


def tasks(person: User):
    """Lines of the table of work that are the Council's."""
    refs = work.waiting_of(anew(person)).refs
    return work.tasks_of(ref for ref in refs if ref.lane.kind == navigation.KIND)


def steps(person: User) -> list[str]:
    return sorted(task.step for task in tasks(person))


def vote(case, person) -> None:
    ballot_services.cast(case, choices_of(case, person), by=person)


def fresh(case) -> CouncilCase:
    return CouncilCase.objects.get(pk=case.pk)


@pytest.mark.parametrize(
    ("office", "labels"),
    [
        ("council_member", [("Hội đồng", "council:board")]),
        ("home_affairs_head", [("Hội đồng", "council:board")]),
        ("clerk", [("Hội đồng", "council:members")]),
        ("officer", [("Hội đồng", "council:members")]),
        ("chairman", [("Hội đồng", "council:members")]),
        ("administrator", [("Thành phần Hội đồng", "council:member_list")]),
    ],
)
def test_everybody_has_one_door_to_the_council(office, labels):
    doors = navigation.items(UserFactory(**{office: True}))
    assert [(item.label, item.url_name) for item in doors] == labels


def test_a_seat_ends_and_its_door_with_it(council):
    member = council.members[0]
    assert door(member) == ("/hoi-dong/", 0)
    CouncilMember.objects.filter(person=member).update(ends_on=TODAY - DAY)
    assert door(member) is None
    assert tasks(member) == []


def test_a_missing_ballot_leads_straight_to_it(council):
    case, member = CaseFactory(voting=True), council.members[0]
    [ballot] = [task for task in tasks(member) if task.step == "Bỏ phiếu"]
    assert ballot.title == "Chiến sĩ thi đua cơ sở năm 2023"
    assert ballot.note == "Hội đồng · họp, bỏ phiếu kín · 2 trường hợp"
    assert ballot.url == f"/hoi-dong/vu-viec/{case.pk}/phieu/"
    assert ballot.due_on == TODAY
    vote(case, member)
    assert "Bỏ phiếu" not in steps(member)


def test_a_written_opinion_waits_until_its_day(council):
    case, member = CaseFactory(voting=True, form=VoteForm.OPINION, code="GK"), council.members[0]
    [task] = tasks(member)
    assert (task.step, task.due_on) == ("Trả lời phiếu", TODAY + 5 * DAY)
    assert task.url == f"/hoi-dong/vu-viec/{case.pk}/phieu/"
    assert door(member) == ("/hoi-dong/", 1)


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (1, True), (3, True), (4, False)])
def test_a_session_is_told_when_it_is_near(council, days, is_told):
    SessionFactory(council=council, cases=[CaseFactory()], invited=True, held_on=TODAY + days * DAY)
    assert ("Dự họp" in steps(council.members[0])) is is_told
    assert ("Dự họp" in steps(council.secretary)) is is_told


def test_whoever_presides_opens_and_closes(council):
    case = CaseFactory()
    SessionFactory(council=council, cases=[case], under_way=True)
    assert steps(council.chair) == ["Dự họp", "Mở bỏ phiếu"]
    case_transitions.open_vote(fresh(case), by=council.chair)
    assert steps(council.chair) == ["Bỏ phiếu", "Dự họp", "Đóng bỏ phiếu"]
    vice = CouncilMemberFactory(role=Role.VICE_CHAIR).person
    assert steps(vice) == []  # another presides


def test_an_opinion_is_closed_when_all_answered_or_its_day_is_past(council, at):
    case = CaseFactory(voting=True, form=VoteForm.OPINION, code="GK")
    assert "Đóng bỏ phiếu" not in steps(council.chair)
    for person in council.voters[:-1]:
        vote(case, person)
    assert "Đóng bỏ phiếu" not in steps(council.chair)
    at(TODAY + 6 * DAY)
    assert steps(council.chair) == ["Đóng bỏ phiếu"]
    assert steps(council.secretary) == ["Nhắc phiếu quá hạn"]
    at(TODAY)
    vote(case, council.voters[-1])
    assert steps(council.chair) == ["Đóng bỏ phiếu"]
    assert steps(council.secretary) == []


def test_whoever_keeps_the_council_is_led_from_lines_to_signed_minutes(council):
    lines_for("CSTDCS", 2)
    lines_for("CSTDCS", 1)
    [task] = tasks(council.secretary)
    assert (task.title, task.step) == ("Chiến sĩ thi đua cơ sở năm 2023", "Lập vụ việc")
    assert task.note.startswith("Hội đồng · 3 trường hợp phải đưa ra Hội đồng")
    assert task.url == "/hoi-dong/#cho-dua-ra"
    [case] = case_services.collect(by=council.secretary)
    assert steps(council.secretary) == ["Xếp vào phiên"]
    session = SessionFactory(council=council)
    case_transitions.schedule(case, session, by=council.secretary)
    assert steps(council.secretary) == ["Gửi giấy mời"]
    session_transitions.invite(session, by=council.secretary)
    assert steps(council.secretary) == ["Bắt đầu họp", "Dự họp"]
    assert steps(council.head) == ["Bắt đầu họp", "Dự họp"]


def test_a_session_is_finished_and_its_minutes_are_signed(council):
    case = CaseFactory(voting=True)
    assert steps(council.secretary) == ["Dự họp"]
    everybody_votes(case)
    case_transitions.close_vote(fresh(case), by=council.chair)
    assert steps(council.secretary) == ["Dự họp", "Kết thúc phiên họp"]
    session_transitions.finish(fresh(case).session, by=council.secretary)
    assert steps(council.secretary) == ["Tải biên bản đã ký"]
    assert steps(council.members[0]) == []


def test_an_opinion_waits_to_be_sent_out(council):
    CaseFactory(form=VoteForm.OPINION, code="GK")
    assert steps(council.secretary) == ["Gửi phiếu lấy ý kiến"]


@pytest.mark.parametrize("role", list(Role))
def test_what_waits_is_one_question_whose_text_is_kept(role):
    person = CouncilMemberFactory(role=role).person
    for write in (work._doors, work._morning):
        first = query_text.kept(write, anew(person))
        assert query_text.kept(write, anew(person)) is first


@pytest.mark.parametrize("who", ["secretary", "head", "members", "chair"])
@pytest.mark.parametrize("item_count", [1, 3])
def test_the_home_page_costs_the_same_however_much_waits(council, client_of, who, item_count):
    for _ in range(item_count):
        lines_for("TTLDTT", 1)
        CaseFactory(voting=True, form=VoteForm.OPINION, code="GK")
        SessionFactory(council=council, cases=[CaseFactory()], invited=True)
        CaseFactory(voting=True)
    found = getattr(council, who)
    browser = client_of(found[0] if isinstance(found, list) else found)
    browser.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert browser.get("/").status_code == 200
    assert len(queries) <= 12


def test_the_figures_of_a_member_are_the_councils(client_of, council):
    member = council.members[0]
    vote(CaseFactory(voting=True, code="TTLDTT", form=VoteForm.OPEN), member)
    CaseFactory(voting=True)
    figures = client_of(member).get("/").context["desk"].figures
    assert [(figure.value, figure.label) for figure in figures][:3] == [
        ("1", "phiếu chờ anh/chị"),
        ("2", "phiên họp sắp tới"),
        ("1", "vụ việc đã bỏ phiếu, năm 2023"),
    ]
