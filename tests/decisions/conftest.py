"""Who acts in tests of decisions, and on what."""

import pytest

from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


@pytest.fixture
def officer(db):
    return UserFactory(officer=True)


@pytest.fixture
def head(db):
    return UserFactory(home_affairs_head=True)


@pytest.fixture
def dossier(db):
    """A finished appraisal without lines."""
    return DossierFactory(appraised=True, persons=0)
