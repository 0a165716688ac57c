"""Asks another body about nominees (hiệp y), records its answer, or takes the question back."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from dossiers.enums import Opinion
from dossiers.models import (
    Consultation,
    ConsultationLine,
    ConsultationPaper,
    Dossier,
    Nomination,
)
from dossiers.notifications import testimony as testimony_notifications
from dossiers.queries import consultation as consultation_queries
from dossiers.queries.consultation import ASKED_ABOUT
from dossiers.rules import consultation as consultation_rules
from nganam_awards.core import clock, workflow
from nganam_awards.core.files import acceptance, services as file_services
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale, require_note, saved
from nganam_awards.core.sentence import About
from nganam_awards.core.text import clean_line, clean_text
from nganam_awards.core.update import update_each
from units.models import Unit, User


class Word(NamedTuple):
    """What a body says of one nominee, as it was typed."""

    opinion: str
    words: str = ""


def ask(
    dossier: Dossier,
    *,
    lines: Iterable[Nomination],
    unit: Unit | None,
    body: str,
    question: str,
    due_on: date,
    by: User,
) -> Consultation:
    """Asks one body about these lines; its people on the portal are told.

    Raises Refused where a line is no longer asked about, or the day or the body cannot be.
    """
    with transaction.atomic():
        locked = workflow.lock(Dossier, dossier.pk)
        if not consultation_rules.can_ask(by, locked):
            raise PermissionDenied
        own = locked.nominations.filter(pk__in=[line.pk for line in lines])
        rows = workflow.lock_many(Nomination, own.values_list("pk", flat=True))
        if blockers := consultation_rules.ask_blockers(locked, rows, due_on, unit):
            raise Refused(*blockers)
        named = unit.short_name if unit else clean_line(body)
        _check_twin(locked, rows, named)
        obj = saved(
            Consultation(
                dossier=locked,
                body=named,
                unit=unit,
                question=clean_text(question),
                due_on=due_on,
                asked_by=by,
            )
        )
        ConsultationLine.objects.bulk_create(
            ConsultationLine(consultation=obj, line=row) for row in rows
        )
        testimony_notifications.tell_of_consultation(obj)
    return obj


def _check_twin(dossier: Dossier, rows: list[Nomination], body: str) -> None:
    """The same question sent twice is one question."""
    waiting = dossier.consultations.waiting().filter(body=body)
    asked = set(
        ConsultationLine.objects.filter(consultation__in=waiting).values_list("line", flat=True)
    )
    if all(row.pk in asked for row in rows):
        raise AlreadyDone(f"Đã hỏi {body} về các trường hợp này và đang chờ trả lời.")


def answer(
    consultation: Consultation,
    *,
    words: dict[int, Word],
    rest_is_clear: bool = False,
    symbol: str = "",
    letter_on: date | None = None,
    upload: UploadedFile | None = None,
    by: User,
) -> Consultation:
    """Records what the body says of each nominee who still stands, once.

    `words` by the key of the consultation's line. Raises Refused about a nominee who was struck
    meanwhile or of whom nothing is said, Stale where somebody else recorded the answer first.
    """
    found = acceptance.accept(upload) if upload else None
    with transaction.atomic():
        dossier = workflow.lock(Dossier, consultation.dossier_id)
        locked = workflow.lock(Consultation, consultation.pk)
        locked.dossier = dossier
        _check_waits(locked, by)
        if not consultation_rules.can_answer(by, locked):
            raise PermissionDenied
        rows = consultation_queries.rows_of(locked)
        _check_paper(locked, symbol, letter_on, upload, by)
        _write(rows, words, rest_is_clear=rest_is_clear)
        locked.symbol, locked.letter_on = clean_line(symbol), letter_on
        locked.answered_by, locked.answered_at = by, clock.now()
        saved(locked)
        if found:
            paper = ConsultationPaper(consultation=locked)
            file_services.store(paper, upload, found, by=by)
        testimony_notifications.tell_of_answer(locked, rows)
    return locked


def end(consultation: Consultation, *, reason: str, by: User) -> Consultation:
    """Takes the question back (thôi hỏi): asked of the wrong body, or needed no more."""
    with transaction.atomic():
        dossier = workflow.lock(Dossier, consultation.dossier_id)
        locked = workflow.lock(Consultation, consultation.pk)
        locked.dossier = dossier
        _check_waits(locked, by)
        if not consultation_rules.can_end(by, locked):
            raise PermissionDenied
        require_note(reason, "Ghi lý do thôi hỏi.")
        locked.ended_by, locked.ended_at = by, clock.now()
        locked.end_reason = clean_text(reason)
        saved(locked)
        testimony_notifications.tell_of_end(locked)
    return locked


def _check_waits(row: Consultation, by: User) -> None:
    """An answer twice: the same person hears that it stands, another one who was quicker."""
    if row.is_open:
        return
    hand, at = (
        (row.answered_by, row.answered_at) if row.answered_at else (row.ended_by, row.ended_at)
    )
    what = "được ghi" if row.answered_at else "dừng, không hỏi nữa"
    if hand == by:
        raise AlreadyDone(f"Ý kiến của {row.body} đã {what} trước đó.")
    raise Stale(
        f"Ý kiến của {row.body} đã {what}: {hand.full_name}, "
        f"{clock.as_office(at):%H:%M %d/%m/%Y}. Nội dung anh/chị vừa ghi chưa được lưu; xem bản đã "
        "ghi trên trang của ý kiến này."
    )


def _check_paper(
    row: Consultation,
    symbol: str,
    letter_on: date | None,
    upload: UploadedFile | None,
    by: User,
) -> None:
    """What came on paper has its number, its day and itself; the body's own head signs by hand."""
    today, blockers = clock.today(), []
    if not consultation_rules.answers_for(by, row):
        if not symbol.strip() or letter_on is None:
            blockers.append(
                About("Ghi số, ký hiệu và ngày văn bản trả lời.", "symbol", "letter_on")
            )
        if upload is None:
            blockers.append(About("Đính kèm văn bản trả lời đã nhận.", "file"))
    if letter_on and letter_on > today:
        blockers.append(About("Ngày văn bản chưa đến; ghi muộn nhất hôm nay.", "letter_on"))
    if blockers:
        raise Refused(*blockers)


def _write(rows: list[ConsultationLine], words: dict[int, Word], *, rest_is_clear: bool) -> None:
    """Every opinion on its line, all or nothing."""
    pks = [row.line_id for row in rows]
    fresh = {line.pk: line for line in workflow.lock_many(Nomination, pks)}
    blockers, written = [], []
    for row in rows:
        row.line = fresh[row.line_id]
        said = words.get(row.pk, Word(""))
        field = f"opinion-{row.pk}"
        if row.line.state not in ASKED_ABOUT:
            if said.opinion:
                blockers.append(About(consultation_rules.struck_sentence(row), field))
            continue
        opinion = said.opinion or (Opinion.CLEAR if rest_is_clear else "")
        if not opinion:
            blockers.append(About(f"Chọn ý kiến về {row.line.full_name}.", field))
        if opinion == Opinion.ADVERSE and not said.words.strip():
            told = f"Ghi nội dung ý kiến không thuận về {row.line.full_name}."
            blockers.append(About(told, f"words-{row.pk}"))
        row.opinion, row.words = opinion, clean_text(said.words)
        written.append(row)
    if blockers:
        raise Refused(*blockers)
    if not written:
        raise Refused(
            "Không còn trường hợp nào cần ý kiến: tất cả đã rời danh sách. Dùng «Thôi hỏi» để khép "
            "lần hỏi này."
        )
    update_each(written, ["opinion", "words"])
