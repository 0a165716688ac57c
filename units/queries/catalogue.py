"""The town's bodies as they stand in `data/units.toml`: read here, written by `services`."""

import tomllib
from pathlib import Path
from typing import NamedTuple


CATALOGUE = Path(__file__).parent.parent / "data" / "units.toml"


class Bodies(NamedTuple):
    """Clusters and units of the file, as plain rows."""

    clusters: list[dict[str, str]]
    units: list[dict[str, str]]


def read(path: Path = CATALOGUE) -> Bodies:
    """The file's rows, in its order."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return Bodies(content["cluster"], content["unit"])
