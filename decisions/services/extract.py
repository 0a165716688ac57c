"""Extracts (trích lục): each unit of an issued decision gets a paper with its own names only."""

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from decisions import papers, rules
from decisions.enums import DecisionKind, DecisionState
from decisions.models import Decision, UnitExtract
from decisions.queries import lineup as lineup_queries
from dossiers.enums import NominationState
from nganam_awards.core import workflow
from nganam_awards.documents.services import order
from units.models import User
from units.rules import units_with


def missing() -> QuerySet[Decision]:
    """Issued decisions about several units whose extracts nobody has ordered yet."""
    made = UnitExtract.objects.filter(decision=OuterRef("pk"))
    units = Count("lines__nomination__dossier__unit", distinct=True)
    names = Count(
        "lines", distinct=True, filter=Q(lines__nomination__state=NominationState.AWARDED)
    )
    return (
        Decision.objects.filter(~Exists(made), state=DecisionState.ISSUED, kind=DecisionKind.AWARD)
        .annotate(units=units, names=names)
        .filter(units__gt=1, names__gt=papers.INLINE_NAMES)
        .order_by("pk")
    )


def order_for(decision: Decision) -> list[UnitExtract]:
    """Order the extract of every unit, once. A decision about one unit, or without a list,
    is its own extract."""
    with transaction.atomic():
        locked = workflow.lock(Decision, decision.pk)
        is_out = locked.state == DecisionState.ISSUED and locked.is_award
        if locked.extracts.exists() or not is_out:
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
    rows = decision.extracts.select_related("unit", "document").order_by("unit__sort_key", "pk")
    if rules.sees_drafts(user):
        return rows
    return rows.filter(unit__in=units_with(user, "file_dossiers", "confirm_dossiers"))
