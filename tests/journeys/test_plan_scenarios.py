"""Plans through their year as the town's letter asks: in time, late, and of another year."""

from datetime import date
from uuid import uuid4

import pytest

from campaigns.enums import AppraisalItem, PlanState, ReviewKind
from campaigns.models import AwardPlan
from campaigns.queries import lateness as lateness_queries
from campaigns.queries.lateness import Lateness
from campaigns.rules import appraisal as appraisal_rules, plan as plan_rules
from campaigns.transitions import plan as plan_transitions
from dossiers.services.dossier import open_dossier
from dossiers.transitions import dossier as dossier_transitions
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory, CampaignFactory, answered, chairman
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db


class Road:
    """A ward and the town's desks; each step on its day."""

    def __init__(self, at) -> None:
        self.at = at
        self.ward = UnitFactory(name="Ủy ban nhân dân Phường 1")
        self.clerk = UserFactory(clerk=True, unit=self.ward)
        self.head = UserFactory(head=True, unit=self.ward)
        self.officer = UserFactory(officer=True)

    def send(self, plan: AwardPlan, day: date) -> AwardPlan:
        """Cán bộ soạn, thủ trưởng xác nhận."""
        self.at(day)
        plan_transitions.hand_over(plan, by=self.clerk)
        plan_transitions.confirm(plan, by=self.head)
        plan.refresh_from_db()
        return plan

    def appraise(self, plan: AwardPlan, day: date, **unmet: str) -> AwardPlan:
        """Phòng Nội vụ fills its sheet and concludes."""
        self.at(day)
        return plan_transitions.appraise(answered(plan, self.officer, **unmet), by=self.officer)


@pytest.fixture
def road(at):
    return Road(at)


def mark(plan):
    plan.refresh_from_db()
    return lateness_queries.lateness_of(plan, plan_rules.cutoff_of(plan), clock.today())


def test_scenario_1_sent_in_february_approved_in_february(road):
    """Sent 10/02, approved 28/02/2023 with 8 collectives and 15 persons; a dossier may come."""
    plan = AwardPlanFactory(
        campaign__organiser=road.ward,
        campaign__name="Chung sức xây dựng nông thôn mới, đô thị văn minh",
    )
    road.send(plan, date(2023, 2, 10))
    road.appraise(plan, date(2023, 2, 20))
    road.at(date(2023, 2, 28))
    approved = plan_transitions.approve(plan, by=chairman())
    assert (approved.state, approved.submitted_on, approved.approved_on) == (
        PlanState.APPROVED,
        date(2023, 2, 10),
        date(2023, 2, 28),
    )
    assert mark(plan) is None
    notice = plan.announcements.get().document
    assert (notice.symbol, notice.issued_on) == ("01/TB-UBND", date(2023, 2, 28))
    assert "08 tập thể, 15 cá nhân, cụ thể" in str(notice.context["items"])

    road.at(date(2023, 11, 20))
    dossier = DossierFactory(
        plan=plan, created_by=road.clerk, persons=15, collectives=8, papers=True
    )
    dossier_transitions.hand_over(dossier, by=road.clerk)
    dossier_transitions.confirm(dossier, by=road.head)
    assert plan.quotas.get(honouree_kind="person").proposed == 15


def test_scenario_3_sent_in_may_waits_for_the_chairmans_reason(road):
    """Sent 12/05/2023 for a review in December: flagged, blocked, approved with a reason."""
    plan = AwardPlanFactory(campaign__organiser=road.ward)
    road.send(plan, date(2023, 5, 12))
    assert mark(plan).kind == Lateness.SENT
    assert appraisal_rules.is_sent_late(plan)
    road.appraise(plan, date(2023, 5, 18), **{AppraisalItem.YEAR: "Gửi ngày 12/05/2023."})
    road.at(date(2023, 5, 22))
    with pytest.raises(Refused, match="Đã quá thời hạn duyệt đầu năm"):
        plan_transitions.approve(plan, by=chairman())
    plan.refresh_from_db()
    assert plan.state == PlanState.APPRAISED
    assert not plan.announcements.exists()
    approved = plan_transitions.approve(
        plan, by=chairman(), late_reason="Năm học kết thúc tháng 5."
    )
    assert (approved.state, approved.late_reason) == (
        PlanState.APPROVED,
        "Năm học kết thúc tháng 5.",
    )
    assert mark(plan).kind == Lateness.SENT
    assert "Năm học kết thúc tháng 5." in str(plan.announcements.get().document.context["items"])


def test_scenario_4_an_approval_of_2022_opens_nothing_in_2023(road):
    """A campaign of 2022–2024 approved on 15/02/2022; its final review of 2024 is approved anew."""
    campaign = CampaignFactory(
        organiser=road.ward, starts_on=date(2022, 1, 5), ends_on=date(2024, 12, 20)
    )
    of_2022 = AwardPlanFactory(
        approved=True, campaign=campaign, review_year=2022, review_kind=ReviewKind.INTERIM
    )
    of_2024 = AwardPlanFactory(campaign=campaign, review_year=2024)
    road.at(date(2023, 11, 10))
    with pytest.raises(Refused, match="Kế hoạch khen thưởng năm 2022"):
        open_dossier(
            of_2022, unit=road.ward, title="Tổng kết", summary="", key=uuid4(), by=road.clerk
        )

    road.send(of_2024, date(2023, 12, 20))
    road.appraise(of_2024, date(2023, 12, 22))
    with pytest.raises(Refused, match="Kế hoạch của năm 2024 chỉ được duyệt trong năm đó"):
        plan_transitions.approve(of_2024, by=chairman())
    road.at(date(2024, 1, 2))
    assert plan_transitions.approve(of_2024, by=chairman()).approved_on == date(2024, 1, 2)
    assert mark(of_2024) is None
