"""Counting votes in whole numbers."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from council.queries.count import is_reached, needed, percent_words


PERCENTS, BASES = integers(1, 100), integers(1, 60)


@pytest.mark.parametrize(
    ("percent", "base", "least"),
    [
        (90, 11, 10),
        (80, 11, 9),
        (90, 10, 9),
        (80, 10, 8),
        (90, 9, 9),
        (80, 9, 8),
        (100, 11, 11),
        (50, 11, 6),
        (50, 10, 5),
        (1, 1, 1),
        (90, 0, 0),
    ],
)
def test_how_many_are_needed(percent, base, least):
    assert needed(percent, base) == least


@given(percent=PERCENTS, base=BASES)
def test_what_is_needed_is_the_least_that_reaches_the_share(percent, base):
    least = needed(percent, base)
    assert is_reached(least, percent, base)
    assert not is_reached(least - 1, percent, base)


@given(percent=PERCENTS, agree=integers(0, 60))
def test_nobody_reaches_a_share_of_nobody(percent, agree):
    assert not is_reached(agree, percent, 0)


@pytest.mark.parametrize(
    ("agree", "base", "words"),
    [
        (10, 11, "90,9 %"),
        (9, 11, "81,8 %"),
        (11, 11, "100 %"),
        (9, 10, "90 %"),
        (2, 3, "66,6 %"),
        (0, 11, "0 %"),
        (0, 0, "0 %"),
        (999, 1000, "99,9 %"),
    ],
)
def test_a_share_in_words(agree, base, words):
    assert percent_words(agree, base) == words


@given(percent=PERCENTS, base=BASES, agree=integers(0, 60))
def test_no_share_looks_reached_that_is_not(percent, base, agree):
    if agree <= base and not is_reached(agree, percent, base):
        whole, _, tenth = percent_words(agree, base).removesuffix(" %").partition(",")
        assert int(whole) * 10 + int(tenth or 0) < percent * 10
