"""Cụm, khối: each acts through a unit of its own, by the hands of the year's leading member."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.enums import PlanState
from campaigns.transitions import plan as plan_transitions
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.units import ClusterFactory, UnitFactory, UserFactory
from units.enums import UnitKind
from units.models import AdminAct, ClusterHead, Unit, UnitUserPermission
from units.services import body as body_services, cluster as cluster_services


pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


@pytest.fixture
def cluster(administrator):
    return cluster_services.create_cluster(
        by=administrator, code="CUM_THU", name="Cụm thi đua thử", kind="area"
    )


class Member:
    """A unit of the cluster with its clerk and its head."""

    def __init__(self, cluster):
        self.unit = UnitFactory(cluster=cluster)
        self.clerk = UserFactory(clerk=True, unit=self.unit)
        self.head = UserFactory(head=True, unit=self.unit)


@pytest.fixture
def members(cluster):
    return Member(cluster), Member(cluster)


def test_a_cluster_is_born_with_its_unit_and_renamed_with_it(cluster, administrator):
    unit = cluster.acting_unit
    assert (unit.code, unit.kind, unit.head_title) == ("CUM_THU", UnitKind.CLUSTER, "Trưởng cụm")
    cluster_services.change_cluster(cluster, by=administrator, name="Cụm 1")
    unit.refresh_from_db()
    assert unit.name == "Cụm 1"


def test_the_towns_own_clusters_get_their_units_once():
    body_services.load_units()
    before = Unit.objects.filter(kind=UnitKind.CLUSTER).count()
    assert before > 0
    assert body_services.load_units() == (0, 0)
    assert Unit.objects.filter(kind=UnitKind.CLUSTER).count() == before


def test_a_clusters_plan_goes_its_road_by_this_years_head_and_not_by_last_years(
    cluster, members, administrator, at
):
    last_year, this_year = members
    at(date(2022, 3, 1))
    cluster_services.name_head(cluster, year=2022, unit=last_year.unit, by=administrator)
    at(date(2023, 11, 20))
    cluster_services.name_head(cluster, year=2023, unit=this_year.unit, by=administrator)
    plan = AwardPlanFactory(campaign__organiser=cluster.acting_unit)
    with pytest.raises(PermissionDenied):
        plan_transitions.hand_over(plan, by=last_year.clerk)
    plan_transitions.hand_over(plan, by=this_year.clerk)
    with pytest.raises(PermissionDenied):
        plan_transitions.confirm(plan, by=last_year.head)
    plan_transitions.confirm(plan, by=this_year.head)
    plan.refresh_from_db()
    assert plan.state == PlanState.SUBMITTED


def test_rights_end_with_the_last_second_of_the_year(cluster, members, administrator, at):
    member, _ = members
    cluster_services.name_head(cluster, year=2023, unit=member.unit, by=administrator)
    at(date(2023, 12, 31))
    assert member.clerk.has_perm("units.file_dossiers", cluster.acting_unit)
    at(date(2024, 1, 1))
    fresh = type(member.clerk).objects.get(pk=member.clerk.pk)
    assert not fresh.has_perm("units.file_dossiers", cluster.acting_unit)


def test_another_head_in_the_year_takes_the_rights_over(cluster, members, administrator):
    first, second = members
    cluster_services.name_head(cluster, year=2023, unit=first.unit, by=administrator)
    cluster_services.name_head(cluster, year=2023, unit=second.unit, by=administrator)
    rows = UnitUserPermission.objects.in_force(date(2023, 11, 20)).filter(
        content_object=cluster.acting_unit
    )
    assert {row.user for row in rows} == {second.clerk, second.head}
    assert ClusterHead.objects.get().unit == second.unit


def test_naming_the_same_unit_again_takes_in_who_came_since(cluster, members, administrator):
    member, _ = members
    cluster_services.name_head(cluster, year=2023, unit=member.unit, by=administrator)
    newcomer = UserFactory(clerk=True, unit=member.unit)
    cluster_services.name_head(cluster, year=2023, unit=member.unit, by=administrator)
    assert newcomer.has_perm("units.file_dossiers", cluster.acting_unit)
    assert UnitUserPermission.objects.filter(content_object=cluster.acting_unit).count() == 3


def test_a_deputy_holds_no_rights(cluster, members, administrator):
    member, _ = members
    cluster_services.name_head(
        cluster, year=2023, unit=member.unit, role="deputy", by=administrator
    )
    assert not UnitUserPermission.objects.filter(content_object=cluster.acting_unit).exists()


def test_only_members_lead_and_no_year_that_is_over(cluster, members, administrator):
    with pytest.raises(Refused, match="không phải thành viên"):
        cluster_services.name_head(cluster, year=2023, unit=UnitFactory(), by=administrator)
    with pytest.raises(Refused, match="đã qua"):
        cluster_services.name_head(cluster, year=2022, unit=members[0].unit, by=administrator)
    with pytest.raises(PermissionDenied):
        cluster_services.name_head(cluster, year=2023, unit=members[0].unit, by=members[0].head)


def test_members_come_and_go_but_not_who_leads(cluster, members, administrator):
    first, second = members
    cluster_services.name_head(cluster, year=2023, unit=first.unit, by=administrator)
    with pytest.raises(Refused, match="đang là trưởng"):
        cluster_services.remove_member(cluster, first.unit, by=administrator)
    cluster_services.remove_member(cluster, second.unit, by=administrator)
    second.unit.refresh_from_db()
    assert second.unit.cluster is None
    with pytest.raises(Refused, match="không thể là thành viên"):
        cluster_services.add_member(
            cluster, ClusterFactory().acting_unit or cluster.acting_unit, by=None
        )


def test_the_administrator_does_it_all_on_the_clusters_page(
    cluster, members, administrator, client_of
):
    browser, joiner = client_of(administrator), UnitFactory()
    where = cluster.get_absolute_url()
    browser.post(f"{where}thanh-vien/", {"unit": joiner.pk})
    browser.post(f"{where}truong/", {"year": 2023, "role": "head", "unit": joiner.pk})
    page = browser.get(where).content.decode()
    assert joiner.short_name in page
    assert ClusterHead.objects.get().unit == joiner
    refused = browser.post(f"{where}truong/", {"year": 2020, "role": "head", "unit": joiner.pk})
    assert refused.status_code == 422
    assert "Năm 2020 đã qua." in refused.content.decode()
    browser.post(f"{where}thanh-vien/{members[0].unit.code}/bo/")
    members[0].unit.refresh_from_db()
    assert members[0].unit.cluster is None
    assert AdminAct.objects.filter(what="Chọn trưởng, phó cụm, khối").exists()
    assert client_of(members[0].clerk).post(f"{where}truong/", {}).status_code == 404


def test_head_and_deputy_are_two_units(cluster, members, administrator):
    first, second = members
    cluster_services.name_head(cluster, year=2023, unit=first.unit, by=administrator)
    with pytest.raises(Refused, match="Trưởng và phó là hai đơn vị khác nhau"):
        cluster_services.name_head(
            cluster, year=2023, unit=first.unit, role="deputy", by=administrator
        )
    cluster_services.name_head(
        cluster, year=2023, unit=second.unit, role="deputy", by=administrator
    )
    cluster_services.name_head(cluster, year=2024, unit=second.unit, by=administrator)
    assert ClusterHead.objects.count() == 3
