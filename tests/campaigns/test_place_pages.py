"""Places of a draft: a total, shares of units, and the common row that the shares leave."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase
from hypothesis.strategies import integers, lists, one_of

from campaigns.services import plan as plan_services
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory, town_certificate
from tests.factories.units import UnitFactory, UserFactory


PERSON = HonoureeKind.PERSON


def rows(plan, kind=PERSON) -> dict:
    return {q.unit: q.limit for q in plan.quotas.filter(honouree_kind=kind).select_related("unit")}


def place(plan, by, total, shares=None, kind=PERSON):
    plan_services.set_places(
        plan,
        award_type=town_certificate(),
        honouree_kind=kind,
        total=total,
        shares=shares,
        by=by,
    )


def html(response) -> str:
    return response.content.decode()


@pytest.fixture
def joined(people):
    """A draft of the ward in which two more units take part."""
    units = [people.other_clerk.unit, UnitFactory(name="Trường Tiểu học Phường 2")]
    plan = AwardPlanFactory(campaign__organiser=people.ward, bare=True, participants=units)
    return plan, units


# the service --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_the_shares_leave_is_common(people, joined):
    plan, (one, two) = joined
    place(plan, people.clerk, 15, {one: 4, two: 3, people.ward: 0})
    assert rows(plan) == {one: 4, two: 3, None: 8}
    place(plan, people.clerk, 7, {one: 4, two: 3})
    assert rows(plan) == {one: 4, two: 3}  # nothing is left, so there is no common row
    place(plan, people.clerk, 9)
    assert rows(plan) == {one: 4, two: 3, None: 2}  # the shares stay where nobody speaks of them
    place(plan, people.clerk, 9, {})
    assert rows(plan) == {None: 9}


@pytest.mark.django_db
def test_more_shared_than_there_is_names_both_numbers_and_changes_nothing(people, joined):
    plan, (one, two) = joined
    place(plan, people.clerk, 15, {one: 4})
    with pytest.raises(Refused, match="Đã chia 17 cho các đơn vị, nhiều hơn tổng số 15"):
        place(plan, people.clerk, 15, {one: 9, two: 8})
    with pytest.raises(Refused, match="Đã chia 4 cho các đơn vị, nhiều hơn tổng số 3"):
        place(plan, people.clerk, 3)
    assert rows(plan) == {one: 4, None: 11}


@pytest.mark.django_db
@pytest.mark.parametrize(("total", "share"), [(0, 0), (-3, 0), (5, -1)])
def test_places_are_a_positive_number(total, share, people, joined):
    plan, (one, _) = joined
    with pytest.raises(Refused):
        place(plan, people.clerk, total, {one: share})
    assert not plan.quotas.exists()


@pytest.mark.django_db
def test_a_share_goes_to_who_takes_part(people, joined):
    plan, (one, _) = joined
    stranger = UnitFactory()
    with pytest.raises(Refused, match="không có trong danh sách đơn vị tham gia"):
        place(plan, people.clerk, 5, {stranger: 2})
    place(plan, people.clerk, 5, {one: 2, people.ward: 1})
    with pytest.raises(Refused, match="Còn chỉ tiêu chia cho"):
        plan_services.edit_plan(plan, by=people.clerk, participants=[])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        ("BK_T", HonoureeKind.PERSON, "Chủ tịch UBND tỉnh"),
        ("GDVH", HonoureeKind.HOUSEHOLD, "Chủ tịch UBND xã, phường"),
        ("LDTT", HonoureeKind.COLLECTIVE, "Lao động tiên tiến không dành cho tập thể"),
        ("TTLDTT", HonoureeKind.PERSON, "không dành cho cá nhân"),
    ],
)
def test_only_what_the_town_decides(code, kind, sentence, people, joined):
    plan, _ = joined
    with pytest.raises(Refused, match=sentence):
        plan_services.set_places(
            plan,
            award_type=AwardType.objects.get(code=code),
            honouree_kind=kind,
            total=1,
            by=people.clerk,
        )
    assert not plan.quotas.exists()


@pytest.mark.django_db
def test_a_row_in_use_stays(people, joined):
    plan, (one, _) = joined
    place(plan, people.clerk, 15, {one: 4})
    plan.quotas.filter(unit=one).update(proposed=1)
    for attempt in (
        lambda: place(plan, people.clerk, 15, {}),
        lambda: plan_services.remove_places(
            plan, award_type=town_certificate(), honouree_kind=PERSON, by=people.clerk
        ),
    ):
        with pytest.raises(Refused, match="còn 1 đề nghị"):
            attempt()
    assert rows(plan) == {one: 4, None: 11}


@pytest.mark.django_db
def test_rows_keep_their_keys_when_only_the_number_changes(people, joined):
    plan, (one, _) = joined
    place(plan, people.clerk, 15, {one: 4})
    before = set(plan.quotas.values_list("pk", flat=True))
    place(plan, people.clerk, 20, {one: 6})
    assert set(plan.quotas.values_list("pk", flat=True)) == before


class SharesAddUp(TestCase):
    """Whatever is written, and in whatever order: the rows are the total, or nothing changed."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        writes=lists(
            one_of(
                lists(integers(0, 12), min_size=4, max_size=4).map(tuple),
                integers(0, 20).map(lambda total: (total, None)),
            ),
            min_size=1,
            max_size=5,
        )
    )
    def test_the_rows_always_add_up_to_the_total(self, writes):
        ward, units = UnitFactory(), [UnitFactory() for _ in range(3)]
        clerk = UserFactory(clerk=True, unit=ward)
        plan = AwardPlanFactory(campaign__organiser=ward, bare=True, participants=units)
        stored = {}
        for total, *shares in writes:
            wanted = None if shares == [None] else dict(zip(units, shares, strict=True))
            try:
                place(plan, clerk, total, wanted)
            except Refused:
                assert rows(plan) == stored
                continue
            stored = rows(plan)
            assert sum(stored.values()) == total
            assert all(stored.values())
            if wanted is not None:
                given = {unit: number for unit, number in wanted.items() if number}
                assert {u: n for u, n in stored.items() if u} == given


# the pages ----------------------------------------------------------------------------------------


def editor(plan, kind="ca-nhan") -> str:
    return reverse("campaigns:places", args=[plan.pk, "GK", kind])


@pytest.mark.django_db
def test_a_total_is_added_on_the_plans_page_and_twice_is_once(people, client_of, joined):
    plan, _ = joined
    client, url = client_of(people.clerk), reverse("campaigns:places_add", args=[plan.pk])
    fields = {"award_type": town_certificate().pk, "honouree_kind": "person", "total": "15"}
    for _ in range(2):
        assert client.post(url, fields)["Location"] == f"{plan.get_absolute_url()}#chi-tieu"
    assert rows(plan) == {None: 15}
    answer = client.post(url, fields | {"total": "9"})
    assert answer.status_code == 422
    assert "đã có chỉ tiêu 15; bấm «Sửa»" in html(answer)
    assert rows(plan) == {None: 15}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("total", "sentence"),
    [
        ("0", "Chỉ tiêu phải là một số cụ thể từ 1 trở lên."),
        ("mười", "Ghi một số, ví dụ 15."),
        ("99999", "Nhiều nhất 9.999."),
        ("", "Chưa thêm được chỉ tiêu"),
    ],
)
def test_a_bad_total_is_named_beside_its_field(total, sentence, people, client_of, joined):
    plan, _ = joined
    fields = {"award_type": town_certificate().pk, "honouree_kind": "household", "total": total}
    answer = client_of(people.clerk).post(reverse("campaigns:places_add", args=[plan.pk]), fields)
    assert answer.status_code == 422
    assert sentence in html(answer)
    assert total in html(answer)


@pytest.mark.django_db
def test_shares_are_written_on_one_page_and_nothing_typed_is_lost(people, client_of, joined):
    plan, (one, two) = joined
    place(plan, people.clerk, 15)
    client = client_of(people.clerk)
    assert 'value="15"' in html(client.get(editor(plan)))
    typed = {"total": "15", f"share_{one.pk}": "9", f"share_{two.pk}": "8"}
    answer = client.post(editor(plan), typed)
    assert answer.status_code == 422
    text = html(answer)
    assert "Đã chia 17 cho các đơn vị, nhiều hơn tổng số 15. Bớt 2." in text
    for value in ('value="15"', 'value="9"', 'value="8"'):
        assert value in text
    answer = client.post(editor(plan), typed | {f"share_{two.pk}": ""})
    assert answer["Location"] == f"{plan.get_absolute_url()}#chi-tieu"
    assert rows(plan) == {one: 9, None: 6}
    page = html(client.get(plan.get_absolute_url()))
    assert f"{one.short_name} 9, dùng chung 6" in " ".join(page.split())


@pytest.mark.django_db
def test_a_plan_without_participants_asks_for_the_total_alone(people, client_of):
    plan = AwardPlanFactory(campaign__organiser=people.ward)
    assert "Chia riêng cho đơn vị" not in html(client_of(people.clerk).get(editor(plan)))


@pytest.mark.django_db
def test_places_are_removed_with_their_shares(people, client_of, joined):
    plan, (one, _) = joined
    place(plan, people.clerk, 15, {one: 4})
    client = client_of(people.clerk)
    url = reverse("campaigns:places_remove", args=[plan.pk, "GK", "ca-nhan"])
    for _ in range(2):
        assert client.post(url)["Location"] == f"{plan.get_absolute_url()}#chi-tieu"
    assert rows(plan) == {}


@pytest.mark.django_db
def test_the_editor_of_a_plan_that_went_away_leads_back(people, client_of):
    plan = AwardPlanFactory(awaiting_head=True, campaign__organiser=people.ward)
    client = client_of(people.clerk)
    assert client.get(editor(plan))["Location"] == plan.get_absolute_url()
    answer = client.post(reverse("campaigns:places_remove", args=[plan.pk, "GK", "ca-nhan"]))
    assert answer.status_code == 422
    assert rows(plan) == {None: 15}


@pytest.mark.django_db
def test_who_opens_the_editor(people, client_of, joined):
    plan, _ = joined
    for name, person in people.all().items():
        expected = {"clerk": 200, "head": 403}.get(name, 404)
        assert client_of(person).get(editor(plan)).status_code == expected, name
    assert client_of(people.clerk).get(editor(plan, "ca-map")).status_code == 404
    unknown = reverse("campaigns:places", args=[plan.pk, "XX", "ca-nhan"])
    assert client_of(people.clerk).get(unknown).status_code == 404


@pytest.mark.django_db
def test_the_editor_costs_the_same_for_three_units_and_for_thirty(
    people, client_of, joined, django_assert_max_num_queries
):
    plan, _ = joined
    client = client_of(people.clerk)
    client.get(editor(plan))
    costs = []
    for more in (0, 27):
        plan.participants.add(*[UnitFactory() for _ in range(more)])
        with django_assert_max_num_queries(20) as told:
            client.get(editor(plan))
        costs.append(len(told))
    assert costs[0] == costs[1]
