"""A row of a long list is the row that Django makes, only sooner."""

import pytest

from dossiers.models import Nomination
from tests.factories.dossiers import NominationFactory


pytestmark = pytest.mark.django_db


def test_it_has_every_column_and_is_saved_as_any_row():
    made = NominationFactory(full_name="Dương Chí Sang")
    read = Nomination.objects.get(pk=made.pk)
    names = [field.attname for field in Nomination._meta.concrete_fields]
    values = Nomination.objects.filter(pk=made.pk).values_list(*names).get()
    assert tuple(getattr(read, name) for name in names) == values
    assert read == made
    assert (read.pk, read._state.adding, read._state.db) == (made.pk, False, "default")
    assert not read.get_deferred_fields()
    read.position = "Trưởng khóm 3"
    read.save()
    assert Nomination.objects.get().position == "Trưởng khóm 3"


def test_what_a_list_left_out_is_read_when_it_is_asked_for():
    made = NominationFactory(position="Trưởng khóm 3")
    row = Nomination.objects.only("full_name").get(pk=made.pk)
    assert "position" in row.get_deferred_fields()
    assert row.position == "Trưởng khóm 3"


def test_its_key_is_set_and_taken_away_as_on_any_row():
    row = NominationFactory()
    row.pk, row._state.adding = None, True
    assert row.id is None
    row.save()
    assert row.pk == row.id
    assert Nomination.objects.count() == 2
