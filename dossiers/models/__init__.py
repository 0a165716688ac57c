"""Dossiers (hồ sơ), nominations (đề nghị), attachments, and the counters that number them."""

from dossiers.models.absence import Absence
from dossiers.models.apology import Apology
from dossiers.models.assessment import Assessment, Overruling
from dossiers.models.attachment import Attachment
from dossiers.models.bulk import BulkItem, BulkRun
from dossiers.models.comment import InternalComment
from dossiers.models.complaint import Complaint
from dossiers.models.consultation import Consultation, ConsultationLine, ConsultationPaper
from dossiers.models.counter import DossierCounter
from dossiers.models.criterion_answer import CriterionAnswer
from dossiers.models.dossier import Dossier, DossierEvent
from dossiers.models.edition import Edition
from dossiers.models.limit import DueChange, Recalculation
from dossiers.models.list_import import ColumnMeaning, ListImport
from dossiers.models.member import CollectiveMember
from dossiers.models.message import DossierMessage
from dossiers.models.nomination import Nomination, NominationEvent
from dossiers.models.objection import Objection
from dossiers.models.paper import DossierPaper, SelectionMeeting
from dossiers.models.posting import PostedLine, Posting
from dossiers.models.queue_view import QueueView
from dossiers.models.reminder import DossierReminder
from dossiers.models.route import Route
from dossiers.models.supplement import Supplement
from dossiers.models.takeover import Takeover
from dossiers.models.word_row import DossierWords, NameWords


__all__ = [
    "Absence",
    "Apology",
    "Assessment",
    "Attachment",
    "BulkItem",
    "BulkRun",
    "CollectiveMember",
    "ColumnMeaning",
    "Complaint",
    "Consultation",
    "ConsultationLine",
    "ConsultationPaper",
    "CriterionAnswer",
    "Dossier",
    "DossierCounter",
    "DossierEvent",
    "DossierMessage",
    "DossierPaper",
    "DossierReminder",
    "DossierWords",
    "DueChange",
    "Edition",
    "InternalComment",
    "ListImport",
    "NameWords",
    "Nomination",
    "NominationEvent",
    "Objection",
    "Overruling",
    "PostedLine",
    "Posting",
    "QueueView",
    "Recalculation",
    "Route",
    "SelectionMeeting",
    "Supplement",
    "Takeover",
]
