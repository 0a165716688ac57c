"""The words of papers: one of each kind as the portal writes it, and those of open decisions."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from decisions import papers
from decisions.enums import DecisionState
from decisions.models import Decision
from decisions.queries import lineup as lineup_queries
from decisions.services import decision as decision_services
from dossiers.enums import DossierState, NominationState
from dossiers.models import Dossier, Nomination, Supplement
from dossiers.queries import edition as edition_queries
from frontdesk.demonstration.desk import FILES, PAPERS
from law.papers import signed_by_home_affairs
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.documents import registry
from nganam_awards.documents.models import Document
from units.models import User


UNTIL = timedelta(days=5)  # as the SQL of the event says
OPEN = [DecisionState.DRAFTED, DecisionState.RETURNED, DecisionState.SUBMITTED]
NOWHERE = {"code": "", "address": ""}


class KeptFile(NamedTuple):
    """A file of the demonstration, kept once: the part of a dossier it is, "" for the portal's."""

    part: str
    file: str
    name: str
    size: int
    sha256: str
    page_count: int = 1


def files() -> Iterator[KeptFile]:
    """Put the files where rows will look for them; their names are their bytes."""
    for part, name in [*PAPERS.items(), ("", "to-trinh.pdf")]:
        content = (FILES / name).read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        folder = "attachments/volume" if part else f"documents/{sha256[:2]}"
        path = f"{folder}/{sha256}.pdf"
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(content))
        yield KeptFile(part, path, name, len(content), sha256)


def words(after: int, head: User) -> Iterator[tuple[str, dict]]:
    """(kind of paper, its frozen words) as the portal would write them of one issued decision."""
    rows = Decision.objects.filter(pk__gt=after).order_by("-pk")
    if decision := rows.filter(state=DecisionState.ISSUED).first() or rows.first():
        yield from _of_decision(decision, head)
    refused = Nomination.objects.filter(state=NominationState.DECLINED).order_by("-pk").first()
    if refused is not None:
        day = clock.today()
        authority = regime_queries.authority_on(day, regime_queries.HOME_AFFAIRS)
        context = papers.result_announcement_context(
            refused.dossier,
            [refused],
            day=day,
            authority=authority,
            signed=signed_by_home_affairs(authority, head, day),
            symbol="01/TB-PNV",
        )
        yield _frozen(papers.RESULT_ANNOUNCEMENT, context)


def _of_decision(decision: Decision, head: User) -> Iterator[tuple[str, dict]]:
    day = decision.issued_on or clock.today()
    lineup = lineup_queries.read(decision, day)
    authority = regime_queries.authority_on(day)
    context = papers.context(
        lineup,
        day=day,
        authority=authority,
        signatory=regime_queries.head_of(authority, day),
        symbol=decision.symbol,
    )
    yield _frozen(papers.kind_of(decision), context)
    extract = {"extract": "Trích sao phần danh sách của đơn vị", "recipients": ["Lưu: VT, NV"]}
    yield _frozen(papers.EXTRACT, context | extract)
    yield _frozen(papers.LETTER, _letter(lineup, head))


def _letter(lineup: lineup_queries.LineUp, head: User) -> dict:
    day = lineup.decision.letter_on or lineup.day
    authority = regime_queries.authority_on(day, regime_queries.HOME_AFFAIRS)
    return papers.letter_context(
        lineup,
        day=day,
        authority=authority,
        signed=signed_by_home_affairs(authority, head, day),
        symbol=lineup.decision.letter_number,
        remarks=[],
    )


def _frozen(kind: str, context: dict) -> tuple[str, dict]:
    return kind, registry.frozen(kind, context, NOWHERE)


def finish_decisions(after: int, head: User) -> None:
    """Drafts and letters of open decisions say what their lines say now, to the letter."""
    for decision in Decision.objects.filter(pk__gt=after, state__in=OPEN).order_by("pk"):
        lineup = decision_services.lineup_now(decision)
        _write(decision.draft_id, papers.kind_of(decision), decision_services.draft_context(lineup))
        if decision.letter_id:
            _write(decision.letter_id, papers.LETTER, _letter(lineup, head))
        Decision.objects.filter(pk=decision.pk).update(total_vnd=lineup.total_vnd)


def _write(pk: int, kind: str, context: dict) -> None:
    code = Document.objects.values_list("code", flat=True).get(pk=pk)
    frozen = registry.frozen(kind, context, {"code": code, "address": ""})
    Document.objects.filter(pk=pk).update(context=frozen)


def enter_supplements(after: int) -> None:
    """What Phòng Nội vụ asked for, with the dossier as it stood then."""
    rows = Dossier.objects.filter(pk__gt=after, state=DossierState.NEED_MORE).order_by("pk")
    for dossier in rows:
        event = dossier.events.filter(action="ask_more").newest_first().first()
        Supplement.objects.create(
            dossier=dossier,
            words=event.note,
            until=clock.today() + UNTIL,
            asked_by_id=event.by_id,
            asked_at=event.happened_at,
            came_from=event.source,
            before=edition_queries.frozen(dossier),
        )
