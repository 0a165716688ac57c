"""What the administrator may do to units, people and rights, and what is refused in words."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.factories.units import PASSWORD, ClusterFactory, GrantFactory, UnitFactory, UserFactory
from units import offices
from units.enums import ClusterKind, UnitKind
from units.models import AdminAct, Cluster, Unit, UnitUserPermission, User
from units.services import body as body_services, grant as grant_services, person as person_services


pytestmark = pytest.mark.django_db

TODAY = date(2023, 11, 20)
YESTERDAY = date(2023, 11, 19)


@pytest.fixture
def admin() -> User:
    return UserFactory(administrator=True, full_name="Trần Thị Quản")


def newest_act() -> AdminAct:
    return AdminAct.objects.first()


# units


def test_a_new_unit_is_logged(admin):
    unit = body_services.create_unit(
        by=admin,
        code="TTDV",
        name="Trung tâm Dịch vụ",
        kind=UnitKind.PUBLIC_SERVICE,
        symbol="TTDV",
        head_title="Giám đốc",
    )
    assert unit.pk
    assert (newest_act().what, newest_act().target, newest_act().by) == (
        "Thêm đơn vị",
        "Trung tâm Dịch vụ",
        admin,
    )


def test_a_unit_without_a_name_is_refused_in_words(admin):
    with pytest.raises(Refused):
        body_services.create_unit(by=admin, code="X", name="", kind=UnitKind.PARTY)
    assert not AdminAct.objects.exists()


def test_renaming_says_what_it_was_called(admin):
    unit = UnitFactory(name="Phòng Y tế")
    body_services.change_unit(unit, by=admin, name="Phòng Y tế và Dân số")
    assert newest_act().target == "Phòng Y tế → Phòng Y tế và Dân số"
    body_services.change_unit(unit, by=admin, symbol="PYT")
    assert newest_act().target == "Phòng Y tế và Dân số"


def test_a_unit_cannot_stand_below_its_own_child(admin):
    office = UnitFactory(name="Phòng Giáo dục và Đào tạo")
    school = UnitFactory(school=True, parent=office)
    with pytest.raises(Refused, match="không thể là cấp trên"):
        body_services.change_unit(office, by=admin, parent=school)
    body_services.change_unit(school, by=admin, parent=None)
    body_services.change_unit(office, by=admin, parent=school)


def test_the_towns_list_is_loaded_once_and_later_edits_stay():
    clusters, units = body_services.load_units()
    bodies = Unit.objects.exclude(kind=UnitKind.CLUSTER)  # each cluster has a unit besides
    assert (clusters, units) == (Cluster.objects.count(), bodies.count()) == (7, 79)
    assert str(newest_act()) == "Nạp danh sách đơn vị: 7 cụm, khối; 79 đơn vị"
    school = Unit.objects.get(code="TH_P1")
    assert school.parent.code == "PGDDT"
    assert school.cluster.kind == ClusterKind.SECTOR
    assert Unit.objects.get(code="UBND_P1").successor == "phường Ngã Năm"
    body_services.change_unit(school, by=None, name="Trường Tiểu học Phường 1 A")
    Unit.objects.filter(code="BTG").delete()
    assert body_services.load_units() == (0, 1)
    school.refresh_from_db()
    assert school.name == "Trường Tiểu học Phường 1 A"


def test_another_list_may_leave_out_clusters(tmp_path):
    path = tmp_path / "units.toml"
    path.write_text(
        'cluster = []\n[[unit]]\ncode = "X"\nname = "Đơn vị X"\nkind = "party"\n'
        'symbol = "X"\nhead_title = "Trưởng ban"\n',
        encoding="utf-8",
    )
    assert body_services.load_units(path) == (0, 1)


# people


def test_a_new_person_gets_a_password_for_one_time(admin):
    person, password = person_services.create_person(
        by=admin, username="canbo.moi", full_name="Lê Văn Mới", unit=UnitFactory()
    )
    assert person.check_password(password)
    assert person.must_change_password
    assert len(password) >= 10
    assert newest_act().target == "Lê Văn Mới (canbo.moi)"


def test_a_chosen_password_needs_no_change():
    person, password = person_services.create_person(
        by=None, username="canbo.moi", full_name="Lê Văn Mới", password=PASSWORD
    )
    assert password is None
    assert not person.must_change_password
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("username", ["lãnh đạo", "co.san", "CO.SAN"])
def test_a_user_name_that_cannot_be_is_refused(admin, username):
    UserFactory(username="co.san")
    with pytest.raises(Refused):
        person_services.create_person(by=admin, username=username, full_name="Lê Văn Hai")


def test_a_person_moves_to_another_unit(admin):
    person, unit = UserFactory(), UnitFactory()
    person_services.change_person(person, by=admin, unit=unit, title="Phó phòng")
    person.refresh_from_db()
    assert (person.unit, person.title) == (unit, "Phó phòng")


def test_a_reset_password_works_once_more(admin):
    person = UserFactory()
    password = person_services.reset_password(person, by=admin)
    person.refresh_from_db()
    assert person.check_password(password)
    assert person.must_change_password
    person_services.change_own_password(person, "Con-song-lon-9")
    person.refresh_from_db()
    assert not person.must_change_password
    assert newest_act().by == person


def test_one_does_not_reset_ones_own_password(admin):
    with pytest.raises(Refused, match="Đổi mật khẩu"):
        person_services.reset_password(admin, by=admin)


def test_a_locked_account_is_unlocked(admin):
    person = UserFactory()
    person_services.set_person_active(person, False, by=admin)
    person.refresh_from_db()
    assert not person.is_active
    person_services.set_person_active(person, True, by=admin)
    person.refresh_from_db()
    assert person.is_active
    assert [a.what for a in AdminAct.objects.all()] == ["Mở khóa tài khoản", "Khóa tài khoản"]


def test_one_does_not_lock_oneself_out(admin):
    with pytest.raises(Refused, match="tự khóa"):
        person_services.set_person_active(admin, False, by=admin)


def test_the_last_administrator_stays(admin):
    second = UserFactory(administrator=True)
    grant_services.remove_from_office(second, offices.ADMINISTRATOR, by=admin)
    with pytest.raises(Refused, match="duy nhất"):
        grant_services.remove_from_office(admin, offices.ADMINISTRATOR, by=admin)
    with pytest.raises(Refused, match="duy nhất"):
        person_services.set_person_active(admin, False, by=None)


def test_a_locked_second_administrator_does_not_count(admin):
    UserFactory(administrator=True, is_active=False)
    with pytest.raises(Refused, match="duy nhất"):
        grant_services.remove_from_office(admin, offices.ADMINISTRATOR, by=None)


# rights


def test_a_right_is_given_from_today_without_an_end(admin):
    person, unit = UserFactory(), UnitFactory()
    row = grant_services.grant(person, "file_dossiers", unit, by=admin)
    assert (row.starts_on, row.ends_on, row.granted_by) == (TODAY, None, admin)
    assert person.has_perm("units.file_dossiers", unit)
    assert "từ 20/11/2023" in newest_act().target


@pytest.mark.parametrize(
    ("held", "wanted"),
    [("file_dossiers", "confirm_dossiers"), ("confirm_dossiers", "file_dossiers")],
)
def test_who_files_does_not_confirm(admin, held, wanted):
    grant = GrantFactory(right=held)
    with pytest.raises(Refused, match="không được đồng thời"):
        grant_services.grant(grant.user, wanted, grant.content_object, by=admin)
    grant_services.grant(
        grant.user, wanted, UnitFactory(), by=admin
    )  # elsewhere is another pair of eyes


def test_who_appraises_elsewhere_may_file_at_home(admin):
    grant = GrantFactory(right="appraise")
    grant_services.grant(grant.user, "file_dossiers", grant.content_object, by=admin)
    assert UnitUserPermission.objects.count() == 2


def test_a_clerk_becomes_head_after_the_last_day_as_clerk(admin):
    grant = GrantFactory(ends_on=TODAY)
    unit, person = grant.content_object, grant.user
    with pytest.raises(Refused):
        grant_services.grant(person, "confirm_dossiers", unit, by=admin, starts_on=TODAY)
    grant_services.grant(person, "confirm_dossiers", unit, by=admin, starts_on=date(2023, 11, 21))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"starts_on": TODAY, "ends_on": YESTERDAY}, "không được trước ngày bắt đầu"),
        ({"starts_on": date(2020, 6, 1)}, "đã có quyền này từ 01/01/2020"),
    ],
)
def test_a_right_that_makes_no_sense_is_refused(admin, change, sentence):
    grant = GrantFactory()
    with pytest.raises(Refused, match=sentence):
        grant_services.grant(grant.user, "file_dossiers", grant.content_object, by=admin, **change)


def test_a_locked_person_gets_no_right_and_no_office(admin):
    person = UserFactory(is_active=False)
    with pytest.raises(Refused, match="đang khóa"):
        grant_services.grant(person, "file_dossiers", UnitFactory(), by=admin)
    with pytest.raises(Refused, match="đang khóa"):
        grant_services.put_in_office(person, offices.CLERICAL, by=admin)


def test_a_unit_that_is_gone_gives_no_rights(admin):
    unit = UnitFactory(valid_to=YESTERDAY)
    with pytest.raises(Refused, match="không hoạt động vào ngày 20/11/2023"):
        grant_services.grant(UserFactory(), "file_dossiers", unit, by=admin)


def test_a_right_ends_on_a_chosen_day(admin):
    grant = GrantFactory()
    grant_services.end_grant(grant, ends_on=TODAY, by=admin)
    grant.refresh_from_db()
    assert grant.ends_on == TODAY
    assert newest_act().what == "Kết thúc quyền"


@pytest.mark.parametrize(
    ("starts_on", "ended", "ends_on", "sentence"),
    [
        (date(2023, 12, 1), None, TODAY, "bắt đầu 01/12/2023"),
        (date(2023, 1, 1), None, date(2023, 11, 18), "trước hôm qua"),
        (date(2023, 1, 1), TODAY, date(2023, 12, 1), "đã có ngày cuối 20/11/2023"),
    ],
)
def test_the_last_day_must_make_sense(admin, starts_on, ended, ends_on, sentence):
    grant = GrantFactory(starts_on=starts_on, ends_on=ended)
    with pytest.raises(Refused, match=sentence):
        grant_services.end_grant(grant, ends_on=ends_on, by=admin)


def test_a_right_is_taken_at_once(admin):
    grant = GrantFactory()
    grant_services.stop_grant(grant, by=admin)
    grant.refresh_from_db()
    assert grant.ends_on == YESTERDAY
    assert not User.objects.get(pk=grant.user_id).has_perm(
        "units.file_dossiers", grant.content_object
    )
    with pytest.raises(AlreadyDone, match="đã hết từ ngày"):  # twice is once
        grant_services.stop_grant(grant, by=admin)
    grant.refresh_from_db()
    assert grant.ends_on == YESTERDAY


def test_a_right_given_by_mistake_today_is_taken_back(admin):
    grant = GrantFactory(starts_on=TODAY)
    grant_services.stop_grant(grant, by=admin)
    assert not UnitUserPermission.objects.exists()
    assert newest_act().what == "Thu quyền ngay"


# town offices


def test_a_person_enters_and_leaves_an_office(admin):
    person = UserFactory()
    grant_services.put_in_office(person, offices.CLERICAL, by=admin)
    assert User.objects.get(pk=person.pk).has_perm("law.enter_number")
    with pytest.raises(Refused, match="đã giữ chức vụ này"):
        grant_services.put_in_office(person, offices.CLERICAL, by=admin)
    grant_services.remove_from_office(person, offices.CLERICAL, by=admin)
    assert not User.objects.get(pk=person.pk).has_perm("law.enter_number")


@pytest.mark.parametrize("proposes", [offices.HOME_AFFAIRS_OFFICER, offices.HOME_AFFAIRS_HEAD])
@pytest.mark.parametrize("decides", [offices.CHAIRMAN, offices.DEPUTY_CHAIRMAN])
def test_who_proposes_does_not_decide(admin, proposes, decides):
    person = UserFactory(offices=[proposes])
    with pytest.raises(Refused, match="phải là hai người"):
        grant_services.put_in_office(person, decides, by=admin)


# who may


def test_nobody_but_the_administrator_gets_through_any_door():
    clerk, other, unit = UserFactory(clerk=True), UserFactory(), UnitFactory()
    grant = GrantFactory()
    attempts = [
        lambda: body_services.create_unit(by=clerk),
        lambda: body_services.change_unit(unit, by=clerk),
        lambda: body_services.load_units(by=clerk),
        lambda: person_services.create_person(by=clerk),
        lambda: person_services.change_person(other, by=clerk),
        lambda: person_services.set_person_active(other, False, by=clerk),
        lambda: person_services.reset_password(other, by=clerk),
        lambda: grant_services.grant(other, "file_dossiers", unit, by=clerk),
        lambda: grant_services.end_grant(grant, ends_on=TODAY, by=clerk),
        lambda: grant_services.stop_grant(grant, by=clerk),
        lambda: grant_services.put_in_office(clerk, offices.ADMINISTRATOR, by=clerk),
        lambda: grant_services.remove_from_office(other, offices.CLERICAL, by=clerk),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_leave_one():
    ClusterFactory()
    first, second = UserFactory(administrator=True), UserFactory(administrator=True)
    gate, refused = threading.Barrier(2), []

    def remove(person: User) -> None:
        gate.wait()
        try:
            grant_services.remove_from_office(person, offices.ADMINISTRATOR, by=None)
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=(p,)) for p in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert User.objects.holding("units.manage_units").count() == 1
