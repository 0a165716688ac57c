"""Papers for tests: a kind of their own, and a broker that lives in the test's memory."""

import pytest

from nganam_awards.celery import app
from nganam_awards.core.registry import document_readers
from nganam_awards.documents import registry, services
from nganam_awards.documents.tasks import render
from tests.documents import samples


KIND = registry.register(
    registry.PaperKind(
        key="sample",
        template="documents/decision.html",
        label="Quyết định khen thưởng",
        filename=registry.symbol_filename,
        origin=lambda document: ("Quyết định khen thưởng", f"/quyet-dinh/{document.pk}/"),
    )
)


@document_readers.add
def readers_of_samples(user, document):
    """Those named in the paper's own words."""
    return user.username in document.context["readers"] if document.kind == KIND.key else None


@pytest.fixture(autouse=True)
def broker_in_memory():
    """Nothing of a test reaches a real worker unless the test starts one."""
    before = app.conf.broker_url
    _point_to(app, "memory://")
    yield
    _point_to(app, before)


def _point_to(app, url):
    app.conf.broker_url = url
    app._pool = None  # `close` would also take the application out of Celery's list of the living
    app.amqp = type(app.amqp)(app)


@pytest.fixture
def ordered(db):
    """A paper that waits: `ordered(is_draft=True)`."""

    def make(*, is_draft=False, readers=(), kind=KIND.key, **changes):
        return services.order(
            kind,
            title=samples.TITLE,
            context={**samples.decision(annexes=[]), "readers": list(readers), **changes},
            is_draft=is_draft,
            symbol="" if is_draft else "412/QĐ-UBND",
            issued_on=None if is_draft else samples.sheet().issued_on,
        )

    return make


@pytest.fixture
def ready(ordered):
    """A paper whose file is there."""

    def make(**kwargs):
        document = ordered(**kwargs)
        render(document.pk)
        document.refresh_from_db()
        return document

    return make
