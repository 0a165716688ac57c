"""Which papers a dossier needs, which titles bring others, and what a draft still lacks."""

from datetime import date, datetime

import pytest
import time_machine

from dossiers.models import Nomination
from dossiers.queries import companion as companion_queries
from dossiers.queries.checklist import asked_papers
from dossiers.rules import readiness as readiness_rules
from dossiers.services import nominee as nominee_services
from dossiers.transitions import dossier as dossier_transitions
from law.enums import Category
from law.models import AwardType
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.refusals import Refused
from tests.factories.dossiers import AttachmentFactory, DossierFactory


pytestmark = pytest.mark.django_db


def award(code):
    return AwardType.objects.get(code=code)


def merit(town, **fields):
    """An empty dossier of merit of 2023."""
    fields = {"merit_year": 2023, "persons": 0} | fields
    return DossierFactory(
        category=Category.MERIT, plan=None, unit=town.ward, created_by=town.clerk, **fields
    )


def line(code, name="Lê Thị Ngọc Hân", **fields):
    fields = {"gender": "female", "birth_year": 1980, "achievement": "Hoàn thành tốt."} | fields
    return Nomination(award_type=award(code), honouree_kind="person", full_name=name, **fields)


def required(dossier):
    return {one.part for one in asked_papers(dossier) if one.item.is_required}


def titles(dossier):
    rows = dossier.nominations.on_list().order_by("order", "pk")
    return [(row.full_name, row.award_type.code) for row in rows]


# --- the checklist is the union over the lines (domain: §4.2) ----------------------------------


def test_a_dossier_of_one_title_needs_the_papers_of_that_title(town):
    dossier = merit(town)
    nominee_services.add_line(dossier, line("LDTT"), by=town.clerk)
    assert required(dossier) == {"submission_letter", "minutes"}


def test_what_one_line_needs_the_dossier_needs(town):
    dossier = merit(town)
    nominee_services.add_lines(dossier, [line("LDTT"), line("CSTDCS", "Trần An")], by=town.clerk)
    needed = {"submission_letter", "achievement_report", "minutes", "ballot", "initiative"}
    assert required(dossier) == needed
    [initiative] = [one for one in asked_papers(dossier) if one.part == "initiative"]
    assert initiative.required_by == {award("CSTDCS").pk}


@pytest.mark.parametrize(
    ("merit_year", "today", "is_required"),
    [
        (2023, date(2023, 12, 31), True),
        (2023, date(2024, 1, 2), True),  # merit of a year is proven as that year asked
        (2024, date(2024, 1, 2), False),
    ],
)
def test_the_year_of_merit_decides_whether_an_initiative_is_needed(
    town, merit_year, today, is_required
):
    with time_machine.travel(datetime(*today.timetuple()[:3], 9, tzinfo=OFFICE_ZONE), tick=False):
        dossier = merit(town, merit_year=merit_year)
        nominee_services.add_line(dossier, line("CSTDCS", initiative=""), by=town.clerk)
        assert ("initiative" in required(dossier)) is is_required
        named = [lack.text for lack in readiness_rules.lacks(readiness_rules.Draft(dossier))]
        asked = "Lê Thị Ngọc Hân chưa ghi quyết định công nhận sáng kiến."
        assert (asked in named) is is_required


def test_each_lack_leads_to_where_it_is_mended(town, client_of):
    dossier = merit(town)
    nominee_services.add_line(dossier, line("CSTDCS"), by=town.clerk)
    found = {lack.text: lack.url for lack in readiness_rules.lacks(readiness_rules.Draft(dossier))}
    page = client_of(town.clerk).get(dossier.get_absolute_url()).content.decode()
    for text, url in found.items():
        assert f'href="{url}"' in page, text
        path, _, anchor = url.partition("#")
        target = client_of(town.clerk).get(path)
        assert target.status_code == 200
        assert not anchor or f'id="{anchor}"' in target.content.decode()
    assert "Thiếu biên bản họp xét. Tải tệp lên ở mục «Giấy tờ»." in found


def test_the_page_names_the_title_that_asks_a_paper_of_its_own(town, client_of):
    dossier = merit(town)
    nominee_services.add_lines(dossier, [line("CSTDCS")], by=town.clerk)
    page = client_of(town.clerk).get(dossier.get_absolute_url()).content.decode()
    assert "cho Chiến sĩ thi đua cơ sở" in page


# --- a title brings what it stands on ----------------------------------------------------------


def test_a_fighter_row_brings_its_worker_row(town):
    dossier = merit(town)
    nominee_services.add_line(dossier, line("CSTDCS", votes_for=15, votes_total=15), by=town.clerk)
    name = "Lê Thị Ngọc Hân"
    assert titles(dossier) == [(name, "CSTDCS"), (name, "LDTT")]
    brought = dossier.nominations.get(award_type__code="LDTT")
    assert (brought.birth_year, brought.votes_for) == (1980, 15)


def test_it_brings_none_where_one_stands_already(town):
    dossier = merit(town)
    lines = [line("CSTDCS"), line("LDTT"), line("CSTDCS", "Trần An")]
    nominee_services.add_lines(dossier, lines, by=town.clerk)
    assert [code for _, code in titles(dossier)].count("LDTT") == 2


def test_a_row_made_a_fighter_by_mending_brings_it_too(town):
    dossier = merit(town)
    added = nominee_services.add_line(dossier, line("GK"), by=town.clerk)
    added.award_type = award("CSTDCS")
    nominee_services.edit_line(added, by=town.clerk)
    assert [code for _, code in titles(dossier)] == ["CSTDCS", "LDTT"]


def test_one_person_keeps_one_name_on_all_rows(town):
    dossier = merit(town)
    added = nominee_services.add_line(dossier, line("CSTDCS"), by=town.clerk)
    added.full_name, added.position = "Lê Thị Ngọc Hân Em", "Công chức"
    nominee_services.edit_line(added, by=town.clerk)
    rows = dossier.nominations.values_list("full_name", "position")
    assert set(rows) == {("Lê Thị Ngọc Hân Em", "Công chức")}


NAMESAKES = (date(1980, 1, 2), date(1980, 3, 4))


def test_namesakes_born_on_different_days_have_rows_of_their_own(town):
    dossier = merit(town)
    fighters = [line("CSTDCS", birth_date=day) for day in NAMESAKES]
    nominee_services.add_lines(dossier, fighters, by=town.clerk)
    rows = dossier.nominations.values_list("birth_date", "award_type__code")
    assert list(rows) == [(day, code) for day in NAMESAKES for code in ("CSTDCS", "LDTT")]
    [mended, other] = dossier.nominations.filter(award_type__code="CSTDCS")
    mended.position = "Công chức"
    nominee_services.edit_line(mended, by=town.clerk)
    rows = dossier.nominations.filter(birth_date=other.birth_date)
    assert [row.position for row in rows] == [other.position] * 2


@pytest.mark.parametrize("days", [(NAMESAKES[0], None), (None, NAMESAKES[0])])
def test_one_person_with_day_and_with_year_alone_gets_no_second_row(days, town):
    dossier = merit(town)
    lines = [line(code, birth_date=day) for code, day in zip(("LDTT", "CSTDCS"), days, strict=True)]
    nominee_services.add_lines(dossier, lines, by=town.clerk)
    assert [code for _, code in titles(dossier)] == ["LDTT", "CSTDCS"]


def test_a_fighter_whose_worker_row_was_taken_off_holds_the_dossier(town):
    dossier = merit(town)
    nominee_services.add_line(dossier, line("CSTDCS", initiative="QĐ 12/QĐ-UBND"), by=town.clerk)
    nominee_services.remove_line(dossier.nominations.get(award_type__code="LDTT"), by=town.clerk)
    for part in required(dossier):
        AttachmentFactory(dossier=dossier, part=part)
    with pytest.raises(Refused, match="chưa có Lao động tiên tiến của năm 2023"):
        dossier_transitions.hand_over(dossier, by=town.clerk)
    other = merit(town)
    nominee_services.add_line(
        other, line("LDTT"), by=town.clerk
    )  # asked in another dossier of the year
    dossier_transitions.hand_over(dossier, by=town.clerk)


def test_in_a_movement_no_title_brings_another(town):
    dossier = town.draft(persons=0)
    assert len(companion_queries.with_companions(dossier, [line("CSTDCS")])) == 1
