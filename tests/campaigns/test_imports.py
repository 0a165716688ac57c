"""Plans of earlier years from Excel: recorded as closed, compared, never changed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from campaigns.enums import PlanState
from campaigns.forms.imports import PlanList
from campaigns.models import AwardPlan, Quota
from campaigns.queries import comparison as comparison_queries
from law.enums import HonoureeKind
from law.models import CampaignTheme
from nganam_awards.core.sheets import imports
from nganam_awards.core.sheets.imports import Outcome
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return UserFactory(administrator=True)


@pytest.fixture
def row(people):
    theme = CampaignTheme.objects.get(code="GUONG_TOT")
    return {
        "organiser": people.ward.code,
        "name": "Chung sức xây dựng nông thôn mới",
        "theme": theme.name,
        "starts_on": "15/01/2021",
        "ends_on": "15/12/2022",
        "review_year": 2022,
        "review_kind": "Tổng kết",
        "review_on": "05/12/2022",
        "paper_number": "10/KH-UBND",
        "approved_on": "28/02/2022",
        "collective_asked": 8,
        "collective_approved": 6,
        "collective_awarded": 5,
        "person_approved": 12,
        "person_awarded": 12,
    }


@pytest.fixture
def check(keeper):
    def run(*rows, write=False):
        kind = PlanList()
        columns = kind.columns()
        cells = [[row.get(column.key, "") for column in columns] for row in rows]
        content = write_workbook([Table("KH", [c.titles[0] for c in columns], cells)])
        read = imports.read(kind, SimpleUploadedFile("ke-hoach.xlsx", content))
        shown = imports.dry_run(kind, read, by=keeper)
        return imports.write(kind, read, shown, by=keeper) if write else shown

    return run


def test_a_plan_of_last_year_is_recorded_as_closed_with_what_was_asked_approved_awarded(
    row, check, people, capsys
):
    (line,) = check(row, write=True)
    assert line.outcome == Outcome.ADD
    assert "tập thể đề nghị 8, duyệt 6, đã khen 5" in line.told[0]
    plan = AwardPlan.objects.get()
    assert (plan.state, str(plan.approved_on)) == (PlanState.CLOSED, "2022-02-28")
    assert plan.campaign.organiser == people.ward
    assert [event.action for event in plan.events.all()] == ["record"]
    numbers = {
        q.honouree_kind: (q.asked, q.limit, q.awarded_on_paper, q.awarded)
        for q in plan.quotas.all()
    }
    assert numbers == {
        HonoureeKind.COLLECTIVE: (8, 6, 5, 0),
        HonoureeKind.PERSON: (12, 12, 12, 0),
    }
    call_command("recount_quotas")
    assert "0" in capsys.readouterr().out


def test_the_same_file_again_changes_nothing(row, check):
    check(row, write=True)
    assert [line.outcome for line in check(row, write=True)] == [Outcome.SAME]
    assert AwardPlan.objects.count() == 1


def test_other_numbers_for_a_plan_that_is_there_are_told_and_not_written(row, check):
    check(row, write=True)
    (line,) = check(row | {"person_approved": 15}, write=True)
    assert line.outcome == Outcome.WRONG
    assert "cá nhân đề nghị 12, duyệt 12, đã khen 12" in line.told[0]
    assert Quota.objects.get(honouree_kind=HonoureeKind.PERSON).limit == 12


def test_what_was_recorded_stands_beside_what_is_asked_this_year(row, check, people):
    check(row, write=True)
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.ward)
    earlier = comparison_queries.earlier_of([plan])[plan.pk]
    assert comparison_queries.line(plan, earlier) == "Năm 2022: đề nghị 20, duyệt 18, đã khen 17."


def test_two_years_of_one_campaign_are_two_plans_of_it(row, check):
    before = row | {"review_year": 2021, "review_on": "05/12/2021", "approved_on": "28/02/2021"}
    check(before, row, write=True)
    assert AwardPlan.objects.values("campaign").distinct().count() == 1
    assert AwardPlan.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"review_year": 2023, "review_on": "05/12/2023"}, "chỉ ghi kế hoạch các năm trước"),
        ({"review_year": 1999}, "không phải một năm"),
        ({"approved_on": "28/02/2023"}, "không thuộc năm xét 2022"),
        ({"review_on": "05/12/2021"}, "không thuộc năm xét 2022"),
        ({"organiser": "Phòng lạ"}, "Không có đơn vị «Phòng lạ»"),
        ({"theme": "Chủ đề lạ"}, "Không có chủ đề «Chủ đề lạ»"),
        ({"award_type": "Huân chương lạ"}, "Không có hình thức"),
        ({"collective_awarded": 7}, "số đã khen không được quá số duyệt"),
        ({"collective_asked": 5}, "số duyệt không được quá số đề nghị"),
        ({"person_approved": ""}, "Ghi cột «Cá nhân duyệt»"),
        ({"person_approved": -1}, "ghi số từ 0 trở lên"),
        ({"person_approved": "vài"}, "không phải là số nguyên"),
        (
            {
                "collective_asked": "",
                "collective_approved": "",
                "collective_awarded": "",
                "person_approved": "",
                "person_awarded": "",
            },
            "Chưa ghi chỉ tiêu nào",
        ),
    ],
)
def test_a_wrong_row_says_what_to_do(change, told, row, check):
    (line,) = check(row | change, write=True)
    assert line.outcome == Outcome.WRONG
    assert told in " ".join(line.told)
    assert not AwardPlan.objects.exists()


def test_only_whoever_keeps_the_towns_campaigns_brings_them_in(people):
    kind = PlanList()
    assert kind.may(UserFactory(administrator=True))
    assert not kind.may(people.clerk)
    assert not kind.may(people.officer)
