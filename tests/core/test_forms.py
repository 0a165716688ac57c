"""Fields of forms: what the office types is what is meant."""

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator

from nganam_awards.core.forms import CountField


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("15", 15), (" 15 ", 15), ("1.000", 1000), ("1 000", 1000), ("1.800.000", 1_800_000)],
)
def test_a_number_is_read_as_the_office_writes_it(typed, meant):
    assert CountField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["1.0", "1.00", "1,5", "0.500", "10.00", "mười", "1e3", "²"])
def test_what_could_mean_two_numbers_is_none(typed):
    with pytest.raises(ValidationError, match="Ghi một số nguyên"):
        CountField().clean(typed)


def test_the_bounds_are_told_as_the_office_writes_them():
    field = CountField(min_value=1, max_value=9999)
    with pytest.raises(ValidationError, match=r"Nhiều nhất 9\.999\."):
        field.clean("10.000")
    with pytest.raises(ValidationError, match=r"Ghi từ 1 trở lên\."):
        field.clean("0")


def test_a_validator_keeps_its_own_sentence():
    field = CountField(max_value=9, validators=[MinValueValidator(1, "Chỉ tiêu từ 1 trở lên.")])
    with pytest.raises(ValidationError, match=r"Chỉ tiêu từ 1 trở lên\."):
        field.clean("-1")
