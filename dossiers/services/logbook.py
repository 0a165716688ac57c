"""Orders the logbook of a period as a paper; what reads the same is one paper."""

import json
from datetime import date
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from dossiers.papers import logbook as logbook_papers
from dossiers.queries import logbook as logbook_queries
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core import clock
from nganam_awards.core.commit import in_savepoint
from nganam_awards.core.money import grouped
from nganam_awards.core.refusals import Refused
from nganam_awards.documents.codes import code_of
from nganam_awards.documents.models import Document
from nganam_awards.documents.services import order
from units.models import User


MOST_PRINTED = 1000  # rows: some fifty pages


def order_for(start: date, end: date, *, by: User) -> Document:
    """The paper of these days as they stand now. Raises Refused where it is empty or too long."""
    if not dossier_rules.can_view_filed(by):
        raise PermissionDenied
    rows = logbook_queries.received_in(start, end, by)
    found = list(rows[: MOST_PRINTED + 1])
    period = logbook_papers.period(start, end)
    if not found:
        raise Refused(f"Không có hồ sơ nào tiếp nhận {period} nên chưa có gì để in.")
    if len(found) > MOST_PRINTED:
        raise Refused(
            f"Sổ {period} có hơn {grouped(MOST_PRINTED)} hồ sơ, dài quá để in một lần. Chọn khoảng "
            "ngày ngắn hơn, hoặc tải Excel."
        )
    words = logbook_papers.context(logbook_queries.entries(found), start, end)
    digest = sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
    code = code_of(logbook_papers.LOGBOOK, digest)
    return _known(code) or _ordered(code, words, f"{logbook_papers.TITLE} {period}")


def _ordered(code: str, words: dict, title: str) -> Document:
    def write() -> None:
        order(
            logbook_papers.LOGBOOK,
            title=title,
            context=words,
            is_draft=False,
            is_fixed=True,  # what was filed may be older than what papers can print
            issued_on=clock.today(),
            code=code,
        )

    try:
        in_savepoint(write)
    except IntegrityError:  # a colleague pressed at the same moment
        if _known(code) is None:
            raise
    return _known(code)


def _known(code: str) -> Document | None:
    return Document.objects.filter(code=code, kind=logbook_papers.LOGBOOK).first()
