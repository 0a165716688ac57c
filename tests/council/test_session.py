"""Sessions: planned, changed, attended, begun and ended; what is refused, with which words."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from council.enums import CaseState, Role, SessionState
from council.models import CouncilMember, CouncilSession
from council.services import member as member_services, session as session_services
from council.transitions import case as case_transitions, session as session_transitions
from law.figures import VoteForm
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from tests.factories.council import (
    PLACE,
    CaseFactory,
    CouncilMemberFactory,
    SessionFactory,
    attend,
    the_council,
)
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def reread(row):
    return type(row).objects.get(pk=row.pk)


def typed(**fields):
    council = the_council()
    return {
        "held_on": f"{clock.today():%d/%m/%Y}",
        "starts_at": "14:00",
        "place": PLACE,
        "presider": council.chair.pk,
        "secretary": council.secretary.pk,
    } | fields


# --- planning -------------------------------------------------------------------------------------


def test_a_session_is_planned_and_everybody_of_its_day_is_on_the_list(client_of):
    council = the_council(11)
    answer = client_of(council.secretary).post(reverse("council:new_session"), typed())
    obj = CouncilSession.objects.get()
    assert answer.headers["Location"] == reverse("council:agenda", args=[obj.pk])
    assert (obj.place, obj.presider, obj.secretary) == (PLACE, council.chair, council.secretary)
    assert obj.attendance.count() == 12  # eleven with a vote, and the secretary


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda: {"held_on": "19/11/2023"}, "Ngày họp đã qua; chọn từ hôm nay trở đi."),
        (lambda: {"place": ""}, "Ghi địa điểm."),
        (lambda: {"starts_at": "mười giờ"}, "giờ"),
        (
            lambda: {"presider": the_council().members[0].pk},
            "chọn ở «Chủ trì» không dùng được",
        ),
        (
            lambda: {"secretary": the_council().members[0].pk},
            "Mục đã chọn ở «Thư ký phiên họp» không dùng được",
        ),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(wrong, told, client_of):
    sent = typed(**wrong())
    answer = client_of(the_council().secretary).post(reverse("council:new_session"), sent)
    assert answer.status_code == 422
    assert told in answer.text
    assert not CouncilSession.objects.exists()
    if "place" not in wrong():
        assert f'value="{PLACE}"' in answer.text


def test_a_presider_who_does_not_sit_there_that_day_is_refused(client_of):
    council = the_council()
    tomorrow = clock.today() + timedelta(days=1)
    CouncilMember.objects.filter(role=Role.CHAIR).update(ends_on=clock.today())
    sent = typed(held_on=f"{tomorrow:%d/%m/%Y}")
    answer = client_of(council.secretary).post(reverse("council:new_session"), sent)
    assert answer.status_code == 422
    assert "Chủ trì là Chủ tịch hoặc Phó Chủ tịch Hội đồng vào ngày họp." in answer.text


def test_strangers_do_not_find_the_pages_of_a_session(client_of):
    council = the_council()
    obj = SessionFactory(invited=True, cases=[CaseFactory()])
    pages = ["session", "edit_session", "agenda", "attendance"]
    for person in (UserFactory(), UserFactory(officer=True), UserFactory(council_member=True)):
        for page in pages:
            assert (
                client_of(person).get(reverse(f"council:{page}", args=[obj.pk])).status_code == 404
            )
        assert client_of(person).get(reverse("council:new_session")).status_code == 404
    member = client_of(council.members[0])
    assert member.get(obj.get_absolute_url()).status_code == 200
    for page in pages[1:]:
        assert member.get(reverse(f"council:{page}", args=[obj.pk])).status_code == 404


def test_members_see_a_session_from_its_invitation_on(client_of):
    obj = SessionFactory(cases=[CaseFactory()])
    member = client_of(the_council().members[0])
    assert member.get(obj.get_absolute_url()).status_code == 404
    session_transitions.invite(obj, by=the_council().secretary)
    assert member.get(obj.get_absolute_url()).status_code == 200


def test_a_session_is_edited_until_it_begins(client_of):
    council = the_council()
    obj = SessionFactory(invited=True, cases=[CaseFactory()])
    url = reverse("council:edit_session", args=[obj.pk])
    browser = client_of(council.secretary)
    assert PLACE in browser.get(url).text
    assert browser.post(url, typed(place="Hội trường", starts_at="8h30")).status_code == 302
    assert (reread(obj).place, reread(obj).starts_at) == ("Hội trường", time(8, 30))
    attend(obj)
    session_transitions.start(obj, by=council.secretary)
    refused = browser.post(url, typed(place="Nơi khác"))
    assert refused.status_code == 422
    assert "Phiên họp đang họp nên không sửa được nữa." in refused.text
    assert 'value="Nơi khác"' in refused.text


# --- the agenda -----------------------------------------------------------------------------------


def test_cases_are_put_on_ordered_and_taken_off(client_of):
    obj = SessionFactory()
    one, two = CaseFactory(), CaseFactory(code="TTLDTT", form=VoteForm.OPEN)
    opinion = CaseFactory(code="LDTT", form=VoteForm.OPINION)
    browser, url = client_of(the_council().secretary), reverse("council:agenda", args=[obj.pk])
    page = browser.get(url)
    assert str(one) in page.text
    assert str(opinion) not in page.text
    nothing = browser.post(url, {})
    assert nothing.status_code == 422
    assert "Chọn ít nhất một vụ việc" in nothing.text
    assert browser.post(url, {"cases": [one.pk, two.pk]}).status_code == 302
    assert [case.pk for case in obj.cases.all()] == [one.pk, two.pk]
    browser.post(url, {"act": f"up-{two.pk}"})
    assert [case.pk for case in obj.cases.all()] == [two.pk, one.pk]
    browser.post(url, {"act": f"down-{two.pk}"})
    assert [case.pk for case in obj.cases.all()] == [one.pk, two.pk]
    browser.post(url, {"act": f"down-{two.pk}"})
    assert [case.pk for case in obj.cases.all()] == [one.pk, two.pk]
    browser.post(url, {"act": f"off-{one.pk}"})
    assert reread(one).state == CaseState.WAITING
    assert browser.post(url, {"act": f"off-{one.pk}"}).status_code == 404


def test_the_agenda_stands_once_the_session_has_begun(client_of):
    case, other = CaseFactory(), CaseFactory(code="LDTT")
    obj = SessionFactory(cases=[case], under_way=True)
    browser, url = client_of(the_council().secretary), reverse("council:agenda", args=[obj.pk])
    for sent in ({"act": f"off-{case.pk}"}, {"act": f"up-{case.pk}"}, {"cases": [other.pk]}):
        answer = browser.post(url, sent)
        assert answer.status_code == 422, sent
    assert reread(case).session_id == obj.pk
    assert reread(other).state == CaseState.WAITING


# --- inviting, attendance, beginning --------------------------------------------------------------


def test_nobody_is_invited_to_an_empty_session():
    with pytest.raises(Refused, match="chưa có vụ việc nào"):
        session_transitions.invite(SessionFactory(), by=the_council().secretary)


def test_attendance_of_five_of_eleven_is_refused_with_the_sentence(client_of):
    council = the_council(11)
    obj = SessionFactory(invited=True, cases=[CaseFactory()])
    attend(obj, absent=council.members[:6])
    url = reverse("council:session_step", args=[obj.pk, "bat-dau"])
    answer = client_of(council.secretary).post(url, {"seen": obj.events.last().pk})
    assert answer.status_code == 422
    assert "Có mặt 5/11 thành viên, cần từ 8 (2/3 tổng số)." in answer.text
    attend(obj, absent=council.members[:3])
    session_transitions.start(obj, by=council.secretary)
    assert reread(obj).state == SessionState.UNDER_WAY


def test_a_session_begins_on_its_day_with_everybody_noted_and_its_presider_there():
    council = the_council()
    tomorrow = clock.today() + timedelta(days=1)
    ahead = SessionFactory(invited=True, cases=[CaseFactory()], held_on=tomorrow)
    with pytest.raises(Refused, match="chưa bắt đầu được"):
        session_transitions.start(ahead, by=council.secretary)
    obj = SessionFactory(invited=True, cases=[CaseFactory(code="LDTT")])
    with pytest.raises(Refused, match="Còn 11 thành viên chưa điểm danh"):
        session_transitions.start(obj, by=council.secretary)
    attend(obj, absent=[council.chair])
    with pytest.raises(Refused, match=f"Chủ trì {council.chair.full_name} vắng mặt"):
        session_transitions.start(obj, by=council.secretary)


def test_attendance_is_typed_on_its_page(client_of):
    council = the_council()
    obj = SessionFactory(invited=True, cases=[CaseFactory()])
    url = reverse("council:attendance", args=[obj.pk])
    browser = client_of(council.secretary)
    away = obj.attendance.get(member__person=council.members[0])
    sent = {f"presence-{away.pk}": "away", f"reason-{away.pk}": "đi công tác", "rest_is_here": "on"}
    wrong = browser.post(url, sent | {f"reason-{away.pk}": "dài " * 60})
    assert wrong.status_code == 422
    assert "dài dài" in wrong.text
    assert browser.post(url, sent).status_code == 302
    page = browser.get(obj.get_absolute_url()).text
    assert "đi công tác" in page
    assert "Đủ họp: cần từ 8 (2/3 thành viên)" in page
    assert reread(away).is_present is False
    assert obj.attendance.filter(is_present=True).count() == 11


def test_attendance_of_a_session_that_ended_is_not_written(client_of):
    case = CaseFactory(closed=True)
    obj, secretary = case.session, the_council().secretary
    session_transitions.finish(obj, by=secretary)
    url = reverse("council:attendance", args=[obj.pk])
    answer = client_of(secretary).post(url, {"rest_is_here": "on"})
    assert answer.status_code == 422
    assert "Phiên họp đã họp xong nên không ghi điểm danh." in answer.text


def test_a_member_named_while_the_session_is_under_way_is_on_the_list_of_later_votes_alone():
    council = the_council(9)
    first, second = CaseFactory(), CaseFactory(code="LDTT")
    obj = SessionFactory(cases=[first, second], under_way=True)
    case_transitions.open_vote(reread(first), by=council.chair)
    newcomer = CouncilMemberFactory().person
    assert newcomer.pk not in first.voters.values_list("member__person", flat=True)
    case_transitions.open_vote(reread(second), by=council.chair)
    assert newcomer.pk in second.voters.values_list("member__person", flat=True)
    assert first.voters.count() == 9
    assert second.voters.count() == 10
    assert obj.attendance.get(member__person=newcomer).is_present is None


def test_who_gets_another_seat_keeps_what_was_noted():
    council = the_council(9)
    obj = SessionFactory(invited=True, cases=[CaseFactory()])
    attend(obj, absent=[council.members[0]])
    seat = CouncilMember.objects.get(person=council.members[0])
    administrator = UserFactory(administrator=True)
    yesterday = clock.today() - timedelta(days=1)
    member_services.end(seat, ends_on=yesterday, by=administrator)
    other = CouncilMemberFactory(
        person=council.members[0], role=Role.VICE_CHAIR, starts_on=clock.today()
    )
    session_services.call_members(obj)
    row = obj.attendance.get(member__person=council.members[0])
    assert (row.member, row.is_present, row.reason) == (other, False, "đi công tác")


# --- ending ---------------------------------------------------------------------------------------


def test_a_session_ends_when_every_case_is_done_or_put_off():
    council = the_council()
    case = CaseFactory(voting=True)
    obj = case.session
    with pytest.raises(Refused, match="Còn vụ việc chưa xong"):
        session_transitions.finish(obj, by=council.secretary)
    case_transitions.put_off(case, by=council.chair, note="Thiếu giấy tờ.")
    session_transitions.finish(obj, by=council.secretary)
    assert reread(obj).state == SessionState.CLOSED


def test_a_cancelled_session_gives_its_cases_back():
    council = the_council()
    one, two = CaseFactory(), CaseFactory(code="LDTT")
    obj = SessionFactory(cases=[one, two], invited=True)
    with pytest.raises(Refused, match="Ghi lý do không họp"):
        session_transitions.cancel(obj, by=council.secretary, note=" ")
    session_transitions.cancel(obj, by=council.secretary, note="Trùng lịch họp của tỉnh.")
    for case in (one, two):
        assert (reread(case).state, reread(case).session_id) == (CaseState.WAITING, None)
    assert reread(obj).state == SessionState.CANCELLED


def test_the_reason_of_a_cancelled_session_stands_on_its_page(client_of):
    obj = SessionFactory(invited=True, cases=[CaseFactory()])
    session_transitions.cancel(obj, by=the_council().secretary, note="Trùng lịch họp của tỉnh.")
    page = client_of(the_council().members[0]).get(obj.get_absolute_url()).text
    assert "Trùng lịch họp của tỉnh." in page
