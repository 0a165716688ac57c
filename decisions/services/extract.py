"""Extracts (trích lục): each unit of an issued decision gets a paper with its own names only."""

from django.db import transaction
from django.db.models import QuerySet

from decisions import papers, rules
from decisions.enums import DecisionState
from decisions.models import Decision, PendingExtracts, UnitExtract
from decisions.queries import lineup as lineup_queries
from nganam_awards.core import workflow
from nganam_awards.documents.services import order
from units.models import User
from units.rules import units_with


def missing() -> QuerySet[Decision]:
    """Issued decisions about several units for which nobody looked yet whether they need some."""
    return Decision.objects.exclude(pending_extracts=None).order_by("pk")


def order_for(decision: Decision) -> list[UnitExtract]:
    """Order the extract of every unit, once. A decision about one unit, or without a list,
    is its own extract."""
    with transaction.atomic():
        locked = workflow.lock(Decision, decision.pk)
        is_out = locked.state == DecisionState.ISSUED and locked.is_award
        if not is_out:
            return []
        PendingExtracts.objects.filter(decision=locked).delete()
        if locked.extracts.exists():
            return []
        lineup = lineup_queries.read(locked, locked.issued_on)
        if len(lineup.by_unit) < 2 or len(lineup.entries) <= papers.INLINE_NAMES:
            return []
        return [
            UnitExtract.objects.create(
                decision=locked,
                unit=unit,
                document=order(
                    papers.EXTRACT,
                    title=f"Trích sao {locked.title}: {unit.short_name}",
                    context=papers.extract_context(locked, unit),
                    is_draft=False,
                    is_fixed=True,
                    symbol=locked.symbol,
                    issued_on=locked.issued_on,
                ),
            )
            for unit, _ in lineup.by_unit
        ]


def readable(user: User, decision: Decision) -> QuerySet[UnitExtract]:
    """The extracts of the person's own units; whoever appraises or signs sees all."""
    rows = decision.extracts.select_related("unit", "document").defer("document__context")
    rows = rows.order_by("unit__sort_key", "pk")
    if rules.sees_drafts(user):
        return rows
    return rows.filter(unit__in=units_with(user, "file_dossiers", "confirm_dossiers"))
