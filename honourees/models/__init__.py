"""One record for life, with every award; who is the same; who registered for which title."""

from honourees.models.account import AccountRecord
from honourees.models.award import Award, AwardPaper
from honourees.models.honouree import Honouree
from honourees.models.likeness import Resemblance, Survey
from honourees.models.merge import Distinction, Merge
from honourees.models.registration import RegisteredTitle, TitleRegistration


__all__ = [
    "AccountRecord",
    "Award",
    "AwardPaper",
    "Distinction",
    "Honouree",
    "Merge",
    "RegisteredTitle",
    "Resemblance",
    "Survey",
    "TitleRegistration",
]
