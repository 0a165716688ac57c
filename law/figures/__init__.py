"""Which figures a regime sets, and how each is written, read and told."""

from law.figures.key import (
    AnnouncementIssuer,
    Audience,
    AwardKey,
    CouncilShare,
    EndedCollective,
    RatioBase,
    RuleKey,
    VoteBase,
    VoteForm,
    YesNo,
)
from law.figures.shape import SHAPES, QuorumPart, Share, decimal_words, thousandths


__all__ = [
    "SHAPES",
    "AnnouncementIssuer",
    "Audience",
    "AwardKey",
    "CouncilShare",
    "EndedCollective",
    "QuorumPart",
    "RatioBase",
    "RuleKey",
    "Share",
    "VoteBase",
    "VoteForm",
    "YesNo",
    "decimal_words",
    "thousandths",
]
