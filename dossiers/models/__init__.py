"""Dossiers (hồ sơ), nominations (đề nghị), attachments, and the counters that number them."""

from dossiers.models.attachment import Attachment
from dossiers.models.complaint import Complaint
from dossiers.models.consultation import Consultation, ConsultationLine, ConsultationPaper
from dossiers.models.counter import DossierCounter
from dossiers.models.dossier import Dossier, DossierEvent
from dossiers.models.list_import import ColumnMeaning, ListImport
from dossiers.models.message import DossierMessage
from dossiers.models.nomination import Nomination, NominationEvent
from dossiers.models.objection import Objection
from dossiers.models.paper import DossierPaper, SelectionMeeting
from dossiers.models.posting import PostedLine, Posting
from dossiers.models.supplement import Supplement
from dossiers.models.takeover import Takeover
from dossiers.models.word_row import DossierWords, NameWords


__all__ = [
    "Attachment",
    "ColumnMeaning",
    "Complaint",
    "Consultation",
    "ConsultationLine",
    "ConsultationPaper",
    "Dossier",
    "DossierCounter",
    "DossierEvent",
    "DossierMessage",
    "DossierPaper",
    "DossierWords",
    "ListImport",
    "NameWords",
    "Nomination",
    "NominationEvent",
    "Objection",
    "PostedLine",
    "Posting",
    "SelectionMeeting",
    "Supplement",
    "Takeover",
]
