"""Decisions (quyết định), their lines, what follows, those signed on paper and the money."""

from decisions.models.decision import Decision, DecisionEvent, DecisionLine
from decisions.models.edit import DecisionEdit
from decisions.models.fund import BudgetChange, Fund, FundBudget
from decisions.models.paper_decision import PaperDecision
from decisions.models.result import (
    DeskNote,
    ForwardAnswer,
    PendingExtracts,
    ResultAnnouncement,
    UnitExtract,
    UntoldLine,
)
from decisions.models.word_row import DecisionWordRow, NamedUnit


__all__ = [
    "BudgetChange",
    "Decision",
    "DecisionEdit",
    "DecisionEvent",
    "DecisionLine",
    "DecisionWordRow",
    "DeskNote",
    "ForwardAnswer",
    "Fund",
    "FundBudget",
    "NamedUnit",
    "PaperDecision",
    "PendingExtracts",
    "ResultAnnouncement",
    "UnitExtract",
    "UntoldLine",
]
