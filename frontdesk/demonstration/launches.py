"""Campaigns and plans of the town in 2023, by the office clock: in time, late, refused."""

from datetime import date

from campaigns.enums import AppraisalItem, CampaignKind, Exclusion, ReviewKind
from campaigns.forms.step import PlanDeclarationForm
from campaigns.models import AwardPlan
from campaigns.rules.appraisal import is_sent_late
from campaigns.services.appraisal import save_answers
from campaigns.transitions import plan as plan_transitions
from frontdesk.demonstration.cast import Cast
from frontdesk.demonstration.desk import at
from frontdesk.demonstration.plans import draft_plan
from law.enums import HonoureeKind
from units.models import Cluster, Unit, User
from units.services.cluster import name_head


def plans_of_spring(town: Cast) -> tuple[AwardPlan, AwardPlan, AwardPlan]:
    """Sent in February, approved on the last day of it: in time."""
    countryside, following, congress = _drafted_in_february(town)
    for plan, place in (
        (countryside, "phuong1"),
        (following, "noivu"),
        (congress, "hoinongdan"),
    ):
        at(date(2023, 2, 16), 14)
        _send(town, plan, place)
        at(date(2023, 2, 22), 9, 30)
        _appraise(plan, by=town.people["chuyenvien"], note="Đủ tiêu chí, tiêu chuẩn, chỉ tiêu.")
        at(date(2023, 2, 28), 15)
        plan_transitions.approve(plan, by=town.people["chutich"])
    return following, congress, countryside


def _drafted_in_february(town: Cast) -> tuple[AwardPlan, AwardPlan, AwardPlan]:
    at(date(2023, 2, 10), 9)
    countryside = draft_plan(
        name="Chung sức xây dựng nông thôn mới, đô thị văn minh",
        theme="DIEN_HINH",
        organiser=town.units["UBND_P1"],
        years=(date(2021, 1, 15), date(2023, 12, 15)),
        review=(ReviewKind.FINAL, date(2023, 12, 5)),
        paper=("12/KH-UBND", date(2023, 2, 8)),
        places=(8, 15, 4),
        by=town.people["canbo.phuong1"],
    )
    at(date(2023, 2, 13), 10)
    following = draft_plan(
        name="Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        theme="HOC_TAP_BAC",
        organiser=town.units["PNV"],
        years=(date(2021, 5, 19), date(2025, 12, 31)),
        review=(ReviewKind.INTERIM, date(2023, 12, 20)),
        paper=("03/KH-PNV", date(2023, 2, 10)),
        places=(20, 40, 0),
        participants=[
            town.units[code] for code in ("UBND_P1", "PGDDT", "UBND_XTL", "UBND_XMB", "TD", "PNV")
        ],
        by=town.people["canbo.noivu"],
        kind=CampaignKind.REGULAR,
        is_town_wide=True,
    )
    at(date(2023, 2, 14), 9)
    congress = draft_plan(
        name="Đại hội Hội Nông dân các cấp, nhiệm kỳ 2023–2028",
        theme="DAI_HOI",
        organiser=town.units["HND"],
        years=(date(2023, 1, 10), date(2023, 10, 30)),
        review=(ReviewKind.CONGRESS, date(2023, 10, 12)),
        paper=("05/KH-HND", date(2023, 2, 13)),
        places=(3, 6, 0),
        by=town.people["canbo.hoinongdan"],
        kind=CampaignKind.CONGRESS,
    )
    return countryside, following, congress


def plan_of_a_cluster(town: Cast) -> None:
    """The wards, led by Ward 1 (Phường 1); the Chairman gives one place less than asked."""
    at(date(2023, 3, 1), 8)
    wards = Cluster.objects.get(code="CUM_PHUONG")
    name_head(wards, year=2023, unit=town.units["UBND_P1"], by=town.people["quantri"])
    at(date(2023, 3, 2), 9)
    plan = draft_plan(
        name="Các phường thi đua xây dựng nếp sống văn minh đô thị",
        theme="DIEN_HINH",
        organiser=Unit.objects.get(acts_for=wards),
        years=(date(2022, 1, 10), date(2023, 12, 31)),
        review=(ReviewKind.FINAL, date(2023, 12, 28)),
        paper=("02/KH-CTĐ", date(2023, 3, 1)),
        places=(3, 6, 0),
        participants=wards.units.all(),
        by=town.people["canbo.phuong1"],
    )
    _send(town, plan, "phuong1")
    at(date(2023, 3, 8), 9)
    _appraise(plan, by=town.people["chuyenvien2"], note="Đủ tiêu chí, tiêu chuẩn.")
    at(date(2023, 3, 14), 15)
    persons = plan.quotas.get(honouree_kind=HonoureeKind.PERSON)
    plan_transitions.approve(
        plan,
        by=town.people["chutich"],
        cuts={persons.pk: persons.limit - 1},
        note="Cụm có ba phường; mỗi phường không quá hai cá nhân, giữ một chỗ dự phòng.",
    )


def late_and_refused_plans(town: Cast) -> AwardPlan:
    """What the letter does not allow, and what came after the cut-off; gives the late one."""
    _of_a_law(town)
    _for_a_conference(town)
    teaching = _approved_in_may(town)
    _sent_in_november(town)
    return teaching


def _of_a_law(town: Cast) -> None:
    """Refused: a law carried out is no campaign (the letter, point 1)."""
    at(date(2023, 3, 6), 8, 30)
    law = draft_plan(
        name="Tổng kết 5 năm thực hiện Luật Tiếp cận thông tin",
        theme="DIEN_HINH",
        organiser=town.units["PTP"],
        years=(date(2018, 7, 1), date(2023, 7, 1)),
        review=(ReviewKind.FINAL, date(2023, 6, 30)),
        paper=("11/KH-PTP", date(2023, 3, 3)),
        places=(3, 5, 0),
        by=town.people["canbo.tuphap"],
    )
    _send(town, law, "tuphap")
    at(date(2023, 3, 9), 10)
    plan_transitions.refuse(
        law,
        by=town.people["truongphong"],
        exclusions=[Exclusion.LAW],
        note="Không khen thưởng việc triển khai thực hiện Luật (công văn UBND thị xã, điểm 1).",
    )


def _for_a_conference(town: Cast) -> None:
    """Asked back: it named no campaign."""
    at(date(2023, 3, 13), 9)
    conference = draft_plan(
        name="Sơ kết chương trình phối hợp Mặt trận – Công an",
        theme="GUONG_TOT",
        organiser=town.units["BDV"],
        years=(date(2022, 1, 5), date(2024, 12, 31)),
        review=(ReviewKind.INTERIM, date(2023, 8, 15)),
        paper=("07/KH-BDV", date(2023, 3, 10)),
        places=(2, 5, 0),
        by=town.people["canbo.danvan"],
    )
    _send(town, conference, "danvan")
    at(date(2023, 3, 15), 9)
    plan_transitions.ask_back(
        conference,
        by=town.people["chuyenvien2"],
        note="Nêu rõ phong trào thi đua, không đề nghị khen để phục vụ hội nghị sơ kết.",
    )


def _approved_in_may(town: Cast) -> AwardPlan:
    """After the cut-off, with the Chairman's reason."""
    at(date(2023, 5, 12), 9)
    teaching = draft_plan(
        name="Dạy tốt, học tốt chào mừng ngày Nhà giáo Việt Nam",
        theme="GUONG_TOT",
        organiser=town.units["PGDDT"],
        years=(date(2022, 9, 5), date(2023, 11, 20)),
        review=(ReviewKind.FINAL, date(2023, 11, 18)),
        paper=("21/KH-PGDĐT", date(2023, 5, 10)),
        places=(6, 12, 0),
        by=town.people["canbo.gddt"],
    )
    _send(town, teaching, "gddt")
    at(date(2023, 5, 18), 9)
    _appraise(teaching, by=town.people["chuyenvien"], note="Gửi sau ngày 31/3, nội dung đạt.")
    at(date(2023, 5, 22), 16)
    plan_transitions.approve(
        teaching,
        by=town.people["chutich"],
        late_reason="Năm học kết thúc tháng 5 nên kế hoạch chỉ hoàn chỉnh được sau đó.",
    )
    return teaching


def _sent_in_november(town: Cast) -> None:
    """Too late for the year; nobody has decided about them yet."""
    at(date(2023, 11, 8), 9)
    volunteers = draft_plan(
        name="Thanh niên tình nguyện vì cuộc sống cộng đồng",
        theme="GUONG_TOT",
        organiser=town.units["TD"],
        years=(date(2022, 3, 26), date(2023, 12, 31)),
        review=(ReviewKind.FINAL, date(2023, 12, 26)),
        paper=("30/KH-TĐTN", date(2023, 11, 6)),
        places=(4, 8, 0),
        by=town.people["canbo.thidoan"],
    )
    _send(town, volunteers, "thidoan")
    at(date(2023, 11, 14), 9)
    safety = draft_plan(
        name="Toàn dân bảo vệ an ninh Tổ quốc",
        theme="DIEN_HINH",
        organiser=town.units["UBND_XTL"],
        years=(date(2021, 8, 19), date(2023, 12, 31)),
        review=(ReviewKind.FINAL, date(2023, 12, 22)),
        paper=("44/KH-UBND", date(2023, 11, 13)),
        places=(2, 6, 0),
        by=town.people["canbo.tanlong"],
    )
    _send(town, safety, "tanlong")
    at(date(2023, 11, 16), 9)
    _appraise(safety, by=town.people["chuyenvien2"], note="Nội dung đạt; gửi muộn.")


def _appraise(plan: AwardPlan, *, by: User, note: str) -> None:
    """Every item answered; one sent after the cut-off says so and goes to the Chairman."""
    plan.refresh_from_db()  # the day on which it was sent
    answers = dict.fromkeys(AppraisalItem.values, (True, ""))
    if is_sent_late(plan):
        answers[AppraisalItem.YEAR] = (False, f"Gửi ngày {plan.submitted_on:%d/%m/%Y}.")
    save_answers(plan, answers, by=by)
    plan_transitions.appraise(plan, by=by, note=note)


def _send(town: Cast, plan: AwardPlan, place: str) -> None:
    plan_transitions.hand_over(plan, by=town.of(place)["clerk"])
    head = town.of(place)["head"]
    plan_transitions.confirm(plan, by=head, declaration=PlanDeclarationForm.words)
