"""How the demonstration's plans are written: a campaign, its plan, criteria, standards, places."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.enums import CampaignKind
from campaigns.models import AwardPlan
from campaigns.services import plan as plan_services
from law.enums import HonoureeKind
from law.models import AwardType, CampaignTheme
from units.models import Unit, User


# what is looked at, what proves it, whether it is measured
CRITERIA = (
    ("Có việc làm cụ thể, kết quả đo đếm được trong năm", "Báo cáo thành tích có số liệu", True),
    (
        "Được tập thể, nhân dân nơi công tác hoặc cư trú ghi nhận",
        "Biên bản họp xét, kết quả phiếu",
        False,
    ),
    (
        "Có phạm vi ảnh hưởng từ khóm, ấp, đơn vị trở lên",
        "Xác nhận của nơi được hưởng kết quả",
        False,
    ),
)
PAPER = Path(__file__).parent / "files/ke-hoach-phat-dong.pdf"
STANDARD = (
    "Hoàn thành xuất sắc nội dung phong trào, đạt ít nhất 80% số phiếu đồng ý khi bình xét; "
    "ưu tiên tập thể nhỏ và người trực tiếp lao động"
)


def draft_plan(
    *,
    name: str,
    theme: str,
    organiser: Unit,
    years: tuple[date, date],
    review: tuple[str, date],
    paper: tuple[str, date],
    places: tuple[int, int, int],
    by: User,
    participants: Iterable[Unit] = (),
    kind: CampaignKind = CampaignKind.THEMATIC,
    is_town_wide: bool = False,
) -> AwardPlan:
    """The organiser's clerk writes everything the letter asks. `places`: collectives, persons,
    households."""
    starts_on, ends_on = years
    review_kind, review_on = review
    number, paper_on = paper
    campaign = plan_services.create_campaign(
        organiser=organiser,
        name=name,
        theme=CampaignTheme.objects.get(code=theme),
        kind=kind,
        is_town_wide=is_town_wide,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
    )
    plan = plan_services.draft_plan(
        campaign,
        review_year=review_on.year,
        review_kind=review_kind,
        review_on=review_on,
        content=f"Thi đua thực hiện phong trào «{name}»: đăng ký việc làm cụ thể từ đầu năm, "
        "kiểm tra giữa năm, bình xét công khai từ khóm, ấp, tổ, lớp trước khi đề nghị khen thưởng.",
        paper_number=number,
        paper_on=paper_on,
        filing_opens_on=date(review_on.year, 3, 1),
        filing_closes_on=date(review_on.year, 12, 15),
        serves_law=False,
        serves_conference=False,
        serves_joint_programme=False,
        participants=participants,
        by=by,
    )
    _complete(plan, number, places, by=by)
    return plan


def _complete(plan: AwardPlan, number: str, places: tuple[int, int, int], *, by: User) -> None:
    """Criteria, standard, places and the paper."""
    certificate = AwardType.objects.get(code="GK")
    for text, evidence, is_measurable in CRITERIA:
        plan_services.add_criterion(
            plan, text=text, evidence=evidence, is_measurable=is_measurable, by=by
        )
    plan_services.add_standard(plan, award_type=certificate, text=STANDARD, by=by)
    for honouree_kind, total in zip(HonoureeKind.in_order(), places, strict=True):
        if total:
            plan_services.set_places(
                plan, award_type=certificate, honouree_kind=honouree_kind, total=total, by=by
            )
    upload = SimpleUploadedFile(
        f"Kế hoạch {number.replace('/', '-')}.pdf", PAPER.read_bytes(), "application/pdf"
    )
    plan_services.attach_file(plan, upload=upload, by=by)
