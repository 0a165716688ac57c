"""How one line is measured: wall time, Python alone, queries, and how heavy the page is."""

import cProfile
import gc
import gzip
import pstats
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections, transaction
from django.http import HttpResponse

from nganam_awards.launcher.web import GARBAGE_AFTER
from tests import databases
from tests.bench import register
from tests.bench.line import Call, Line
from tests.factories.units import UnitFactory


MINE = "portal_bench"
TOP = 10  # functions that a profile tells


def measured(line: Line, size: int, *, profiled: bool = False) -> dict:
    """The middle of every run; with the functions that took most of one more, where asked."""
    runs: list[tuple[float, float, int]] = []
    with _database(line, size):
        call, answer = _prepared(line), None
        _spare_collections()
        for number in range(line.runs):
            answer = _run(call, runs)
            if number + 1 < line.runs and line.is_used_up:
                call = _prepared(line)
        top = _top(_prepared(line) if line.is_used_up else call) if profiled else {}
    wall, python, queries = zip(*runs, strict=True)
    return {
        "median_ms": round(statistics.median(wall), 1),
        "p95_ms": round(statistics.quantiles(wall, n=20, method="inclusive")[-1], 1),
        "min_ms": round(min(wall), 1),
        "max_ms": round(max(wall), 1),
        "python_ms": round(statistics.median(python), 1),
        "queries": max(queries),
        **_weight(answer),
        "runs": line.runs,
        **top,
    }


def _spare_collections() -> None:
    """Look for garbage as seldom as a web process does, and never in what was prepared."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE_AFTER)


def _top(call: Call) -> dict[str, list[dict]]:
    """The heaviest functions by their own time; the profiler itself costs about as much again."""
    profile = cProfile.Profile(time.process_time)
    profile.runcall(call)
    found = pstats.Stats(profile).get_stats_profile().func_profiles
    heavy = sorted(found.items(), key=lambda item: -item[1].tottime)[:TOP]
    return {
        "top": [
            {
                "function": f"{_place(its.file_name)}:{its.line_number} {name}",
                "own_ms": round(its.tottime * 1000, 1),
                "with_all_ms": round(its.cumtime * 1000, 1),
                "calls": its.ncalls,
            }
            for name, its in heavy
        ]
    }


def _place(file: str) -> str:
    """A file without the folders of this machine."""
    return "/".join(Path(file).parts[-3:])


def _run(call: Call, runs: list[tuple[float, float, int]]) -> object:
    asked = 0

    def count(execute: Callable, *question: object) -> object:
        nonlocal asked
        asked += 1
        return execute(*question)

    with connection.execute_wrapper(count):
        cpu, begun = time.process_time(), time.perf_counter()
        answer = call()
        wall, python = time.perf_counter() - begun, time.process_time() - cpu
    runs.append((wall * 1000, python * 1000, asked))
    return answer


def _weight(answer: object) -> dict[str, float]:
    if not isinstance(answer, HttpResponse):
        return {}
    zipped = len(gzip.compress(answer.content, 6))
    return {
        "html_kb": round(len(answer.content) / 1024, 1),
        "html_gzip_kb": round(zipped / 1024, 1),
    }


def _prepared(line: Line) -> Call:
    """Factories write events and states that are compared at commit: one transaction."""
    with transaction.atomic():
        return line.prepare()


@contextmanager
def _database(line: Line, size: int) -> Iterator[None]:
    """A copy of the template, or the register of the size; one line's rows do not slow the next."""
    if line.needs_register:
        register.use(size)
        UnitFactory.reset_sequence(1_000, force=True)  # the real units are there already
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    else:
        databases.drop(MINE)
        databases.sql(f'CREATE DATABASE "{MINE}" TEMPLATE "{register.TEMPLATE}"')
        databases.use(MINE)
        yield
    connections.close_all()
    databases.drop(MINE)
