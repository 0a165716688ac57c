"""A calendar that changes while somebody counts by it."""

from datetime import date
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from dossiers.models import Dossier, DueChange
from dossiers.transitions import dossier as dossier_transitions
from law.services import office as office_services
from tests.dossiers.conftest import a_town
from tests.factories.units import UserFactory


@pytest.mark.django_db(transaction=True)
def test_who_receives_while_the_calendar_changes_gets_the_new_day():
    with transaction.atomic():
        town, keeper = a_town(), UserFactory(administrator=True)
        dossier = town.filed()
    counted, was_waiting = Event(), []

    def receive():
        try:
            with transaction.atomic():
                dossier_transitions.receive(dossier, by=town.officer)
                counted.set()
                closing.join(0.5)  # the calendar stands; what follows it waits for this row
                was_waiting.append(closing.is_alive())
        finally:
            connection.close()

    def close_office():
        try:
            counted.wait(20)
            office_services.add_holiday(
                day=date(2023, 11, 24), name="Nghỉ", kind="off", citation="Công điện", by=keeper
            )
        finally:
            connection.close()

    closing = Thread(target=close_office)
    receiving = Thread(target=receive)
    for thread in (closing, receiving):
        thread.start()
    for thread in (receiving, closing):
        thread.join(20)
    assert was_waiting == [True]
    assert Dossier.objects.get(pk=dossier.pk).due_on == date(2023, 12, 5)
    assert DueChange.objects.get().old_due_on == date(2023, 12, 4)
