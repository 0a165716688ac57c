"""The tables of the law that the office may correct: where they stand, what a correction writes."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet

from law.models import (
    AwardPower,
    AwardRule,
    BaseSalary,
    ChecklistItem,
    Correction,
    LegalBasis,
    Prerequisite,
    PrizeRate,
    Provision,
    RuleValue,
    Valid,
)


class LawTable(NamedTuple):
    """One kind of dated row: its word in addresses, the page that shows it, its column."""

    slug: str
    page: str
    model: type[Valid]
    column: str
    names: tuple[str, ...] = ()  # rows whose names a page needs beside it

    def rows(self) -> QuerySet:
        """Every row, with what its title says."""
        return self.model.objects.select_related(*self.names)


TABLES = {
    table.slug: table
    for table in (
        LawTable("gia-tri", "bo-quy-tac", RuleValue, "value", ("rule_set",)),
        LawTable(
            "muc-thuong",
            "bo-quy-tac",
            PrizeRate,
            "coefficient_thousandths",
            ("rule_set", "award_type"),
        ),
        LawTable("tham-quyen", "danh-hieu", AwardPower, "level", ("award_type",)),
        LawTable("dieu-kien", "danh-hieu", Prerequisite, "text", ("rule_set", "award_type")),
        LawTable(
            "thanh-phan", "thanh-phan-ho-so", ChecklistItem, "need", ("rule_set", "award_type")
        ),
        LawTable("rieng-tung-loai", "danh-hieu", AwardRule, "value", ("rule_set", "award_type")),
        LawTable("quy-dinh-xet", "quy-dinh-xet", Provision, "text"),
        LawTable("can-cu", "can-cu", LegalBasis, "text"),
        LawTable("luong-co-so", "luong-co-so", BaseSalary, "amount_vnd"),
    )
}


def table_of(row: Valid) -> LawTable:
    """The table in which the row stands."""
    return next(table for table in TABLES.values() if table.model is type(row))


def name_of(row: Valid) -> str:
    """What a row of the law is about, with its procedure and regime."""
    parts = (row.title, getattr(row, "procedure", ""), getattr(row, "rule_set", None))
    return " · ".join(str(part) for part in parts if part)


def subject_key(row: Valid) -> str:
    """What the row is about, as the log of corrections keeps it."""
    return "|".join("" if part is None else str(part) for part in row.subject)


def same_subject(row: Valid) -> QuerySet:
    """Every row that says the same thing on other days, the first day first."""
    wanted = dict(zip(row.SUBJECT, row.subject, strict=True))
    return table_of(row).rows().filter(**_nullable(wanted)).order_by("valid_from")


def _nullable(wanted: dict) -> dict:
    return {
        (f"{name}__isnull" if value is None else name): (True if value is None else value)
        for name, value in wanted.items()
    }


def corrections_of(rows: Iterable[Valid]) -> dict[tuple, Correction]:
    """The newest correction that made each row what it is, in one query."""
    rows = list(rows)
    if not rows:
        return {}
    wanted = Q()
    for table in {table_of(row) for row in rows}:
        keys = {subject_key(row) for row in rows if type(row) is table.model}
        wanted |= Q(table=table.slug, subject__in=keys)
    found = Correction.objects.filter(wanted).select_related("by").order_by("pk")
    return {(c.table, c.subject, c.effective_on): c for c in found}
