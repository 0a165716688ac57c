"""Keeps what the provisions said of a line-up when it counted, with each of its dossiers."""

from decisions.queries import eligibility as eligibility_queries
from decisions.queries.lineup import LineUp
from dossiers.enums import Stage
from dossiers.services import assessment as assessment_services
from units.models import User


def keep(lineup: LineUp, stage: Stage, *, by: User) -> None:
    """Call inside the transaction of the step."""
    if found := eligibility_queries.examined(lineup):
        assessment_services.keep_of_decision(lineup.nominations, found, stage, by=by)
