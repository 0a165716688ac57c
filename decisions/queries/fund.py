"""Award funds (quỹ): what a year has, is spent or promised, what is left. It only warns."""

from dataclasses import dataclass

from django.db.models import FilteredRelation, Q, QuerySet, Sum

from decisions.enums import DecisionKind, DecisionState
from decisions.models import Decision, Fund, FundBudget
from decisions.models.fund import USUAL_FUND
from nganam_awards.core import clock
from nganam_awards.core.money import grouped


COMMITTED = (DecisionState.SUBMITTED, DecisionState.APPROVED)


@dataclass(frozen=True)
class FundStanding:
    """One fund in one year."""

    fund: Fund
    year: int
    budget: FundBudget | None
    spent_vnd: int
    committed_vnd: int

    @property
    def limit_vnd(self) -> int:
        """The year's budget; 0 where nobody has entered one."""
        return self.budget.amount_vnd if self.budget else 0

    @property
    def used_vnd(self) -> int:
        """Spent and promised."""
        return self.spent_vnd + self.committed_vnd

    @property
    def left_vnd(self) -> int:
        """What is still free; below zero once it is exceeded."""
        return self.limit_vnd - self.used_vnd

    @property
    def over_vnd(self) -> int:
        """By how much the budget is exceeded."""
        return self.over_with(0)

    @property
    def scale(self) -> int:
        """The length of the bar."""
        return max(self.limit_vnd, self.used_vnd, 1)

    def over_with(self, more_vnd: int) -> int:
        """By how much it would be exceeded with so much more; 0 without a budget."""
        return max(more_vnd - self.left_vnd, 0) if self.budget else 0


def usual() -> Fund | None:
    """The fund most decisions are paid from."""
    return usual_among(list(Fund.objects.all()))


def usual_among(funds: list[Fund]) -> Fund | None:
    """The same of all funds that are read already."""
    return next((fund for fund in funds if fund.name == USUAL_FUND), funds[0] if funds else None)


def standings(funds: QuerySet[Fund], year: int) -> list[FundStanding]:
    """Each fund's year, in two queries: issued is spent, with the Chairman is promised."""
    of_year = FilteredRelation("budgets", condition=Q(budgets__year=year))
    funds = list(funds.annotate(of_year=of_year).select_related("of_year"))
    promised = Q(state__in=COMMITTED) if year == clock.today().year else Q(pk=None)
    spent = Q(state=DecisionState.ISSUED, issued_on__year=year)
    rows = Decision.objects.filter(spent | promised, fund__in=funds, kind=DecisionKind.AWARD)
    sums = {
        fund: (paid or 0, waiting or 0)
        for fund, paid, waiting in rows.order_by()
        .values_list("fund")
        .annotate(paid=Sum("total_vnd", filter=spent), waiting=Sum("total_vnd", filter=promised))
    }
    budgets = {fund.pk: getattr(fund, "of_year", None) for fund in funds}  # only where it is
    return [
        FundStanding(fund, year, budgets[fund.pk], *sums.get(fund.pk, (0, 0))) for fund in funds
    ]


@dataclass(frozen=True)
class BudgetCheck:
    """What a decision means for its fund: nothing is refused for it."""

    standing: FundStanding
    here_vnd: int
    is_counted: bool  # its money stands in the promised sum already

    @property
    def over_vnd(self) -> int:
        """By how much the year's budget is exceeded with this decision."""
        return self.standing.over_with(0 if self.is_counted else self.here_vnd)

    @property
    def left_after_vnd(self) -> int:
        """What the fund has left with this decision."""
        return self.standing.left_vnd - (0 if self.is_counted else self.here_vnd)

    @property
    def others_vnd(self) -> int:
        """What other decisions that are submitted will take from it."""
        here = self.here_vnd if self.is_counted else 0
        return max(self.standing.committed_vnd - here, 0)

    @property
    def words(self) -> str:
        """The figures in one sentence, with the excess; empty where it suffices."""
        if not self.over_vnd:
            return ""
        standing = self.standing
        parts = [
            f"{standing.fund.line(standing.year)}: dự toán {grouped(standing.limit_vnd)} đồng",
            f"đã chi {grouped(standing.spent_vnd)} đồng",
            f"quyết định khác đang trình {grouped(self.others_vnd)} đồng"
            if self.others_vnd
            else "",
            f"quyết định này {grouped(self.here_vnd)} đồng",
        ]
        told = ", ".join(part for part in parts if part)
        return f"{told}; vượt {grouped(self.over_vnd)} đồng."


def check(decision: Decision, total_vnd: int) -> BudgetCheck | None:
    """How the fund of a decision that is not issued yet stands with its money."""
    if decision.fund_id is None or decision.state == DecisionState.ISSUED:
        return None
    return BudgetCheck(this_year(decision.fund_id), total_vnd, decision.state in COMMITTED)


def in_use() -> list[FundStanding]:
    """Funds that have a budget this year or money taken from them, for who signs and composes."""
    return [standing for standing in all_this_year() if standing.budget or standing.used_vnd]


def all_this_year() -> list[FundStanding]:
    """Every fund in the year of the office's day, by name."""
    return standings(Fund.objects.all(), clock.today().year)


def this_year(fund: int) -> FundStanding:
    """The fund with this key in the year of the office's day."""
    [standing] = standings(Fund.objects.filter(pk=fund), clock.today().year)
    return standing
