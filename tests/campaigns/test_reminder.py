"""Last days of plans: units hear of them once a threshold, those that acted not at all."""

from datetime import date, datetime

import pytest

from campaigns import tasks
from nganam_awards.core import clock
from nganam_awards.notices.models import Notice
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UnitFactory, UserFactory


def told_on(day: date) -> dict[str, str]:
    """What is said that morning which nobody had been told before: {who: sentence}."""
    clock.move_to(datetime(day.year, day.month, day.day, 8, tzinfo=clock.OFFICE_ZONE))
    before = set(Notice.objects.values_list("pk", flat=True))
    tasks.remind_of_last_days()
    fresh = Notice.objects.exclude(pk__in=before)
    return dict(fresh.values_list("user__full_name", "text"))


@pytest.fixture
def ward(db):
    """A ward with its clerk and head."""
    unit = UnitFactory()
    UserFactory(clerk=True, unit=unit, full_name="Lê Thị Cẩm Tú")
    UserFactory(head=True, unit=unit, full_name="Võ Quốc Ưng")
    return unit


def test_a_draft_plan_is_reminded_of_the_start_of_the_year(ward):
    clock.move_to(datetime(2023, 3, 1, 8, tzinfo=clock.OFFICE_ZONE))
    plan = AwardPlanFactory(campaign__organiser=ward)
    assert told_on(date(2023, 3, 16)) == {}
    [(who, said)] = told_on(date(2023, 3, 17)).items()
    assert who == "Lê Thị Cẩm Tú"
    assert said == (
        "Nhắc việc: gửi kế hoạch khen thưởng đến Phòng Nội vụ, còn 14 ngày (hạn 31/03/2023): "
        f"«{plan}»."
    )
    assert told_on(date(2023, 3, 17)) == told_on(date(2023, 3, 20)) == {}
    assert len(told_on(date(2023, 3, 31))) == 1
    assert told_on(date(2023, 4, 3)) == {}  # what is over is late, not due


def test_a_unit_that_has_not_filed_hears_when_filing_ends(ward):
    plan = AwardPlanFactory(
        approved=True, campaign__organiser=ward, filing_closes_on=date(2023, 11, 30)
    )
    other = UnitFactory()
    UserFactory(clerk=True, unit=other, full_name="Liêu Thị Hồng")
    plan.participants.add(other)
    told = told_on(date(2023, 11, 23))
    assert set(told) == {"Lê Thị Cẩm Tú", "Võ Quốc Ưng", "Liêu Thị Hồng"}
    assert "còn 7 ngày (hạn 30/11/2023)" in told["Liêu Thị Hồng"]
    DossierFactory(plan=plan, unit=ward, state="filed")
    assert set(told_on(date(2023, 11, 28))) == {"Liêu Thị Hồng"}
    assert told_on(date(2023, 11, 28)) == {}
