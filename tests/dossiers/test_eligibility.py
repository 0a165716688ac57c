"""What the checks say of a dossier, and of each nominee."""

from datetime import date

import pytest
from django.db.models import F

from campaigns.models import Quota
from dossiers.enums import PaperType
from dossiers.models import Nomination
from dossiers.queries.criterion import Criteria
from dossiers.rules import line_note as line_note_rules
from dossiers.rules.eligibility import examination
from dossiers.services import unit_paper as unit_paper_services
from dossiers.views.dossier_page import base_context, places_of
from honourees.models import Award
from law.enums import Category
from law.figures import RuleKey
from law.models import AwardType, RuleValue
from tests.factories.campaigns import AwardPlanFactory, QuotaFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.law.checklists import procedure_on


pytestmark = pytest.mark.django_db


def notes_of(dossier):
    lines = list(dossier.nominations.select_related("award_type"))
    return line_note_rules.of_lines(dossier, lines)


def found(dossier):
    lines = list(dossier.nominations.on_list().select_related("award_type"))
    context = base_context(dossier)
    examined = examination.of_dossier(
        dossier,
        lines,
        places=places_of(dossier),
        asked=context["draft"].asked,
        there={part.item.part for part in context["parts"] if part.is_there},
    )
    return [(finding.verdict, finding.text) for finding in examined.findings.of_dossier]


def test_a_complete_dossier_passes_every_check(town):
    dossier = town.received(persons=2, collectives=1)
    assert found(dossier) == [
        ("pass", "Thành tích và quyết định theo cùng một thời kỳ của luật."),
        (
            "pass",
            "Phong trào có kế hoạch, tiêu chí, chỉ tiêu được duyệt đầu năm (28/02/2023).",
        ),
        ("pass", "Khen thành tích của năm 2023."),
        ("pass", "Không thấy dấu hiệu của việc không xét khen."),
        ("pass", "Số lượng đề nghị trong chỉ tiêu đã duyệt."),
        ("pass", "Đủ thành phần hồ sơ: tờ trình, báo cáo thành tích, biên bản họp xét."),
    ]


def test_a_late_plan_is_a_question_with_its_reason(town):
    plan = AwardPlanFactory(
        approved=True, campaign__organiser=town.ward, late_reason="Chờ kinh phí."
    )
    dossier = DossierFactory(received=True, plan=plan, papers=True)
    assert found(dossier)[0] == (
        "warning",
        "Kế hoạch được duyệt muộn (12/05/2023): Chờ kinh phí.",
    )


def test_a_missing_part_fails_and_names_its_source(town):
    dossier = DossierFactory(received=True, plan=town.plan)
    dossier.attachments.all().delete()
    assert found(dossier)[0] == (
        "warning",  # nobody has verified the checklist yet
        "Thiếu tờ trình, báo cáo thành tích, biên bản họp xét.",
    )
    item = procedure_on(date(2023, 11, 20), "thematic")[0]
    assert "1635/QĐ-UBND" in item.citation


def test_places_asked_together_with_others_are_a_question(town):
    dossier = town.received(persons=10)
    DossierFactory(received=True, plan=town.plan, persons=6)
    assert found(dossier)[0] == (
        "warning",
        "Giấy khen, cá nhân: cùng các hồ sơ khác là 16/15, phải bớt 1 trường hợp trước khi trình.",
    )


def test_more_than_the_row_holds_fails(town):
    dossier = DossierFactory(received=True, plan=town.plan, persons=3, papers=True)
    Quota.objects.filter(honouree_kind="person").update(limit=2)
    assert found(dossier)[0] == (
        "fail",
        "Giấy khen, cá nhân: hồ sơ này đề nghị 3/2. Đơn vị chọn bớt; cổng không tự cắt.",
    )
    dossier.nominations.update(quota=None)
    Quota.objects.update(proposed=F("proposed") * 0)
    assert ("fail", "3 trường hợp không thuộc chỉ tiêu nào của kế hoạch.") in found(dossier)


def test_a_unit_with_a_share_sees_its_share(town):
    own = QuotaFactory(plan=town.plan, unit=town.ward, limit=3)
    labels = [row.label for row in places_of(DossierFactory(plan=town.plan))]
    assert labels == ["Giấy khen, tập thể", f"{own.label}"]


def test_the_same_name_elsewhere_in_the_campaign_is_shown(town):
    one = DossierFactory(received=True, plan=town.plan, persons=0)
    other = DossierFactory(received=True, plan=town.plan, persons=0)
    twin = NominationFactory(dossier=one, full_name="Huỳnh Minh Thành", birth_year=1993)
    NominationFactory(dossier=other, full_name="Huỳnh Minh Thành", birth_year=1993)
    [note] = notes_of(one)[twin.pk]
    assert note.label == "Cân nhắc"
    assert note.text == (
        f"Cũng được {town.ward.short_name} đề nghị Giấy khen trong hồ sơ {other.ref}."
    )
    assert note.url == other.get_absolute_url()


@pytest.mark.parametrize(
    "changes",
    [
        {"birth_year": 1970},
        {"full_name": "Huỳnh Minh Thanh"},
        {"honouree_kind": "household", "birth_year": None},
    ],
    ids=["another year of birth", "another name", "another kind"],
)
def test_a_namesake_with_another_birth_is_no_finding(changes, town):
    same = {"full_name": "Huỳnh Minh Thành", "birth_year": 1993}
    one, other = DossierFactory.create_batch(2, received=True, plan=town.plan, persons=0)
    NominationFactory(dossier=one, **same)
    NominationFactory(dossier=other, **(same | changes))
    assert notes_of(one) == {}


@pytest.mark.parametrize("state", ["draft", "awaiting_head", "refused", "withdrawn"])
def test_what_nobody_filed_or_what_ended_is_not_shown(state, town):
    one = DossierFactory(received=True, plan=town.plan, persons=0)
    DossierFactory(state=state, plan=town.plan)
    name = Nomination.objects.get().full_name
    NominationFactory(dossier=one, full_name=name)
    assert notes_of(one) == {}


def test_another_campaign_is_another_deed(town):
    one = DossierFactory(received=True, plan=town.plan, persons=0)
    NominationFactory(dossier=one, full_name="Huỳnh Minh Thành")
    other = DossierFactory(received=True, persons=0)
    NominationFactory(dossier=other, full_name="Huỳnh Minh Thành")
    assert notes_of(one) == {}


def test_an_award_of_the_same_year_is_shown_and_a_revoked_one_is_not(town):
    earlier = DossierFactory(appraised=True, persons=0)
    NominationFactory(dossier=earlier, awarded=True, full_name="Dương Chí Sang", birth_year=1964)
    dossier = DossierFactory(received=True, plan=town.plan, persons=0)
    line = NominationFactory(dossier=dossier, full_name="Dương Chí Sang", birth_year=1964)
    [note] = notes_of(dossier)[line.pk]
    assert note.text == (
        f"Người cùng tên ({earlier.unit.short_name}): Năm 2023 đã được Giấy khen theo Quyết định "
        "412/QĐ-UBND ngày 20/11/2023 cho cùng thành tích này. Xem có phải một người không."
    )
    Award.objects.update(revoked_on=date(2023, 11, 21), revoked_symbol="9/QĐ-UBND")
    assert notes_of(dossier) == {}


def test_an_own_award_is_no_double(town):
    dossier = DossierFactory(appraised=True, plan=town.plan, persons=0)
    NominationFactory(dossier=dossier, awarded=True)
    assert notes_of(dossier) == {}


def test_notes_cost_the_same_however_many_lines(town, django_assert_num_queries):
    dossier = DossierFactory(received=True, plan=town.plan, persons=12)
    lines = list(Nomination.objects.filter(dossier=dossier).select_related("award_type"))
    line_note_rules.of_lines(dossier, lines, criteria=Criteria(dossier))  # the law is kept now
    with django_assert_num_queries(2):
        criteria = Criteria(dossier)
    with django_assert_num_queries(QUESTIONS):  # the law, the evidence, objections
        line_note_rules.of_lines(dossier, lines, criteria=criteria)
    NominationFactory.create_batch(3, dossier=dossier)
    lines = list(Nomination.objects.filter(dossier=dossier).select_related("award_type"))
    with django_assert_num_queries(QUESTIONS):
        line_note_rules.of_lines(dossier, lines, criteria=criteria)
    with django_assert_num_queries(0):
        assert line_note_rules.of_lines(dossier, []) == {}


QUESTIONS = 11  # two of them whether what was read of the law still holds


@pytest.mark.parametrize(
    ("months", "is_told"), [(9, True), (10, False), (12, False), (None, False)]
)
def test_a_short_year_is_shown_to_the_officer(town, months, is_told):
    title = AwardType.objects.get(code="LDTT")
    dossier = town.draft(category=Category.MERIT, persons=0)
    NominationFactory(dossier=dossier, award_type=title, service_months=months)
    told = [note.text for notes in notes_of(dossier).values() for note in notes]
    assert any("làm việc 10 tháng trở lên" in text for text in told) is is_told


def test_what_the_head_signed_on_the_portal_is_there(town):
    RuleValue.objects.filter(key=RuleKey.PORTAL_SIGNATURE).update(value="yes")
    dossier = town.draft(persons=1)
    unit_paper_services.write(dossier, PaperType.LETTER, by=town.clerk)
    dossier.attachments.filter(part="submission_letter").delete()
    assert not any("Thiếu tờ trình" in text for _, text in found(dossier))
