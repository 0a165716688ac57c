"""Trao đổi: both sides write on the dossier, the other side hears of it, nothing is rewritten."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import DossierMessage
from dossiers.services import message as message_services
from nganam_awards.core.refusals import Refused
from nganam_awards.notices.models import Notice


pytestmark = pytest.mark.django_db


def url(dossier):
    return reverse("dossiers:message", args=[dossier.ref])


def told():
    return set(Notice.objects.values_list("user__full_name", flat=True))


def test_each_side_reads_what_the_other_wrote(town, client_of):
    dossier = town.appraising()
    client_of(town.officer).post(url(dossier), {"text": "Ông An sinh năm nào?"})
    page = client_of(town.clerk).get(dossier.get_absolute_url()).text
    assert "Ông An sinh năm nào?" in page
    assert "Trao đổi với Phòng Nội vụ" in page
    assert told() == {town.clerk.full_name, town.head.full_name}
    Notice.objects.all().delete()
    client_of(town.clerk).post(url(dossier), {"text": "Sinh năm 1975."})
    assert told() == {town.officer.full_name}
    rows = dossier.messages.values_list("is_from_unit", "text")
    assert list(rows) == [(False, "Ông An sinh năm nào?"), (True, "Sinh năm 1975.")]


def test_before_an_officer_is_named_whoever_receives_hears_it(town):
    message_services.write(town.filed(), text="Gửi kèm bản giấy chiều nay.", by=town.head)
    assert told() == {p.full_name for p in (town.officer, town.officer2, town.chief)}


def test_a_second_click_writes_nothing_twice(town):
    dossier = town.filed()
    for _ in range(2):
        message_services.write(dossier, text="Một lời.", by=town.clerk)
    assert DossierMessage.objects.count() == 1
    message_services.write(dossier, text="Một lời.", by=town.officer)
    assert DossierMessage.objects.count() == 2


def test_nothing_and_too_much_are_told_and_stay_in_the_box(town, client_of):
    dossier = town.filed()
    client = client_of(town.clerk)
    assert client.post(url(dossier), {"text": "  "}).status_code == 422
    long = "dài " * 1001
    answer = client.post(url(dossier), {"text": long})
    assert answer.status_code == 422
    assert "rút gọn còn tối đa 4000" in answer.text
    assert long in answer.text
    with pytest.raises(Refused):
        message_services.write(dossier, text="", by=town.clerk)


@pytest.mark.parametrize("who", ["stranger", "chairman"])
def test_a_stranger_to_the_dossier_writes_no_message(who, town, client_of):
    dossier = town.filed()
    person = getattr(town, who)
    assert client_of(person).post(url(dossier), {"text": "Chào."}).status_code == 404
    with pytest.raises(PermissionDenied):
        message_services.write(dossier, text="Chào.", by=person)


def test_a_draft_is_nobodys_talk(town, client_of):
    draft = town.draft()
    assert client_of(town.clerk).post(url(draft), {"text": "Chào."}).status_code == 404
    page = client_of(town.clerk).get(url(draft)).text  # what was said inside the unit
    assert 'name="text"' not in page
    assert client_of(town.stranger).get(url(draft)).status_code == 404


def test_a_message_is_never_changed_nor_deleted(town):
    message = message_services.write(town.filed(), text="Một lời.", by=town.clerk)
    for change in (lambda: DossierMessage.objects.update(text="Khác"), message.delete):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()


def test_a_long_talk_costs_the_same(town, client_of):
    dossier = town.filed()
    client = client_of(town.clerk)

    def cost():
        client.get(dossier.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(dossier.get_absolute_url())
        return len(asked)

    message_services.write(dossier, text="Lời 0", by=town.clerk)
    one = cost()
    for number in range(1, 30):
        message_services.write(dossier, text=f"Lời {number}", by=town.clerk)
    assert cost() == one
