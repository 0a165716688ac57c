"""Writes, renews, rewords, discards a paper of the unit; its number and its meeting."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction

from dossiers.enums import PaperType
from dossiers.models import Dossier, DossierPaper, Nomination, SelectionMeeting
from dossiers.papers import phrases, report_text
from dossiers.papers.readers import UNIT_PAPER
from dossiers.queries import edition as edition_queries, unit_paper as unit_paper_queries
from dossiers.queries.facts import VERSIONS, Facts, check_meeting, fingerprint_of
from dossiers.services.dossier import check_version, locked_for_writing
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused
from nganam_awards.documents import glyph, placeholders, services as documents
from nganam_awards.documents.models import Document
from units.models import User


def write(dossier: Dossier, kind: str, *, by: User, line: Nomination | None = None) -> DossierPaper:
    """Writes a paper from the data of this moment; one that is there already is written anew."""
    with transaction.atomic():
        locked = locked_for_writing(dossier, by)
        if line and not locked.nominations.on_list().filter(pk=line.pk).exists():
            raise Refused("Dòng này không còn trong danh sách nên không soạn báo cáo.")
        facts = facts_now(locked).of(kind, line.pk if line else None)
        paper = locked.written.filter(kind=kind, line=line).select_related("document").first()
        if paper is None:
            paper = DossierPaper(dossier=locked, kind=kind, line=line)
        elif unit_paper_queries.is_fresh(paper, facts):
            return paper
        _set(paper, facts, by)
    return paper


class Renewed(NamedTuple):
    """A paper written anew, and names that a sentence typed by hand still mentions."""

    paper: DossierPaper
    still_named: list[str]


def renew(dossier: Dossier, *, by: User) -> list[Renewed]:
    """Writes every stale paper anew (soạn lại); sentences typed by hand stay as they are."""
    with transaction.atomic():
        locked = locked_for_writing(dossier, by)
        facts = facts_now(locked)
        renewed = []
        for paper in locked.written.select_related("document", "line").order_by("pk"):
            if not facts.knows(paper):
                continue
            now = facts.of(paper.kind, paper.line_id)
            if not unit_paper_queries.is_fresh(paper, now):
                still_named = unit_paper_queries.still_named(paper, now)
                _set(paper, now, by)
                renewed.append(Renewed(paper, still_named))
        if not renewed:
            raise AlreadyDone("Các văn bản đã khớp với hồ sơ.")
    return renewed


def reword(
    paper: DossierPaper, typed: Mapping[str, str], *, by: User, version: int | None = None
) -> DossierPaper:
    """New wording; the data in their places are those of this moment. `version`: what was read."""
    with transaction.atomic():
        locked = locked_for_writing(paper.dossier, by)
        mine = locked.written.select_related("document", "line").filter(pk=paper.pk).first()
        if mine is None:
            raise Refused("Văn bản này vừa được bỏ; soạn lại nếu vẫn cần.")
        return _reworded(mine, facts_now(locked), typed, by, version)


def write_report(
    line: Nomination, typed: Mapping[str, str], *, by: User, version: int | None = None
) -> DossierPaper:
    """The report of one line with the sentences as typed: written and worded in one act."""
    with transaction.atomic():
        locked = locked_for_writing(line.dossier, by)
        written = locked.written.select_related("document", "line")
        mine = written.filter(kind=PaperType.REPORT, line=line).first()
        if mine is None:
            mine = DossierPaper(dossier=locked, kind=PaperType.REPORT, line=line)
        return _reworded(mine, facts_now(locked), typed, by, version)


def unwritten_report(line: Nomination) -> DossierPaper:
    """The report as it would be written now, in the usual sentences; nothing is kept of it."""
    facts = facts_now(line.dossier).of(PaperType.REPORT, line.pk)
    kept = VERSIONS.stamped(facts)
    return DossierPaper(dossier=line.dossier, kind=PaperType.REPORT, line=line, source=kept)


def _reworded(
    mine: DossierPaper, facts: Facts, typed: Mapping[str, str], by: User, version: int | None
) -> DossierPaper:
    if not facts.knows(mine):
        raise Refused("Dòng này không còn trong danh sách nên không sửa báo cáo được.")
    now = facts.of(mine.kind, mine.line_id)
    blockers = [
        f"{one.label}: {words_}"
        for one in phrases.paragraphs(mine.kind, now)
        for words_ in placeholders.blockers(one.usual, typed.get(one.key, ""))
    ]
    if blockers:
        raise Refused(*blockers)
    asked = {one.key for one in phrases.paragraphs(mine.kind, now)}
    unasked = {key: text for key, text in mine.wording.items() if key not in asked}
    kept = unasked | phrases.changed(mine.kind, now, typed)
    is_new = mine.pk is None
    if not is_new and kept == mine.wording and unit_paper_queries.is_fresh(mine, now):
        return mine
    if blockers := report_text.about_blockers(mine.kind, now, kept):
        raise Refused(*blockers)
    check_version(mine, version)
    if kept != mine.wording:
        mine.wording = kept
        mine.version += 0 if is_new else 1
    _set(mine, now, by)
    return mine


def discard(paper: DossierPaper, *, by: User) -> None:
    """Discards the portal's paper; a scan that was attached stays."""
    with transaction.atomic():
        locked = locked_for_writing(paper.dossier, by)
        mine = locked.written.select_related("document").filter(pk=paper.pk).first()
        if mine is None:
            raise AlreadyDone("Văn bản này đã được bỏ.")
        mine.delete()
        _forget(locked, mine.document)


def number_letter(dossier: Dossier, *, number: str, day: date | None, by: User) -> None:
    """Number and day of the letter from the unit's own book; papers that print them grow stale."""
    with transaction.atomic():
        locked = locked_for_writing(dossier, by)
        locked.letter_number, locked.letter_on = number, day
        locked.save(update_fields=["letter_number", "letter_on"])


def record_meeting(meeting: SelectionMeeting, *, by: User) -> None:
    """Records the selection meeting (the form has set the fields)."""
    with transaction.atomic():
        locked = locked_for_writing(meeting.dossier, by)
        known = SelectionMeeting.objects.filter(dossier=locked).first()
        meeting.pk = known.pk if known else None
        meeting.save(force_insert=known is None)


def facts_now(dossier: Dossier) -> Facts:
    """The facts as the rows say them at this moment."""
    lines = dossier.nominations.on_list().as_filed().select_related("award_type")
    return Facts(dossier, lines)


def _set(paper: DossierPaper, facts: dict, by: User) -> None:
    """Freeze the facts, order the print; the print before is of no more use."""
    if "lines" in facts and not facts["lines"]:
        raise Refused("Danh sách đề nghị đang trống. Thêm người, tập thể rồi soạn văn bản.")
    if paper.kind == PaperType.MINUTES:
        check_meeting(facts)
    context = report_text.context(paper.kind, facts, paper.wording)
    if blockers := glyph.blockers_in(context):
        raise Refused(*blockers)
    before = paper.document if paper.document_id else None
    paper.source, paper.fingerprint = VERSIONS.stamped(facts), fingerprint_of(facts)
    paper.document = documents.order(
        UNIT_PAPER,
        title=f"{paper.title} {paper.dossier.ref}",
        context=context,
        is_draft=True,
    )
    paper.written_by, paper.written_at = by, clock.now()
    paper.save()
    if before is not None:
        _forget(paper.dossier, before)


def _forget(dossier: Dossier, document: Document) -> None:
    """A print of no more use; what the town reads until the answer is sent stays until then."""
    if edition_queries.sent_with(document) != dossier:
        documents.discard(document)
