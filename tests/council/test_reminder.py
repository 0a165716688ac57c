"""Reminders and letters of the Council: told once, and never how anybody voted."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from council import tasks
from council.models import (
    Attendance,
    CaseEvent,
    CouncilCase,
    CouncilMember,
    CouncilSession,
    SessionEvent,
)
from council.services import (
    ballot as ballot_services,
    reminder as reminder_services,
    session as session_services,
)
from council.transitions import case as case_transitions, session as session_transitions
from dossiers.models import NominationEvent
from law.figures import VoteForm
from nganam_awards.core.refusals import Refused
from nganam_awards.notices import outbox
from nganam_awards.notices.models import Notice, OutgoingEmail
from tests.factories.council import (
    PLACE,
    CaseFactory,
    SessionFactory,
    choices_of,
    everybody_votes,
    lines_for,
)
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)  # a Monday
DAY = timedelta(days=1)


@pytest.fixture
def told_at(at):
    """Who is told what at that hour which nobody had been told before."""

    def tell(day: date, hour: int = 8) -> dict[int, str]:
        at(datetime.combine(day, time(hour)))
        before = set(Notice.objects.values_list("pk", flat=True))
        tasks.remind_of_near()
        tasks.remind_of_near()
        return dict(Notice.objects.exclude(pk__in=before).values_list("user", "text"))

    return tell


def written(model, action, **key) -> dict[int, str]:
    """What the newest step of this kind says: {who: sentence}."""
    event = model.objects.filter(action=action, **key).order_by("-pk").first()
    outbox.write_down(event)
    label = f"{event._meta.label_lower}:{event.pk}"
    return dict(Notice.objects.filter(event_key=label).values_list("user", "text"))


def pks(people) -> set[int]:
    return {person.pk for person in people}


def test_a_session_is_reminded_of_on_the_working_day_before(council, told_at, at):
    session = SessionFactory(
        council=council, cases=[CaseFactory()], invited=True, held_on=TODAY + 7 * DAY
    )
    assert session.held_on.weekday() == 0
    assert told_at(TODAY + 3 * DAY) == {}
    assert told_at(TODAY + 4 * DAY, hour=18) == {}  # nobody is reminded in the evening
    told = told_at(TODAY + 4 * DAY)
    assert set(told) == pks([*council.voters, council.secretary])
    assert set(told.values()) == {
        f"Nhắc họp: Hội đồng Thi đua - Khen thưởng họp lúc 14:00 ngày 27/11/2023, tại {PLACE}."
    }
    assert told_at(TODAY + 5 * DAY) == {}
    assert told_at(TODAY + 4 * DAY) == {}
    assert told_at(TODAY + 7 * DAY) == {}


def test_a_session_of_another_day_is_told_anew(council, told_at, at):
    session = SessionFactory(
        council=council, cases=[CaseFactory()], invited=True, held_on=TODAY + DAY
    )
    assert len(told_at(TODAY)) == 12
    session_services.edit(
        session,
        held_on=TODAY + 2 * DAY,
        starts_at=time(8),
        place=PLACE,
        presider=council.chair,
        secretary=council.secretary,
        by=council.secretary,
    )
    assert len(told_at(TODAY + DAY)) == 12


@pytest.mark.parametrize("state", ["planned", "cancelled", "under_way"])
def test_a_session_that_nobody_waits_for_is_told_to_nobody(council, told_at, at, state):
    day = TODAY if state == "under_way" else TODAY + DAY
    session = SessionFactory(
        council=council,
        cases=[CaseFactory()],
        held_on=day,
        invited=state == "cancelled",
        under_way=state == "under_way",
    )
    if state == "cancelled":
        session_transitions.cancel(session, by=council.secretary, note="Chủ tịch bận.")
    assert told_at(TODAY) == {}


def test_who_said_that_he_cannot_come_is_left_alone(council, told_at):
    session = SessionFactory(
        council=council, cases=[CaseFactory()], invited=True, held_on=TODAY + DAY
    )
    away = council.members[0]
    Attendance.objects.filter(session=session, member__person=away).update(is_present=False)
    assert away.pk not in told_at(TODAY)


def test_a_written_opinion_is_reminded_of_who_has_not_answered(council, told_at):
    case = CaseFactory(voting=True, form=VoteForm.OPINION, code="GK")  # due in five days
    CouncilCase.objects.filter(pk=case.pk).update(due_on=TODAY + 2 * DAY)
    for person in council.voters[:9]:
        ballot_services.cast(case, choices_of(case, person), by=person)
    assert told_at(TODAY) == {}
    told = told_at(TODAY + DAY)
    assert set(told) == pks(council.voters[9:])
    assert set(told.values()) == {
        f"Nhắc việc: phiếu lấy ý kiến «{case}» chờ anh/chị trả lời, hạn 22/11/2023."
    }
    assert told_at(TODAY + 2 * DAY) == {}


@pytest.mark.parametrize("form", [VoteForm.SECRET, VoteForm.OPEN, VoteForm.OPINION])
def test_a_keeper_reminds_who_has_not_voted(council, form):
    case = CaseFactory(voting=True, form=form)
    for person in council.voters[:8]:
        ballot_services.cast(case, choices_of(case, person), by=person)
    people = reminder_services.remind(case, by=council.secretary)
    assert pks(people) == pks(council.voters[8:])
    notices = Notice.objects.filter(event_key__contains=":hand:")
    assert set(notices.values_list("user", flat=True)) == pks(people)
    assert f"còn thiếu phiếu của anh/chị về «{case}»" in notices.first().text
    assert notices.first().url == f"/hoi-dong/vu-viec/{case.pk}/phieu/"


def test_a_case_is_reminded_of_once_an_hour(council, at):
    case, other = CaseFactory(voting=True), CaseFactory(voting=True, code="TTLDTT")
    at(datetime.combine(TODAY, time(9)))
    reminder_services.remind(case, by=council.secretary)
    reminder_services.remind(other, by=council.head)
    at(datetime.combine(TODAY, time(9, 59)))
    with pytest.raises(Refused, match=r"Đã nhắc lúc 09:00. Nhắc lại được từ 10:00."):
        reminder_services.remind(case, by=council.chair)
    at(datetime.combine(TODAY, time(10)))
    assert len(reminder_services.remind(case, by=council.chair)) == 11


def test_nobody_is_reminded_for_nothing(council):
    case = CaseFactory(voting=True)
    everybody_votes(case)
    with pytest.raises(Refused, match="Mọi thành viên có quyền bỏ phiếu đã bỏ phiếu"):
        reminder_services.remind(case, by=council.secretary)
    with pytest.raises(Refused, match="không còn mở bỏ phiếu"):
        reminder_services.remind(CaseFactory(closed=True), by=council.secretary)
    with pytest.raises(Refused, match="bỏ phiếu giấy"):
        reminder_services.remind(
            CaseFactory(voting=True, on_paper=True, code="TTLDTT"), by=council.secretary
        )


def test_a_former_member_is_not_reminded(council):
    case = CaseFactory(voting=True)
    gone = council.members[0]
    CouncilMember.objects.filter(person=gone).update(ends_on=TODAY - DAY)
    assert gone.pk not in pks(reminder_services.remind(case, by=council.secretary))


def test_only_who_keeps_or_presides_reminds(council, client_of):
    case = CaseFactory(voting=True)
    address = f"/hoi-dong/vu-viec/{case.pk}/nhac/"
    for person, status in (
        (council.members[0], 403),
        (UserFactory(officer=True), 404),
        (UserFactory(clerk=True), 404),
    ):
        with pytest.raises(PermissionDenied):
            reminder_services.remind(case, by=person)
        assert client_of(person).post(address).status_code == status
    page = client_of(council.secretary).post(address, {"next": "/hoi-dong/"}, follow=True)
    assert "Đã nhắc 11 thành viên chưa bỏ phiếu" in page.text
    again = client_of(council.secretary).post(address, {"next": "/hoi-dong/"}, follow=True)
    assert "Nhắc lại được từ" in again.text


def test_everybody_invited_hears_of_a_session_and_that_it_does_not_meet(council):
    session = SessionFactory(council=council, cases=[CaseFactory()], invited=True)
    told = written(SessionEvent, "invite")
    assert set(told) == pks(council.voters)  # the secretary wrote the letter
    assert set(told.values()) == {
        f"Mời họp: Hội đồng Thi đua - Khen thưởng họp lúc 14:00 ngày 20/11/2023, tại {PLACE}."
    }
    session_transitions.invite(session, by=council.secretary)
    assert "thay giấy trước" in written(SessionEvent, "invite")[council.chair.pk]
    session_transitions.cancel(
        CouncilSession.objects.get(), by=council.secretary, note="Chủ tịch đi công tác."
    )
    told = written(SessionEvent, "cancel")
    assert (
        told[council.chair.pk]
        == "Không họp Hội đồng lúc 14:00 ngày 20/11/2023: Chủ tịch đi công tác."
    )


def test_nobody_hears_of_a_session_that_was_only_planned(council):
    session = SessionFactory(council=council)
    session_transitions.cancel(session, by=council.secretary, note="Chưa đủ hồ sơ.")
    assert written(SessionEvent, "cancel") == {}


def test_an_opinion_that_is_sent_out_reaches_every_member(council):
    case = CaseFactory(voting=True, form=VoteForm.OPINION, code="GK")
    told = written(CaseEvent, "send_out")
    assert set(told) == pks(council.voters)
    assert set(told.values()) == {
        f"Hội đồng lấy phiếu ý kiến «{case}», trả lời trước hết ngày 25/11/2023."
    }


def test_who_is_absent_hears_that_the_vote_is_open(council):
    away = council.members[0]
    CaseFactory(voting=True, absent=[away])
    told = written(CaseEvent, "open")
    assert set(told) == {away.pk}
    assert "vắng mặt, bỏ phiếu trên cổng trước khi đóng" in told[away.pk]


def test_the_result_reaches_whoever_keeps_the_council_and_the_unit(council):
    one, other = lines_for("CSTDCS", 2)
    clerk = UserFactory(clerk=True, unit=other.dossier.unit)
    case = CaseFactory(closed=True, nominations=[one, other], against=[other])
    told = written(CaseEvent, "close")
    assert set(told) == pks([council.secretary, council.head])
    assert set(told.values()) == {
        f"Hội đồng đã xét «{case}»: 1 trường hợp thông qua, 1 không thông qua."
    }
    told = written(NominationEvent, "fail_case", nomination=other)
    assert told[clerk.pk] == (
        f"{other.full_name} ({other.dossier.ref}): Hội đồng Thi đua - Khen thưởng không thông qua: "
        "0/11 phiếu đồng ý (0 %), cần từ 9 phiếu (80 %)."
    )


def test_what_is_left_for_another_time_reaches_whoever_keeps_the_council(council):
    case = CaseFactory(voting=True)
    case_transitions.put_off(case, by=council.chair, note="Chờ báo cáo bổ sung.")
    told = written(CaseEvent, "put_off")
    assert told[council.secretary.pk] == f"Hội đồng để lại «{case}»: Chờ báo cáo bổ sung."


def test_no_message_and_no_letter_says_how_anybody_voted(council):
    for person in council.voters:
        person.email = f"{person.username}@nganam.example"
        person.save(update_fields=["email"])
    case = CaseFactory(voting=True, form=VoteForm.OPEN)
    name = case.lines.first().nomination.full_name
    reminder_services.remind(case, by=council.secretary)
    everybody_votes(case)
    case_transitions.close_vote(CouncilCase.objects.get(pk=case.pk), by=council.chair)
    for action in ("open", "close"):
        written(CaseEvent, action)
    said = [*Notice.objects.values_list("text", flat=True)]
    said += [f"{m.subject} {m.body}" for m in OutgoingEmail.objects.all()]
    assert said
    for words in said:
        assert name not in words
        assert "đồng ý" not in words.lower()
