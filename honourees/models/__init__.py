"""One record for life, with every award."""

from honourees.models.account import AccountRecord
from honourees.models.award import Award
from honourees.models.honouree import Honouree


__all__ = ["AccountRecord", "Award", "Honouree"]
