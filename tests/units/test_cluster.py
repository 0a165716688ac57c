"""The administrator's pages of clusters: who sees them, what they say, what they cost."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from tests.factories.units import ClusterFactory, UnitFactory, UserFactory
from units.models import AdminAct, Cluster
from units.services import cluster as cluster_services


pytestmark = pytest.mark.django_db

LIST = "/quan-tri/cum-khoi/"
ADD = "/quan-tri/them-cum-khoi/"
ONE = f"{LIST}CUM_XA/"
NEW = {"code": "KHOI_MOI", "name": "Khối  thi đua mới", "kind": "sector"}


@pytest.fixture
def desk(client_of):
    return client_of(UserFactory(administrator=True))


@pytest.fixture
def cluster():
    return ClusterFactory(code="CUM_XA", name="Cụm thi đua các xã")


def shown(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


# who


@pytest.mark.parametrize("address", [LIST, ADD, ONE, f"{ONE}sua/"])
def test_the_rooms_open_for_the_administrator_alone(client, client_of, desk, cluster, address):
    assert desk.get(address).status_code == 200
    assert client.get(address).headers["Location"].startswith("/dang-nhap/")
    for role in ("clerk", "head", "officer", "home_affairs_head", "chairman"):
        browser = client_of(UserFactory(**{role: True}))
        assert browser.get(address).status_code == 404
        assert browser.post(address, NEW).status_code in {404, 405}
    assert Cluster.objects.get() == cluster


def test_writing_asks_for_the_right_once_more(cluster):
    chief = UserFactory(home_affairs_head=True)
    with pytest.raises(PermissionDenied):
        cluster_services.create_cluster(by=chief, **NEW)
    with pytest.raises(PermissionDenied):
        cluster_services.change_cluster(cluster, by=chief, name="Khác")


def test_the_menu_leads_there(desk):
    page = shown(desk.get(LIST))
    assert f'href="{LIST}"' in page
    assert "Chưa có cụm, khối nào" in page


def test_what_is_not_there_is_404(desk):
    for address in (f"{LIST}X/", f"{LIST}X/sua/"):
        assert desk.get(address).status_code == 404


# lists


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_at_any_length(
    desk, item_count, bare_menu, django_assert_num_queries
):
    for row in ClusterFactory.create_batch(item_count):
        UnitFactory.create_batch(2, cluster=row)
    with clock.held_still(), django_assert_num_queries(3):
        shown(desk.get(LIST))


@pytest.mark.parametrize("item_count", [0, 1, 3])
def test_the_page_of_a_cluster_costs_the_same_at_any_length(
    desk, cluster, item_count, bare_menu, django_assert_num_queries
):
    UnitFactory.create_batch(item_count, cluster=cluster)
    with clock.held_still(), django_assert_num_queries(7 if item_count else 6):
        shown(desk.get(ONE))


def test_clusters_stand_by_name_with_the_number_of_their_units(desk, cluster):
    UnitFactory.create_batch(2, cluster=cluster)
    for name in ("Khối trường học", "Đoàn khối", "Cụm thi đua các phường"):
        ClusterFactory(name=name)
    page = desk.get(LIST)
    assert [(row.name, row.unit_count) for row in page.context["page"]] == [
        ("Cụm thi đua các phường", 0),
        ("Cụm thi đua các xã", 2),
        ("Đoàn khối", 0),
        ("Khối trường học", 0),
    ]
    assert "Chưa có" in shown(page)


def test_clusters_are_found_and_narrowed(desk, cluster):
    ClusterFactory(code="KHOI_TH", name="Khối trường học", kind="sector")
    for asked in ({"q": "truong hoc"}, {"q": "khoi_th"}, {"kind": "sector"}):
        page = shown(desk.get(LIST, asked))
        assert "Khối trường học" in page
        assert cluster.name not in page
    assert "Không tìm thấy cụm, khối nào" in shown(desk.get(LIST, {"q": "zzz"}))


def test_a_long_list_goes_on(desk):
    ClusterFactory.create_batch(60)
    page = shown(desk.get(LIST))
    assert "Trang sau" in page
    assert "<b>60</b> cụm, khối" in page


def test_members_stand_with_the_way_to_their_pages(desk, cluster):
    assert "Chọn đơn vị bên dưới để đưa vào." in shown(desk.get(ONE))
    one = UnitFactory(name="Ủy ban nhân dân xã Long Bình", cluster=cluster)
    UnitFactory(name="Ủy ban nhân dân xã cũ", cluster=cluster, valid_to=date(2022, 12, 31))
    stranger = UnitFactory(name="Trung tâm Y tế")
    page = shown(desk.get(ONE))
    assert f'href="{one.get_absolute_url()}"' in page
    assert "ngừng hoạt động sau 31/12/2022" in page
    assert f'href="{stranger.get_absolute_url()}"' not in page
    assert f'href="{ONE}"' in shown(desk.get(one.get_absolute_url()))


# writing


def test_a_cluster_is_added_in_one_form(desk):
    answer = desk.post(ADD, NEW, follow=True)
    cluster = Cluster.objects.get()
    assert answer.redirect_chain[0][0] == cluster.get_absolute_url()
    assert said(answer) == ["Đã thêm Khối thi đua mới. Tiếp theo: đưa đơn vị vào."]
    assert (cluster.code, cluster.name, cluster.kind) == ("KHOI_MOI", "Khối thi đua mới", "sector")
    act = AdminAct.objects.get()
    assert (act.what, act.target) == ("Thêm cụm, khối", "Khối thi đua mới")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "CUM_XA"}, "Mã này đã có cụm, khối dùng."),
        ({"name": "Cụm thi  đua các xã"}, "Đã có cụm, khối mang tên này."),
        ({"code": "khối mới"}, "Mã chỉ gồm chữ không dấu, chữ số, gạch dưới và gạch ngang."),
        ({"name": ""}, "Ghi tên cụm, khối."),
        ({"kind": ""}, "Chọn cụm hay khối."),
        ({"kind": "ward"}, "Mục đã chọn ở «Cụm hay khối» không dùng được nữa"),
    ],
)
def test_what_is_wrong_is_said_on_top_and_nothing_typed_is_lost(desk, cluster, change, sentence):
    page = shown(desk.post(ADD, NEW | change), 422)
    assert 'class="errors"' in page
    assert sentence in page
    assert (NEW | change)["code"] in page
    assert Cluster.objects.get() == cluster


def test_a_cluster_is_renamed_but_keeps_its_code_and_units(desk, cluster):
    unit = UnitFactory(cluster=cluster)
    page = shown(desk.get(f"{ONE}sua/"))
    assert 'name="code"' not in page
    assert cluster.name in page
    answer = desk.post(f"{ONE}sua/", NEW, follow=True)
    assert said(answer) == ["Đã lưu thay đổi của cụm, khối."]
    cluster.refresh_from_db()
    assert (cluster.code, cluster.name, cluster.kind) == ("CUM_XA", "Khối thi đua mới", "sector")
    unit.refresh_from_db()
    assert unit.cluster == cluster
    act = AdminAct.objects.get()
    assert (act.what, act.target) == ("Sửa cụm, khối", "Cụm thi đua các xã → Khối thi đua mới")


@pytest.mark.parametrize(
    ("service", "address"), [("create_cluster", ADD), ("change_cluster", f"{ONE}sua/")]
)
def test_what_a_colleague_took_meanwhile_is_said_on_the_form(
    desk, cluster, monkeypatch, service, address
):
    def taken(*args: object, **fields: object) -> None:
        raise Refused("Người khác vừa lấy mất tên này.")

    monkeypatch.setattr(cluster_services, service, taken)
    page = shown(desk.post(address, NEW), 422)
    assert "Người khác vừa lấy mất tên này." in page
    assert 'class="errors"' in page


def test_a_kind_that_does_not_exist_is_refused(cluster):
    with pytest.raises(Refused):
        cluster_services.change_cluster(cluster, by=None, kind="ward")
