"""What happens after a commit cannot undo it."""

import pytest
from django.db import transaction

from nganam_awards.core.commit import after_commit


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_does_not_turn_a_committed_step_into_an_error():
    told = []

    def broker_is_dead(word):
        raise ConnectionError(word)

    with transaction.atomic():
        after_commit(broker_is_dead, "nobody answers")
        after_commit(told.append, "the next one")
        assert told == []

    assert told == ["the next one"]


def test_nothing_is_told_of_what_was_rolled_back(django_capture_on_commit_callbacks, db):
    with django_capture_on_commit_callbacks(execute=True) as calls, transaction.atomic():
        after_commit(pytest.fail)
        transaction.set_rollback(True)

    assert calls == []
