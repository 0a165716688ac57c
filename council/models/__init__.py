"""Rows of the Council."""

from council.models.ballot import Ballot, Tally
from council.models.campaign_rule import CampaignRule
from council.models.case import CaseEvent, CaseLine, CouncilCase, LineBar, Voter
from council.models.member import CouncilMember
from council.models.paper_count import PaperCount
from council.models.session import Attendance, CouncilSession, SessionEvent, SignedMinutes


__all__ = [
    "Attendance",
    "Ballot",
    "CampaignRule",
    "CaseEvent",
    "CaseLine",
    "CouncilCase",
    "CouncilMember",
    "CouncilSession",
    "LineBar",
    "PaperCount",
    "SessionEvent",
    "SignedMinutes",
    "Tally",
    "Voter",
]
