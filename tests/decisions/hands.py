"""Hands for tests of decisions: what one person does on one page."""

from datetime import date

from decisions import transitions
from dossiers.models import Nomination
from tests.factories.campaigns import chairman
from tests.factories.decisions import fingerprint


def submit(decision, by, **more):
    """The head of Nội vụ puts it before the Chairman."""
    return transitions.submit(
        decision, by=by, letter_number="112/TTr-PNV", letter_on=date(2023, 11, 20), **more
    )


def approve(decision, by=None, **more):
    """The Chairman signs exactly what stands there now."""
    return transitions.approve(
        decision, by=by or chairman(), fingerprint=fingerprint(decision), **more
    )


def states_of(decision):
    """Where the nominations of its lines stand."""
    rows = Nomination.objects.filter(decision_lines__decision=decision)
    return set(rows.values_list("state", flat=True))


def reasons(refusal):
    """What was refused, as one text."""
    return " ".join(refusal.value.reasons)
