"""The town's bodies as they stand in `data/`: read here, written by `services`."""

import tomllib
from datetime import date
from pathlib import Path
from typing import NamedTuple


DATA = Path(__file__).parent.parent / "data"
CATALOGUE = DATA / "units.toml"
REFORM = DATA / "reform_2025.toml"


class Bodies(NamedTuple):
    """Clusters and units of the file, as plain rows."""

    clusters: list[dict[str, str]]
    units: list[dict[str, str]]


def read(path: Path = CATALOGUE) -> Bodies:
    """The file's rows, in its order."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return Bodies(content["cluster"], content["unit"])


class ReformRow(NamedTuple):
    """One body that ends in a reform, and the one that goes on, as a list of the office has it."""

    old: str
    new: dict[str, str]
    last_day: date
    kind: str
    basis: str


def reform(path: Path = REFORM) -> list[ReformRow]:
    """The file's rows, one for each body that ends."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    shared = (content["last_day"], content["kind"], content["basis"])
    names = {row["code"]: row["name"] for row in read().units}
    return [
        ReformRow(names[code], {k: v for k, v in new.items() if k != "old"}, *shared)
        for new in content["new"]
        for code in new["old"]
    ]
