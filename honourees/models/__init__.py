"""One record for life, with every award; who is the same; who registered for which title."""

from honourees.models.account import AccountRecord
from honourees.models.award import Award, AwardChange, AwardPaper
from honourees.models.honouree import Honouree
from honourees.models.likeness import Resemblance, Survey
from honourees.models.merge import Distinction, Merge
from honourees.models.past_list import PastList
from honourees.models.registration import (
    RegisteredTitle,
    RegistrationEvent,
    TitleRegistration,
)


__all__ = [
    "AccountRecord",
    "Award",
    "AwardChange",
    "AwardPaper",
    "Distinction",
    "Honouree",
    "Merge",
    "PastList",
    "RegisteredTitle",
    "RegistrationEvent",
    "Resemblance",
    "Survey",
    "TitleRegistration",
]
