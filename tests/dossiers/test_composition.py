"""Composition: figures that agree with the rows they are counted from, through the public doors."""

import random
import re
from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, strategies as st

from dossiers.enums import NomineeGroup
from dossiers.models import Nomination
from dossiers.queries import composition as composition_queries, laureate as laureate_queries
from dossiers.queries.composition import Composition, GroupShare
from honourees.enums import AwardOrigin
from honourees.models import Award, Honouree
from law.enums import HonoureeKind
from tests.factories.campaigns import AwardPlanFactory, chairman, town_certificate
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db


def past_award(honouree, year, *, unit=None, **fields):
    """An award of a year before the portal."""
    given_ = {
        "award_type": town_certificate(),
        "decision_symbol": f"0{year % 10}/QĐ-UBND",
        "decided_on": date(year, 12, 1),
        "origin": AwardOrigin.PAST,
        "source": "Danh sách năm cũ",
        "entered_by": UserFactory(officer=True),
        "entered_at": "2023-11-20T08:00:00+07:00",
        "unit_then": unit or honouree.unit,
    }
    return Award.objects.create(honouree=honouree, merit_year=year, **(given_ | fields))


def record(unit, name, **fields):
    return Honouree.objects.create(
        **(
            {"kind": HonoureeKind.PERSON, "full_name": name, "unit": unit, "birth_year": 1975}
            | fields
        )
    )


@pytest.mark.parametrize(
    ("count", "whole", "said"),
    [
        (12, 30, "12/30 (40 %)"),
        (9, 41, "9/41 (22 %)"),
        (0, 4, "0/4 (0 %)"),
        (1, 200, "1/200 (1 %)"),
        (1, 3, "1/3 (33 %)"),
        (1200, 2400, "1.200/2.400 (50 %)"),
        (0, 0, "–"),
    ],
)
def test_a_share_is_written_in_whole_numbers(count, whole, said):
    assert str(GroupShare("", count, whole)) == said


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_share_of_a_part_is_within_a_hundred(count, more):
    share = GroupShare("", count, count + more)
    assert 0 <= share.percent <= 100
    assert abs(share.percent * share.whole - 100 * count) * 2 <= share.whole


def test_a_list_is_counted_as_its_rows_are():
    dossier = DossierFactory(persons=0, plan__persons=90)
    draw = random.Random(20)  # noqa: S311 - the same rows each time
    groups = ["", NomineeGroup.LEADER, NomineeGroup.DIRECT, NomineeGroup.FORCES]
    for _ in range(25):
        gender = draw.choice(["male", "female", ""])
        NominationFactory(dossier=dossier, group=draw.choice(groups), gender=gender)
    for _ in range(7):
        group = draw.choice(["", NomineeGroup.SMALL])
        NominationFactory(dossier=dossier, collective=True, group=group)
    NominationFactory(dossier=dossier, household=True)
    found = composition_queries.of_lines(composition_queries.lines_of(dossier), 2023)
    rows = list(dossier.nominations.all())
    persons = [row for row in rows if row.honouree_kind == "person"]
    bodies = [row for row in rows if row.honouree_kind == "collective"]
    said, sexes = Counter(r.group for r in persons), Counter(r.gender for r in persons)
    small = sum(row.group == "small" for row in bodies)
    assert found == Composition(
        *(len(persons), len(bodies), 1, said["leader"], said["direct"], said["forces"], said[""]),
        *(sexes["female"], sexes[""], small, len(bodies) - small),
        first=len(rows),
    )
    assert said["leader"] + said["direct"] + said["forces"] + said[""] == found.persons


def test_two_titles_are_one_person_and_one_line_may_say_the_group_for_both():
    dossier = DossierFactory(persons=0)
    for group in ("", "direct"):
        NominationFactory(dossier=dossier, full_name="Trần Thị Đào", gender="female", group=group)
    found = composition_queries.of_lines(composition_queries.lines_of(dossier), 2023)
    assert (found.persons, found.direct, found.ungrouped, found.women) == (1, 1, 0, 1)


def test_two_of_one_name_and_year_are_two_once_the_register_parts_them():
    dossier = DossierFactory(persons=0)
    for group in ("leader", "direct"):
        line = NominationFactory(dossier=dossier, full_name="Trần Thị Đào", group=group)
        known = record(dossier.unit, "Trần Thị Đào", birth_year=None)
        Nomination.objects.filter(pk=line.pk).update(honouree=known)
    found = composition_queries.of_lines(composition_queries.lines_of(dossier), 2023)
    assert (found.persons, found.leaders, found.direct) == (2, 1, 1)


@pytest.fixture
def ward():
    return UnitFactory()


def one_line(ward, **fields):
    dossier = DossierFactory(persons=0, plan__campaign__organiser=ward)
    NominationFactory(dossier=dossier, **({"full_name": "Lê Văn Út", "birth_year": 1975} | fields))
    return composition_queries.of_lines(composition_queries.lines_of(dossier), 2023)


def test_who_was_honoured_before_is_not_there_for_the_first_time(ward):
    assert one_line(ward).first == 1
    past_award(record(ward, "Lê Văn Út"), 2019)
    found = one_line(ward)
    assert (found.first, found.repeated) == (0, 0)


@pytest.mark.parametrize(
    ("years", "repeated", "thrice", "told"),
    [
        ([2022], 1, 0, (2022,)),
        ([2021, 2022], 1, 1, (2022, 2021)),
        ([2020, 2021, 2022], 1, 1, (2022, 2021, 2020)),
        ([2021], 0, 0, None),
        ([2020, 2022], 1, 0, (2022,)),
    ],
)
def test_years_in_a_row_are_told_by_name(ward, years, repeated, thrice, told):
    known = record(ward, "Lê Văn Út")
    for year in years:
        past_award(known, year)
    found = one_line(ward)
    assert (found.repeated, found.thrice) == (repeated, thrice)
    assert [one.years for one in found.named] == ([told] if told else [])


def test_what_was_merged_counts_with_its_main_record(ward):
    main = record(ward, "Lê Văn Út Em")
    past_award(main, 2022)
    record(ward, "Lê Văn Út", main=main)
    assert one_line(ward).repeated == 1
    Honouree.objects.filter(full_name="Lê Văn Út").update(main=None)
    assert one_line(ward).first == 1


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("Lê Văn Út", {"birth_year": 1980}),
        ("Lê Văn Út", {"kind": HonoureeKind.HOUSEHOLD, "birth_year": None}),
        ("Lê Văn Úc", {"birth_year": None}),
    ],
)
def test_a_namesake_is_not_taken_for_the_nominee(ward, name, fields):
    past_award(record(ward, name, **fields), 2022)
    assert one_line(ward).first == 1


def test_a_revoked_award_and_one_of_another_body_make_no_repeat_laureate(ward):
    known = record(ward, "Lê Văn Út")
    past_award(known, 2022, issuer="Công an tỉnh")
    found = one_line(ward)
    assert (found.first, found.repeated) == (0, 0)
    Award.objects.update(revoked_symbol="09/QĐ-UBND", revoked_on=date(2023, 2, 1))
    assert one_line(ward).first == 1


def test_what_was_awarded_agrees_with_the_register_to_the_unit(ward):
    other = UnitFactory()
    decision = DecisionFactory(persons=6, collectives=2, issued=True)
    lines = Nomination.objects.filter(decision_lines__decision=decision).order_by("pk")
    for line, group in zip(
        lines.filter(honouree_kind="person"), ["leader", "direct"], strict=False
    ):
        Nomination.objects.filter(pk=line.pk).update(group=group)
    body = lines.filter(honouree_kind="collective").first()
    Nomination.objects.filter(pk=body.pk).update(group="small")
    twice = record(ward, "Ngô Thị Sáu", gender="female")
    past_award(twice, 2023)
    past_award(twice, 2023, unit=other)
    past_award(twice, 2022)
    past_award(record(ward, "Ngô Thị Bảy"), 2023, revoked_symbol="1/QĐ", revoked_on="2023-05-05")
    year = decision.merit_year
    found = laureate_queries.awarded(year)
    rows = Award.objects.filter(merit_year=year, revoked_on=None, issuer="")
    people = {a.honouree for a in rows if a.honouree.kind == "person"}
    assert found.town.persons == len(people) == 7
    assert (found.town.leaders, found.town.direct, found.town.ungrouped) == (1, 1, 5)
    assert (found.town.collectives, found.town.small, found.town.women) == (2, 1, 1)
    assert (found.town.first, found.town.repeated) == (8, 1)
    assert found.units[ward.pk].persons == found.units[other.pk].persons == 1
    filer = decision.lines.first().nomination.dossier.unit_id
    assert found.units[filer].persons == 6
    assert laureate_queries.awarded(year, units=[ward.pk]).town == found.units[ward.pk]
    campaign = decision.lines.first().nomination.dossier.plan.campaign_id
    assert laureate_queries.awarded(year, campaign=campaign).town.persons == 6


def test_a_kept_year_moves_with_the_register(ward):
    known = record(ward, "Lê Văn Út")
    assert laureate_queries.kept_year(2022).town.persons == 0
    past_award(known, 2022)
    assert laureate_queries.kept_year(2022).town.persons == 1
    Award.objects.update(revoked_symbol="1/QĐ", revoked_on="2023-05-05")
    assert laureate_queries.kept_year(2022) == laureate_queries.awarded(2022)


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_card_stands_on_the_pages_of_clerk_and_officer(ward, client_of):
    dossier = DossierFactory(appraising=True, persons=2)
    url = reverse("dossiers:composition", args=[dossier.ref])
    past_award(record(dossier.unit, "Lê Văn Út", gender="female"), 2022)
    dossier.nominations.filter(pk=dossier.nominations.first().pk).update(group="direct")
    for person in (dossier.officer, dossier.created_by):
        client = client_of(person)
        assert f'hx-get="{url}"' in client.get(dossier.get_absolute_url()).text
        card = client.get(url, HTTP_HX_REQUEST="true")
        assert "<html" not in card.text
        assert "1/2 (50 %)" in card.text
        assert "Khen 2022" in text_of(card)
        assert "1/1 (100 %)" in card.text  # a woman, last year
        assert "bảo vệ dân phố" in card.text
        assert "<html" in client.get(url).text
    assert client_of(UserFactory(clerk=True, unit=ward)).get(url).status_code == 404


def test_a_draft_shows_the_card_before_it_is_filed(client_of):
    dossier = DossierFactory(persons=1)
    client = client_of(dossier.created_by)
    url = reverse("dossiers:composition", args=[dossier.ref])
    assert f'hx-get="{url}"' in client.get(dossier.get_absolute_url()).text
    assert client.get(url).status_code == 200


def test_the_order_of_the_list_never_follows_it(client_of):
    dossier = DossierFactory(appraising=True, persons=4)
    client = client_of(dossier.officer)

    def order():
        page = client.get(dossier.get_absolute_url())
        return re.findall(r'id="dong-(\d+)"', page.text)

    before = order()
    dossier.nominations.filter(pk__in=dossier.nominations.values("pk")[2:]).update(group="forces")
    assert order() == before


def test_signer_and_plan_have_it_too(client_of):
    decision = DecisionFactory(submitted=True, persons=3)
    line = decision.lines.first().nomination
    Nomination.objects.filter(pk=line.pk).update(group="leader")
    signer = client_of(chairman())
    url = reverse("decisions:composition", args=[decision.pk])
    assert url in signer.get(reverse("decisions:sign", args=[decision.pk])).text
    assert "1/3 (33 %)" in signer.get(url).text
    plan = line.dossier.plan
    page = signer.get(plan.get_absolute_url())
    assert reverse("dossiers:plan_composition", args=[plan.pk]) in page.text
    assert "1/3 (33 %)" in signer.get(reverse("dossiers:plan_composition", args=[plan.pk])).text


def test_a_clerk_compares_the_plan_with_the_own_unit_alone(client_of):
    plan = AwardPlanFactory(approved=True, persons=9)
    other = UnitFactory()
    DossierFactory(filed=True, plan=plan, persons=2)
    mine = DossierFactory(filed=True, plan=plan, persons=1, unit=other)
    url = reverse("dossiers:plan_composition", args=[plan.pk])
    plan.participants.add(other)
    assert "1 cá nhân" in client_of(mine.created_by).get(url).text
    assert "3 cá nhân" in client_of(UserFactory(officer=True)).get(url).text


def test_a_card_costs_the_same_for_one_line_and_for_many(client_of):
    def cost(persons):
        dossier = DossierFactory(appraising=True, persons=persons, plan__persons=200)
        url = reverse("dossiers:composition", args=[dossier.ref])
        client = client_of(dossier.officer)
        client.get(url)
        costs = []
        for _ in range(3):  # Redis slow for a moment is a miss
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            costs.append(len(asked))
        return min(costs)

    one = cost(1)
    assert [cost(3), cost(120)] == [one, one]
    assert one <= 16
