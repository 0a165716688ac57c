"""What the machine room runs: the demonstration year, once."""

from django.db import transaction

from frontdesk.demonstration.people import enter_people
from frontdesk.demonstration.year import Year
from units.models import User


def load_demonstration() -> bool:
    """Load the demonstration year, all or nothing; False where it is there already.

    One transaction: a start that is killed half-way leaves nothing behind, and the next one
    begins anew. Papers are rendered and people told after it, by the worker.
    """
    with transaction.atomic():
        if User.objects.filter(is_demonstration=True).exists():
            return False
        Year(enter_people()).live()
    return True
