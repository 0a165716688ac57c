"""The appraisal reports of a dossier: one for each time its appraisal was concluded."""

from collections.abc import Iterable

from dossiers.models import Dossier, DossierEvent
from dossiers.workflow import DossierAction
from nganam_awards.documents.codes import code_of
from nganam_awards.documents.models import Document


APPRAISAL_REPORT = "appraisal_report"


def code(dossier: Dossier, concluded: DossierEvent) -> str:
    """Of the report on that conclusion; the next one, after a reopening, is another paper."""
    return code_of(APPRAISAL_REPORT, dossier.ref, str(concluded.pk))


def all_of(dossier: Dossier, steps: Iterable[DossierEvent] | None = None) -> list[Document]:
    """Every report, the newest first; none from a release that wrote none. `steps`: if known."""
    if steps is None:
        steps = dossier.events.filter(action=DossierAction.FINISH).order_by("pk")
    codes = [code(dossier, step) for step in steps if step.action == DossierAction.FINISH][::-1]
    if not codes:
        return []
    found = {row.code: row for row in Document.objects.filter(code__in=codes).defer("context")}
    return [found[one] for one in codes if one in found]
