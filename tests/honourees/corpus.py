"""Pairs of records written from rules, read from `data/`."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from honourees.queries.likeness import Given, Portrait


PAIRS = Path(__file__).parent / "data" / "pairs.toml"
# Written later, by another hand, from how clerks keep lists.
CLERK_PAIRS = PAIRS.with_name("clerk_pairs.toml")
TITLES = ("LĐTT", "CSTĐCS", "CSTĐCT", "TTLĐTT", "GDVH")


class Pair(NamedTuple):
    """Two records, whether they are one honouree, and the rule that the pair shows."""

    rule: str
    same: bool
    one: Portrait
    other: Portrait
    told: str


def corpus(path: Path = PAIRS) -> list[Pair]:
    """All of them, in the order of the file."""
    groups = tomllib.loads(path.read_text("utf-8"))["group"]
    return [
        Pair(
            group["rule"],
            group["same"],
            portrait(one, group.get("kind", "person")),
            portrait(other, group.get("kind", "person")),
            f"{one}  |  {other}",
        )
        for group in groups
        for one, other in group["pairs"]
    ]


def portrait(text: str, kind: str = "person") -> Portrait:
    """«Lý Sà Rinh ; 02/09/1985 ; Phòng GD&ĐT ; at=THCS Phường 2»."""
    name, born, unit, *more = (part.strip() for part in text.split(" ;"))
    facts = dict(part.split("=", 1) for part in more)
    day = day_of(born) if "/" in born else None
    return Portrait(
        kind=facts.get("k", kind),
        full_name=name,
        unit=unit,
        gender={"Ông": "male", "Bà": "female"}.get(facts.get("g", ""), ""),
        birth_year=day.year if day else int(born) if born else None,
        birth_date=day,
        units_then=frozenset(filter(None, facts.get("was", "").split(" + "))),
        place=facts.get("at", ""),
        position=facts.get("p", ""),
        awards=frozenset(map(given, filter(None, facts.get("a", "").split(", ")))),
    )


def day_of(text: str) -> date:
    """A day as lists write it."""
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day, no instant


def given(text: str) -> Given:
    """«LĐTT 2021 15/QĐ-UBND»."""
    award, year, symbol = text.split(" ")
    return Given(award, int(year), symbol, is_title=award in TITLES)
