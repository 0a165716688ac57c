"""The factories themselves stand on the triggers."""

import pytest

from dossiers.enums import DossierState, NominationState
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", list(DossierState))
def test_a_dossier_of_every_state_can_be_made(state):
    dossier = DossierFactory(state=state, collectives=1, papers=True)
    assert dossier.state == state
    assert dossier.nominations.count() == 2


@pytest.mark.parametrize("state", list(NominationState))
def test_a_line_of_every_state_can_be_made(state):
    dossier = DossierFactory(appraising=True, persons=0)
    assert NominationFactory(dossier=dossier, state=state).state == state
