"""A plan does not leave its unit with a sign that the town's announcement would print as a box."""

import pytest

from campaigns.models import Campaign
from campaigns.rules import plan as plan_rules
from tests.factories.campaigns import AwardPlanFactory


pytestmark = pytest.mark.django_db
END = "không in được; xóa hoặc thay bằng chữ."


def test_its_content_is_named_with_its_box():
    plan = AwardPlanFactory(content="Trồng hoa 🌻")
    [item] = plan_rules.missing(plan)
    assert (item.text, item.field) == (f"Nội dung thi đua: dấu «🌻» {END}", "content")


def test_its_name_and_criteria_are_named():
    plan = AwardPlanFactory()
    Campaign.objects.filter(pk=plan.campaign_id).update(name="Xanh 🌻")
    plan.criteria.update(text="Sạch 🧹")
    plan.campaign.refresh_from_db()
    told = [item.text for item in plan_rules.missing(plan)]
    assert f"Tên phong trào: dấu «🌻» {END}" in told
    assert f"Tiêu chí: dấu «🧹» {END}" in told
