"""Campaigns, their yearly plans and amendments, places."""

from campaigns.models.amendment import AmendedQuota, AmendmentEvent, PlanAmendment
from campaigns.models.announcement import PlanAnnouncement
from campaigns.models.appraisal import AppraisalAnswer, HintRuling
from campaigns.models.award_plan import AwardPlan, Criterion, PlanEvent, Standard
from campaigns.models.campaign import BasisDocument, Campaign, CampaignUserPermission
from campaigns.models.file import FilingExtension, PlanFile
from campaigns.models.quota import Quota, RatioCap
from campaigns.models.reminder import PlanReminder


__all__ = [
    "AmendedQuota",
    "AmendmentEvent",
    "AppraisalAnswer",
    "AwardPlan",
    "BasisDocument",
    "Campaign",
    "CampaignUserPermission",
    "Criterion",
    "FilingExtension",
    "HintRuling",
    "PlanAmendment",
    "PlanAnnouncement",
    "PlanEvent",
    "PlanFile",
    "PlanReminder",
    "Quota",
    "RatioCap",
    "Standard",
]
