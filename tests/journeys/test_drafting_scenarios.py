"""A plan on its clerk's desk, and purposes that the letter excludes: by the doors people use."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.enums import AppraisalItem, CampaignKind, PlanState
from campaigns.models import AwardPlan
from dossiers.enums import DossierState
from dossiers.models import Dossier
from law.models import CampaignTheme
from nganam_awards.core.workflow import seen_mark
from tests.factories.campaigns import AwardPlanFactory, chairman, town_certificate
from tests.factories.dossiers import DossierFactory
from tests.factories.files import TINY_PDF
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db


class Desks:
    """One unit and Phòng Nội vụ, each before a browser of their own."""

    def __init__(self, client_of, unit_name: str) -> None:
        self.unit = UnitFactory(name=unit_name)
        self.clerk_user = UserFactory(clerk=True, unit=self.unit)
        self.clerk = client_of(self.clerk_user)
        self.head = client_of(UserFactory(head=True, unit=self.unit))
        self.officer = client_of(UserFactory(officer=True))
        self.chief = client_of(UserFactory(home_affairs_head=True))
        chairman()  # whose line stands under the notices

    def draft(self, name: str, aim: str = "Vận động nhân dân làm đường hoa.", **more) -> AwardPlan:
        """The clerk writes the campaign and its plan of 2023, step after step as the pages lead."""
        fields = {
            "name": name,
            "theme": CampaignTheme.objects.get(code="DIEN_HINH").pk,
            "kind": CampaignKind.THEMATIC,
            "starts_on": "2022-01-10",
            "ends_on": "2023-12-20",
            "review_year": "2023",
            "review_kind": "final",
            "review_on": "2023-12-15",
            "content": aim,
            "serves_law": "False",
            "serves_conference": "False",
            "serves_joint_programme": "False",
        }
        answer = self.clerk.post("/phong-trao/lap/", fields | more)
        assert answer.status_code == 302, answer.content.decode()
        plan = AwardPlan.objects.get(campaign__name=name)
        assert answer.url == reverse("campaigns:plan_units", args=[plan.pk])
        window = {"filing_opens_on": "2023-10-01", "filing_closes_on": "2023-12-10"}
        answer = self.clerk.post(answer.url, window)
        assert answer.status_code == 302, answer.content.decode()
        assert answer.url == plan.get_absolute_url()
        award = town_certificate().pk
        for kind, row in {
            "tieu-chi": {"text": "Số mét đường hoa", "is_measurable": "on"},
            "tieu-chuan": {"award_type": award, "text": "Từ 500 mét"},
        }.items():
            self.clerk.post(reverse("campaigns:row_add", args=[plan.pk, kind]), row)
        paper = SimpleUploadedFile("Kế hoạch.pdf", TINY_PDF)
        self.clerk.post(reverse("campaigns:plan_attach", args=[plan.pk]), {"file": paper})
        return plan

    def places(self, plan: AwardPlan, total: int) -> None:
        """So many persons."""
        fields = {
            "award_type": town_certificate().pk,
            "honouree_kind": "person",
            "total": str(total),
        }
        self.clerk.post(reverse("campaigns:places_add", args=[plan.pk]), fields)

    def step(self, browser, plan: AwardPlan, slug: str, **fields: object) -> str:
        """Press the button; what the page says then."""
        url = reverse("campaigns:step", args=[plan.pk, slug])
        answer = browser.post(url, {"seen": seen_mark(plan)} | fields, follow=True)
        plan.refresh_from_db()
        return answer.content.decode()

    def send(self, plan: AwardPlan) -> None:
        """Clerk and head."""
        self.step(self.clerk, plan, "chuyen-thu-truong")
        self.step(self.head, plan, "xac-nhan", declaration="on")
        assert plan.state == PlanState.SUBMITTED

    def rule(self, plan: AwardPlan, verdict: str) -> list[str]:
        """The officer says the same of every phrase; gives the phrases."""
        page = self.officer.get(plan.get_absolute_url())
        questions = page.context["questions"]
        url = reverse("campaigns:rule_on_hint", args=[plan.pk])
        for question in questions:
            said = {"exclusion": question.exclusion, "phrase": question.phrase}
            self.officer.post(url, said | {"verdict": verdict, "shown": ""})
        return [question.phrase for question in questions]

    def conclude(self, plan: AwardPlan) -> str:
        """The officer fills the sheet and concludes; what the page says then."""
        sheet = {f"{item}_met": "dat" for item in AppraisalItem.values}
        sheet |= {"seen": seen_mark(plan), "do": "ket-luan", "note": "Đủ điều kiện."}
        url = reverse("campaigns:appraise", args=[plan.pk])
        answer = self.officer.post(url, sheet, follow=True)
        plan.refresh_from_db()
        return answer.content.decode()


@pytest.fixture
def february(at):
    at(date(2023, 2, 10))


def test_scenario_2_a_plan_without_numbers_is_not_sent(client_of, february):
    """«Khen một số tập thể, cá nhân tiêu biểu»: the clerk is told what is missing, and where."""
    desks = Desks(client_of, "Ủy ban nhân dân Phường 1")
    plan = desks.draft(
        "Chung sức xây dựng nông thôn mới, đô thị văn minh",
        aim="Khen một số tập thể, cá nhân tiêu biểu.",
    )
    page = desks.clerk.get(plan.get_absolute_url()).content.decode()
    assert "Còn 1 việc trước khi chuyển thủ trưởng" in page
    assert "Thiếu chỉ tiêu số lượng khen thưởng cụ thể" in page
    assert 'href="#chi-tieu"' in page
    told = desks.step(desks.clerk, plan, "chuyen-thu-truong")
    assert "Thiếu chỉ tiêu số lượng khen thưởng cụ thể" in told
    assert plan.state == PlanState.DRAFT

    desks.places(plan, 15)
    desks.send(plan)
    assert plan.submitted_on == date(2023, 2, 10)


def test_scenario_5_seventeen_for_fifteen_places(client_of):
    """The dossier says 17/15; the unit chooses, nothing is cut in silence."""
    desks = Desks(client_of, "Ủy ban nhân dân Phường 1")
    plan = AwardPlanFactory(approved=True, campaign__organiser=desks.unit)
    dossier = DossierFactory(
        plan=plan, created_by=desks.clerk_user, persons=17, collectives=1, papers=True
    )
    url = reverse("dossiers:hand_over", args=[dossier.ref])
    answer = desks.clerk.post(url, {"seen": 0}, follow=True)
    assert "hồ sơ đề nghị 17/15. Bớt 2 trường hợp." in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.state == DossierState.DRAFT
    assert dossier.nominations.count() == 18

    for line in dossier.nominations.filter(honouree_kind="person")[:2]:
        desks.clerk.post(reverse("dossiers:nominee_delete", args=[dossier.ref, line.pk]))
    desks.clerk.post(url, {"seen": 0})
    assert Dossier.objects.get(pk=dossier.pk).state == DossierState.AWAITING_HEAD


def test_scenario_7_five_years_of_a_law(client_of, february):
    """Phòng Tư pháp asks for implementing a law: EX_LUAT, refused with the reason in a notice."""
    desks = Desks(client_of, "Phòng Tư pháp")
    plan = desks.draft("Tổng kết 5 năm thực hiện Luật Tiếp cận thông tin")
    desks.places(plan, 5)
    desks.send(plan)
    page = desks.officer.get(plan.get_absolute_url()).content.decode()
    assert "<mark>Tổng kết 5 năm thực hiện Luật</mark>" in page
    assert "chưa có kết luận" in desks.conclude(plan)
    assert plan.state == PlanState.SUBMITTED

    assert desks.rule(plan, "confirmed") == ["tổng kết 5 năm thực hiện luật"]
    assert "là trường hợp không khen thưởng" in desks.conclude(plan)
    assert plan.state == PlanState.SUBMITTED
    refused_by(desks, plan)
    assert (plan.state, plan.exclusions) == (PlanState.REFUSED, ["EX_LUAT"])
    assert "Triển khai thực hiện Luật" in desks.clerk.get(plan.get_absolute_url()).content.decode()
    assert plan.announcements.count() == 1


def test_scenario_7_a_clerk_who_says_so_never_sends_it(client_of, february):
    """The honest answer keeps the plan on the desk, with the letter's words."""
    desks = Desks(client_of, "Phòng Tư pháp")
    plan = desks.draft("Tổng kết 5 năm thực hiện Luật Tiếp cận thông tin", serves_law="True")
    desks.places(plan, 5)
    told = desks.step(desks.clerk, plan, "chuyen-thu-truong")
    assert "Không khen thưởng và đề nghị Chủ tịch" in told
    assert "khen thưởng công trạng cuối năm" in " ".join(told.split())
    assert plan.state == PlanState.DRAFT


def test_scenario_8_a_conference_of_a_joint_programme_carries_two_codes(client_of, february):
    """Ban Dân vận asks five certificates to serve a conference of a joint programme."""
    desks = Desks(client_of, "Ban Dân vận Thị ủy")
    plan = desks.draft(
        "Mặt trận – Công an vì bình yên khóm ấp",
        aim="Khen thưởng phục vụ Hội nghị sơ kết chương trình phối hợp Mặt trận – Công an.",
    )
    desks.places(plan, 5)
    desks.send(plan)
    assert len(desks.rule(plan, "confirmed")) == 2
    refused_by(desks, plan)
    assert (plan.state, plan.exclusions) == (PlanState.REFUSED, ["EX_HOI_NGHI", "EX_PHOI_HOP"])
    assert plan.announcements.count() == 1


def test_an_innocent_plan_is_cleared_and_goes_on(client_of, february):
    """A phrase is only a question: cleared, the plan goes before the Chairman."""
    desks = Desks(client_of, "Ủy ban nhân dân xã Tân Long")
    plan = desks.draft("Khóm ấp bình yên", aim="Thực hiện tốt Luật Hôn nhân, không tảo hôn.")
    desks.places(plan, 5)
    desks.send(plan)
    assert len(desks.rule(plan, "cleared")) == 1
    desks.conclude(plan)
    assert plan.state == PlanState.APPRAISED


def refused_by(desks: Desks, plan: AwardPlan) -> None:
    """The head of Phòng Nội vụ sends what the dialog has ticked already."""
    page = desks.chief.get(plan.get_absolute_url())
    (button,) = [b for b in page.context["buttons"] if b.step.action == "refuse"]
    ticked = button.form["exclusions"].value()
    desks.step(
        desks.chief,
        plan,
        "khong-trinh",
        exclusions=ticked,
        note="Công văn của Chủ tịch UBND thị xã, điểm 1.",
    )
