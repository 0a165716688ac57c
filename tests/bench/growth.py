"""`./portal bench growth`: every list of every role at several sizes, and how steep it is."""

import json

import time_machine

from tests.bench import budget, roster
from tests.bench.line import LINES
from tests.bench.measure import measured
from tests.conftest import OFFICE_DAY


SIZES = [1_000, 10_000, 100_000]
FLOOR_MS = 5  # what is faster has no slope worth telling


def growth(sizes: list[int]) -> None:
    """One JSON object a list and role, whose sizes are measured one right after the other.

    Size by size the machine was another half an hour later: a calendar that reads the same rows
    seemed to grow by a third.
    """
    for page, role in roster.rows():
        results: dict[int, dict] = {}
        for size in sizes:
            with time_machine.travel(OFFICE_DAY, tick=True):
                results[size] = measured(LINES[f"list_{page}_{role}"], size)
        print(json.dumps(told(page, role, results), ensure_ascii=False), flush=True)  # noqa: T201


def told(page: str, role: str, results: dict[int, dict]) -> dict:
    """One list and role; the slope is between the two greatest sizes."""
    last = sorted(results)[-2:]
    small, great = (max(results[size]["median_ms"], FLOOR_MS) for size in (last[0], last[-1]))
    slope = round(great / small, 2)
    return {
        "list": page,
        "role": role,
        "p50_ms": {size: result["median_ms"] for size, result in results.items()},
        "python_ms": {size: result["python_ms"] for size, result in results.items()},
        "queries": {size: result["queries"] for size, result in results.items()},
        "slope": slope,
        "within": slope <= budget.ratio("growth"),
    }
