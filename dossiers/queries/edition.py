"""The dossier as its unit last sent it: all that the town reads while a supplement is written."""

import json
from collections.abc import Iterable, Iterator

from django.core import serializers
from django.db.models import BigIntegerField, Model, QuerySet

from dossiers.models import (
    Attachment,
    CollectiveMember,
    Dossier,
    DossierPaper,
    Nomination,
    Supplement,
)
from dossiers.queries.columns import RECORD, TYPED
from dossiers.queries.supplement import sent_rows, snapshot
from nganam_awards.core.query_text import Blank, PreparedRows
from nganam_awards.documents.models import Document
from units.models import User


_OF_LINE = (*TYPED, *RECORD, "order")
_OF_DOSSIER = ("title", "summary", "letter_number", "letter_on")
_OF_PAPER = ("dossier", "kind", "line", "document", "written_by", "written_at")


def rows(dossier: Dossier) -> dict:
    """The rows as they stand; frozen when more is asked, because the unit writes on in them."""
    meeting = getattr(dossier, "meeting", None)
    return {
        "dossier": _plain([dossier], _OF_DOSSIER),
        "meeting": _plain([meeting] if meeting else []),
        "lines": _plain(dossier.nominations.all(), _OF_LINE),
        "members": _plain(CollectiveMember.objects.filter(nomination__dossier=dossier)),
        "files": dict(dossier.attachments.values_list("pk", "replaced_by")),
        "written": _plain(dossier.written.defer("source"), _OF_PAPER),
    }


def frozen(dossier: Dossier) -> dict:
    """What a supplement keeps of the dossier when more is asked: its words and its rows."""
    return snapshot(dossier) | {"rows": rows(dossier)}


def read_as_sent(dossier: Dossier) -> Dossier:
    """The same dossier in the words last sent, never to be saved; as it is when nothing waits."""
    asked = getattr(dossier, "supplement", None)
    if asked is None or asked.answered_at is not None:
        return dossier
    sent = sent_rows(asked)
    if sent is None:
        return dossier
    for before in _objects(sent["dossier"]):
        _overlay(dossier, before, _OF_DOSSIER)
    meetings = list(_objects(sent["meeting"]))
    Dossier.meeting.related.set_cached_value(dossier, meetings[0] if meetings else None)
    dossier.edition = sent
    return dossier


def read_titles_as_sent(dossiers: Iterable[Dossier]) -> None:
    """The same of the rows of a list, which show no more than a title: read only while one waits.

    Needs `supplement`; not the whole edition, which holds every row of the dossier.
    """
    asked = (getattr(dossier, "supplement", None) for dossier in dossiers)
    waiting = {row.pk: row.dossier for row in asked if row and row.answered_at is None}
    if not waiting:
        return
    rows = Supplement.objects.filter(pk__in=waiting)
    for pk, sent in rows.values_list("pk", "before__rows__dossier"):
        for before in _objects(sent or []):
            waiting[pk].title = before.title


def lines_of(dossier: Dossier, found: Iterable[Nomination]) -> list[Nomination]:
    """Lines with the particulars last sent, in that order; what the town decided stays."""
    found = list(found)
    if dossier.edition is None:
        return found
    before = {line.pk: line for line in _objects(dossier.edition["lines"])}
    for line in found:
        if line.pk in before:
            _overlay(line, before[line.pk], _OF_LINE)
    return found


def members_of(dossier: Dossier) -> list[CollectiveMember] | None:
    """Members of its collectives as last sent; None: as they stand now."""
    kept = (dossier.edition or {}).get("members")  # a release before kept none
    return None if kept is None else list(_objects(kept))


def files_of(dossier: Dossier, lines: Iterable[Nomination] = ()) -> list[Attachment]:
    """Every file that was brought, what was replaced too.

    `lines`: those of its list that were read already.
    """
    found = _FILES.answer(dossier.pk)
    if dossier.edition is not None:
        replaced = {int(pk): by for pk, by in dossier.edition["files"].items()}
        found = [file for file in found if file.pk in replaced]
        for file in found:
            file.replaced_by_id = replaced[file.pk]
    named = {line.pk: line for line in lines}
    unread = {file.line_id for file in found} - {None, *named}
    if unread:
        rows = dossier.nominations.filter(pk__in=unread)
        named |= {line.pk: line for line in lines_of(dossier, rows)}
    for file in found:
        file.dossier, file.line = dossier, named.get(file.line_id)
    return found


def current_files(dossier: Dossier) -> list[Attachment]:
    """What stands in the dossier, without what was replaced."""
    return [file for file in files_of(dossier) if file.replaced_by_id is None]


def written_of(dossier: Dossier) -> list[DossierPaper]:
    """Papers that the portal wrote for it."""
    if dossier.edition is None:
        found = _WRITTEN.answer(dossier.pk)
    else:
        found = sorted(_objects(dossier.edition["written"]), key=lambda paper: paper.pk)
        _join(found, "document", Document.objects.defer("context"))
        _join(found, "written_by", User.objects.all())
        _join(found, "line", dossier.nominations.all())
        lines_of(dossier, [paper.line for paper in found if paper.line_id])
    for paper in found:
        paper.dossier = dossier
    return found


def _files(dossier: Blank) -> QuerySet[Attachment]:
    return Attachment.objects.filter(dossier=dossier).select_related("uploaded_by")


def _written(dossier: Blank) -> QuerySet[DossierPaper]:
    return DossierPaper.objects.filter(dossier=dossier).for_page().select_related("written_by")


_FILES = PreparedRows(_files, BigIntegerField())
_WRITTEN = PreparedRows(_written, BigIntegerField())


def sent_with(document: Document) -> Dossier | None:
    """Whose unsent rewriting took this document's place; the town still reads it."""
    held = Supplement.objects.filter(
        answered_at=None, before__rows__written__contains=[{"fields": {"document": document.pk}}]
    )
    asked = held.select_related("dossier__unit").first()
    return asked.dossier if asked else None


def is_sent(dossier: Dossier, document: Document) -> bool:
    """Whether a paper's document is the one that the town may read."""
    edition = read_as_sent(dossier).edition
    if edition is None:
        return True
    return any(paper["fields"]["document"] == document.pk for paper in edition["written"])


def replaced_documents(supplement: Supplement) -> list[Document]:
    """What only the town read; of no use once the answer is sent."""
    sent = sent_rows(supplement)
    pks = [paper["fields"]["document"] for paper in sent["written"]] if sent else []
    held = DossierPaper.objects.filter(document__in=pks).values("document")
    return list(Document.objects.filter(pk__in=pks).exclude(pk__in=held))


def _plain(found: Iterable[Model], fields: tuple[str, ...] | None = None) -> list[dict]:
    return json.loads(serializers.serialize("json", found, fields=fields))


def _objects(kept: list[dict]) -> Iterator[Model]:
    # What a later release no longer knows is passed over.
    for row in serializers.deserialize("python", kept, ignorenonexistent=True):
        yield row.object


def _overlay(row: Model, before: Model, names: Iterable[str]) -> None:
    for name in names:
        attname = row._meta.get_field(name).attname
        setattr(row, attname, getattr(before, attname))


def _join(found: list[DossierPaper], name: str, among: QuerySet) -> None:
    """Rows that papers point at, read at once."""
    attname = f"{name}_id"
    known = among.in_bulk([getattr(paper, attname) for paper in found if getattr(paper, attname)])
    for paper in found:
        setattr(paper, name, known.get(getattr(paper, attname)))
