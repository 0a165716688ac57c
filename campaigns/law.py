"""Which law holds: the rule set, base salary, bases, authority and holidays of a day."""

from datetime import date

from campaigns.enums import HolidayKind
from campaigns.models import (
    Authority,
    AwardType,
    BaseSalary,
    ChecklistItem,
    Holiday,
    LegalBasis,
    PrizeRate,
    RuleSet,
    Signatory,
)
from nganam_awards.core import calendar, money
from nganam_awards.core.refusals import Refused


def rule_set_on(day: date) -> RuleSet:
    """The regime of a day. Raises Refused when the catalogue knows none."""
    found = RuleSet.objects.valid_on(day).order_by("-valid_from").first()
    if found is None:
        raise Refused(f"Chưa có bộ quy tắc cho ngày {day:%d/%m/%Y}. Báo quản trị bổ sung danh mục.")
    return found


def base_salary_on(day: date) -> BaseSalary:
    """Lương cơ sở of the decision date, not of the achievement (NĐ 98/2023; S42)."""
    found = BaseSalary.objects.valid_on(day).order_by("-valid_from").first()
    if found is None:
        raise Refused(f"Chưa có mức lương cơ sở cho ngày {day:%d/%m/%Y}.")
    return found


def authority_on(day: date) -> Authority:
    """The town's authority on a day; none after the district level ended (30/06/2025)."""
    found = Authority.objects.valid_on(day).filter(code="UBND_TX").first()
    if found is None:
        raise Refused(
            f"Ngày {day:%d/%m/%Y} Ủy ban nhân dân thị xã không còn thẩm quyền ban hành quyết định."
        )
    return found


def head_of(authority: Authority, day: date) -> Signatory | None:
    """Who signs as the head, for a draft: the line without «KT.»."""
    heads = authority.signatories.in_force(day).exclude(title_lines__startswith="KT.")
    return heads.order_by("-starts_on").first()


def signatory_of(authority: Authority, user: object, day: date) -> Signatory:
    """The line under which this person signs on this day."""
    found = authority.signatories.in_force(day).filter(user=user).order_by("-starts_on").first()
    if found is None:
        raise Refused(
            "Chưa khai báo chức danh ký văn bản của anh/chị trong ngày này. "
            "Báo quản trị thêm người ký."
        )
    return found


def bases_on(day: date, category: str) -> list[str]:
    """Legal bases valid on the day for this category, in the order of rank."""
    rows = LegalBasis.objects.valid_on(day).filter(category__in=["", category])
    return list(rows.order_by("order", "pk").values_list("text", flat=True))


def prizes_on(day: date) -> "Prizes":
    """The prize table of a decision date."""
    return Prizes(day)


class Prizes:
    """Tiền thưởng of one decision date: coefficient × base salary, rounded as the regime says."""

    def __init__(self, day: date) -> None:
        self.rule_set = rule_set_on(day)
        self.base_vnd = base_salary_on(day).amount_vnd
        self._rates = {
            rate.award_type_id: rate for rate in PrizeRate.objects.filter(rule_set=self.rule_set)
        }

    def of(self, award_type: AwardType, kind: str) -> int:
        """The amount in đồng for one honouree of this kind."""
        rate = self._rates.get(award_type.pk)
        if rate is None:
            raise Refused(
                f"Chưa có mức tiền thưởng cho {award_type.name} trong bộ quy tắc hiện hành."
            )
        factor = 1000
        if rate.scales_by_kind and kind != "person":
            factor = getattr(self.rule_set, f"{kind}_factor_thousandths")
        return money.prize(
            self.base_vnd,
            rate.coefficient_thousandths,
            factor,
            money.Rounding(self.rule_set.rounding),
        )


def checklist_on(day: date, category: str) -> list[ChecklistItem]:
    """Thành phần hồ sơ of the category under the regime of the day."""
    return list(
        ChecklistItem.objects.filter(rule_set=rule_set_on(day), category=category).order_by("order")
    )


def due_on(received_on: date) -> date:
    """Hạn trả: so many working days after reception (calendar of the town)."""
    rules = rule_set_on(received_on)
    return calendar.add_working_days(received_on, rules.processing_days, *days_off())


def days_off() -> tuple[frozenset[date], frozenset[date]]:
    """(days off, Saturdays worked instead), from the holiday table."""
    rows = list(Holiday.objects.values_list("day", "kind"))
    return (
        frozenset(day for day, kind in rows if kind == HolidayKind.OFF),
        frozenset(day for day, kind in rows if kind == HolidayKind.WORKED),
    )
