"""Records plans of earlier years: what the Chairman approved on paper before the portal was in use.

Such a plan opens nothing: it is compared with what is asked this year, and can be copied.
"""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.models import AwardPlan, Campaign, Quota
from campaigns.rules import plan as plan_rules
from law.models import AwardType
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused, saved
from units.models import Unit, User


class PastPlaces(NamedTuple):
    """Places of one kind of honouree on paper: asked, approved, awarded."""

    honouree_kind: str
    asked: int
    approved: int
    awarded: int


def enter_past_plan(
    *,
    organiser: Unit,
    campaign: dict,
    plan: dict,
    award_type: AwardType,
    places: list[PastPlaces],
    by: User,
) -> AwardPlan:
    """The plan with its places, as a draft that waits to be recorded; its campaign where there
    is none of that name."""
    if not plan_rules.can_manage(by):
        raise PermissionDenied
    year = plan["review_year"]
    if year >= clock.today().year:
        raise Refused(
            f"Danh sách này chỉ ghi kế hoạch các năm trước; kế hoạch năm {year} do đơn vị lập và "
            "gửi duyệt trên cổng."
        )
    if not places:
        raise Refused("Chưa ghi chỉ tiêu nào: cần số đề nghị, số duyệt và số đã khen.")
    with transaction.atomic():
        found = known_campaign(organiser, campaign["name"])
        found = found or saved(Campaign(organiser=organiser, **campaign))
        if blockers := plan_rules.day_blockers(found.starts_on, year, plan["review_on"]):
            raise Refused(*blockers)
        made = saved(AwardPlan(campaign=found, **plan))
        for row in places:
            _enter_places(made, award_type, row)
    return made


def known_campaign(organiser: Unit, name: str) -> Campaign | None:
    """The organiser's campaign of this name."""
    return Campaign.objects.filter(organiser=organiser, name__iexact=name).order_by("pk").first()


def _enter_places(plan: AwardPlan, award_type: AwardType, row: PastPlaces) -> None:
    if row.approved > row.asked or row.awarded > row.approved:
        raise Refused(
            f"Đề nghị {row.asked}, duyệt {row.approved}, đã khen {row.awarded}: số duyệt không "
            "được quá số đề nghị, số đã khen không được quá số duyệt."
        )
    saved(
        Quota(
            plan=plan,
            award_type=award_type,
            honouree_kind=row.honouree_kind,
            limit=row.approved,
            asked=row.asked,
            awarded_on_paper=row.awarded,
        )
    )
