"""Measure the named lines, or all; `growth` measures lists at several sizes."""

import argparse
import json
import logging
import sys

import django


django.setup()

import time_machine  # noqa: E402 - models need the settings above
from django.conf import settings  # noqa: E402

from tests import databases  # noqa: E402
from tests.bench import budget, heavy, lines, register, roster  # noqa: E402, F401 - they enter lines
from tests.bench.growth import SIZES, growth  # noqa: E402
from tests.bench.line import LINES  # noqa: E402
from tests.bench.measure import measured  # noqa: E402
from tests.conftest import OFFICE_DAY  # noqa: E402


GROWTH, PDFS = "growth", ("decision_pdf_300", "decision_pdf_1000")


def main(arguments: list[str]) -> int:
    """Calibrate, then measure."""
    given = _parser().parse_args(arguments)
    if unknown := [name for name in given.names if name != GROWTH and not _lines([name])]:
        print(f"No such line: {', '.join(unknown)}. There are: {', '.join(LINES)}.")  # noqa: T201
        return 2
    logging.disable(logging.WARNING)  # a request's line in the log is not part of the answer
    databases.make_template(register.TEMPLATE)
    databases.use(settings.MAINTENANCE_DATABASE)
    calibration = budget.calibrated()
    _say(calibration.told())
    if given.names == [GROWTH]:
        growth(given.sizes)
    else:
        _measure(_lines(given.names), given, calibration)
    databases.drop(register.TEMPLATE)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "./portal bench",
        description="The budgets of the design, measured; one JSON object a line.",
        epilog="./portal bench december --help: the whole portal over HTTP, under load.",
    )
    parser.add_argument("names", nargs="*", help="lines («list_*» for many), or growth; all unless")
    parser.add_argument("--size", type=int, default=10_000, help="dossiers in the register")
    parser.add_argument(
        "--sizes", type=lambda text: [int(one) for one in text.split(",")], default=SIZES
    )
    parser.add_argument("--profile", action="store_true", help="tell the ten heaviest functions")
    parser.add_argument("--data", help="where registers are kept (var/bench)")
    return parser


def _lines(names: list[str]) -> list[str]:
    """In the order in which they are entered; «list_*» names all that begin so."""
    if not names:
        return list(LINES)
    return [
        line
        for line in LINES
        if any(line == one or (one.endswith("*") and line.startswith(one[:-1])) for one in names)
    ]


def _measure(names: list[str], given: argparse.Namespace, machine: budget.Calibration) -> None:
    middle: dict[str, float] = {}
    for name in names:
        with time_machine.travel(OFFICE_DAY, tick=True):
            result = measured(LINES[name], given.size, profiled=given.profile)
        middle[name] = result["median_ms"]
        limits = budget.limits(name, machine.factor, machine.processor_factor)
        place = {"size": given.size} if LINES[name].needs_register else {}
        within = all(result[key] <= limit for key, limit in limits.items())
        _say({"line": name, **place, **result, "budget": limits, "within": within})
    if all(name in middle for name in PDFS):
        ratio = round(middle[PDFS[1]] / middle[PDFS[0]], 2)
        most = budget.ratio("decision_pdf")
        _say(
            {"line": "decision_pdf_ratio", "ratio": ratio, "budget": most, "within": ratio <= most}
        )


def _say(result: dict) -> None:
    print(json.dumps(result, ensure_ascii=False), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
