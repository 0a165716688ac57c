"""Which worker takes which tests: what a module sets up dearly is set up once."""

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController


# By where a test lies; every other test goes to whichever worker is free.
ONE_WORKER = {
    "tests/browser/": "the one running portal",
    "tests/test_pages.py": "the demonstration year",
    "tests/test_odd_input.py": "the demonstration year",
    "tests/frontdesk/test_demonstration.py": "the demonstration year",
    "tests/test_growth.py": "the register of years",
    "tests/frontdesk/test_volume.py": "the register of years",
    "tests/bench/test_register.py": "the register of years",
    "tests/documents/test_ruler.py": "papers to measure",
    "tests/documents/test_ruler_cells.py": "tables to measure",
    "tests/documents/test_ruler_letters.py": "letters to measure",
    "tests/launcher/test_postgres.py": "a server to look at",
    "tests/launcher/test_run.py": "a run from nothing",
    "tests/dossiers/test_recount.py": "many steps in any order",
    "tests/documents/test_killed_worker.py": "a worker to kill",
    "tests/launcher/test_full_disk.py": "a disk to fill",
    "tests/decisions/test_decision_races.py::test_fifty_": "fifty signatures",
}
# Taken before all others, in this order. The portal starts while the other worker makes the
# template; a long test that came last would leave the other worker nothing to do.
FIRST = [
    "the one running portal",
    "the demonstration year",
    "a run from nothing",
    "the register of years",
    "many steps in any order",
    "a worker to kill",
    "a disk to fill",
    "fifty signatures",
    "tables to measure",
    "papers to measure",
]


class SharedSetUp(LoadScopeScheduling):
    """Single tests, but for those that share what is dear to set up; the longest first.

    Not by the marks of xdist's `loadgroup`: it writes them where pytest 9.2 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        found = (shared for place, shared in ONE_WORKER.items() if nodeid.startswith(place))
        return next(found, nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        if first := next((scope for scope in FIRST if scope in self.workqueue), ""):
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)
