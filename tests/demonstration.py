"""The demonstration year, for modules whose tests read it."""

from collections.abc import Iterator
from contextlib import contextmanager

import time_machine
from django.db import transaction

from frontdesk.demonstration.loader import load_demonstration
from tests.conftest import OFFICE_DAY
from units.services.body import load_units


@contextmanager
def demonstration_year(blocker) -> Iterator[None]:
    """Loaded once for as long as a fixture stands, and rolled back after it.

    `blocker` is pytest-django's: the fixture of a whole module asks the database by itself.
    """
    with blocker.unblock(), transaction.atomic():
        load_units()
        with time_machine.travel(OFFICE_DAY, tick=False):
            assert load_demonstration() is True
        yield
        transaction.set_rollback(True)
