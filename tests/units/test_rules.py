"""Who may see and do what; the list and the rule agree; how a person is called."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from nganam_awards.core import clock
from nganam_awards.core.context import NavItem
from tests.factories.units import GrantFactory, UnitFactory, UserFactory
from units import navigation, rules
from units.models import AdminAct, Unit, User


pytestmark = pytest.mark.django_db

ROLES = [
    "clerk",
    "head",
    "officer",
    "home_affairs_head",
    "council_member",
    "chairman",
    "deputy",
    "clerical",
    "administrator",
]


@pytest.mark.parametrize("role", [*ROLES, None, "locked", "stranger"])
def test_the_lists_and_the_rules_agree(role):
    match role:
        case "stranger":
            user = AnonymousUser()
        case "locked":
            user = UserFactory(administrator=True, is_active=False)
        case None:
            user = UserFactory()
        case _:
            user = UserFactory(**{role: True})
    unit, other = UnitFactory(), UserFactory()
    assert Unit.objects.visible_to(user).contains(unit) == rules.can_view_unit(user, unit)
    for person in (other, user) if user.is_authenticated else (other,):
        seen = User.objects.visible_to(user).contains(person)
        assert seen == rules.can_view_person(user, person)
    AdminAct.objects.create(what="Thêm đơn vị", target="x")
    assert AdminAct.objects.visible_to(user).exists() == rules.can_manage_units(user)


def test_only_the_administrator_manages():
    for role in ROLES:
        user = UserFactory(**{role: True})
        assert rules.can_manage_units(user) == (role == "administrator")
        doors = navigation.doors(user)
        assert all(isinstance(door, NavItem) for door in doors)
        assert [d.label for d in doors] == (
            ["Đơn vị", "Cụm, khối", "Người dùng", "Nhập từ Excel"]
            if role == "administrator"
            else []
        )


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("clerk", ["Cán bộ lập hồ sơ, UBND Phường 1"]),
        ("head", ["Chủ tịch UBND Phường 1"]),
        ("officer", ["Chuyên viên Phòng Nội vụ"]),
        ("home_affairs_head", ["Trưởng phòng Nội vụ"]),  # office and right, said once
        ("council_member", ["Ủy viên Hội đồng Thi đua - Khen thưởng"]),
        ("chairman", ["Chủ tịch UBND thị xã"]),
        ("deputy", ["Phó Chủ tịch UBND thị xã"]),
        ("clerical", ["Văn thư UBND thị xã"]),
        ("administrator", ["Quản trị cổng"]),
    ],
)
def test_a_person_is_called_by_their_office(role, words):
    ward = UnitFactory(name="Ủy ban nhân dân Phường 1")
    seat = {"unit": ward} if role in ("clerk", "head") else {}
    user = UserFactory(**{role: True}, **seat)
    assert rules.offices_of(user) == words
    assert navigation.title_of(user) == words[0]


def test_without_an_office_the_seat_is_said():
    ward = UnitFactory(name="Ủy ban nhân dân Phường 1")
    assert navigation.title_of(UserFactory(unit=ward, title="Công chức")) == (
        "Công chức, UBND Phường 1"
    )
    assert navigation.title_of(UserFactory(unit=None, title="")) == ""
    assert navigation.title_of(AnonymousUser()) == ""


def test_offices_of_a_page_of_people_cost_two_queries(django_assert_num_queries):
    people = [UserFactory(clerk=True), UserFactory(chairman=True), UserFactory()]
    GrantFactory(user=people[2], right="appraise")
    with clock.held_still(), django_assert_num_queries(2):
        said = rules.offices_of_all(people)
    assert [len(said[p.pk]) for p in people] == [1, 1, 1]
    assert said[people[2].pk][0].startswith("Thẩm định hồ sơ của UBND")


def test_people_are_found_by_the_right_of_their_office():
    officer, head = UserFactory(officer=True), UserFactory(home_affairs_head=True)
    UserFactory(officer=True, is_active=False)
    UserFactory(clerk=True)
    assert set(User.objects.holding("dossiers.receive")) == {officer, head}
    assert set(User.objects.holding("decisions.submit_decision")) == {head}


def test_four_eyes_hold_in_both_directions():
    pairs = set(itertools.permutations((rules.CLERK_RIGHT, rules.HEAD_RIGHT)))
    assert set(rules.FOUR_EYES.items()) == pairs
