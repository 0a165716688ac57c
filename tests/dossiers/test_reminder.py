"""Reminders: once a threshold, none for what ended, nobody's name in the mail."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from dossiers import tasks
from dossiers.models import DossierReminder
from dossiers.rules import reminder as reminder_rules
from dossiers.services import reminder as reminder_services
from dossiers.transitions import dossier as dossier_transitions
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from nganam_awards.notices.models import Notice


def at(day: date, hour: int = 8) -> None:
    """Move the office clock."""
    clock.move_to(datetime(day.year, day.month, day.day, hour, tzinfo=clock.OFFICE_ZONE))


def told_by(call) -> dict[str, str]:
    """What it said that nobody had been told before: {who: sentence}."""
    before = set(Notice.objects.values_list("pk", flat=True))
    call()
    fresh = Notice.objects.exclude(pk__in=before)
    return dict(fresh.values_list("user__full_name", "text"))


def test_the_officer_hears_two_days_before_and_whoever_assigns_once_it_is_late(town):
    dossier = town.appraising()
    name, chief = town.officer.full_name, town.chief.full_name
    at(date(2023, 11, 29))
    assert told_by(tasks.remind_of_due) == {}
    at(date(2023, 11, 30))
    said = f"Nhắc việc: hồ sơ {dossier.ref} của UBND Phường 1 sắp đến hạn trả kết quả, "
    said += "còn 2 ngày làm việc (hạn 04/12/2023)."
    assert told_by(tasks.remind_of_due) == {name: said}
    assert told_by(tasks.remind_of_due) == {}  # twice a day, nothing new
    at(date(2023, 12, 1))
    assert told_by(tasks.remind_of_due) == {}
    at(date(2023, 12, 5))
    assert set(told_by(tasks.remind_of_due)) == {name, chief}


def test_reminding_by_hand_reaches_whoever_has_the_next_step_once_a_day(town):
    first, second = town.appraising(), town.appraising()
    for dossier in (first, second):
        reminder_services.remind(dossier, by=town.chief, words="Xong trước thứ Sáu.")
    told = told_by(tasks.tell_reminders)
    assert told == {
        town.officer.full_name: (
            f"{town.chief.full_name} (Phòng Nội vụ) nhắc: 2 hồ sơ chờ anh/chị xử lý: "
            f"{first.ref}, {second.ref}. Xong trước thứ Sáu."
        )
    }
    assert told_by(tasks.tell_reminders) == {}
    with pytest.raises(Refused, match="đã nhắc hồ sơ"):
        reminder_services.remind(first, by=town.chief)
    assert reminder_rules.remind_blockers(first, town.chief)
    with pytest.raises(PermissionDenied):
        reminder_services.remind(second, by=town.clerk)


def test_nobody_is_reminded_of_what_ended_meanwhile(town):
    dossier = town.filed()
    reminder_services.remind(dossier, by=town.officer)
    dossier_transitions.refuse(dossier, by=town.officer, note="Sai thẩm quyền.")
    assert told_by(tasks.tell_reminders) == {}
    assert not DossierReminder.objects.exists()
    with pytest.raises(Refused, match="không còn việc để nhắc"):
        reminder_services.remind(dossier, by=town.chief)
