"""Who may do what with campaigns and plans, what a plan lacks, and what stops a step."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from campaigns.enums import INSIDE_THE_UNIT, PUBLIC_STATES, PlanState
from campaigns.models import AwardPlan, Campaign
from campaigns.queries.exclusion import DECLARATIONS, LETTER
from campaigns.rules import purpose as purpose_rules
from campaigns.workflow import CLERK, FLOW, PlanAction
from law.enums import HonoureeKind
from law.models import AwardType
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.sentence import About
from nganam_awards.core.workflow import holds
from nganam_awards.documents import glyph
from units.models import HOME_AFFAIRS_CODE, Unit, User
from units.rules import is_of_unit, units_with


def can_view_plan(user: User, plan: AwardPlan) -> bool:
    """The twin of `AwardPlanQuerySet.visible_to`."""
    if not (user.is_authenticated and user.is_active):
        return False
    if is_of_unit(user, plan.campaign.organiser) or can_draft(user, plan.campaign):
        return True
    if can_review(user):
        return plan.state not in {PlanState.DRAFT, PlanState.AWAITING_HEAD}
    return plan.state in PUBLIC_STATES


def can_view_campaign(user: User, campaign: Campaign) -> bool:
    """The twin of `CampaignQuerySet.visible_to`."""
    if not (user.is_authenticated and user.is_active):
        return False
    if can_manage(user) or is_of_unit(user, campaign.organiser):
        return True
    return any(can_view_plan(user, plan) for plan in campaign.plans.all())


def can_manage(user: User) -> bool:
    """Whoever keeps the campaigns of the town."""
    return user.has_perm("campaigns.manage_campaigns")


def can_appraise(user: User) -> bool:
    """The home affairs office (Phòng Nội vụ) appraises, and gives a unit more time to file."""
    return user.has_perm("campaigns.appraise_plan")


def can_decide(user: User) -> bool:
    """The Chairman decides about plans and their amendments."""
    return user.has_perm("campaigns.approve_plan")


def can_review(user: User) -> bool:
    """Both desks read whatever has left its unit."""
    return can_appraise(user) or can_decide(user)


def units_to_draft_for(user: User) -> list[Unit]:
    """Units whose campaigns the person may draft, Phòng Nội vụ's for the whole town."""
    mine = Q(pk__in=units_with(user, "file_dossiers"))
    if can_manage(user):
        mine |= Q(code=HOME_AFFAIRS_CODE)  # for the campaigns of the town
    return list(Unit.objects.in_force(clock.today()).filter(mine))


def can_draft_for(user: User, organiser: Unit, *, is_town_wide: bool = False) -> bool:
    """New campaigns are drafted by the organiser's clerk; the town's also by who keeps them."""
    if organiser.has_ended(clock.today()):
        return False  # its successor drafts in its own name
    if is_town_wide:
        return organiser.is_home_affairs and (
            user.has_perm("units.file_dossiers", organiser) or can_manage(user)
        )
    return user.has_perm("units.file_dossiers", organiser)


def can_draft(user: User, campaign: Campaign) -> bool:
    """The organiser's clerk; for a campaign of the town also whoever keeps its campaigns."""
    return can_draft_for(user, campaign.organiser, is_town_wide=campaign.is_town_wide)


def can_edit_campaign(user: User, campaign: Campaign) -> bool:
    """The organiser's clerk, or whoever keeps the town's campaigns."""
    return can_draft(user, campaign) or can_manage(user)


def can_edit_plan(user: User, plan: AwardPlan) -> bool:
    """Only a draft is edited, by the organiser's clerk."""
    return plan.state == PlanState.DRAFT and can_draft(user, plan.campaign)


def can_take(user: User, action: str, plan: AwardPlan) -> bool:
    """May the person take this step with this plan, where it stands?"""
    arrow = FLOW.arrows[action]
    if arrow.right is None or plan.state not in arrow.sources:
        return False
    if not holds(user, arrow.right, plan) and not (
        arrow.right == CLERK and can_draft(user, plan.campaign)
    ):
        return False
    if action == PlanAction.RECORD:
        return plan.review_year < clock.today().year
    return action != PlanAction.CONFIRM or not handed_over_by(user, plan)


def actions_for(user: User, plan: AwardPlan) -> list[PlanAction]:
    """The buttons of the plan's page."""
    return [PlanAction(a) for a in FLOW.from_state(plan.state) if can_take(user, a, plan)]


def handed_over_by(user: User, plan: AwardPlan) -> bool:
    """Four eyes: what one person handed over another one confirms."""
    last = plan.events.filter(action=PlanAction.HAND_OVER).order_by("-pk").first()
    return last is not None and last.by_id == user.pk


def hand_over_blockers(plan: AwardPlan) -> list[str]:
    """What the letter asks and the plan lacks, as sentences."""
    return [item.text for item in missing(plan)]


def appraise_blockers(plan: AwardPlan) -> list[str]:
    """The plan may go before the Chairman when it is complete and no phrase stands open."""
    return hand_over_blockers(plan) + purpose_rules.blockers(plan)


def award_day(plan: AwardPlan) -> date:
    """The day whose law says what the plan may promise: today, or the first day of its year."""
    return max(clock.today(), date(plan.review_year, 1, 1))


def place_blockers(award_type: AwardType, kind: str, day: date) -> list[str]:
    """Why a plan of the town cannot hold places of this award for this kind of honouree."""
    if blockers := regime_queries.power_blockers(award_type, day):
        return [f"{reason} Thị xã không duyệt chỉ tiêu." for reason in blockers]
    if not award_type.can_go_to(kind):
        return [
            About(
                f"{award_type.name} không dành cho {HonoureeKind(kind).noun}.",
                "award_type",
                "honouree_kind",
            )
        ]
    return []


def share_excess(total: int, shares: Iterable[int]) -> str:
    """Why the shares do not fit the total, with both numbers; empty when they do."""
    shared = sum(shares)
    if shared <= total:
        return ""
    return f"Đã chia {shared} cho các đơn vị, nhiều hơn tổng số {total}. Bớt {shared - total}."


def day_blockers(starts_on: date | None, review_year: int, review_on: date) -> list[str]:
    """Why the day of the review does not fit the year and the campaign's first day, if known."""
    blockers = []
    if review_on.year != review_year:
        told = f"Ngày sơ kết, tổng kết {review_on:%d/%m/%Y} không thuộc năm xét {review_year}."
        blockers.append(About(told, "review_on"))
    if starts_on is not None and review_on < starts_on:
        told = f"Ngày sơ kết, tổng kết không được trước ngày phát động {starts_on:%d/%m/%Y}."
        blockers.append(About(told, "review_on"))
    return blockers


def cutoff_of(plan: AwardPlan) -> date:
    """Last day of «đầu năm» in the plan's year, by the rules of today."""
    return regime_queries.rule_set_on(clock.today()).cutoff_in(plan.review_year)


def approval_blockers(plan: AwardPlan, today: date, late_reason: str) -> list[str]:
    """Why the plan cannot be approved on this day: another year, or late without a reason."""
    year, cutoff = plan.review_year, cutoff_of(plan)
    if today.year != year:
        told = f"Kế hoạch của năm {year} chỉ được duyệt trong năm đó"
        return [f"{told}; hôm nay là {today:%d/%m/%Y}."]
    if today > cutoff and not late_reason.strip():
        told = f"Đã quá thời hạn duyệt đầu năm ({cutoff:%d/%m/%Y})"
        return [f"{told}. Ghi lý do duyệt muộn rồi duyệt lại."]
    return []


def is_town_wide(campaign: Campaign) -> bool:
    """A campaign of the whole town: Phòng Nội vụ drafts its plans, for all."""
    return campaign.is_town_wide


class Missing(NamedTuple):
    """One thing to do: the sentence, the part of the page, and the field where it is a form's."""

    text: str
    place: str
    field: str = ""


def missing(plan: AwardPlan) -> list[Missing]:
    """Everything at once, in the order of the steps (R5, R10–R12)."""
    parts = (_words_and_days, _purpose, _window, _signs, _criteria, _standards, _numbers, _file)
    return [item for part in parts for item in part(plan)]


def _words_and_days(plan: AwardPlan) -> Iterator[Missing]:
    organiser = plan.campaign.organiser
    if plan.state in INSIDE_THE_UNIT and organiser.has_ended(clock.today()):
        ended = f"{organiser.name} ngừng hoạt động sau ngày {organiser.valid_to:%d/%m/%Y}."
        yield Missing(f"{ended} Đơn vị kế thừa lập kế hoạch của mình.", "noi-dung")
    if not plan.content.strip():
        yield Missing("Chưa ghi nội dung thi đua cụ thể.", "noi-dung", "content")
    if plan.review_on.year != plan.review_year:
        yield Missing(
            f"Ngày {plan.get_review_kind_display().lower()} {plan.review_on:%d/%m/%Y} "
            f"không thuộc năm xét {plan.review_year}.",
            "noi-dung",
            "review_on",
        )
    if plan.review_year < clock.today().year:
        yield Missing(
            f"Năm xét {plan.review_year} đã qua; kế hoạch chỉ được duyệt trong năm đó.",
            "noi-dung",
            "review_year",
        )


def _signs(plan: AwardPlan) -> Iterator[Missing]:
    """Papers print its name, content and criteria; no font of theirs has an emoji."""
    for text in glyph.blockers([("Tên phong trào", plan.campaign.name)]):
        yield Missing(text, "noi-dung")
    for text in glyph.blockers([("Nội dung thi đua", plan.content)]):
        yield Missing(text, "noi-dung", "content")
    for row in plan.criteria.all():  # reports of the units print them
        for text in glyph.blockers([("Tiêu chí", row.text), ("Minh chứng", row.evidence)]):
            yield Missing(text, "tieu-chi")


def _window(plan: AwardPlan) -> Iterator[Missing]:
    if plan.filing_opens_on is None:
        yield Missing("Chưa ghi ngày bắt đầu nhận hồ sơ.", "nhan-ho-so", "filing_opens_on")
    if plan.filing_closes_on is None:
        yield Missing("Chưa ghi ngày cuối nhận hồ sơ.", "nhan-ho-so", "filing_closes_on")
    elif plan.state in INSIDE_THE_UNIT and plan.filing_closes_on < clock.today():
        yield Missing(
            f"Ngày cuối nhận hồ sơ {plan.filing_closes_on:%d/%m/%Y} đã qua.",
            "nhan-ho-so",
            "filing_closes_on",
        )


def _purpose(plan: AwardPlan) -> Iterator[Missing]:
    for declaration in DECLARATIONS:
        answer = getattr(plan, declaration.field)
        if answer is None:
            yield Missing(f"Chưa trả lời: {declaration.question}", "muc-dich", declaration.field)
        elif answer:
            yield Missing(
                f"Anh/chị trả lời «Có» cho câu: {declaration.question} Công văn của Chủ tịch UBND "
                f"thị xã, điểm 1: «{LETTER}» {declaration.instead} Nếu chọn nhầm, sửa câu trả lời.",
                "muc-dich",
                declaration.field,
            )


def _numbers(plan: AwardPlan) -> Iterator[Missing]:
    if not plan.quotas.all():
        yield Missing(
            "Thiếu chỉ tiêu số lượng khen thưởng cụ thể. "
            "Ghi rõ bao nhiêu tập thể, cá nhân, hộ gia đình.",
            "chi-tieu",
        )


def _file(plan: AwardPlan) -> Iterator[Missing]:
    if not plan.files.all():
        yield Missing(
            "Chưa có tệp kế hoạch phát động đã ký. Tải tệp lên để Phòng Nội vụ thẩm định.",
            "tep-ke-hoach",
        )
    for file in plan.files.all():
        if file.scan_blocker:
            yield Missing(file.scan_blocker, "tep-ke-hoach")


def _criteria(plan: AwardPlan) -> Iterator[Missing]:
    if not plan.criteria.all():
        yield Missing("Chưa có tiêu chí thi đua nào. Thêm ít nhất một tiêu chí.", "tieu-chi")


def _standards(plan: AwardPlan) -> Iterator[Missing]:
    quotas = plan.quotas.all()
    with_standard = {standard.award_type_id for standard in plan.standards.all()}
    lacking = {q.award_type.name for q in quotas if q.award_type_id not in with_standard}
    for name in sorted(lacking):
        yield Missing(f"Chưa có tiêu chuẩn cho {name}. Thêm ít nhất một tiêu chuẩn.", "tieu-chuan")
    if not quotas and not with_standard:
        yield Missing("Chưa có tiêu chuẩn khen thưởng. Thêm ít nhất một tiêu chuẩn.", "tieu-chuan")
