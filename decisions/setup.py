"""What migration sets up: the fund that most decisions are paid from."""

from django.apps import AppConfig
from django.db import connections

from decisions.models import Fund
from decisions.models.fund import USUAL_FUND


def make_usual_fund(sender: AppConfig, using: str, **_: object) -> None:
    """One fund to begin with; a town that has named its own keeps those alone."""
    if Fund._meta.db_table in connections[using].introspection.table_names():
        funds = Fund.objects.using(using)
        if not funds.exists():
            funds.create(name=USUAL_FUND)
