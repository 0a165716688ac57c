"""`./portal test`: the checks, then the tests on servers of their own."""

from nganam_awards.machines import checks, environment
from nganam_awards.machines.datafolder import CHECKOUT
from nganam_awards.machines.processes import run_attached
from nganam_awards.machines.servers import throw_away_servers
from nganam_awards.machines.supervise import Crew, Stopped


WHOLE_SUITE = ["-n", "2", "--dist", "loadgroup"]  # a browser module's tests share one stack
INTERRUPTED = 130


def test(arguments: list[str]) -> int:
    """Check and run the whole suite, or hand the arguments to pytest."""
    if not arguments and (status := checks.check()):
        return status
    crew = Crew()
    try:
        with crew.listening(), throw_away_servers(crew) as env:
            argv = environment.python("-m", "pytest", *(arguments or WHOLE_SUITE))
            return run_attached(argv, env, CHECKOUT)
    except Stopped:
        return INTERRUPTED
