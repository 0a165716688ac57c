"""The budgets of one file, scaled by how fast this machine is today."""

import statistics
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.db import connection


KEPT = tomllib.loads((Path(__file__).parent / "budgets.toml").read_text("utf-8"))
PYTHON_SHARE, SQL_SHARE = 0.7, 0.3
RUNS = 7


class Calibration(NamedTuple):
    """Fixed work, in milliseconds, and how many times slower than the machine of the budgets."""

    python_ms: float
    sql_ms: float
    processor_ms: float = 0  # of the Python work: what it takes however crowded the machine is

    @property
    def processor_factor(self) -> float:
        """By which every budget of Python alone is multiplied."""
        return self.processor_ms / KEPT["reference"]["python_ms"]

    @property
    def factor(self) -> float:
        """By which every budget of wall time is multiplied."""
        python = self.python_ms / KEPT["reference"]["python_ms"]
        sql = self.sql_ms / KEPT["reference"]["sql_ms"]
        return PYTHON_SHARE * python + SQL_SHARE * sql

    def told(self) -> dict:
        """The first line of the bench."""
        return {
            "line": "calibration",
            "python_ms": round(self.python_ms, 1),
            "sql_ms": round(self.sql_ms, 1),
            "processor_ms": round(self.processor_ms, 1),
            "factor": round(self.factor, 2),
        }


def calibrated() -> Calibration:
    """Measure the same two pieces of work that the budgets were written beside."""
    with connection.cursor() as cursor:
        return Calibration(
            _middle(_python), _middle(lambda: _sql(cursor)), _middle(_python, time.process_time)
        )


def _middle(work: Callable[[], None], clock: Callable[[], float] = time.perf_counter) -> float:
    taken = []
    for _ in range(RUNS):
        begun = clock()
        work()
        taken.append((clock() - begun) * 1000)
    return statistics.median(taken)


def _python() -> None:
    words: dict[str, int] = {}
    for number in range(180_000):
        word = f"{number % 977}-{number % 31}"
        words[word] = words.get(word, 0) + number
    assert len(sorted(words.items(), key=lambda one: (one[1], one[0]))) == 977 * 31


def _sql(cursor: object) -> None:
    cursor.execute(
        "SELECT count(DISTINCT md5(i::text)), sum(length(upper(md5((i * 7)::text)))) "
        "FROM generate_series(1, 60000) AS i"
    )
    assert cursor.fetchone()[0] == 60_000


def limits(name: str, factor: float, processor: float = 1.0) -> dict[str, float]:
    """Everything a line is held to, as its result names it."""
    found = {
        "median_ms": _scaled(_of("ms", name), factor),
        "python_ms": _scaled(_of("python_ms", name), processor),
        "html_kb": _of("html_kb", name),
        "queries": _of("queries", name),
    }
    return {key: limit for key, limit in found.items() if limit is not None}


def ratio(name: str) -> float:
    """Of two measurements; machines differ, ratios do not."""
    return KEPT["ratio"][name]


def _scaled(limit: float | None, factor: float) -> float | None:
    return None if limit is None else round(limit * factor, 1)


def _of(kind: str, name: str) -> float | None:
    known = KEPT[kind]
    if name in known or not name.startswith("list_"):
        return known.get(name)
    return known.get("home" if name.startswith("list_home_") else "list")
