"""The law as it stands in `data/*.toml` (law 12): read here, written by `services.load_catalogue`.

Verified rows follow the files. A row marked «chưa kiểm chứng» is only added: from then on it is
the administrator's to correct, and a later load leaves the correction alone. Nothing is deleted.
"""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from django.db import models

from campaigns.enums import HolidayKind
from campaigns.models import (
    Authority,
    AwardType,
    BaseSalary,
    CampaignTheme,
    ChecklistItem,
    Holiday,
    LegalBasis,
    PrizeRate,
    RuleSet,
)


DATA = Path(__file__).parent / "data"


class Change(NamedTuple):
    """What loading one table did: rows added, rows changed, corrections of the office kept."""

    table: str
    added: int
    changed: int
    kept: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)


def load(folder: Path = DATA) -> list[Change]:
    """Bring every table in line with the files; call inside a transaction."""
    read = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")}
    regimes = read["rule_sets"]
    done = [
        _sync(AwardType, ("code",), read["award_types"]["award_type"]),
        _sync(CampaignTheme, ("code",), read["themes"]["theme"]),
        _sync(Authority, ("code",), read["authority"]["authority"]),
        _sync(LegalBasis, ("code",), read["legal_bases"]["legal_basis"]),
        _sync(Holiday, ("day",), _days(read["holidays"]["year"])),
        _sync(BaseSalary, ("valid_from",), regimes["base_salary"]),
        _sync(RuleSet, ("code",), [_regime(row) for row in regimes["rule_set"]]),
    ]
    rule_sets = {row.code: row.pk for row in RuleSet.objects.all()}
    award_types = {row.code: row.pk for row in AwardType.objects.all()}
    rates, papers = [], []
    for row in regimes["rule_set"]:
        rates += _rates(row, rule_sets[row["code"]], award_types)
        papers += _checklist(row, rule_sets[row["code"]])
    done.append(_sync(PrizeRate, ("rule_set_id", "award_type_id"), rates))
    done.append(_sync(ChecklistItem, ("rule_set_id", "category", "part"), papers))
    return done


def _sync(model: type[models.Model], key: tuple[str, ...], wanted: Iterable[dict]) -> Change:
    """One SELECT, at most one INSERT and one UPDATE a table, whatever its length."""
    identify: Callable[[models.Model], tuple] = lambda row: tuple(getattr(row, k) for k in key)  # noqa: E731
    known = {identify(row): row for row in model._base_manager.all()}
    new, changed, fields, kept = [], [], set(), 0
    for values in wanted:
        row = known.get(tuple(values[k] for k in key))
        if row is None:
            new.append(model(**values))
            continue
        other = {name for name, value in values.items() if getattr(row, name) != value}
        if not other:
            continue
        if not values.get("is_verified", True):
            kept += 1
            continue
        for name in other:
            setattr(row, name, values[name])
        changed.append(row)
        fields |= other
    model._base_manager.bulk_create(new)
    if changed:
        model._base_manager.bulk_update(changed, sorted(fields))
    return Change(str(model._meta.verbose_name), len(new), len(changed), kept)


def _regime(row: dict) -> dict:
    """The rule set's own figures, without the tables that hang on it."""
    apart = {"rates", "checklist", "rates_citation", "checklist_citation"}
    return {name: value for name, value in row.items() if name not in apart}


def _rates(row: dict, rule_set: int, award_types: dict[str, int]) -> list[dict]:
    return [
        {
            "rule_set_id": rule_set,
            "award_type_id": award_types[rate["award_type"]],
            "coefficient_thousandths": rate["coefficient_thousandths"],
            "scales_by_kind": rate.get("scales_by_kind", False),
            "citation": row["rates_citation"],
            "is_verified": rate.get("is_verified", True),
        }
        for rate in row["rates"]
    ]


def _checklist(row: dict, rule_set: int) -> list[dict]:
    return [
        {
            "rule_set_id": rule_set,
            "category": category,
            "part": item["part"],
            "is_required": item.get("is_required", True),
            "order": order,
            "citation": row["checklist_citation"],
            "is_verified": False,  # QĐ 1635 and HD 41 were not at hand: the town's list may differ
        }
        for category, items in row["checklist"].items()
        for order, item in enumerate(items, start=1)
    ]


def _days(years: list[dict]) -> list[dict]:
    return [
        {
            "day": day["day"],
            "name": day["name"],
            "kind": day.get("kind", HolidayKind.OFF),
            "citation": year["citation"],
            "is_verified": year["is_verified"],
        }
        for year in years
        for day in year["days"]
    ]
