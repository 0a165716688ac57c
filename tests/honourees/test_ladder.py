"""Counting consecutive years: what counts, what does not, and what still lacks."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from honourees.queries import ladder
from honourees.queries.ladder import Rung


def held(*years, category="merit"):
    return [Rung(1, year, f"{year}/QĐ-UBND", date(year, 12, 20), category) for year in years]


@pytest.mark.parametrize(
    ("years", "needed", "met", "counted", "missing"),
    [
        ((2020, 2021, 2022), 3, True, (2020, 2021, 2022), ()),
        ((2021, 2022, 2023), 3, True, (2021, 2022, 2023), ()),
        ((2019, 2020, 2021, 2022), 3, True, (2020, 2021, 2022), ()),
        ((2021, 2022), 3, False, (2021, 2022), (2023,)),
        ((2020, 2022), 3, False, (2022,), (2021, 2023)),
        ((2021, 2023), 3, False, (2023,), (2022,)),
        ((2019, 2020, 2021), 3, False, (), (2022, 2023)),
        ((), 2, False, (), (2022, 2023)),
        ((2024, 2022), 2, False, (2022,), (2023,)),
    ],
)
def test_years_count_only_one_after_another(years, needed, met, counted, missing):
    found = ladder.count(held(*years), 1, needed, 2023)
    assert (found.is_met, found.years, found.missing) == (met, counted, missing)
    told = {one.award.merit_year for one in found.not_counted}
    assert told | set(counted) == set(years), "what does not count is told with its reason"


def test_the_gap_is_explained():
    found = ladder.count(held(2020, 2022), 1, 3, 2023)
    assert [(one.award.merit_year, one.why) for one in found.not_counted] == [
        (2020, "năm 2021 không có nên không liên tục")
    ]
    assert ladder.ladder_words(found, "Chiến sĩ thi đua cơ sở") == (
        "đã có 1/3 lần Chiến sĩ thi đua cơ sở liên tục (2022); còn thiếu năm 2021, 2023"
    )


def test_a_penalty_begins_the_years_anew():
    found = ladder.count(held(2021, 2022), 1, 2, 2023, restarted_on=date(2021, 5, 10))
    assert not found.is_met
    assert found.years == (2022,)
    assert found.missing == (2023,)
    assert "kỷ luật ngày 10/05/2021" in found.not_counted[0].why
    later = ladder.count(held(2021, 2022), 1, 2, 2023, restarted_on=date(2022, 5, 10))
    assert later.missing == (2023, 2024), "years before the penalty never come back"


def test_thematic_awards_are_no_ground_where_the_law_says_so():
    awards = held(2021, category="thematic") + held(2022)
    assert ladder.count(awards, 1, 2, 2023).is_met
    barred = ladder.count(awards, 1, 2, 2023, barred=ladder.NO_GROUND)
    assert barred.years == (2022,)
    assert "khen chuyên đề" in barred.not_counted[0].why


def test_what_is_asked_beside_counts_and_is_told_apart():
    found = ladder.count(held(2021, 2022), 1, 3, 2023, asked=frozenset({2023}))
    assert found.is_met
    assert found.pending == (2023,)


@given(
    st.sets(st.integers(2010, 2024)),
    st.integers(2010, 2024),
    st.integers(1, 4),
    st.integers(2012, 2024),
)
def test_another_award_never_takes_a_ladder_back(years, more, needed, merit_year):
    before = ladder.count(held(*years), 1, needed, merit_year)
    after = ladder.count(held(*years, more), 1, needed, merit_year)
    assert after.is_met or not before.is_met
