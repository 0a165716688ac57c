"""Orders the slip of who held a dossier: by itself when it ends, else when somebody asks."""

from django.db import transaction

from dossiers.models import Dossier
from dossiers.papers import custody as custody_papers
from dossiers.queries import custody as custody_queries
from nganam_awards.core import clock, workflow
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.models import Document
from nganam_awards.documents.services import order


def order_for(dossier: Dossier) -> Document:
    """The slip as things stand now; the one that tells just this stays."""
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        found = custody_queries.of(locked)
        if not found.holdings:
            raise Refused("Hồ sơ chưa nộp nên chưa có gì để kiểm soát.")
        if (known := custody_queries.slip_of(locked, found)) is not None:
            return known
        return order(
            custody_queries.CUSTODY,
            title=f"{custody_papers.TITLE} {locked.ref}",
            context=custody_papers.context(locked, found),
            is_draft=False,
            is_fixed=True,  # what was filed may be older than what papers can print
            issued_on=clock.today(),
            code=custody_queries.code(locked, found),
        )


def close(dossier: Dossier) -> None:
    """Nothing more happens to it: the slip of a dossier that was taken in goes with it."""
    if dossier.one_stop_code and custody_queries.of(dossier).holdings:
        order_for(dossier)
