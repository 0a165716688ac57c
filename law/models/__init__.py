"""The law as rows: awards, bases, rule sets, prizes, checklists; who signs; the number book."""

from law.models.authority import Authority, Signatory, SignaturePicture
from law.models.award_type import AwardPower, AwardType, CampaignTheme
from law.models.legal import BaseSalary, Correction, Holiday, LegalBasis
from law.models.number_book import NumberBook, NumberEntry
from law.models.provision import LawStamp, Provision
from law.models.regime import (
    AwardRule,
    ChecklistItem,
    Prerequisite,
    PrizeRate,
    RuleSet,
    RuleValue,
)
from law.models.validity import Sourced, Valid


__all__ = [
    "Authority",
    "AwardPower",
    "AwardRule",
    "AwardType",
    "BaseSalary",
    "CampaignTheme",
    "ChecklistItem",
    "Correction",
    "Holiday",
    "LawStamp",
    "LegalBasis",
    "NumberBook",
    "NumberEntry",
    "Prerequisite",
    "PrizeRate",
    "Provision",
    "RuleSet",
    "RuleValue",
    "Signatory",
    "SignaturePicture",
    "Sourced",
    "Valid",
]
