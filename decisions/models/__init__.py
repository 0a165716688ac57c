"""Quyết định, its lines, what follows them, the number book and the money."""

from decisions.models.decision import Decision, DecisionEvent, DecisionLine
from decisions.models.edit import DecisionEdit
from decisions.models.fund import BudgetChange, Fund, FundBudget
from decisions.models.number_book import NumberBook, NumberEntry, PaperDecision
from decisions.models.results import DeskNote, ForwardAnswer, ResultNotice, UnitExtract


__all__ = [
    "BudgetChange",
    "Decision",
    "DecisionEdit",
    "DecisionEvent",
    "DecisionLine",
    "DeskNote",
    "ForwardAnswer",
    "Fund",
    "FundBudget",
    "NumberBook",
    "NumberEntry",
    "PaperDecision",
    "ResultNotice",
    "UnitExtract",
]
