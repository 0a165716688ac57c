"""The register of complaints (khiếu nại): entered, accepted or turned away, settled."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dossiers.models import Complaint, Nomination
from dossiers.rules import complaint as complaint_rules
from dossiers.services.dossier import next_number
from nganam_awards.core import workflow
from nganam_awards.core.refusals import AlreadyDone, Refused, saved
from nganam_awards.core.sentence import About
from nganam_awards.core.text import clean_text
from units.models import User


def enter(
    *, received_on: date, decided_on: date, line: Nomination | None, by: User, **words: str
) -> Complaint:
    """Enters a complaint; its number counts from 1 in the year of its arrival."""
    if not complaint_rules.can_enter(by):
        raise PermissionDenied
    if blockers := complaint_rules.entry_blockers(received_on=received_on, decided_on=decided_on):
        raise Refused(*blockers)
    with transaction.atomic():
        year = received_on.year
        obj = Complaint(
            received_on=received_on, decided_on=decided_on, line=line, entered_by=by, **words
        )
        if known := _twin(obj):
            raise AlreadyDone(f"Khiếu nại này đã vào sổ, số {known.code}.")
        obj.code = f"{next_number(f'KN-{year}'):02d}/KN-{year}"
        return saved(obj)


def _twin(obj: Complaint) -> Complaint | None:
    """The same words of the same person about the same paper, of one day."""
    same = {
        name: getattr(obj, name)
        for name in ("received_on", "complainant", "symbol", "decided_on", "line", "about")
    }
    return Complaint.objects.filter(**same).first()


def accept(complaint: Complaint, *, on: date, is_complex: bool, by: User) -> Complaint:
    """Accepted (thụ lý): the days to settle it begin."""
    with transaction.atomic():
        locked = _open(complaint, by)
        if locked.accepted_on:
            raise AlreadyDone(f"Khiếu nại đã thụ lý ngày {locked.accepted_on:%d/%m/%Y}.")
        _check_day(locked, on, "on")
        locked.accepted_on, locked.is_complex = on, is_complex
        return saved(locked)


def turn_away(
    complaint: Complaint, *, on: date, answer: str, symbol: str = "", by: User
) -> Complaint:
    """Not accepted (không thụ lý), with the reason that the complainant reads."""
    with transaction.atomic():
        locked = _open(complaint, by)
        if locked.accepted_on:
            raise Refused("Khiếu nại đã thụ lý; ghi kết quả giải quyết thay cho không thụ lý.")
        _check_day(locked, on, "on")
        locked.refused_on, locked.answer = on, clean_text(answer)
        locked.answer_symbol = symbol
        return saved(locked)


def settle(
    complaint: Complaint, *, on: date, outcome: str, answer: str, symbol: str, by: User
) -> Complaint:
    """Settled (giải quyết): what came of it, and the paper that says so."""
    with transaction.atomic():
        locked = _open(complaint, by)
        if not locked.accepted_on:
            raise Refused("Khiếu nại chưa thụ lý. Ghi ngày thụ lý trước.")
        _check_day(locked, on, "on")
        if not symbol.strip():
            raise Refused(About("Ghi số, ký hiệu văn bản trả lời.", "symbol"))
        locked.settled_on, locked.outcome = on, outcome
        locked.answer, locked.answer_symbol = clean_text(answer), symbol
        return saved(locked)


def _open(complaint: Complaint, by: User) -> Complaint:
    locked = workflow.lock(Complaint, complaint.pk)
    if not complaint_rules.can_view(by, locked) or not complaint_rules.can_enter(by):
        raise PermissionDenied
    if not locked.is_open:
        raise AlreadyDone(f"Khiếu nại {locked.code} đã khép: {locked.get_state_display().lower()}.")
    return locked


def _check_day(complaint: Complaint, on: date, field: str) -> None:
    if blockers := complaint_rules.day_blockers(complaint, on, field):
        raise Refused(*blockers)
