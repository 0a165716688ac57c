"""`./portal bench growth`: every list of every role at several sizes, and how steep it is."""

import json
from collections import defaultdict

import time_machine

from tests.bench import budget, roster
from tests.bench.line import LINES
from tests.bench.measure import measured
from tests.conftest import OFFICE_DAY


SIZES = [1_000, 10_000, 100_000]
FLOOR_MS = 5  # what is faster has no slope worth telling


def growth(sizes: list[int]) -> None:
    """Size by size, so that each register is warm; one JSON object a list and role at the end."""
    found: dict[tuple[str, str], dict[int, dict]] = defaultdict(dict)
    for size in sizes:
        for page, role in roster.rows():
            with time_machine.travel(OFFICE_DAY, tick=True):
                found[page, role][size] = measured(LINES[f"list_{page}_{role}"], size)
    for (page, role), results in found.items():
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
