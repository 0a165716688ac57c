"""Which law holds: rule set, base salary, bases, authority, signatory and days off of a day."""

from datetime import date
from typing import NamedTuple

from law.enums import Capacity, HolidayKind, Level
from law.figures import AnnouncementIssuer, RatioBase, RuleKey
from law.models import (
    Authority,
    AwardType,
    BaseSalary,
    Holiday,
    LegalBasis,
    PrizeRate,
    RuleSet,
    RuleValue,
    Signatory,
)
from law.queries import award_type as award_type_queries
from law.queries.stamp import kept
from nganam_awards.core import calendar, money
from nganam_awards.core.refusals import Refused


TOWN, HOME_AFFAIRS, COUNCIL = "UBND_TX", "PNV", "HDTDKT"
_WHOSE = {  # (who, of what)
    TOWN: ("Ủy ban nhân dân thị xã", "quyết định"),
    HOME_AFFAIRS: ("Phòng Nội vụ", "văn bản"),
    COUNCIL: ("Hội đồng Thi đua - Khen thưởng thị xã", "văn bản"),
}
_ISSUERS = {AnnouncementIssuer.TOWN: TOWN, AnnouncementIssuer.HOME_AFFAIRS: HOME_AFFAIRS}
# A title whose number another one limits: (title, base, figure of the ratio, figure of its base).
_RATIOS = (("CSTDCS", "LDTT", RuleKey.CSTDCS_PERCENT, RuleKey.CSTDCS_BASE),)
_RATIO_CODES = {code for title, base, *_ in _RATIOS for code in (title, base)}


class Rules:
    """What the regime of one day says: every figure as it stands on that day."""

    def __init__(self, day: date, rule_set: RuleSet, values: dict[str, RuleValue]) -> None:
        self.day = day
        self.rule_set = rule_set
        self._values = values

    @property
    def code(self) -> str:
        return self.rule_set.code

    @property
    def name(self) -> str:
        return self.rule_set.name

    def row(self, key: RuleKey) -> RuleValue:
        """The figure with its source. Raises Refused where the catalogue has none."""
        found = self._values.get(key)
        if found is None:
            raise Refused(
                f"Bộ quy tắc «{self.name}» chưa ghi «{key.label}» cho ngày {self.day:%d/%m/%Y}. "
                "Báo quản trị bổ sung danh mục."
            )
        return found

    def has(self, key: RuleKey) -> bool:
        """Does the catalogue say the figure?"""
        return key in self._values

    def __getitem__(self, key: RuleKey) -> object:
        return self.row(key).read

    def cutoff_in(self, year: int) -> date:
        """Last day of «đầu năm» (the letter, point 1; the date is the town's setting)."""
        month, day = self[RuleKey.CUTOFF]
        return date(year, month, day)

    @property
    def rounding(self) -> money.Rounding:
        """How prizes are rounded."""
        return self[RuleKey.ROUNDING]

    @property
    def processing_days(self) -> int:
        """Working days from reception to the result."""
        return self[RuleKey.PROCESSING_DAYS]

    def factor_thousandths(self, kind: str) -> int:
        """How often a person's prize this kind of honouree receives, in thousandths."""
        keys = {"collective": RuleKey.COLLECTIVE_FACTOR, "household": RuleKey.HOUSEHOLD_FACTOR}
        return self[keys[kind]] if kind in keys else 1000


@kept
def rule_set_on(day: date) -> Rules:
    """The rules of a day. Raises Refused when the catalogue knows none."""
    in_force = RuleSet.objects.valid_on(day)
    rows = RuleValue.objects.valid_on(day).filter(rule_set__in=in_force).select_related("rule_set")
    values = list(rows.order_by("rule_set__valid_from", "valid_from"))
    if not values:
        raise Refused(f"Chưa có bộ quy tắc cho ngày {day:%d/%m/%Y}. Báo quản trị bổ sung danh mục.")
    newest = values[-1].rule_set
    return Rules(day, newest, {row.key: row for row in values if row.rule_set_id == newest.pk})


class RatioRule(NamedTuple):
    """A title whose number is limited to a part of another one, counted over a base."""

    award_type: AwardType
    base_award_type: AwardType
    percent: int
    base: RatioBase
    citation: str


def ratio_rules(day: date) -> list[RatioRule]:
    """The highest shares (tỷ lệ tối đa) in force on the day (NĐ 91/2017 Đ.9 k.3)."""
    rules = rule_set_on(day)
    awards = {award.code: award for award in award_type_queries.by_key().values()}
    return [
        RatioRule(
            awards[title], awards[base], rules[percent], rules[over], rules.row(percent).citation
        )
        for title, base, percent, over in _RATIOS
    ]


def is_limited_by_ratio(award_type: AwardType) -> bool:
    """Whether a share of others limits how many may have this title, whatever the day."""
    return award_type.code in {title for title, *_ in _RATIOS}


def ratio_award_ids() -> set[int]:
    """Awards that a ratio limits or counts from, whatever the day."""
    known = award_type_queries.by_key()
    return {key for key, award in known.items() if award.code in _RATIO_CODES}


def base_salary_on(day: date) -> BaseSalary:
    """The base salary of the decision date, not of the achievement (NĐ 98/2023; S42)."""
    found = BaseSalary.objects.valid_on(day).order_by("-valid_from").first()
    if found is None:
        raise Refused(f"Chưa có mức lương cơ sở cho ngày {day:%d/%m/%Y}.")
    return found


def power_blockers(award_type: AwardType, day: date) -> list[str]:
    """Why a decision of the town dated so cannot carry this award; whose it is instead."""
    power = award_type.power_on(day)
    if power is None:
        return [f"Ngày {day:%d/%m/%Y} không có thẩm quyền nào tặng {award_type.name}."]
    if power.level == Level.TOWN:
        return []
    whose = f"{power.words} ({power.citation})"
    return [f"Ngày {day:%d/%m/%Y} {award_type.name} thuộc thẩm quyền của {whose}."]


def authority_on(day: date, code: str = TOWN) -> Authority:
    """An authority of the town on a day; none after the district level ended (30/06/2025)."""
    found = Authority.objects.valid_on(day).filter(code=code).first()
    if found is None:
        whose, what = _WHOSE[code]
        raise Refused(f"Ngày {day:%d/%m/%Y} {whose} không còn thẩm quyền ban hành {what}.")
    return found


def announcement_issuer(day: date) -> Authority:
    """Whose paper tells an organiser about its plan: UBND or Home Affairs, as the town chose."""
    return authority_on(day, _ISSUERS[rule_set_on(day)[RuleKey.ANNOUNCEMENT_ISSUER]])


def head_of(authority: Authority, day: date) -> Signatory | None:
    """Who signs as the head, for a draft; whoever acts as the head signs like one."""
    heads = authority.signatories.in_force(day).exclude(capacity=Capacity.DEPUTY)
    return heads.order_by("-starts_on", "-pk").first()


def signatory_of(authority: Authority, user: object, day: date, category: str = "") -> Signatory:
    """The line under which this person signs on this day what belongs to the category."""
    lines = _lines_of(authority, user, day)
    found = [one for one in lines if not (category and one.scope) or category in one.scope]
    if found:
        return found[0]
    if lines:
        raise Refused(
            f"Anh/chị được phân công ký: {lines[0].scope_words}. Loại hình của văn bản này không "
            "thuộc phần đó; chuyển Chủ tịch hoặc người được phân công ký."
        )
    raise Refused(
        "Chưa khai báo chức danh ký văn bản của anh/chị trong ngày này. Báo quản trị thêm người ký."
    )


def _lines_of(authority: Authority, user: object, day: date) -> list[Signatory]:
    """Of every category, the newest first; a desk asks of several, and reads them once."""
    memo = vars(authority).setdefault("lines_memo", {})
    if (user.pk, day) not in memo:
        lines = authority.signatories.in_force(day).filter(user=user)
        memo[user.pk, day] = list(lines.order_by("-starts_on", "-pk"))
    return memo[user.pk, day]


def signatories_on(day: date, category: str) -> list[Signatory]:
    """Everybody who may sign on the day what belongs to the category, head before deputies."""
    lines = authority_on(day).signatories.in_force(day).for_category(category)
    found = lines.select_related("user").order_by("starts_on", "pk")
    return sorted(found, key=lambda line: line.capacity == Capacity.DEPUTY)


def bases_on(day: date, category: str) -> list[str]:
    """Legal bases valid on the day for this category, in the order of rank."""
    return [row.text for row in basis_rows_on(day, category)]


def basis_rows_on(day: date, category: str) -> list[LegalBasis]:
    """The same with their sources."""
    rows = LegalBasis.objects.valid_on(day).filter(category__in=["", category])
    return list(rows.order_by("order", "pk"))


@kept
def prizes_on(day: date) -> "Prizes":
    """The prize table of a decision date."""
    return Prizes(day)


class Prizes:
    """The prizes of one decision date: coefficient × base salary, rounded as the regime says."""

    def __init__(self, day: date) -> None:
        self.rules = rule_set_on(day)
        self.base_vnd = base_salary_on(day).amount_vnd
        rates = PrizeRate.objects.valid_on(day).filter(rule_set=self.rules.rule_set)
        self._rates = {rate.award_type_id: rate for rate in rates.order_by("valid_from")}

    def of(self, award_type: AwardType, kind: str) -> int:
        """The amount in đồng for one honouree of this kind."""
        rate = self._rates.get(award_type.pk)
        if rate is None:
            raise Refused(
                f"Chưa có mức tiền thưởng cho {award_type.name} trong bộ quy tắc hiện hành."
            )
        factor = self.rules.factor_thousandths(kind) if rate.scales_by_kind else 1000
        return money.prize(self.base_vnd, rate.coefficient_thousandths, factor, self.rules.rounding)


def due_on(received_on: date, days: int = 0) -> date:
    """The due day (hạn trả): so many working days after reception (calendar of the town).

    Without `days` the usual limit of the day of reception.
    """
    days = days or rule_set_on(received_on).processing_days
    return calendar.add_working_days(received_on, days, *days_off())


@kept
def days_off() -> tuple[frozenset[date], frozenset[date]]:
    """(days off, Saturdays worked instead), from the holiday table."""
    rows = list(Holiday.objects.values_list("day", "kind"))
    return (
        frozenset(day for day, kind in rows if kind == HolidayKind.OFF),
        frozenset(day for day, kind in rows if kind == HolidayKind.WORKED),
    )
