"""Orders the receipt of a dossier, once for each day that it promises."""

from django.db import transaction

from dossiers.models import Dossier
from dossiers.papers.receipt import context
from dossiers.queries import limit as limit_queries, receipt as receipt_queries
from nganam_awards.core import clock, workflow
from nganam_awards.documents.models import Document
from nganam_awards.documents.services import order


def order_for(dossier: Dossier) -> Document:
    """Prints the receipt of a dossier that was received; the one that is there stays."""
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        if (known := receipt_queries.of(locked)) is not None:
            return known
        day = clock.day_of(locked.received_at)
        return order(
            receipt_queries.RECEIPT,
            title=f"Giấy tiếp nhận hồ sơ {locked.one_stop_code}",
            context=context(locked, limit_queries.days_promised(locked)),
            is_draft=False,
            is_fixed=True,  # what was filed may be older than what papers can print
            symbol=locked.one_stop_code,
            issued_on=day,
            code=receipt_queries.code(locked),
        )
