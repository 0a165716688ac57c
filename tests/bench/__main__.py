"""Prepare each line in a database of its own, run it, say what came out."""

import json
import logging
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django


django.setup()

import time_machine  # noqa: E402 - models need the settings above
from django.conf import settings  # noqa: E402
from django.db import connections, transaction  # noqa: E402

from tests import databases  # noqa: E402
from tests.bench.lines import LINES, Call, Line  # noqa: E402
from tests.conftest import OFFICE_DAY  # noqa: E402


TEMPLATE, MINE = "portal_bench_template", "portal_bench"


def main(names: list[str]) -> int:
    """Measure the named lines, or all."""
    if unknown := set(names) - set(LINES):
        print(f"No such line: {', '.join(sorted(unknown))}. There are: {', '.join(LINES)}.")  # noqa: T201
        return 2
    logging.disable(logging.WARNING)  # a request's line in the log is not part of the answer
    databases.make_template(TEMPLATE)
    for name in names or LINES:
        with time_machine.travel(OFFICE_DAY, tick=True):
            result = measured(LINES[name])
        print(json.dumps({"line": name, **result}, ensure_ascii=False), flush=True)  # noqa: T201
    databases.drop(TEMPLATE)
    return 0


def measured(line: Line) -> dict:
    """Milliseconds of every run, the middle one against the budget."""
    taken = []
    with fresh_database():
        call = prepared(line)
        for number in range(line.runs):
            begun = time.perf_counter()
            call()
            taken.append((time.perf_counter() - begun) * 1000)
            if number + 1 < line.runs and line.is_used_up:
                call = prepared(line)
    middle = statistics.median(taken)
    return {
        "median_ms": round(middle, 1),
        "p95_ms": round(statistics.quantiles(taken, n=20, method="inclusive")[-1], 1),
        "min_ms": round(min(taken), 1),
        "max_ms": round(max(taken), 1),
        "runs": line.runs,
        "budget_ms": line.budget_ms,
        "within": middle <= line.budget_ms,
    }


def prepared(line: Line) -> Call:
    """Factories write events and states that are compared at commit: one transaction."""
    with transaction.atomic():
        return line.prepare()


@contextmanager
def fresh_database() -> Iterator[None]:
    """A copy of the template; one line's rows do not slow the next."""
    databases.drop(MINE)
    databases.sql(f'CREATE DATABASE "{MINE}" TEMPLATE "{TEMPLATE}"')
    databases.use(MINE)
    yield
    connections.close_all()
    databases.use(settings.MAINTENANCE_DATABASE)
    databases.drop(MINE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
