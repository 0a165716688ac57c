"""Phòng Nội vụ keeps the funds and their yearly budgets; each change leaves its row."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from decisions import rules
from decisions.models import BudgetChange, Fund, FundBudget
from nganam_awards.core import workflow
from nganam_awards.core.money import grouped
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.sentence import About
from units.models import User


def enter_budget(
    fund: Fund, year: int, *, amount_vnd: int, by: User, seen_vnd: int | None, note: str = ""
) -> FundBudget:
    """Enters a year's budget. `seen_vnd`: what the page showed, None where nothing was entered."""
    _allow(by)
    with transaction.atomic():
        locked = workflow.lock(Fund, fund.pk)
        budget = FundBudget.objects.filter(fund=locked, year=year).first()
        before = budget.amount_vnd if budget else None
        if before == amount_vnd:
            raise AlreadyDone("Dự toán đã ghi đúng số này; không có gì thay đổi.")
        if before != seen_vnd:
            now = f"{grouped(before)} đồng" if budget else "chưa ghi"
            raise Stale(
                f"Dự toán {locked.line(year)} vừa được người khác sửa, nay là {now}. "
                "Số anh/chị nhập còn nguyên trong ô; bấm «Ghi dự toán» lần nữa nếu vẫn đúng."
            )
        if budget is None:
            budget = FundBudget(fund=locked, year=year)
        budget.amount_vnd, budget.entered_by = amount_vnd, by
        budget.save()
        BudgetChange.objects.create(
            budget=budget, before_vnd=before, after_vnd=amount_vnd, note=note, by=by
        )
    return budget


def add_fund(name: str, *, by: User) -> Fund:
    """Adds a fund (quỹ), named as Điều 2 will name it, without the year."""
    _allow(by)
    with transaction.atomic():
        fund, is_new = Fund.objects.get_or_create(name=name)
    if not is_new:
        raise Refused(About(f"Đã có «{name}» trong danh sách.", "name"))
    return fund


def _allow(by: User) -> None:
    if not rules.can_compose(by):
        raise PermissionDenied
