"""The office's calendar decides which law's checklist a dossier is held against."""

from datetime import datetime

import pytest

from dossiers.views.dossier_page import base_context
from law.enums import PartNeed
from law.models import ChecklistItem
from nganam_awards.core.clock import OFFICE_ZONE
from tests.factories.dossiers import DossierFactory


@pytest.mark.parametrize(
    ("filed_at", "is_asked"),
    [
        (datetime(2023, 12, 31, 23, 59, tzinfo=OFFICE_ZONE), False),
        (datetime(2024, 1, 1, 0, 1, tzinfo=OFFICE_ZONE), True),
    ],
)
def test_a_dossier_filed_in_the_first_minute_of_a_law_is_held_against_that_law(
    db, filed_at, is_asked
):
    ChecklistItem.objects.filter(
        rule_set__valid_from="2024-01-01", category="thematic", part="confirmation"
    ).update(need=PartNeed.REQUIRED)
    dossier = DossierFactory(filed=True)
    type(dossier).objects.filter(pk=dossier.pk).update(filed_at=filed_at)
    dossier.refresh_from_db()  # the database answers in UTC, a day behind the office

    assert (
        "confirmation" in {part.item.part for part in base_context(dossier)["parts"]}
    ) is is_asked
