"""People of the Council."""

import pytest

from tests.factories.council import Council, the_council


@pytest.fixture
def council(db) -> Council:
    """The Council as it sits: eleven with a vote, and the secretary."""
    return the_council(11)
