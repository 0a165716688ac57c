"""Who keeps the register of complaints, and what its days must be."""

from datetime import date

from dossiers.models import Complaint
from dossiers.queries.complaint import Terms
from dossiers.rules import dossier as dossier_rules
from nganam_awards.core import clock
from nganam_awards.core.sentence import About
from units.models import User


def can_view(user: User, complaint: Complaint) -> bool:
    """Phòng Nội vụ and whoever signs, but nobody about whose own award it is."""
    return dossier_rules.can_view_filed(user) and _is_free(user, complaint)


def can_enter(user: User) -> bool:
    """Officers of Phòng Nội vụ write the register."""
    return user.has_perm("dossiers.appraise_any")


def can_settle(user: User, complaint: Complaint) -> bool:
    """The same, while it is open and about somebody else."""
    return complaint.is_open and can_enter(user) and _is_free(user, complaint)


def _is_free(user: User, complaint: Complaint) -> bool:
    return complaint.line is None or dossier_rules.is_free(user, complaint.line.dossier)


def entry_blockers(*, received_on: date, decided_on: date) -> list[str]:
    """Days that cannot be."""
    today = clock.today()
    if received_on > today:
        return [About("Ngày nhận chưa đến; ghi muộn nhất hôm nay.", "received_on")]
    if decided_on > received_on:
        told = (
            f"Ngày nhận khiếu nại {received_on:%d/%m/%Y} trước ngày quyết định; kiểm tra lại hai "
            "ngày."
        )
        return [About(told, "received_on", "decided_on")]
    return []


def is_too_late(complaint: Complaint, terms: Terms) -> bool:
    """It came after the days in which one may complain; the office says so, and decides."""
    return complaint.received_on > terms.complain_by


def day_blockers(complaint: Complaint, on: date, field: str) -> list[str]:
    """An act on a complaint is of a day from its arrival, or its acceptance, to today."""
    first = complaint.accepted_on or complaint.received_on
    if first <= on <= clock.today():
        return []
    told = f"Ngày này phải từ {first:%d/%m/%Y} đến hôm nay {clock.today():%d/%m/%Y}."
    return [About(told, field)]
