"""What may be awarded and how many: catalogue, law, campaigns, plans, places."""

from campaigns.models.award_plan import AwardPlan, Criterion, PlanEvent, Standard
from campaigns.models.award_type import AwardType, CampaignTheme
from campaigns.models.campaign import Campaign, CampaignUserPermission
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
from campaigns.models.quota import Quota


__all__ = [
    "Authority",
    "AwardPlan",
    "AwardType",
    "BaseSalary",
    "Campaign",
    "CampaignTheme",
    "CampaignUserPermission",
    "ChecklistItem",
    "Criterion",
    "Holiday",
    "LegalBasis",
    "PlanEvent",
    "PrizeRate",
    "Quota",
    "RuleSet",
    "Signatory",
    "Standard",
]
