"""A step of nobody's app, so that the platform is tested without the apps above it."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from nganam_awards.core.events import Event
from nganam_awards.notices import outbox


class Knock(Event):
    """Somebody knocked; lives in the test database only."""

    class Meta:
        app_label = "knocks"


def tell_everybody(event: Event) -> list[outbox.Message]:
    """The plainest writer."""
    people = get_user_model().objects.order_by("pk")
    return [
        outbox.Message(p, f"Có người gõ cửa: {event.note}", "/thong-bao/", "Có người\ngõ cửa")
        for p in people
    ]


@pytest.fixture
def knocks(db: None) -> Iterator[type[Knock]]:
    """The table of knocks, and its writer; the test's rollback takes the table away."""
    with connection.schema_editor() as editor:
        editor.create_model(Knock)
    outbox.register(Knock, tell_everybody)
    yield Knock
    outbox.forget(Knock)


@pytest.fixture
def lasting_knocks(transactional_db: None) -> Iterator[type[Knock]]:
    """The same for tests in which several workers commit."""
    with connection.schema_editor() as editor:
        editor.create_model(Knock)
    outbox.register(Knock, tell_everybody)
    yield Knock
    outbox.forget(Knock)
    with connection.schema_editor() as editor:
        editor.delete_model(Knock)


@pytest.fixture
def knock(knocks: type[Knock]) -> Knock:
    """One step that nobody was told of."""
    return knocks.objects.create(action="knock", source="out", target="in", note="ba tiếng")
