"""What a transactional test committed is gone after it, and the catalogue stands."""

import pytest
from django.db import transaction

from law.models import AwardType
from tests import databases
from tests.factories.decisions import DecisionFactory
from units.models import User


@pytest.mark.django_db(transaction=True)
def test_what_was_committed_is_taken_back_past_every_trigger():
    rows = databases.Rows()
    with transaction.atomic():
        DecisionFactory(issued=True)
    assert databases.Rows().known != rows.known

    rows.put_back(None)

    assert databases.Rows().known == rows.known
    assert AwardType.objects.exists()
    assert not User.objects.exists()
