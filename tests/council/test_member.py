"""Seats of the Council: dated, and every right of it follows from them."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.enums import Role
from council.models import CouncilMember
from council.queries import member as member_queries
from council.rules.member import NewSeat
from council.services import member as member_services
from frontdesk.demonstration import people as demonstration
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.sentence import fields_of
from tests.factories.council import NAMED_IN, CouncilMemberFactory
from tests.factories.units import UnitFactory, UserFactory
from units.models import AdminAct, User


pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)
DAY = timedelta(days=1)
RIGHTS = ("council.vote", "council.keep", "council.preside")


def anew(person: User) -> User:
    """As the next request reads them."""
    return User.objects.get(pk=person.pk)


def rights_of(person: User) -> set[str]:
    fresh = anew(person)
    return {right.partition(".")[2] for right in RIGHTS if fresh.has_perm(right)}


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.CHAIR, {"vote", "preside"}),
        (Role.VICE_CHAIR, {"vote", "preside"}),
        (Role.STANDING, {"vote", "keep"}),
        (Role.MEMBER, {"vote"}),
        (Role.SECRETARY, {"keep"}),
    ],
)
def test_rights_follow_from_the_seat(role, rights):
    person = CouncilMemberFactory(role=role).person
    assert rights_of(person) == rights
    for right in RIGHTS:
        holds = User.objects.holding(right).filter(pk=person.pk).exists()
        assert holds == (right.partition(".")[2] in rights)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "counts"),
    [
        (TODAY, None, True),
        (TODAY - DAY, TODAY, True),
        (TODAY, TODAY, True),
        (TODAY + DAY, None, False),
        (TODAY - 9 * DAY, TODAY - DAY, False),
    ],
)
def test_a_right_counts_from_the_first_day_to_the_last(starts_on, ends_on, counts):
    person = CouncilMemberFactory(starts_on=starts_on, ends_on=ends_on).person
    assert rights_of(person) == ({"vote"} if counts else set())
    assert User.objects.holding("council.vote").exists() is counts
    assert bool(member_queries.voting_on(TODAY)) is counts


def test_a_right_begins_tomorrow_and_ends_by_itself(at):
    person = CouncilMemberFactory(starts_on=TODAY + DAY, ends_on=TODAY + 2 * DAY).person
    told = []
    for day in range(4):
        at(TODAY + day * DAY)
        told.append(rights_of(person))
    assert told == [set(), {"vote"}, {"vote"}, set()]


def test_a_locked_account_has_no_right():
    person = CouncilMemberFactory(person__is_active=False).person
    assert rights_of(person) == set()
    assert not User.objects.holding("council.vote").exists()


def test_rights_of_seats_cost_no_question_more():
    person = CouncilMemberFactory(role=Role.STANDING).person
    with CaptureQueriesContext(connection) as queries:
        fresh = anew(person)
        assert fresh.has_perm("council.keep")
        assert not fresh.has_perm("council.preside")
    assert len(queries) == 2  # the person, and all rights


def test_the_old_right_and_its_office_are_gone():
    assert not Permission.objects.filter(content_type__app_label="dossiers", codename="vote")
    assert not Group.objects.filter(name="Thành viên Hội đồng")


@pytest.mark.parametrize(
    ("role", "spoken"),
    [
        (Role.CHAIR, "Chủ tịch Hội đồng Thi đua - Khen thưởng"),
        (Role.STANDING, "Ủy viên thường trực Hội đồng Thi đua - Khen thưởng"),
        (Role.MEMBER, "Ủy viên Hội đồng Thi đua - Khen thưởng"),
        (Role.SECRETARY, "Thư ký Hội đồng Thi đua - Khen thưởng"),
    ],
)
def test_a_member_is_called_by_the_seat_where_there_is_no_office(role, spoken, client_of):
    person = CouncilMemberFactory(role=role).person
    assert spoken in client_of(person).get("/ho-so-cua-toi/").text
    clerk = UserFactory(clerk=True, unit=UnitFactory(name="Ủy ban nhân dân Phường 1"))
    CouncilMemberFactory(role=role, person=clerk)
    page = client_of(clerk).get("/").text
    who = page[page.index('class="who"') :][:400]
    assert "Cán bộ lập hồ sơ, UBND Phường 1" in who
    assert spoken not in who


def name(person, by, **fields):
    given = {"role": Role.MEMBER, "named_in": NAMED_IN, "starts_on": TODAY} | fields
    return member_services.name(person, by=by, **given)


def test_every_change_is_written_down(administrator):
    row = name(UserFactory(full_name="Huỳnh Văn Bửu", username="hoidong1"), administrator)
    member_services.end(row, ends_on=TODAY + DAY, by=administrator)
    told = list(AdminAct.objects.order_by("pk").values_list("by", "what", "target"))
    seat = "Huỳnh Văn Bửu (hoidong1): Ủy viên, từ 20/11/2023"
    assert told == [
        (administrator.pk, "Cử vào Hội đồng", f"{seat}. {NAMED_IN}"),
        (administrator.pk, "Thôi thành viên Hội đồng", f"{seat} đến 21/11/2023. {NAMED_IN}"),
    ]


@pytest.mark.parametrize("office", ["clerk", "home_affairs_head", "chairman", "council_member"])
def test_nobody_else_keeps_the_composition(office):
    by = UserFactory(**{office: True})
    row = CouncilMemberFactory()
    seats = [NewSeat(UserFactory(), Role.CHAIR)]
    for call in (
        lambda: name(UserFactory(), by),
        lambda: member_services.end(row, ends_on=TODAY, by=by),
        lambda: member_services.renew(seats, named_in=NAMED_IN, starts_on=TODAY, by=by),
    ):
        with pytest.raises(PermissionDenied):
            call()


@pytest.mark.parametrize(
    ("fields", "words", "beside"),
    [
        ({"role": Role.CHAIR}, "Chủ tịch Hội đồng đang là Trần Hoàng Khánh", "role"),
        ({"role": Role.STANDING}, "Ủy viên thường trực đang là Lâm Thành Công", "role"),
        ({"named_in": " "}, "Ghi quyết định", "named_in"),
        ({"ends_on": TODAY - DAY}, "Ngày bắt đầu không được sau ngày kết thúc", "ends_on"),
    ],
)
def test_a_seat_that_cannot_be_says_why(administrator, fields, words, beside):
    CouncilMemberFactory(role=Role.CHAIR, person__full_name="Trần Hoàng Khánh")
    CouncilMemberFactory(role=Role.STANDING, person__full_name="Lâm Thành Công")
    with pytest.raises(Refused) as refused:
        name(UserFactory(), administrator, **fields)
    told = [reason for reason in refused.value.reasons if words.lower() in reason.lower()]
    assert told or beside == "named_in"
    assert beside in fields_of((told or refused.value.reasons)[0])


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_taken"),
    [
        (TODAY, None, True),
        (TODAY - 20 * DAY, TODAY - 11 * DAY, False),
        (TODAY - 20 * DAY, TODAY - 10 * DAY, True),
        (TODAY + 11 * DAY, None, False),
        (TODAY + 10 * DAY, None, True),
    ],
)
def test_nobody_sits_twice_on_a_day(administrator, starts_on, ends_on, is_taken):
    row = CouncilMemberFactory(starts_on=TODAY - 10 * DAY, ends_on=TODAY + 10 * DAY)
    if not is_taken:
        assert name(row.person, administrator, starts_on=starts_on, ends_on=ends_on).pk
        return
    with pytest.raises(Refused, match="Kết thúc vai trò cũ trước"):
        name(row.person, administrator, starts_on=starts_on, ends_on=ends_on)
    assert CouncilMember.objects.count() == 1


def test_two_vice_chairs_may_sit_there(administrator):
    CouncilMemberFactory(role=Role.VICE_CHAIR)
    assert name(UserFactory(), administrator, role=Role.VICE_CHAIR).pk


@pytest.mark.parametrize(
    ("ends_on", "refusal"),
    [
        (TODAY - DAY, None),
        (TODAY + 5 * DAY, None),
        (TODAY - 2 * DAY, Refused),
        (TODAY + 10 * DAY, AlreadyDone),
        (TODAY + 11 * DAY, Refused),
    ],
)
def test_a_seat_ends_from_yesterday_on_and_is_never_drawn_out(administrator, ends_on, refusal):
    row = CouncilMemberFactory(ends_on=TODAY + 10 * DAY)
    if refusal is None:
        member_services.end(row, ends_on=ends_on, by=administrator)
        assert rights_of(row.person) == ({"vote"} if ends_on >= TODAY else set())
        return
    with pytest.raises(refusal):
        member_services.end(row, ends_on=ends_on, by=administrator)


def test_a_new_council_comes_with_one_decision(administrator):
    chair, old = CouncilMemberFactory(role=Role.CHAIR), CouncilMemberFactory()
    gone, new = CouncilMemberFactory(), UserFactory()
    seats = [
        NewSeat(chair.person, Role.CHAIR),
        NewSeat(old.person, Role.STANDING),
        NewSeat(new, Role.MEMBER),
    ]
    words = "Quyết định số 99/QĐ-UBND ngày 20/11/2023"
    starts_on = TODAY + 5 * DAY
    member_services.renew(seats, named_in=words, starts_on=starts_on, by=administrator)
    before = {row.person_id: row.role for row in member_queries.members_on(starts_on - DAY)}
    after = {row.person_id: row.role for row in member_queries.members_on(starts_on)}
    assert set(before) == {chair.person_id, old.person_id, gone.person_id}
    assert after == {chair.person_id: "chair", old.person_id: "standing", new.pk: "member"}
    assert {row.named_in for row in member_queries.members_on(starts_on)} == {words}
    assert AdminAct.objects.count() == 6


def renew_with(administrator, roles, starts_on=TODAY, **fields):
    seats = [NewSeat(UserFactory(), role, f"person-{n}") for n, role in enumerate(roles)]
    return member_services.renew(
        seats, named_in=NAMED_IN, starts_on=starts_on, by=administrator, **fields
    )


@pytest.mark.parametrize(
    ("roles", "words", "beside"),
    [
        ([Role.MEMBER], "Chọn một người làm Chủ tịch", ()),
        ([Role.CHAIR, Role.CHAIR], "Chủ tịch Hội đồng chỉ có một người", ("person-1",)),
        (
            [Role.CHAIR, Role.STANDING, Role.STANDING],
            "Ủy viên thường trực chỉ có một người",
            ("person-2",),
        ),
    ],
)
def test_a_new_council_has_one_of_each(administrator, roles, words, beside):
    with pytest.raises(Refused, match=words) as refused:
        renew_with(administrator, roles)
    assert fields_of(refused.value.reasons[0]) == beside
    assert not CouncilMember.objects.exists()


def test_a_new_council_names_nobody_twice(administrator):
    person = UserFactory(full_name="Huỳnh Văn Bửu")
    seats = [NewSeat(person, Role.CHAIR, "a"), NewSeat(person, Role.MEMBER, "b")]
    with pytest.raises(Refused, match="Huỳnh Văn Bửu đã có ở một dòng khác") as refused:
        member_services.renew(seats, named_in=NAMED_IN, starts_on=TODAY, by=administrator)
    assert fields_of(refused.value.reasons[0]) == ("b",)


@pytest.mark.parametrize("starts_on", [TODAY - DAY, TODAY + 3 * DAY])
def test_a_new_council_takes_nothing_back(administrator, starts_on):
    CouncilMemberFactory(role=Role.CHAIR)
    CouncilMemberFactory(starts_on=TODAY + 3 * DAY)
    with pytest.raises(Refused) as refused:
        renew_with(administrator, [Role.CHAIR], starts_on)
    assert fields_of(refused.value.reasons[0]) == ("starts_on",)
    assert CouncilMember.objects.filter(ends_on=None).count() == 2


def test_the_first_council_may_be_entered_later(administrator):
    [row] = renew_with(administrator, [Role.CHAIR], TODAY - 300 * DAY)
    assert row.starts_on == TODAY - 300 * DAY


def test_a_composition_that_moved_on_is_looked_at_again(administrator):
    CouncilMemberFactory(role=Role.CHAIR)
    seen = member_queries.mark_of(member_queries.standing_on(clock.today()))
    CouncilMemberFactory()
    with pytest.raises(Stale):
        renew_with(administrator, [Role.CHAIR], seen=seen)
    assert CouncilMember.objects.filter(ends_on=None).count() == 2


def test_the_council_of_the_demonstration_is_seated_once():
    people = {username: UserFactory(username=username) for username in demonstration.SEATS}
    for _ in range(2):
        demonstration.seat_council(people)
    rows = CouncilMember.objects.all()
    assert {row.person.username: row.role for row in rows} == demonstration.SEATS
    assert rows.count() == 13
    assert len(member_queries.voting_on(date(2023, 1, 10))) == 12
    assert not member_queries.voting_on(date(2023, 1, 9))
