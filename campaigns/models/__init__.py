"""What may be awarded and how many: catalogue, law, campaigns, plans, places."""

from campaigns.models.amendment import AmendedQuota, AmendmentEvent, PlanAmendment
from campaigns.models.appraisal import AppraisalAnswer, HintRuling
from campaigns.models.authority import Authority, Signatory
from campaigns.models.award_plan import AwardPlan, Criterion, PlanEvent, Standard
from campaigns.models.award_type import AwardPower, AwardType, CampaignTheme
from campaigns.models.campaign import BasisDocument, Campaign, CampaignUserPermission
from campaigns.models.filing import FilingExtension, PlanFile
from campaigns.models.legal import BaseSalary, Correction, Holiday, LegalBasis
from campaigns.models.notice import PlanNotice
from campaigns.models.quota import Quota, RatioCap
from campaigns.models.regime import ChecklistItem, Prerequisite, PrizeRate, RuleSet, RuleValue
from campaigns.models.validity import Sourced, Valid


__all__ = [
    "AmendedQuota",
    "AmendmentEvent",
    "AppraisalAnswer",
    "Authority",
    "AwardPlan",
    "AwardPower",
    "AwardType",
    "BaseSalary",
    "BasisDocument",
    "Campaign",
    "CampaignTheme",
    "CampaignUserPermission",
    "ChecklistItem",
    "Correction",
    "Criterion",
    "FilingExtension",
    "HintRuling",
    "Holiday",
    "LegalBasis",
    "PlanAmendment",
    "PlanEvent",
    "PlanFile",
    "PlanNotice",
    "Prerequisite",
    "PrizeRate",
    "Quota",
    "RatioCap",
    "RuleSet",
    "RuleValue",
    "Signatory",
    "Sourced",
    "Standard",
    "Valid",
]
