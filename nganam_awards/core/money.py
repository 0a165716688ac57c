"""Prize money (tiền thưởng): whole đồng in integers, in figures and in words (law 10).

NĐ 98/2023/NĐ-CP Điều 54, 55: coefficient × base salary (lương cơ sở) on the day of the decision,
rounded up to tens of thousands of đồng. How to round is a setting, because published practice
differs.
"""

from django.db import models


# «một trăm linh năm» in the North and in schoolbooks, «lẻ» in the South: one constant decides.
LINH = "linh"
LARGEST_VND = 10**15

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSANDTHS = 1000
_TEN_THOUSAND = 10_000
_BILLION = 10**9


class Rounding(models.TextChoices):
    """How prizes are rounded: the law's «làm tròn số lên» and the two other readings in use."""

    NONE = "none", "không làm tròn"
    CEIL_10K = "ceil_10k", "làm tròn lên hàng chục nghìn đồng"
    NEAREST_10K = "nearest_10k", "làm tròn đến hàng chục nghìn đồng gần nhất"


def grouped(vnd: int) -> str:
    """Figures as Vietnamese papers print them: 1.080.000."""
    return f"{vnd:,}".replace(",", ".")


def prize(
    base_vnd: int,
    coefficient_thousandths: int,
    factor_thousandths: int = _THOUSANDTHS,
    rounding: Rounding | str = Rounding.CEIL_10K,
) -> int:
    """Prize: base salary × coefficient × factor (1 a person, 1.5 a household, 2 a collective).

    A fraction of a đồng is never taken from the person honoured: unrounded amounts go up to the
    next whole đồng.
    """
    if min(base_vnd, coefficient_thousandths, factor_thousandths) < 0:
        raise ValueError("A prize has no negative part.")
    exact = base_vnd * coefficient_thousandths * factor_thousandths
    whole = _THOUSANDTHS * _THOUSANDTHS  # `exact` counts millionths of a đồng
    way = Rounding(rounding)
    step = whole if way == Rounding.NONE else whole * _TEN_THOUSAND
    steps = (exact + step // 2) // step if way == Rounding.NEAREST_10K else -(-exact // step)
    return steps * step // whole


def in_words(vnd: int) -> str:
    """An amount in words: «Một triệu không trăm tám mươi nghìn đồng»."""
    if not 0 <= vnd <= LARGEST_VND:
        raise ValueError(f"Amounts in words go from 0 to {grouped(LARGEST_VND)} đồng.")
    words = " ".join(_number(vnd)) if vnd else _DIGITS[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def _number(number: int) -> list[str]:
    """Words of a positive number. Billions repeat the scale: «một nghìn tỷ», «một triệu tỷ»."""
    words: list[str] = []
    billions, rest = divmod(number, _BILLION)
    if billions:
        words = [*_number(billions), "tỷ"]
    for scale, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, rest = divmod(rest, scale)
        if group:
            words += _group(group, follows=bool(words))
            words += [name] if name else []
    return words


def _group(group: int, *, follows: bool) -> list[str]:
    """Words of 1 to 999. After a higher group the hundreds are always said: «không trăm»."""
    hundreds, rest = divmod(group, 100)
    tens, units = divmod(rest, 10)
    says_hundreds = bool(hundreds) or follows
    words = [_DIGITS[hundreds], "trăm"] if says_hundreds else []
    if tens == 1:
        words += ["mười"]
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif units and says_hundreds:
        words += [LINH]
    if units == 1 and tens > 1:
        words += ["mốt"]
    elif units == 5 and tens:
        words += ["lăm"]
    elif units:
        words += [_DIGITS[units]]
    return words
