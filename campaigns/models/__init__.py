"""What may be awarded and how many: catalogue, law, campaigns, plans, places."""

from campaigns.models.amendment import AmendedQuota, AmendmentEvent, PlanAmendment
from campaigns.models.appraisal import AppraisalAnswer, HintRuling
from campaigns.models.award_plan import AwardPlan, Criterion, PlanEvent, Standard
from campaigns.models.award_type import AwardType, CampaignTheme
from campaigns.models.campaign import BasisDocument, Campaign, CampaignUserPermission
from campaigns.models.filing import FilingExtension, PlanFile
from campaigns.models.legal import (
    Authority,
    BaseSalary,
    ChecklistItem,
    Holiday,
    LegalBasis,
    PrizeRate,
    RuleSet,
    Signatory,
)
from campaigns.models.notice import PlanNotice
from campaigns.models.quota import Quota, RatioCap


__all__ = [
    "AmendedQuota",
    "AmendmentEvent",
    "AppraisalAnswer",
    "Authority",
    "AwardPlan",
    "AwardType",
    "BaseSalary",
    "BasisDocument",
    "Campaign",
    "CampaignTheme",
    "CampaignUserPermission",
    "ChecklistItem",
    "Criterion",
    "FilingExtension",
    "HintRuling",
    "Holiday",
    "LegalBasis",
    "PlanAmendment",
    "PlanEvent",
    "PlanFile",
    "PlanNotice",
    "PrizeRate",
    "Quota",
    "RatioCap",
    "RuleSet",
    "Signatory",
    "Standard",
]
