"""How each figure is written, read and told.

A value is kept as short text, so that every figure is one dated row with its own source; the
shape of its key says what the text may be. Reading a shape raises ValueError with a sentence.
"""

import re
from collections.abc import Callable
from datetime import date, time
from typing import NamedTuple

from django.db.models import TextChoices

from law.enums import LeaveKind, Penalty, Rating
from law.figures.key import (
    AnnouncementIssuer,
    Audience,
    AwardKey,
    CouncilShare,
    EndedCollective,
    RatioBase,
    RuleKey,
    VoteBase,
    VoteForm,
    YesNo,
)
from nganam_awards.core.money import Rounding
from nganam_awards.core.text import whole_number


class Share(NamedTuple):
    """A threshold: «trên 50 %» or «từ 70 %»."""

    percent: int
    is_above: bool  # strictly more

    def is_met(self, part: int, whole: int) -> bool:
        """Do `part` of `whole` reach it? In integers; nobody reaches it in an empty whole."""
        reached = part * 100 - self.percent * whole
        return whole > 0 and (reached > 0 if self.is_above else reached >= 0)


class QuorumPart(NamedTuple):
    """A part of a whole: 2/3 of the members."""

    part: int
    whole: int

    def needed_of(self, count: int) -> int:
        """The smallest whole number of `count` that is this part: 8 of 11 for two thirds."""
        return -(-count * self.part // self.whole)


class Shape(NamedTuple):
    """How a figure is read, told on a page, kept from what a person typed, typed again."""

    read: Callable[[str], object]
    tell: Callable[[str], str]
    keep: Callable[[str], str]
    typed: Callable[[str], str] = str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


Span = tuple[time, time]  # from when to when on one day

_LEAP_YEAR = 2024
_HOURS = re.compile(
    r"(\d{1,2})(?:\s*[:hg]\s*([0-5]\d)?)?\s*(?:-|–|đến)\s*(\d{1,2})(?:\s*[:hg]\s*([0-5]\d)?)?"
)
_MIDNIGHT, _MOST_STRETCHES = "24:00", 4
_DECIMAL = re.compile(r"(\d{1,2})(?:[.,](\d{1,3}))?")
_DAY = re.compile(r"(\d{1,2})\s*[/-]\s*(\d{1,2})")
_PART = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})")
_SHARE = re.compile(r"(>=|≥|>|từ|trên)?\s*(\d{1,3})\s*%?")


def thousandths(typed: str) -> int:
    """«1,5» as 1500; coefficients are never floats (law 10)."""
    found = _DECIMAL.fullmatch(typed.strip())
    if found is None:
        raise ValueError("Ghi một số như 0,3 hoặc 1,5; nhiều nhất ba chữ số sau dấu phẩy.")
    return int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))


def decimal_words(value: int) -> str:
    """1500 as «1,5»."""
    whole, rest = divmod(value, 1000)
    return f"{whole},{rest:03d}".rstrip("0").rstrip(",")


def count(unit: str, most: int) -> Shape:
    """A whole number from 1."""

    def read(text: str) -> int:
        number = whole_number(text, most)
        if not number:
            raise ValueError(f"Ghi một số từ 1 đến {most}.")
        return number

    keep: Callable[[str], str] = lambda typed: str(read(typed.strip()))  # noqa: E731
    return Shape(read, lambda text: f"{read(text)} {unit}", keep, hint=f"Một số từ 1 đến {most}.")


def days_or_none(most: int) -> Shape:
    """Days of the calendar; 0 is none at all."""

    def read(text: str) -> int:
        number = whole_number(text, most)
        if number is None:
            raise ValueError(f"Ghi một số từ 0 đến {most}; 0 là không đăng.")
        return number

    return Shape(
        read,
        lambda text: f"{read(text)} ngày" if read(text) else "không đăng",
        lambda typed: str(read(typed.strip())),
        hint=f"Một số từ 0 đến {most}; 0 là không đăng.",
    )


def one_of(choices: type[TextChoices]) -> Shape:
    """One of the known words."""
    return Shape(
        choices,
        lambda text: str(choices(text).label),
        lambda typed: str(choices(typed).value),
        choices=tuple(choices.choices),
    )


def some_of(choices: type[TextChoices]) -> Shape:
    """Several of the known words, or none."""

    def read(text: str) -> tuple:
        return tuple(choices(word) for word in text.split() if word != "-")

    def keep(typed: str) -> str:
        found = read(typed)
        return " ".join(one.value for one in choices if one in found) or "-"

    def tell(text: str) -> str:
        return ", ".join(str(one.label).lower() for one in read(text)) or "không có"

    words = ", ".join(f"{one.value} ({one.label.lower()})" for one in choices)
    return Shape(read, tell, keep, hint=f"Ghi cách nhau một dấu cách; - là không có: {words}.")


def _read_day(text: str) -> tuple[int, int]:
    month, day = (int(part) for part in text.split("-"))
    date(_LEAP_YEAR, month, day)
    return month, day


def _keep_day(typed: str) -> str:
    found = _DAY.fullmatch(typed.strip())
    if found:
        kept = f"{int(found[2]):02d}-{int(found[1]):02d}"
        if kept != "02-29" and _is_day(kept):
            return kept
    raise ValueError("Ghi ngày và tháng có trong mọi năm, ví dụ 31/3.")


def _is_day(kept: str) -> bool:
    try:
        _read_day(kept)
    except ValueError:
        return False
    return True


def _tell_day(text: str) -> str:
    month, day = _read_day(text)
    return f"{day:02d}/{month:02d}"


def _read_share(text: str) -> Share:
    return Share(int(text.lstrip(">=")), is_above=not text.startswith(">="))


def _keep_share(typed: str) -> str:
    found = _SHARE.fullmatch(typed.strip().lower())
    if found is None or not 0 <= int(found[2]) <= 100:
        raise ValueError("Ghi «trên 50» hoặc «từ 70», từ 0 đến 100 phần trăm.")
    return f"{'>' if found[1] in {'>', 'trên'} else '>='}{int(found[2])}"


def _tell_share(text: str) -> str:
    share = _read_share(text)
    return f"{'trên' if share.is_above else 'từ'} {share.percent} %"


def _read_part(text: str) -> QuorumPart:
    part, _, whole = text.partition("/")
    return QuorumPart(int(part), int(whole))


def _keep_part(typed: str) -> str:
    found = _PART.fullmatch(typed.strip())
    if found is None or not 0 < int(found[1]) <= int(found[2]):
        raise ValueError("Ghi một phân số như 2/3, không quá 1/1.")
    return f"{int(found[1])}/{int(found[2])}"


def _read_hours(text: str) -> tuple[Span, ...]:
    """«07:00-11:00 13:00-17:00»: stretches of one day, one after the other."""
    ends = [time.fromisoformat(end) for part in text.split() for end in part.split("-")]
    return tuple(zip(ends[::2], ends[1::2], strict=True))


def _keep_hours(typed: str) -> str:
    found = [
        (f"{int(part[1]):02d}:{part[2] or '00'}", f"{int(part[3]):02d}:{part[4] or '00'}")
        for part in _HOURS.finditer(typed.lower())
    ]
    ends = [end for span in found for end in span]
    in_order = ends == sorted(set(ends)) and all(end < _MIDNIGHT for end in ends)
    in_order = in_order and len(found) <= _MOST_STRETCHES
    if not found or _HOURS.sub("", typed.lower()).strip(" ,;và") or not in_order:
        raise ValueError("Ghi giờ bắt đầu và kết thúc mỗi buổi, ví dụ: 7:00–11:00, 13:00–17:00.")
    return " ".join("-".join(span) for span in found)


def _tell_hours(text: str) -> str:
    return ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in _read_hours(text))


_hours = Shape(
    _read_hours, _tell_hours, _keep_hours, _tell_hours, "Ví dụ: 7:00–11:00, 13:00–17:00."
)
_working_days = count("ngày làm việc", 60)
_days = count("ngày", 365)
_percent = count("%", 100)


def _keep_factor(typed: str) -> str:
    """A factor of nothing would pay nothing: that is no factor."""
    if not (kept := thousandths(typed)):
        raise ValueError("Hệ số phải lớn hơn 0, ví dụ 1,5.")
    return str(kept)


_factor = Shape(
    int,
    lambda text: f"{decimal_words(int(text))} lần",
    _keep_factor,
    lambda text: decimal_words(int(text)),
    "Ví dụ: 1,5.",
)
_share = Shape(
    _read_share,
    _tell_share,
    _keep_share,
    lambda text: _tell_share(text).removesuffix(" %"),
    "Ví dụ: trên 50, hoặc từ 70.",
)

_part = Shape(_read_part, str, _keep_part, hint="Ví dụ: 2/3.")

SHAPES = {
    RuleKey.CUTOFF: Shape(_read_day, _tell_day, _keep_day, _tell_day, "Ngày và tháng, ví dụ 31/3."),
    RuleKey.ANNOUNCEMENT_ISSUER: one_of(AnnouncementIssuer),
    RuleKey.PROCESSING_DAYS: _working_days,
    RuleKey.BATCH_DAYS: _working_days,
    RuleKey.RECEIVE_DAYS: _working_days,
    RuleKey.APPRAISE_DAYS: _working_days,
    RuleKey.DECIDE_DAYS: _working_days,
    RuleKey.RETURN_DAYS: _working_days,
    RuleKey.APOLOGY_DAYS: _working_days,
    RuleKey.OFFICE_HOURS: _hours,
    RuleKey.PORTAL_SIGNATURE: one_of(YesNo),
    RuleKey.ROUNDING: one_of(Rounding),
    RuleKey.COLLECTIVE_FACTOR: _factor,
    RuleKey.HOUSEHOLD_FACTOR: _factor,
    RuleKey.HIGHEST_TITLE_ONLY: one_of(YesNo),
    RuleKey.CSTDCS_PERCENT: _percent,
    RuleKey.CSTDCS_BASE: one_of(RatioBase),
    RuleKey.LDTT_MONTHS: count("tháng trở lên", 12),
    RuleKey.LDTT_LEAVE: some_of(LeaveKind),
    RuleKey.LDTT_RATING: one_of(Rating),
    RuleKey.TITLE_PENALTY: one_of(Penalty),
    RuleKey.FORM_PENALTY: one_of(Penalty),
    RuleKey.MEMBER_PENALTY: one_of(Penalty),
    RuleKey.TTLDTT_SHARE: _share,
    RuleKey.TTLDXS_SHARE: _share,
    RuleKey.ENDED_COLLECTIVE: one_of(EndedCollective),
    RuleKey.BALLOT_TITLES: _percent,
    RuleKey.BALLOT_OTHERS: _percent,
    RuleKey.BALLOT_TOWN: _percent,
    RuleKey.COUNCIL_QUORUM: _part,
    RuleKey.COUNCIL_TIE: one_of(YesNo),
    RuleKey.COUNCIL_HEADS: one_of(YesNo),
    RuleKey.COUNCIL_DAYS: _working_days,
    RuleKey.COMPLAINT_DAYS: _days,
    RuleKey.COMPLAINT_ACCEPT_DAYS: _days,
    RuleKey.COMPLAINT_SETTLE_DAYS: _days,
    RuleKey.COMPLAINT_LONG_DAYS: _days,
    AwardKey.CONSULTATION: one_of(YesNo),
    AwardKey.POSTING_DAYS: days_or_none(60),
    AwardKey.POSTING_AUDIENCE: one_of(Audience),
    AwardKey.UNSIGNED_OBJECTION: one_of(YesNo),
    AwardKey.COUNCIL_VOTE: one_of(VoteForm),
    AwardKey.COUNCIL_BASE: one_of(VoteBase),
    AwardKey.COUNCIL_SHARE: one_of(CouncilShare),
}
