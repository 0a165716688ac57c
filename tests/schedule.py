"""Which worker takes which tests: what a module sets up dearly is set up once."""

from xdist.scheduler import LoadScopeScheduling


# By where a test lies; every other test goes to whichever worker is free.
ONE_WORKER = {
    "tests/browser/": "the one running portal",
    "tests/test_pages.py": "the demonstration year",
    "tests/test_odd_input.py": "the demonstration year",
    "tests/frontdesk/test_demonstration.py": "the demonstration year",
    "tests/documents/test_ruler.py": "papers to measure",
    "tests/documents/test_ruler_cells.py": "tables to measure",
    "tests/documents/test_ruler_letters.py": "letters to measure",
    "tests/launcher/test_postgres.py": "a server to look at",
}


class SharedSetUp(LoadScopeScheduling):
    """Single tests, but for those that share what is dear to set up.

    Not by the marks of xdist's `loadgroup`: it writes them where pytest 9.2 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        found = (shared for place, shared in ONE_WORKER.items() if nodeid.startswith(place))
        return next(found, nodeid)
