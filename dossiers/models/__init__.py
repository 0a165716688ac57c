"""Dossiers (hồ sơ), nominations (đề nghị), attachments, and the counters that number them."""

from dossiers.models.attachment import Attachment
from dossiers.models.comment import InternalComment
from dossiers.models.counter import DossierCounter
from dossiers.models.criterion_answer import CriterionAnswer
from dossiers.models.dossier import Dossier, DossierEvent
from dossiers.models.edition import Edition
from dossiers.models.list_import import ColumnMeaning, ListImport
from dossiers.models.message import DossierMessage
from dossiers.models.nomination import Nomination, NominationEvent
from dossiers.models.paper import DossierPaper, SelectionMeeting
from dossiers.models.supplement import Supplement
from dossiers.models.takeover import Takeover
from dossiers.models.word_row import DossierWords, NameWords


__all__ = [
    "Attachment",
    "ColumnMeaning",
    "CriterionAnswer",
    "Dossier",
    "DossierCounter",
    "DossierEvent",
    "DossierMessage",
    "DossierPaper",
    "DossierWords",
    "Edition",
    "InternalComment",
    "ListImport",
    "NameWords",
    "Nomination",
    "NominationEvent",
    "SelectionMeeting",
    "Supplement",
    "Takeover",
]
