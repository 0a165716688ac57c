"""The line-up against the provisions of the law on the day of its decision."""

from decisions.enums import DecisionKind
from decisions.queries.lineup import LineUp
from dossiers.rules import line_note as line_note_rules
from dossiers.rules.eligibility import examination
from dossiers.rules.eligibility.examination import Examination


EXAMINED_KINDS = (DecisionKind.AWARD, DecisionKind.FORWARD)
TOLD_AT_MOST = 10  # one by one; the others are counted


def examined(lineup: LineUp) -> Examination | None:
    """What was found, asked once a line-up; None where the decision awards nobody."""
    if lineup.decision.kind not in EXAMINED_KINDS:
        return None
    if "examined_memo" not in lineup.__dict__:
        lineup.examined_memo = examination.of_lines(lineup.nominations, lineup.day)
    return lineup.examined_memo


def blockers(lineup: LineUp) -> list[str]:
    """Who of the line-up fails a provision that no officer answered, with where it is written."""
    found = examined(lineup)
    told = line_note_rules.failures(lineup.nominations, found) if found else []
    rest = len(told) - TOLD_AT_MOST
    return told[:TOLD_AT_MOST] + [f"Và {rest} điều kiện khác chưa đạt."] * (rest > 0)
