"""The law as it stands in `data/*.toml` (law 12): read here, written by `load_catalogue`.

Rows follow the files, except what the office entered or corrected itself (`is_local`): a later load
leaves that alone and says how many such rows it kept. Nothing is deleted.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.db import models, transaction

from law.enums import DossierPart, HolidayKind, PartNeed
from law.models import (
    Authority,
    AwardPower,
    AwardRule,
    AwardType,
    BaseSalary,
    CampaignTheme,
    ChecklistItem,
    Holiday,
    LegalBasis,
    Prerequisite,
    PrizeRate,
    Provision,
    RuleSet,
    RuleValue,
    Valid,
)
from law.services.correction import calendar_changed
from nganam_awards.core.registry import recounters


DATA = Path(__file__).parent.parent / "data"


class CatalogueChange(NamedTuple):
    """What loading one table did: rows added, rows changed, corrections of the office kept."""

    table: str
    added: int
    changed: int
    kept: int

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)


def load_catalogue(folder: Path = DATA) -> list[CatalogueChange]:
    """Loads the catalogue and the law from the files that come with the portal, all or nothing."""
    with transaction.atomic():
        changes = _bring_in_line(folder)
        if any(changes):
            for recount in recounters:
                recount()
        if any(change and change.table == Holiday._meta.verbose_name for change in changes):
            calendar_changed("nạp lịch nghỉ lễ kèm theo bản mới của cổng", None)
    return changes


def _bring_in_line(folder: Path) -> list[CatalogueChange]:
    read = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")}
    awards, regimes = read["award_types"]["award_type"], read["rule_sets"]["rule_set"]
    done = [
        _sync(AwardType, ("code",), [_without(row, "powers") for row in awards]),
        _sync(CampaignTheme, ("code",), read["themes"]["theme"]),
        _sync(Authority, ("code",), read["authority"]["authority"]),
        _sync(LegalBasis, ("code", "valid_from"), read["legal_bases"]["legal_basis"]),
        _sync(Holiday, ("day",), _days(read["holidays"]["year"])),
        _sync(BaseSalary, ("valid_from",), read["prizes"]["base_salary"]),
        _sync(RuleSet, ("code",), [_without(row, "values") for row in regimes]),
        _sync(Provision, ("key", "valid_from"), _provisions(read["provisions"]["provision"])),
    ]
    known = _Codes(regimes)
    rows = {
        AwardPower: list(_powers(awards, known)),
        RuleValue: list(_values(regimes, known)),
        PrizeRate: list(_rates(read["prizes"]["rates"], known)),
        Prerequisite: list(_needs(read["prerequisites"]["regime"], known)),
        AwardRule: list(_award_rules(read["award_rules"]["regime"], awards, known)),
        ChecklistItem: list(_checklist(read["checklists"]["regime"], known)),
    }
    return done + [
        _sync(model, (*model.SUBJECT, "valid_from"), wanted) for model, wanted in rows.items()
    ]


def _sync(
    model: type[models.Model], key: tuple[str, ...], wanted: Iterable[dict]
) -> CatalogueChange:
    """One SELECT, at most one INSERT and one UPDATE a table, whatever its length."""
    identify: Callable[[models.Model], tuple] = lambda row: tuple(getattr(row, k) for k in key)  # noqa: E731
    known = {identify(row): row for row in model._base_manager.all()}
    closed_by = {row.subject for row in known.values() if isinstance(row, Valid) and row.is_local}
    new, changed, fields, kept = [], [], set(), 0
    for values in wanted:
        wished = model(**values)
        row = known.get(identify(wished))
        if row is None:
            new.append(wished)
            continue
        other = {name for name in values if getattr(row, name) != getattr(wished, name)}
        if isinstance(row, Valid) and row.subject in closed_by:
            kept += other == {"valid_to"}
            other -= {"valid_to"}
        if other and getattr(row, "is_local", False):
            kept, other = kept + 1, set()
        if other:
            for name in other:
                setattr(row, name, values[name])
            changed.append(row)
            fields |= other
    model._base_manager.bulk_create(new)
    if changed:
        model._base_manager.bulk_update(changed, sorted(fields))
    return CatalogueChange(str(model._meta.verbose_name), len(new), len(changed), kept)


class _Codes:
    """Keys of award types and rule sets by code, and the days of each regime."""

    def __init__(self, regimes: list[dict]) -> None:
        self.awards = dict(AwardType.objects.values_list("code", "pk"))
        self.rule_sets = dict(RuleSet.objects.values_list("code", "pk"))
        self._regimes = {row["code"]: row for row in regimes}

    def under(self, code: str, row: dict) -> dict:
        """What a row of the regime starts with: its days, unless it says its own."""
        regime = self._regimes[code]
        return {
            "rule_set_id": self.rule_sets[code],
            "valid_from": row.get("valid_from", regime["valid_from"]),
            "valid_to": row.get("valid_to", regime.get("valid_to")),
            "is_verified": row.get("is_verified", True),
        }

    def award(self, code: str) -> int | None:
        """Key of an award type; none asked, none given."""
        return self.awards[code] if code else None


def _without(row: dict, *apart: str) -> dict:
    """The row's own columns, without the tables that hang on it."""
    return {name: value for name, value in row.items() if name not in apart}


def _provisions(tables: list[dict]) -> Iterator[dict]:
    for table in tables:
        usual = {"can_overrule": False} | _without(table, "rows")
        for row in table["rows"]:
            yield {"valid_to": None, "is_verified": True} | usual | row


def _powers(awards: list[dict], known: _Codes) -> Iterator[dict]:
    for award in awards:
        for power in award["powers"]:
            yield {
                "valid_to": None,
                "is_verified": True,
                **power,
                "award_type_id": known.awards[award["code"]],
            }


def _values(regimes: list[dict], known: _Codes) -> Iterator[dict]:
    for regime in regimes:
        for row in regime["values"]:
            yield {**row, **known.under(regime["code"], row)}


def _rates(tables: list[dict], known: _Codes) -> Iterator[dict]:
    for table in tables:
        for row in table["coefficients"]:
            yield {
                **known.under(table["rule_set"], row),
                "award_type_id": known.awards[row["award_type"]],
                "coefficient_thousandths": row["coefficient_thousandths"],
                "scales_by_kind": row.get("scales_by_kind", False),
                "citation": row.get("citation", table["citation"]),
            }


def _needs(tables: list[dict], known: _Codes) -> Iterator[dict]:
    for table in tables:
        for row in table["needs"]:
            yield {
                **known.under(table["rule_set"], row),
                "award_type_id": known.awards[row["award_type"]],
                "group": row["group"],
                "needed_award_id": known.award(row.get("needed_award", "")),
                "evidence": row.get("evidence", ""),
                "years": row.get("years", 0),
                "share": row.get("share", ""),
                "initiative_scope": row.get("initiative_scope", ""),
                "text": row["text"],
                "citation": row["citation"],
            }


def _checklist(tables: list[dict], known: _Codes) -> Iterator[dict]:
    """A row for every paper of every procedure, so that each can be corrected."""
    for table in tables:
        for procedure in table["procedure"]:
            required, optional = procedure["required"], procedure["optional"]
            asked = required + optional
            rest = [part.value for part in DossierPart if part not in asked]
            for order, part in enumerate(asked + rest, start=1):
                need = PartNeed.REQUIRED if part in required else PartNeed.OPTIONAL
                yield {
                    **known.under(table["rule_set"], procedure),
                    "category": procedure["category"],
                    "award_type_id": known.award(procedure.get("award_type", "")),
                    "part": part,
                    "need": need if part in asked else PartNeed.NOT_ASKED,
                    "order": order,
                    "citation": table["citation"],
                    "is_verified": False,  # QĐ 1635 and HD 41 were not at hand
                }


def _award_rules(tables: list[dict], awards: list[dict], known: _Codes) -> Iterator[dict]:
    """A row for every choice of every award, so that each can be corrected."""
    for table in tables:
        own = {row["award_type"]: row for row in table["award"] if "category" not in row}
        usual = table["usual"]
        for award in awards:
            chosen = own.get(award["code"], {})
            for key in usual:
                yield _award_rule(table, award["code"], key, chosen, known)
        for row in table["award"]:
            for key in usual if "category" in row else ():
                if key in row:
                    yield _award_rule(table, row["award_type"], key, row, known)


def _award_rule(table: dict, award: str, key: str, chosen: dict, known: _Codes) -> dict:
    return {
        **known.under(table["rule_set"], table),
        "award_type_id": known.awards[award],
        "category": chosen.get("category", ""),
        "key": key,
        "value": chosen.get(key, table["usual"][key]),
        "citation": chosen["citation"] if key in chosen else table["citation"],
        "is_verified": False,  # settings of the town that nobody has confirmed
    }


def _days(years: list[dict]) -> Iterator[dict]:
    for year in years:
        for day in year["days"]:
            yield {
                "day": day["day"],
                "name": day["name"],
                "kind": day.get("kind", HolidayKind.OFF),
                "citation": day.get("citation", year["citation"]),
                "is_verified": year["is_verified"],
            }
