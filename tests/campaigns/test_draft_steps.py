"""A campaign is drafted in three steps: each saved, each left and found again, nothing lost."""

import re
from html import unescape

import pytest
from django.urls import reverse

from campaigns.models import AwardPlan, Campaign
from tests.campaigns.test_plan_pages import WINDOW, new_plan, page, units_step
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.units import ClusterFactory, UnitFactory
from units.forms.picker import FIND, NARROW, TICK


pytestmark = pytest.mark.django_db
CREATE = "/phong-trao/lap/"


def html(answer) -> str:
    return unescape(answer.content.decode())


def bare_plan(people, **fields) -> AwardPlan:
    """As the first step leaves it, with nothing of the others."""
    return AwardPlanFactory(
        campaign__organiser=people.ward,
        bare=True,
        filing_opens_on=None,
        filing_closes_on=None,
        **fields,
    )


def statuses(text: str) -> list[str]:
    return re.findall(r"wizard__step--(\w+)", text)


def ticked(text: str) -> set[int]:
    boxes = re.findall(r"<input[^>]*name=\"participants\"[^>]*>", text)
    return {int(re.search(r'value="(\d+)"', box)[1]) for box in boxes if "checked" in box}


def offered(text: str) -> set[int]:
    boxes = re.findall(r"<input[^>]*name=\"participants\"[^>]*>", text)
    return {int(re.search(r'value="(\d+)"', box)[1]) for box in boxes}


def test_the_bar_says_where_one_is_and_the_plan_leads_to_the_first_gap(people, client_of):
    client = client_of(people.clerk)
    assert statuses(html(client.get(CREATE))) == ["now", "next", "next"]
    client.post(CREATE, new_plan())
    plan = AwardPlan.objects.get()
    assert statuses(html(client.get(units_step(plan)))) == ["done", "now", "next"]
    text = html(client.get(page(plan)))
    assert statuses(text) == ["done", "next", "now"]
    assert f'href="{units_step(plan)}"' in text
    assert "Làm tiếp bước 2" in text
    client.post(units_step(plan), WINDOW)
    text = html(client.get(page(plan)))
    assert statuses(text) == ["done", "done", "now"]
    assert "Làm tiếp bước" not in text


@pytest.mark.parametrize(("go", "name"), [("1", "plan_edit"), ("", "plan"), ("9", "plan")])
def test_the_pressed_button_says_where_to_go_on(go, name, people, client_of):
    plan = bare_plan(people)
    answer = client_of(people.clerk).post(units_step(plan), WINDOW | {"go": go})
    assert answer["Location"] == reverse(f"campaigns:{name}", args=[plan.pk])
    plan.refresh_from_db()
    assert f"{plan.filing_closes_on:%d/%m/%Y}" == "30/11/2023"


def test_going_back_to_the_page_of_the_first_step_changes_what_was_made(people, client_of):
    client, typed = client_of(people.clerk), new_plan()
    client.post(CREATE, typed)
    client.post(CREATE, typed | {"name": "Tên sửa lại", "content": "Nội dung sửa lại"})
    campaign = Campaign.objects.get()
    assert (campaign.name, campaign.plans.get().content) == ("Tên sửa lại", "Nội dung sửa lại")


def test_days_of_filing_move_along_with_the_year_and_it_is_told(people, client_of):
    client = client_of(people.clerk)
    client.post(CREATE, new_plan())
    plan = AwardPlan.objects.get()
    client.post(units_step(plan), WINDOW)
    next_year = new_plan(review_year="2024", review_on="2024-12-15", ends_on="2024-12-20")
    answer = client.post(reverse("campaigns:plan_edit", args=[plan.pk]), next_year, follow=True)
    assert "01/03/2024 đến hết 30/11/2024; xem lại ở bước 2" in html(answer)


def test_wrong_days_stay_on_their_step_with_the_units_that_were_ticked(people, client_of):
    plan, unit = bare_plan(people), UnitFactory()
    typed = {"filing_opens_on": "2023-11-30", "filing_closes_on": "01/03/2023"}
    answer = client_of(people.clerk).post(units_step(plan), typed | {"participants": [unit.pk]})
    text = html(answer)
    assert answer.status_code == 422
    assert "Ngày cuối nhận hồ sơ phải từ ngày bắt đầu (30/11/2023) trở đi." in text
    assert ticked(text) == {unit.pk}
    assert not plan.participants.exists()


def test_without_script_the_list_is_narrowed_and_a_cluster_ticked_by_the_server(people, client_of):
    plan, client = bare_plan(people), client_of(people.clerk)
    cluster = ClusterFactory(name="Cụm các phường")
    wards = [  # the code is searched too: it must have no number of its own
        UnitFactory(code=f"DONG_{n}", name=f"Ủy ban nhân dân Phường Đông {n}", cluster=cluster)
        for n in (1, 2)
    ]
    school = UnitFactory(name="Trường Tiểu học Sao Mai")
    typed = {"filing_opens_on": "2023-03-01", "participants": [school.pk]}
    text = html(client.post(units_step(plan), typed | {FIND: "phuong dong 2", NARROW: "1"}))
    assert offered(text) == {wards[1].pk, school.pk}  # what is chosen never disappears
    assert ticked(text) == {school.pk}
    assert 'value="01/03/2023"' in text or 'value="2023-03-01"' in text
    text = html(client.post(units_step(plan), typed | {TICK: cluster.code}))
    assert ticked(text) == {school.pk, *(ward.pk for ward in wards)}
    assert not plan.participants.exists()  # nothing is saved by looking
    text = html(client.post(units_step(plan), {FIND: "khong co", NARROW: "1"}))
    assert "Không có đơn vị nào khớp «khong co»" in text


def test_the_organiser_is_no_choice_and_ended_units_are_not_offered(people, client_of, at):
    plan = bare_plan(people)
    ended = UnitFactory(valid_to=plan.review_on.replace(year=2020))
    assert not offered(html(client_of(people.clerk).get(units_step(plan)))) & {
        people.ward.pk,
        ended.pk,
    }
