"""Reminders: once a threshold, none for what ended, nobody's name in the mail."""

from datetime import date, datetime

import pytest
from django.db import transaction

from dossiers import tasks
from dossiers.models import Dossier, DossierReminder
from dossiers.services import nudge as nudge_services, reminder as reminder_services
from dossiers.transitions import (
    dossier as dossier_transitions,
    supplement as supplement_transitions,
)
from honourees.services.account import link_account
from nganam_awards.core import clock
from nganam_awards.notices.models import Notice, OutgoingEmail
from tests.dossiers.conftest import a_town
from tests.dossiers.test_dossier_races import at_once
from tests.factories.units import UserFactory
from units.models import User


def at(day: date, hour: int = 8) -> None:
    """Move the office clock."""
    clock.move_to(datetime(day.year, day.month, day.day, hour, tzinfo=clock.OFFICE_ZONE))


def told_by(call) -> dict[str, str]:
    """What it said that nobody had been told before: {who: sentence}."""
    before = set(Notice.objects.values_list("pk", flat=True))
    call()
    fresh = Notice.objects.exclude(pk__in=before)
    return dict(fresh.values_list("user__full_name", "text"))


def test_the_officer_hears_in_time_and_whoever_assigns_once_it_is_late(town):
    """Received on 20/11: appraised by 28/11, the result promised for 04/12."""
    dossier = town.appraising()
    officer, chief = town.officer.full_name, town.chief.full_name
    told = {}
    for day in (date(2023, 11, 24), *(date(2023, 11, d) for d in (27, 28, 29, 30))):
        at(day)
        told[day.day] = told_by(tasks.remind_of_due)
        assert told_by(tasks.remind_of_due) == {}  # twice a day, nothing new
    assert {day: set(people) for day, people in told.items()} == {
        24: set(),
        27: {officer},
        28: {officer},
        29: {officer, chief},
        30: {officer},
    }
    name = f"Nhắc việc: hồ sơ {dossier.ref} của UBND Phường 1"
    assert told[28][officer] == f"{name} đến hạn thẩm định, hạn là hôm nay 28/11/2023."
    late = "đến hạn thẩm định, đã quá 1 ngày làm việc (hạn 28/11/2023)."
    assert told[29][chief] == f"{name} {late}"
    soon = "sắp đến hạn trả kết quả, còn 2 ngày làm việc (hạn 04/12/2023)."
    assert told[30][officer] == f"{name} {soon}"
    at(date(2023, 12, 5))
    assert set(told_by(tasks.remind_of_due)) == {officer, chief}


def test_each_desk_hears_of_what_lies_on_it_and_the_unit_of_its_own(town):
    """Received by Tuesday, assigned by Tuesday, confirmed by Wednesday, supplemented in time."""
    filed, received = town.filed(), town.received()
    handed = town.draft()
    dossier_transitions.hand_over(handed, by=town.clerk)
    asked = town.appraising()
    supplement_transitions.ask_more(
        asked, words="Thiếu biên bản.", until=date(2023, 11, 24), by=town.officer
    )
    at(date(2023, 11, 21))
    told = told_by(tasks.remind_of_due)
    assert f"{filed.ref} của UBND Phường 1 chờ tiếp nhận" in told[town.officer2.full_name]
    assert f"{received.ref} của UBND Phường 1 chờ phân công" in told_of(town.chief, received)
    assert f"{asked.ref} của UBND Phường 1 chờ đơn vị bổ sung" in told[town.clerk.full_name]
    assert "còn 3 ngày làm việc (hạn 24/11/2023)" in told[town.clerk.full_name]
    at(date(2023, 11, 22))
    assert "chờ thủ trưởng xác nhận" in told_by(tasks.remind_of_due)[town.head.full_name]
    assert not Notice.objects.filter(user=town.stranger).exists()


def told_of(person, dossier) -> str:
    """All that the person was told of one dossier."""
    rows = Notice.objects.filter(user=person, text__contains=dossier.ref)
    return " ".join(rows.values_list("text", flat=True))


def test_nobody_is_reminded_in_the_evening_or_on_a_day_off(town):
    town.appraising()
    at(date(2023, 12, 5), 18)
    assert told_by(tasks.remind_of_due) == {}
    at(date(2023, 12, 9))
    assert told_by(tasks.remind_of_due) == {}
    at(date(2023, 12, 11))
    assert len(told_by(tasks.remind_of_due)) == 2


def test_a_day_that_moved_is_reminded_anew(town):
    dossier = town.appraising()
    at(date(2023, 11, 30))
    assert town.officer.full_name in told_by(tasks.remind_of_due)
    Dossier.objects.filter(pk=dossier.pk).update(due_on=date(2023, 12, 6))
    assert told_by(tasks.remind_of_due) == {}
    at(date(2023, 12, 4))
    assert "hạn 06/12/2023" in told_by(tasks.remind_of_due)[town.officer.full_name]


def test_a_reminder_noted_for_a_day_that_moved_meanwhile_is_not_told(town):
    dossier = town.appraising()
    at(date(2023, 11, 30))
    reminder_services.note_due()
    Dossier.objects.filter(pk=dossier.pk).update(due_on=date(2023, 12, 20))
    assert "trả kết quả" not in " ".join(told_by(tasks.tell_reminders).values())
    assert not DossierReminder.objects.filter(kind="due_soon").exists()


def test_nobody_hears_of_the_desk_of_a_dossier_about_himself(town):
    dossier = town.filed()
    line = dossier.nominations.get()
    link_account(town.officer, line.honouree, by=UserFactory(administrator=True))
    at(date(2023, 11, 21))
    assert set(told_by(tasks.remind_of_due)) == {town.officer2.full_name, town.chief.full_name}


def test_many_dossiers_are_one_message_and_cost_what_one_costs(town, django_assert_max_num_queries):
    for _ in range(4):
        town.filed()
    at(date(2023, 11, 21))
    with django_assert_max_num_queries(36):
        told = told_by(tasks.remind_of_due)
    assert set(told.values()) == {told[town.officer.full_name]}
    assert "4 hồ sơ chờ tiếp nhận: " in told[town.officer.full_name]
    assert told[town.officer.full_name].endswith("và 1 hồ sơ khác.")


def test_a_letter_of_a_reminder_names_nobody(town):
    User.objects.filter(pk=town.officer.pk).update(email="ca@pnv.test")
    dossier = town.appraising()
    at(date(2023, 11, 30))
    OutgoingEmail.objects.all().delete()
    tasks.remind_of_due()
    letter = OutgoingEmail.objects.get(subject__contains="sắp")
    assert letter.subject == (
        f"Nhắc việc: hồ sơ {dossier.ref} sắp đến hạn trả kết quả, hạn 04/12/2023"
    )
    names = [town.officer.full_name, *dossier.nominations.values_list("full_name", flat=True)]
    assert not any(name in letter.body for name in names)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once():
    with transaction.atomic():
        town = a_town()
    town.appraising()
    at(date(2023, 11, 27))
    Notice.objects.all().delete()
    at_once(tasks.remind_of_due, tasks.remind_of_due)
    assert Notice.objects.count() == 1


def test_reminding_by_hand_reaches_whoever_has_the_next_step_in_one_message(town):
    first, second = town.appraising(), town.appraising()
    for dossier in (first, second):
        nudge_services.nudge(dossier, by=town.chief, note="Xong trước thứ Sáu.")
    assert told_by(tasks.tell_reminders) == {
        town.officer.full_name: (
            f"{town.chief.full_name} (Phòng Nội vụ) nhắc: 2 hồ sơ chờ anh/chị xử lý: "
            f"{first.ref}, {second.ref}. Xong trước thứ Sáu."
        )
    }
    assert told_by(tasks.tell_reminders) == {}


def test_nobody_is_reminded_of_what_ended_meanwhile(town):
    dossier = town.filed()
    nudge_services.nudge(dossier, by=town.officer)
    dossier_transitions.refuse(dossier, by=town.officer, note="Sai thẩm quyền.")
    assert told_by(tasks.tell_reminders) == {}
    assert not DossierReminder.objects.exists()
