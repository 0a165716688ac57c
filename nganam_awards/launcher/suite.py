"""`./portal test` and `./portal bench`: checks, tests and measurements on servers of their own."""

from nganam_awards.launcher import checks, environment
from nganam_awards.launcher.datafolder import CHECKOUT
from nganam_awards.launcher.processes import run_attached
from nganam_awards.launcher.servers import throw_away_servers
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
    return _on_servers("tests.bench", arguments)


def _on_servers(module: str, arguments: list[str]) -> int:
    crew = Crew()
    try:
        with crew.listening(), throw_away_servers(crew) as env:
            argv = environment.python("-m", module, *arguments)
            return run_attached(argv, env, CHECKOUT)
    except Stopped:
        return INTERRUPTED
