"""How a figure of the law is typed, kept, read and told."""

import pytest

from law.figures import SHAPES, AwardKey, RuleKey, Share, decimal_words, thousandths


@pytest.mark.parametrize(
    ("key", "typed", "kept", "told"),
    [
        (RuleKey.CUTOFF, "31/3", "03-31", "31/03"),
        (RuleKey.CUTOFF, " 1 - 12 ", "12-01", "01/12"),
        (RuleKey.PROCESSING_DAYS, "08", "8", "8 ngày làm việc"),
        (RuleKey.HOUSEHOLD_FACTOR, "1,5", "1500", "1,5 lần"),
        (RuleKey.COLLECTIVE_FACTOR, "2", "2000", "2 lần"),
        (RuleKey.TTLDTT_SHARE, "trên 50", ">50", "trên 50 %"),
        (RuleKey.TTLDXS_SHARE, "từ 70 %", ">=70", "từ 70 %"),
        (RuleKey.TTLDXS_SHARE, "≥ 70", ">=70", "từ 70 %"),
        (RuleKey.LDTT_MONTHS, "10", "10", "10 tháng trở lên"),
        (RuleKey.ROUNDING, "none", "none", "không làm tròn"),
        (RuleKey.ANNOUNCEMENT_ISSUER, "PNV", "PNV", "Phòng Nội vụ"),
    ],
)
def test_what_is_typed_is_kept_in_one_form_and_told_in_words(key, typed, kept, told):
    shape = SHAPES[key]
    assert shape.keep(typed) == kept
    assert shape.tell(kept) == told
    assert shape.keep(shape.typed(kept)) == kept


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        (RuleKey.CUTOFF, "30/2"),
        (RuleKey.CUTOFF, "29/2"),
        (RuleKey.CUTOFF, "đầu năm"),
        (RuleKey.PROCESSING_DAYS, "0"),
        (RuleKey.PROCESSING_DAYS, "²"),
        (RuleKey.HOUSEHOLD_FACTOR, "1.5555"),
        (RuleKey.HOUSEHOLD_FACTOR, "0"),
        (RuleKey.TTLDTT_SHARE, "120"),
        (RuleKey.CSTDCS_PERCENT, "101"),
        (RuleKey.ROUNDING, "floor"),
    ],
)
def test_what_has_another_shape_is_refused(key, typed):
    with pytest.raises(ValueError, match=r".+"):
        SHAPES[key].keep(typed)


def test_every_figure_has_a_shape():
    assert set(SHAPES) == {*RuleKey, *AwardKey}


@pytest.mark.parametrize(
    ("share", "part", "whole", "is_met"),
    [
        (Share(50, is_above=True), 5, 10, False),
        (Share(50, is_above=True), 6, 11, True),
        (Share(70, is_above=False), 7, 10, True),
        (Share(70, is_above=False), 69, 100, False),
        (Share(0, is_above=False), 0, 0, False),
    ],
)
def test_a_share_is_counted_in_whole_numbers(share, part, whole, is_met):
    assert share.is_met(part, whole) == is_met


def test_coefficients_never_pass_a_float():
    assert [thousandths(typed) for typed in ("0,3", "1.5", "12", "0,15")] == [300, 1500, 12000, 150]
    assert [decimal_words(value) for value in (300, 1500, 12000, 150)] == [
        "0,3",
        "1,5",
        "12",
        "0,15",
    ]
