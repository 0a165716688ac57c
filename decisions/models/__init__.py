"""Quyết định, its lines, and the number book."""

from decisions.models.decision import Decision, DecisionEvent, DecisionLine
from decisions.models.number_book import NumberBook, NumberEntry


__all__ = ["Decision", "DecisionEvent", "DecisionLine", "NumberBook", "NumberEntry"]
