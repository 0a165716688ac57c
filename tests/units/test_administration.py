"""The administrator's pages: what they show, what they cost, who never sees them."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from tests.factories.units import ClusterFactory, GrantFactory, UnitFactory, UserFactory
from units import offices, rules
from units.models import AdminAct, Unit, UnitUserPermission, User
from units.services import body as body_services, person as person_services


pytestmark = pytest.mark.django_db

HEADS = "/quan-tri/don-vi/"
PEOPLE = "/quan-tri/nguoi-dung/"


@pytest.fixture
def admin():
    return UserFactory(administrator=True, username="quantri", full_name="Trần Thị Quản")


@pytest.fixture
def desk(admin, client_of):
    return client_of(admin)


@pytest.fixture
def ward():
    return UnitFactory(code="UBND_P1", name="Ủy ban nhân dân Phường 1")


def shown(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def said(answer) -> list[str]:
    """What the next page tells the person."""
    return [str(m) for m in answer.context["messages"]]


# who


PAGES = [
    HEADS,
    "/quan-tri/them-don-vi/",
    f"{HEADS}UBND_P1/",
    f"{HEADS}UBND_P1/sua/",
    f"{HEADS}UBND_P1/giao-quyen/",
    PEOPLE,
    "/quan-tri/them-nguoi-dung/",
    f"{PEOPLE}quantri/",
    f"{PEOPLE}quantri/sua/",
    f"{PEOPLE}quantri/giao-quyen/",
    "/quan-tri/nhat-ky/",
]
STEPS = ["dat-lai-mat-khau", "khoa", "mo-khoa", "giao-chuc-vu", "thoi-chuc-vu"]


@pytest.mark.parametrize("address", PAGES)
def test_the_administrators_rooms_open_for_nobody_else(client, client_of, desk, ward, address):
    assert desk.get(address).status_code == 200
    assert client.get(address).headers["Location"].startswith("/dang-nhap/")
    for role in ("clerk", "head", "officer", "home_affairs_head", "chairman"):
        assert client_of(UserFactory(**{role: True})).get(address).status_code == 404


@pytest.mark.parametrize("step", STEPS)
def test_the_administrators_steps_are_taken_by_nobody_else(client_of, desk, admin, step):
    assert desk.get(f"{PEOPLE}quantri/{step}/").status_code == 405
    stranger = client_of(UserFactory(home_affairs_head=True))
    assert stranger.post(f"{PEOPLE}quantri/{step}/").status_code == 404
    admin.refresh_from_db()
    assert admin.is_active


def test_what_is_not_there_is_404(desk):
    for page in (f"{HEADS}X/", f"{PEOPLE}khong.co/", "/quan-tri/quyen/99/ket-thuc/"):
        assert desk.get(page).status_code == 404


# lists


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_of_units_costs_the_same_at_any_length(
    desk, item_count, bare_menu, django_assert_num_queries
):
    for unit in UnitFactory.create_batch(item_count, cluster=ClusterFactory()):
        UserFactory(unit=unit)
    with clock.held_still(), django_assert_num_queries(4):
        shown(desk.get(HEADS))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_of_people_costs_the_same_at_any_length(
    desk, item_count, bare_menu, django_assert_num_queries
):
    UserFactory.create_batch(item_count, clerk=True)
    with clock.held_still(), django_assert_num_queries(7):
        shown(desk.get(PEOPLE))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_of_a_unit_costs_the_same_at_any_length(
    desk, ward, item_count, bare_menu, django_assert_num_queries
):
    for person in UserFactory.create_batch(item_count, unit=ward):
        GrantFactory(user=person, unit=ward)
        UnitFactory(parent=ward)
    with clock.held_still(), django_assert_num_queries(10):
        shown(desk.get(f"{HEADS}UBND_P1/"))


def test_units_are_found_and_narrowed(desk, ward):
    cluster = ClusterFactory()
    UnitFactory(code="TTYT", name="Trung tâm Y tế", kind="public_service", cluster=cluster)
    page = shown(desk.get(HEADS, {"q": "phuong 1"}))
    assert "Ủy ban nhân dân Phường 1" in page
    assert "Trung tâm Y tế" not in page
    page = shown(desk.get(HEADS, {"kind": "public_service", "cluster": cluster.pk}))
    assert "Trung tâm Y tế" in page
    assert "Phường 1" not in page
    assert "Không tìm thấy đơn vị nào" in shown(desk.get(HEADS, {"q": "zzz"}))


def test_units_stand_by_name_although_people_are_counted(desk):
    for name in ("Ủy ban nhân dân Phường 3", "Đảng ủy", "Ban Dân vận", "Ấp Mỹ Lợi"):
        UserFactory.create_batch(2, unit=UnitFactory(name=name))
    names = [unit.name for unit in desk.get(HEADS).context["page"]]
    assert names == [
        "Ấp Mỹ Lợi",
        "Ban Dân vận",
        "Đảng ủy",
        "Phòng Nội vụ",
        "Ủy ban nhân dân Phường 3",
    ]


def test_people_are_found_and_narrowed(desk, admin):
    clerk = UserFactory(full_name="Lê Thị Ánh", clerk=True)
    UserFactory(full_name="Võ Văn Út", is_active=False)
    assert "Lê Thị Ánh" in shown(desk.get(PEOPLE, {"q": "le thi anh"}))
    page = shown(desk.get(PEOPLE, {"office": offices.ADMINISTRATOR}))
    assert admin.full_name in page
    assert "Lê Thị Ánh" not in page
    page = shown(desk.get(PEOPLE, {"is_active": "False"}))
    assert "Võ Văn Út" in page
    assert "Lê Thị Ánh" not in page
    assert "Lê Thị Ánh" in shown(desk.get(PEOPLE, {"unit": clerk.unit_id}))
    assert "Không tìm thấy ai" in shown(desk.get(PEOPLE, {"q": "zzz"}))


def test_long_lists_go_next_and_previous(desk):
    UnitFactory.create_batch(60)
    first = shown(desk.get(HEADS))
    assert "Trang sau" in first
    assert "Trang trước" not in first
    assert "<b>61</b> đơn vị" in first
    last = shown(desk.get(HEADS, {"page": "2"}))
    assert "Trang trước" in last
    assert "Trang sau" not in last
    for nonsense in ("0", "-1", "x", "²", "9" * 30):
        assert "Trang trước" not in shown(desk.get(HEADS, {"page": nonsense}))


# units


NEW_UNIT = {
    "code": "TTDV",
    "name": "Trung tâm  Dịch vụ nông nghiệp",
    "kind": "public_service",
    "symbol": "DVNN",
    "head_title": "Giám đốc",
}


def test_a_unit_is_added_in_one_form(desk):
    answer = desk.post("/quan-tri/them-don-vi/", NEW_UNIT, follow=True)
    unit = Unit.objects.get(code="TTDV")
    assert unit.name == "Trung tâm Dịch vụ nông nghiệp"
    assert said(answer) == [f"Đã thêm {unit.name}. Tiếp theo: giao quyền cho cán bộ."]
    assert "Chưa ai giữ quyền ở đây" in shown(answer)


def test_a_name_typed_on_a_telephone_is_the_same_name(desk):
    decomposed = "Pho\u0300ng Y te\u0302\u0301"
    desk.post("/quan-tri/them-don-vi/", NEW_UNIT | {"name": decomposed})
    assert Unit.objects.get(code="TTDV").name == "Phòng Y tế"
    again = desk.post("/quan-tri/them-don-vi/", NEW_UNIT | {"code": "X", "name": "Phòng Y tế"})
    assert "Đã có đơn vị mang tên này." in shown(again, 422)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "UBND_P1"}, "Mã này đã có đơn vị dùng."),
        ({"code": "Phường 1"}, "Mã chỉ gồm chữ không dấu, chữ số, gạch dưới và gạch ngang."),
        (
            {"valid_from": "2024-01-02", "valid_to": "2024-01-01"},
            "Ngày thành lập không được sau ngày cuối cùng hoạt động.",
        ),
    ],
)
def test_what_is_wrong_is_said_on_top_and_nothing_typed_is_lost(desk, ward, change, sentence):
    page = shown(desk.post("/quan-tri/them-don-vi/", NEW_UNIT | change), 422)
    assert 'class="errors"' in page
    assert sentence in page
    assert "DVNN" in page


def test_a_unit_is_renamed_but_keeps_its_code(desk, ward):
    fields = NEW_UNIT | {"name": "Ủy ban nhân dân phường Một"}
    desk.post(f"{HEADS}UBND_P1/sua/", fields)
    ward.refresh_from_db()
    assert (ward.name, ward.code) == ("Ủy ban nhân dân phường Một", "UBND_P1")
    assert AdminAct.objects.first().target.startswith("Ủy ban nhân dân Phường 1 → ")


def test_a_circle_of_units_is_refused_on_the_form(desk, ward):
    child = UnitFactory(parent=ward)
    page = shown(desk.post(f"{HEADS}UBND_P1/sua/", NEW_UNIT | {"parent": child.pk}), 422)
    assert "không thể là cấp trên của nó" in page


# people


NEW_PERSON = {"username": "Canbo.Moi", "full_name": "Lê  Văn Mới", "title": "Công chức"}


def test_a_person_is_added_and_their_password_shown_once(desk, ward):
    page = shown(desk.get("/quan-tri/them-nguoi-dung/", {"unit": ward.pk}))
    assert f'<option value="{ward.pk}" selected>' in page
    answer = desk.post("/quan-tri/them-nguoi-dung/", NEW_PERSON | {"unit": ward.pk})
    person = User.objects.get(username="canbo.moi")
    password = answer.context["password"]
    assert person.check_password(password)
    assert password in shown(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert (person.full_name, person.unit) == ("Lê Văn Mới", ward)


def test_a_taken_user_name_is_said_beside_the_field(desk):
    UserFactory(username="canbo.moi")
    page = shown(desk.post("/quan-tri/them-nguoi-dung/", NEW_PERSON), 422)
    assert "Tên đăng nhập này đã có người dùng." in page


def test_a_person_is_moved(desk, ward):
    person = UserFactory(username="canbo.xa")
    fields = {"full_name": "Lê Văn Xa", "title": "Phó phòng", "unit": ward.pk, "email": ""}
    answer = desk.post(f"{PEOPLE}canbo.xa/sua/", fields, follow=True)
    assert said(answer) == ["Đã lưu thông tin người dùng."]
    person.refresh_from_db()
    assert (person.unit, person.title) == (ward, "Phó phòng")


def test_a_password_is_reset_and_shown_once(desk):
    person = UserFactory(username="canbo.xa")
    answer = desk.post(f"{PEOPLE}canbo.xa/dat-lai-mat-khau/")
    person.refresh_from_db()
    assert person.check_password(answer.context["password"])
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_administrator_takes_nothing_from_himself(desk, admin):
    for step in ("dat-lai-mat-khau", "khoa"):
        answer = desk.post(f"{PEOPLE}quantri/{step}/", follow=True)
        assert len(said(answer)) == 1
    admin.refresh_from_db()
    assert admin.is_active
    assert not admin.must_change_password


def test_an_account_is_locked_and_unlocked(desk):
    person = UserFactory(username="canbo.xa", full_name="Lê Văn Xa")
    answer = desk.post(f"{PEOPLE}canbo.xa/khoa/", follow=True)
    assert said(answer) == ["Đã khóa tài khoản của Lê Văn Xa."]
    assert "Mở khóa tài khoản" in shown(answer)
    desk.post(f"{PEOPLE}canbo.xa/mo-khoa/")
    person.refresh_from_db()
    assert person.is_active


def test_an_office_is_given_and_taken(desk):
    person = UserFactory(username="canbo.xa", full_name="Lê Văn Xa")
    answer = desk.post(f"{PEOPLE}canbo.xa/giao-chuc-vu/", {"office": "Văn thư"}, follow=True)
    assert said(answer) == ["Đã giao chức vụ Văn thư UBND thị xã cho Lê Văn Xa."]
    assert person.groups.get().name == "Văn thư"
    answer = desk.post(f"{PEOPLE}canbo.xa/giao-chuc-vu/", {"office": "Văn thư"}, follow=True)
    assert said(answer) == ["Chọn một chức vụ mà người này chưa giữ."]
    desk.post(f"{PEOPLE}canbo.xa/thoi-chuc-vu/", {"office": "Văn thư"})
    assert not person.groups.exists()
    stale = desk.post(f"{PEOPLE}canbo.xa/thoi-chuc-vu/", {"office": "Văn thư"})
    assert stale.status_code == 404


def test_offices_that_exclude_each_other_are_said(desk):
    UserFactory(username="canbo.xa", officer=True)
    answer = desk.post(f"{PEOPLE}canbo.xa/giao-chuc-vu/", {"office": "Chủ tịch"}, follow=True)
    assert "phải là hai người" in said(answer)[0]


def test_the_last_administrator_is_told_why_not(desk):
    answer = desk.post(f"{PEOPLE}quantri/thoi-chuc-vu/", {"office": "Quản trị"}, follow=True)
    assert "người quản trị duy nhất" in said(answer)[0]


@pytest.mark.parametrize(
    ("service", "address", "fields"),
    [
        ((body_services, "create_unit"), "/quan-tri/them-don-vi/", NEW_UNIT),
        ((person_services, "create_person"), "/quan-tri/them-nguoi-dung/", NEW_PERSON),
        ((person_services, "change_person"), f"{PEOPLE}quantri/sua/", NEW_PERSON),
    ],
)
def test_what_a_colleague_took_meanwhile_is_said_on_the_form(
    desk, monkeypatch, service, address, fields
):
    def taken(*args: object, **fields: object) -> None:
        raise Refused("Người khác vừa lấy mất tên này.")

    monkeypatch.setattr(*service, taken)
    page = shown(desk.post(address, fields), 422)
    assert "Người khác vừa lấy mất tên này." in page
    assert 'class="errors"' in page


# rights


def test_a_right_is_given_from_the_units_page(desk, ward):
    person, outsider = UserFactory(unit=ward), UserFactory()
    page = shown(desk.get(f"{HEADS}UBND_P1/giao-quyen/"))
    assert page.index(person.full_name) < page.index("Người của đơn vị khác")
    assert page.index(outsider.full_name) > page.index("Người của đơn vị khác")
    fields = {"person": person.pk, "right": "file_dossiers", "starts_on": "2023-11-20"}
    answer = desk.post(f"{HEADS}UBND_P1/giao-quyen/", fields, follow=True)
    assert said(answer) == [f"Đã giao quyền cho {person.full_name}."]
    assert "Đang hiệu lực" in shown(answer)
    assert person.has_perm("units.file_dossiers", ward)


def test_a_right_is_given_from_the_persons_page(desk, ward):
    UserFactory(username="canbo.xa")
    fields = {
        "unit": ward.pk,
        "right": "appraise",
        "starts_on": "2023-12-01",
        "ends_on": "2023-12-31",
    }
    answer = desk.post(f"{PEOPLE}canbo.xa/giao-quyen/", fields, follow=True)
    page = shown(answer)
    assert "từ 01/12/2023 đến hết 31/12/2023" in page
    assert "Chưa đến ngày" in page


def test_four_eyes_are_said_on_the_form(desk, ward):
    person = UserFactory(unit=ward, clerk=True)
    fields = {"person": person.pk, "right": "confirm_dossiers", "starts_on": "2023-11-20"}
    page = shown(desk.post(f"{HEADS}UBND_P1/giao-quyen/", fields), 422)
    assert "không được đồng thời" in page
    assert UnitUserPermission.objects.count() == 1


def test_a_right_ends_on_a_day_or_at_once(desk, ward):
    grant = GrantFactory(unit=ward)
    ending = f"/quan-tri/quyen/{grant.pk}/ket-thuc/"
    assert "Thu quyền ngay" in shown(desk.get(ending))
    answer = desk.post(ending, {"ends_on": "2023-11-30"}, follow=True)
    assert said(answer) == ["Quyền có hiệu lực đến hết ngày 30/11/2023."]
    assert "đã có ngày cuối" in shown(desk.post(ending, {"ends_on": "2023-12-30"}), 422)
    answer = desk.post(
        f"/quan-tri/quyen/{grant.pk}/thu-ngay/", {"next": f"{PEOPLE}quantri/"}, follow=True
    )
    assert answer.redirect_chain[0][0] == f"{PEOPLE}quantri/"
    assert said(answer) == [f"Đã thu quyền của {grant.user.full_name} kể từ bây giờ."]


def test_the_way_back_stays_in_the_portal(desk, ward):
    grant = GrantFactory(unit=ward)
    answer = desk.post(f"/quan-tri/quyen/{grant.pk}/thu-ngay/", {"next": "https://example.com/"})
    assert answer.headers["Location"] == f"{HEADS}UBND_P1/"


def test_rights_are_told_with_those_that_count_first(ward):
    today = date(2023, 11, 20)
    ended = GrantFactory(unit=ward, ends_on=date(2023, 1, 1))
    later = GrantFactory(unit=ward, starts_on=date(2024, 1, 1))
    now = GrantFactory(unit=ward)
    told = rules.told_grants(ward.grants.all(), today)
    assert [t.row for t in told] == [now, later, ended]
    assert [t.is_open for t in told] == [True, True, False]


def test_every_act_stands_in_the_log(desk, ward):
    desk.post("/quan-tri/them-don-vi/", NEW_UNIT)
    page = shown(desk.get("/quan-tri/nhat-ky/"))
    assert "Thêm đơn vị" in page
    assert "Trần Thị Quản" in page


def test_a_stranger_manages_nothing():
    assert not rules.can_manage_units(AnonymousUser())
