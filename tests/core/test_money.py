from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from nganam_awards.core import money
from nganam_awards.core.money import LARGEST_VND, Rounding, grouped, in_words, prize


COEFFICIENTS = (150, 300, 450, 600, 800, 1000, 1500)
CHECKED = {
    1_490_000: (223_500, 447_000, 670_500, 894_000, 1_192_000, 1_490_000, 2_235_000),
    1_800_000: (270_000, 540_000, 810_000, 1_080_000, 1_440_000, 1_800_000, 2_700_000),
    2_340_000: (351_000, 702_000, 1_053_000, 1_404_000, 1_872_000, 2_340_000, 3_510_000),
    2_530_000: (379_500, 759_000, 1_138_500, 1_518_000, 2_024_000, 2_530_000, 3_795_000),
}
AMOUNTS = [
    (base, coefficient, amount)
    for base, amounts in CHECKED.items()
    for coefficient, amount in zip(COEFFICIENTS, amounts, strict=True)
]


@pytest.mark.parametrize(("base", "coefficient", "amount"), AMOUNTS)
def test_every_amount_of_the_table(base, coefficient, amount):
    assert prize(base, coefficient, rounding=Rounding.NONE) == amount
    assert prize(base, coefficient) == -(-amount // 10_000) * 10_000
    nearest = amount // 10_000 * 10_000 + (10_000 if amount % 10_000 >= 5_000 else 0)
    assert prize(base, coefficient, rounding="nearest_10k") == nearest


@pytest.mark.parametrize("base", list(CHECKED))
def test_households_and_collectives_are_factors_of_the_individual(base):
    person, household, collective = (CHECKED[base][place] for place in (1, 2, 3))
    assert prize(base, 300, 1000, "none") == person
    assert prize(base, 300, 1500, "none") == household
    assert prize(base, 300, 2000, "none") == collective


@pytest.mark.parametrize(
    ("amount", "ceiling", "nearest"),
    [(702_000, 710_000, 700_000), (223_500, 230_000, 220_000), (447_000, 450_000, 450_000)],
)
def test_the_two_published_readings_of_rounding(amount, ceiling, nearest):
    assert prize(amount, 1000, rounding=Rounding.CEIL_10K) == ceiling
    assert prize(amount, 1000, rounding=Rounding.NEAREST_10K) == nearest


def test_with_the_salary_of_2023_every_reading_gives_the_same():
    for coefficient, amount in zip(COEFFICIENTS, CHECKED[1_800_000], strict=True):
        assert {prize(1_800_000, coefficient, rounding=way) for way in Rounding} == {amount}


def test_a_fraction_of_a_dong_goes_to_the_person():
    assert prize(1_490_001, 150, rounding=Rounding.NONE) == 223_501


@pytest.mark.parametrize("facts", [(-1, 300, 1000), (1_800_000, -300, 1000), (1_800_000, 300, -1)])
def test_a_prize_is_never_negative(facts):
    with pytest.raises(ValueError, match="negative"):
        prize(*facts)


@given(
    st.integers(0, 10**8),
    st.integers(0, 20_000),
    st.sampled_from([1000, 1500, 2000]),
    st.sampled_from(Rounding),
)
def test_rounding_moves_an_amount_by_less_than_one_step(base, coefficient, factor, rounding):
    exact = Fraction(base * coefficient * factor, 10**6)
    paid = prize(base, coefficient, factor, rounding)
    match rounding:
        case Rounding.NONE:
            assert 0 <= paid - exact < 1
        case Rounding.CEIL_10K:
            assert 0 <= paid - exact < 10_000
            assert paid % 10_000 == 0
        case Rounding.NEAREST_10K:
            assert -5_000 < paid - exact <= 5_000
            assert paid % 10_000 == 0


def test_figures_are_grouped_with_dots():
    assert [grouped(vnd) for vnd in (0, 950, 1_080_000, 10**15)] == [
        "0",
        "950",
        "1.080.000",
        "1.000.000.000.000.000",
    ]


@pytest.mark.parametrize(
    ("vnd", "words"),
    [
        (0, "Không đồng"),
        (1, "Một đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi bốn đồng"),
        (55, "Năm mươi lăm đồng"),
        (100, "Một trăm đồng"),
        (101, "Một trăm linh một đồng"),
        (105, "Một trăm linh năm đồng"),
        (110, "Một trăm mười đồng"),
        (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (223_500, "Hai trăm hai mươi ba nghìn năm trăm đồng"),
        (540_000, "Năm trăm bốn mươi nghìn đồng"),
        (702_000, "Bảy trăm linh hai nghìn đồng"),
        (1_053_000, "Một triệu không trăm năm mươi ba nghìn đồng"),
        (1_080_000, "Một triệu không trăm tám mươi nghìn đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (2_530_000, "Hai triệu năm trăm ba mươi nghìn đồng"),
        (10**9, "Một tỷ đồng"),
        (10**9 + 5_000, "Một tỷ không trăm linh năm nghìn đồng"),
        (2_001 * 10**9, "Hai nghìn không trăm linh một tỷ đồng"),
        (10**15, "Một triệu tỷ đồng"),
    ],
)
def test_amounts_in_words(vnd, words):
    assert in_words(vnd) == words


def test_the_south_says_le(monkeypatch):
    monkeypatch.setattr(money, "LINH", "lẻ")
    assert in_words(702_000) == "Bảy trăm lẻ hai nghìn đồng"


@pytest.mark.parametrize("vnd", [-1, LARGEST_VND + 1])
def test_words_refuse_what_no_paper_says(vnd):
    with pytest.raises(ValueError, match="from 0"):
        in_words(vnd)


DIGITS = {
    word: digit
    for digit, words in enumerate(
        ["không", "một mốt", "hai", "ba", "bốn", "năm lăm", "sáu", "bảy", "tám", "chín"]
    )
    for word in words.split()
}


def spoken(words: str) -> int:
    """The amount somebody writes down who hears the words."""
    total = group = digit = 0
    billions = 0
    for word in words.lower().removesuffix(" đồng").split():
        match word:
            case "linh":
                pass
            case "mười":
                group, digit = group + 10, 0
            case "mươi":
                group, digit = group + digit * 10, 0
            case "trăm":
                group, digit = group + digit * 100, 0
            case "nghìn" | "triệu":
                total += (group + digit) * (1_000 if word == "nghìn" else 1_000_000)
                group = digit = 0
            case "tỷ":
                billions, total, group, digit = total + group + digit, 0, 0, 0
            case _:
                digit = DIGITS[word]
    return billions * 10**9 + total + group + digit


@given(st.integers(0, LARGEST_VND) | st.integers(0, 10**7).map(lambda n: n * 1_000))
def test_who_hears_the_words_writes_the_same_figures(vnd):
    assert spoken(in_words(vnd)) == vnd
    assert in_words(vnd)[0].isupper()
