"""The table of places on an announcement: asked and approved, or before and after an amendment."""

from campaigns.models import AwardPlan, PlanAmendment, Quota
from campaigns.queries import diff as diff_queries
from law.enums import HonoureeKind
from nganam_awards.core.money import grouped
from nganam_awards.documents.typography import paper_count


def approved(plan: AwardPlan) -> dict:
    """What was asked and what was approved, row by row, with the sum."""
    rows = [
        (*_named(row), row.limit if row.asked is None else row.asked, row.limit)
        for row in plan.quotas.for_meter()
    ]
    return _table("Đề nghị", "Được duyệt", rows)


def amended(amendment: PlanAmendment) -> dict:
    """What the plan held before, and what it holds now."""
    new = {
        (row.award_type_id, row.honouree_kind, row.unit_id): row
        for row in amendment.quotas.select_related("award_type", "unit")
    }
    rows = []
    for was in diff_queries.snapshot_of(amendment).get("quotas", []):
        row = new.pop((was["award_type_id"], was["honouree_kind"], was["unit_id"]), None)
        kind = HonoureeKind(was["honouree_kind"])
        after = was["limit"] if row is None else row.limit
        rows.append((was["award"], kind, was["unit"], was["limit"], after))
    rows += [(*_named(row), 0, row.limit) for row in new.values() if row.limit]
    awards = list(dict.fromkeys(award for award, *_ in rows))
    rows.sort(key=lambda row: (awards.index(row[0]), row[1].rank))
    return _table("Trước điều chỉnh", "Sau điều chỉnh", rows)


def _named(row: Quota) -> tuple[str, HonoureeKind, str]:
    unit = row.unit.name if row.unit_id else ""
    return row.award_type.name, HonoureeKind(row.honouree_kind), unit


def _table(first: str, second: str, rows: list[tuple[str, HonoureeKind, str, int, int]]) -> dict:
    """Cells as words; the column of units stands only where places are shared."""
    is_shared = any(unit for _, _, unit, _, _ in rows)
    words = ["Hình thức", "Đối tượng", *(["Đơn vị"] if is_shared else [])]
    return {
        "columns": words,
        "figures": [first, second],
        "rows": [
            {
                "cells": [award, kind.label, *([unit or "Dùng chung"] if is_shared else [])],
                "figures": [_figure(old), _figure(new)],
            }
            for award, kind, unit, old, new in rows
        ],
        "total": [_figure(sum(row[3] for row in rows)), _figure(sum(row[4] for row in rows))],
    }


def _figure(places: int) -> str:
    return paper_count(places) if 0 < places < 10 else grouped(places)
