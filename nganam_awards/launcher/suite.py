"""`./portal test` and `./portal bench`: checks, tests and measurements on servers of their own."""

import argparse

from nganam_awards.launcher import checks, environment
from nganam_awards.launcher.datafolder import CHECKOUT, DataFolder
from nganam_awards.launcher.environment import caller_path
from nganam_awards.launcher.processes import run_attached
from nganam_awards.launcher.servers import kept_servers, throw_away_servers
from nganam_awards.launcher.supervision import Crew, Stopped


WHOLE_SUITE = ["-n", "2"]  # tests/schedule.py says who takes what
INTERRUPTED = 130


def test(arguments: list[str]) -> int:
    """Check and run the whole suite, or hand the arguments to pytest."""
    if not arguments and (status := checks.check()):
        return status
    return _on_servers("pytest", arguments or WHOLE_SUITE)


def bench(arguments: list[str]) -> int:
    """Measure what the design sets a budget for; one JSON object a line."""
    parser = argparse.ArgumentParser("./portal bench", add_help=False)
    parser.add_argument("--data", default=None)
    given, rest = parser.parse_known_args(arguments)
    folder = caller_path(given.data) if given.data else CHECKOUT / "var" / "bench"
    if rest[:1] == ["december"]:  # it runs the whole portal, or asks one that runs
        argv = environment.python("-m", "tests.bench.december", f"--data={folder}", *rest[1:])
        return run_attached(argv, environment.plain(), CHECKOUT)
    crew = Crew()
    try:
        # Beside the folders of december, not above them: what is left behind in a folder is ended.
        with crew.listening(), kept_servers(crew, DataFolder(folder / "lines")) as env:
            return run_attached(environment.python("-m", "tests.bench", *rest), env, CHECKOUT)
    except Stopped:
        return INTERRUPTED


def _on_servers(module: str, arguments: list[str]) -> int:
    crew = Crew()
    try:
        with crew.listening(), throw_away_servers(crew) as env:
            argv = environment.python("-m", module, *arguments)
            return run_attached(argv, env, CHECKOUT)
    except Stopped:
        return INTERRUPTED
