"""Units and people as rows: spoken names, what the database refuses, how lists stand."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError

from tests.factories.units import ClusterFactory, GrantFactory, UnitFactory, UserFactory
from units.enums import UnitKind
from units.models import AdminAct, Unit, UnitUserPermission, User


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Ủy ban nhân dân Phường 1", "UBND Phường 1"),
        ("Ủy ban nhân dân xã Mỹ Quới", "UBND xã Mỹ Quới"),
        (
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thị xã",
            "Văn phòng HĐND và UBND thị xã",
        ),
        ("Trường Trung học cơ sở Tân Long", "Trường THCS Tân Long"),
        ("Phòng Nội vụ", "Phòng Nội vụ"),
    ],
)
def test_a_unit_is_called_by_its_spoken_name(name, spoken):
    assert Unit(name=name).short_name == spoken


@pytest.mark.parametrize(
    ("title", "name", "called"),
    [
        ("Trưởng phòng", "Phòng Nội vụ", "Trưởng phòng Nội vụ"),
        ("Chủ tịch", "Ủy ban nhân dân Phường 1", "Chủ tịch UBND Phường 1"),
        ("Chánh Văn phòng", "Văn phòng Thị ủy", "Chánh Văn phòng Thị ủy"),
        ("Chánh Thanh tra", "Thanh tra thị xã", "Chánh Thanh tra thị xã"),
        ("Trưởng ban", "Ban Tổ chức Thị ủy", "Trưởng ban Tổ chức Thị ủy"),
        ("Hiệu trưởng", "Trường Tiểu học Phường 1", "Hiệu trưởng Trường Tiểu học Phường 1"),
    ],
)
def test_a_head_is_called_as_in_a_signature_block(title, name, called):
    assert Unit(name=name, head_title=title).head_office == called


def test_units_stand_in_the_order_of_the_vietnamese_alphabet():
    for name in ("Đội Quản lý", "Ủy ban", "An ninh", "Ấp Mỹ Lợi", "Ăn uống", "Dân vận"):
        UnitFactory(name=name)
    names = list(Unit.objects.values_list("name", flat=True))
    assert names == ["An ninh", "Ăn uống", "Ấp Mỹ Lợi", "Dân vận", "Đội Quản lý", "Ủy ban"]


def test_people_stand_by_given_name():
    for name in ("Nguyễn Văn Út", "Trần Thị Ánh", "Lê Văn Bé", "Đỗ Văn An"):
        UserFactory(full_name=name)
    assert [u.given_name for u in User.objects.all()] == ["An", "Ánh", "Bé", "Út"]


@pytest.mark.parametrize("words", ["phuong 1", "PHƯỜNG 1", "Phường 1", "ubnd_p1"])
def test_a_unit_is_found_without_accents_or_by_code(words):
    ward = UnitFactory(code="UBND_P1", name="Ủy ban nhân dân Phường 1")
    UnitFactory(code="UBND_P2", name="Ủy ban nhân dân Phường 2")
    assert list(Unit.objects.matching(words)) == [ward]


def test_a_unit_exists_from_its_first_to_its_last_day():
    first, last = date(2023, 1, 1), date(2025, 6, 30)
    unit = UnitFactory(valid_from=first, valid_to=last)
    for day, exists in [
        (date(2022, 12, 31), False),
        (first, True),
        (last, True),
        (date(2025, 7, 1), False),
    ]:
        assert unit.exists_on(day) is exists
        assert Unit.objects.in_force(day).contains(unit) is exists


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "castle"}, "Chọn một loại đơn vị"),
        (
            {"valid_from": date(2024, 1, 2), "valid_to": date(2024, 1, 1)},
            "Ngày thành lập không được sau",
        ),
    ],
)
def test_what_a_unit_may_not_be_is_said_in_a_sentence(fields, sentence):
    unit = UnitFactory.build(**fields)
    with pytest.raises(ValidationError, match=sentence):
        unit.validate_constraints()


def test_a_unit_is_not_its_own_parent():
    unit = UnitFactory()
    unit.parent = unit
    with pytest.raises(ValidationError, match="cấp trên của chính mình"):
        unit.full_clean()
    with pytest.raises(IntegrityError):
        unit.save()


def test_nobody_is_superuser():
    person = UserFactory()
    person.is_superuser = True
    with pytest.raises(ValidationError, match="không có tài khoản toàn quyền"):
        person.full_clean()
    with pytest.raises(IntegrityError):
        person.save()


@pytest.mark.parametrize("username", ["Hoa", "hoa nguyễn", "h", "-hoa", "hòa"])
def test_a_user_name_is_plain(username):
    with pytest.raises(ValidationError, match="chữ thường không dấu"):
        User(username=username, full_name="Lê Thị Hoa", password="x").full_clean()


def test_a_user_name_is_found_in_any_case():
    person = User.objects.create_user(" Canbo.Xa ", "Lua-gao-sen-1", full_name="Lê Thị Hoa")
    assert person.username == "canbo.xa"
    assert User.objects.get_by_natural_key("CANBO.XA") == person
    assert person.get_full_name() == "Lê Thị Hoa"
    assert person.get_short_name() == "Hoa"


def test_a_right_is_given_once_a_day_and_ends_after_it_starts():
    grant = GrantFactory()
    again = UnitUserPermission(
        user=grant.user,
        content_object=grant.content_object,
        permission=grant.permission,
        starts_on=grant.starts_on,
    )
    with pytest.raises(ValidationError, match="từ cùng ngày"):
        again.full_clean()
    again.starts_on, again.ends_on = date(2024, 1, 2), date(2024, 1, 1)
    with pytest.raises(ValidationError, match="Ngày bắt đầu không được sau"):
        again.full_clean()


def test_the_log_is_never_rewritten():
    act = AdminAct.objects.create(by=None, what="Thêm đơn vị", target="Phòng Nội vụ")
    with pytest.raises(InternalError, match="append_only"):
        AdminAct.objects.filter(pk=act.pk).update(what="Không có gì")


def test_the_log_is_never_shortened():
    act = AdminAct.objects.create(by=None, what="Thêm đơn vị", target="Phòng Nội vụ")
    with pytest.raises(InternalError, match="append_only"):
        act.delete()


def test_rows_are_called_by_their_names():
    assert str(AdminAct(what="Thêm đơn vị", target="Phòng Y tế")) == "Thêm đơn vị: Phòng Y tế"
    assert str(ClusterFactory(name="Cụm các xã")) == "Cụm các xã"
    assert str(UnitFactory(home_affairs=True)) == "Phòng Nội vụ"
    assert UnitFactory(home_affairs=True).is_home_affairs
    assert UnitFactory(school=True).kind == UnitKind.PUBLIC_SERVICE
    assert not UnitFactory().is_home_affairs
