"""Thùng rác: a draft thrown away is gone from every page, comes back whole, and goes in the end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers import tasks
from dossiers.models import Attachment, Dossier, Nomination
from dossiers.queries import queue as queue_queries
from dossiers.rules import dossier as dossier_rules
from dossiers.services import (
    dossier as dossier_services,
    nominee as nominee_services,
    trash as trash_services,
)
from dossiers.transitions import dossier as dossier_transitions
from nganam_awards.core import clock, work
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.factories.dossiers import AttachmentFactory, DossierFactory
from tests.factories.units import GrantFactory, UserFactory


pytestmark = pytest.mark.django_db

TRASH = "/ho-so/thung-rac/"


def url(name: str, dossier: Dossier) -> str:
    return reverse(f"dossiers:{name}", args=[dossier.ref])


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def thrown(town) -> Dossier:
    """A complete draft in the bin of its ward."""
    return dossier_services.trash_draft(town.draft(persons=2), by=town.clerk)


# --- into the bin -------------------------------------------------------------------------------


def test_a_draft_is_thrown_away_from_its_page(town, client_of):
    draft, client = town.draft(), client_of(town.clerk)
    page = client.get(draft.get_absolute_url()).text
    assert url("delete", draft) in page
    assert "trong 30 ngày còn khôi phục được" in page
    answer = client.post(url("delete", draft), follow=True)
    assert answer.redirect_chain[0][0] == reverse("dossiers:list")
    assert said(answer) == [
        f"Đã chuyển bản nháp {draft.ref} vào thùng rác; khôi phục được trong 30 ngày."
    ]
    again = client.post(url("delete", draft), follow=True)
    assert said(again) == ["Bản nháp này đã ở thùng rác."]
    draft.refresh_from_db()
    assert draft.trashed_at == clock.now()
    assert (draft.nominations.count(), draft.attachments.count()) == (1, 3)


@pytest.mark.parametrize("name", ["head", "officer", "chief", "chairman", "stranger"])
def test_only_the_units_clerk_throws_away_and_brings_back(name, town, thrown, client_of):
    person, draft = getattr(town, name), town.draft()
    for service, dossier in (
        (dossier_services.trash_draft, draft),
        (dossier_services.restore_draft, thrown),
    ):
        with pytest.raises(PermissionDenied):
            service(dossier, by=person)
    with pytest.raises(PermissionDenied):
        dossier_services.trash_draft(thrown, by=person)
    client = client_of(person)
    assert client.post(url("delete", draft)).status_code == 404
    assert client.post(url("restore", thrown)).status_code == 404


def test_what_was_ever_handed_over_is_not_thrown_away(town, client_of):
    dossier = town.draft()
    dossier_transitions.hand_over(dossier, by=town.clerk)
    with pytest.raises(Refused, match="không sửa được nữa"):
        dossier_services.trash_draft(dossier, by=town.clerk)
    dossier_transitions.take_back(dossier, by=town.clerk)
    answer = client_of(town.clerk).post(url("delete", dossier), follow=True)
    assert answer.redirect_chain[0][0] == dossier.get_absolute_url()
    assert "không xóa được" in said(answer)[0]
    assert not Dossier.objects.exclude(trashed_at=None).exists()


def test_the_database_keeps_everything_but_drafts_out_of_the_bin(town):
    with pytest.raises(IntegrityError, match="only_a_draft_is_trashed"), transaction.atomic():
        Dossier.objects.filter(pk=town.filed().pk).update(trashed_at=clock.now())


# --- gone from every page -----------------------------------------------------------------------


def every_queue() -> list[str]:
    of_unit = ("AT_CLERK", "AT_HEAD", "TO_SUPPLEMENT", "TO_ANSWER")
    return [*queue_queries.labels(), *(getattr(queue_queries, name) for name in of_unit)]


@pytest.mark.parametrize("name", ["clerk", "head", "officer", "chief", "chairman", "stranger"])
def test_a_trashed_draft_is_in_no_list_queue_or_count(name, town, thrown, client_of):
    person = getattr(town, name)
    assert not dossier_rules.can_view(person, thrown)
    for model in (Dossier, Nomination, Attachment):
        assert not model.objects.visible_to(person).exists()
    assert not any(queue_queries.rows_of(slug, person).exists() for slug in every_queue())
    assert work.counts_for(person).waiting == 0
    client = client_of(person)
    assert thrown.ref not in client.get(reverse("dossiers:list")).text
    assert client.get(reverse("dossiers:list"), {"q": thrown.ref}).context["rows"] == []
    paper, line = thrown.attachments.first(), thrown.nominations.first()
    for address in (
        thrown.get_absolute_url(),
        url("edit", thrown),
        paper.get_absolute_url(),
        reverse("dossiers:nominee_edit", args=[thrown.ref, line.pk]),
    ):
        assert client.get(address).status_code == 404
    assert client.post(url("hand_over", thrown)).status_code == 404


def test_a_trashed_draft_is_neither_written_nor_handed_over(town, thrown):
    line, paper = thrown.nominations.first(), thrown.attachments.first()
    assert not dossier_rules.can_edit(town.clerk, thrown)
    for call in (
        lambda: dossier_transitions.hand_over(thrown, by=town.clerk),
        lambda: dossier_services.edit_dossier(thrown, title="Khác", summary="", by=town.clerk),
        lambda: nominee_services.remove_line(line, by=town.clerk),
        lambda: dossier_services.detach(paper, by=town.clerk),
    ):
        with pytest.raises(Refused, match="đang ở thùng rác"):
            call()


def test_the_page_that_opened_it_opens_no_second_one_unasked(town):
    opening = {"unit": town.ward, "title": "Khen thưởng", "summary": "", "key": uuid4()}
    first = dossier_services.open_dossier(town.plan, **opening, by=town.clerk)
    dossier_services.trash_draft(first, by=town.clerk)
    with pytest.raises(Refused, match=f"{first.ref}, đang ở thùng rác"):
        dossier_services.open_dossier(town.plan, **opening, by=town.clerk)


# --- the bin ------------------------------------------------------------------------------------


def test_the_bin_shows_what_is_in_it_and_until_when(town, thrown, client_of):
    client = client_of(town.clerk)
    assert TRASH in client.get(reverse("dossiers:list")).text
    page = client.get(TRASH).text
    for words in (thrown.title, thrown.ref, "2 cá nhân", "20/11/2023 08:00", "21/12/2023"):
        assert words in page
    assert page.count("Khôi&nbsp;phục") == 1


def test_every_bin_is_its_units_own(town, thrown, client_of):
    colleague = UserFactory(clerk=True, unit=town.ward)
    assert thrown.ref in client_of(colleague).get(TRASH).text
    page = client_of(town.stranger).get(TRASH).text
    assert thrown.ref not in page
    assert "Thùng rác đang trống" in page
    for person in (town.head, town.officer, town.chief, town.chairman):
        client = client_of(person)
        assert client.get(TRASH).status_code == 404
        assert TRASH not in client.get(reverse("dossiers:list")).text


def test_a_right_that_ended_closes_the_bin(town, thrown, client_of):
    person = UserFactory()
    GrantFactory(user=person, unit=town.ward, ends_on=date(2023, 11, 19))
    assert not Dossier.objects.in_trash_of(person).exists()
    assert client_of(person).get(TRASH).status_code == 404


def test_the_bin_costs_the_same_at_any_length(town, client_of):
    client, costs = client_of(town.clerk), []
    for more in (1, 2, 57):
        for draft in DossierFactory.create_batch(more, plan=town.plan, unit=town.ward):
            dossier_services.trash_draft(draft, by=town.clerk)
        client.get(TRASH)  # sessions and content types are asked once
        with CaptureQueriesContext(connection) as asked:
            page = client.get(TRASH)
        costs.append(len(asked))
    assert costs[0] == costs[1] == costs[2] - 1 <= 14  # a list with a second page is counted
    assert "Trang sau" in page.text
    assert "60 kết quả" in page.text


# --- and back -----------------------------------------------------------------------------------


def test_a_draft_comes_back_unchanged(town, client_of, at):
    draft, client = town.draft(persons=2), client_of(town.clerk)
    before = Dossier.objects.filter(pk=draft.pk).values().get()
    dossier_services.trash_draft(draft, by=town.clerk)
    at(date(2023, 12, 20))
    answer = client.post(url("restore", draft), follow=True)
    assert answer.redirect_chain[0][0] == draft.get_absolute_url()
    assert said(answer) == [f"Đã khôi phục bản nháp {draft.ref} cùng danh sách và tệp đính kèm."]
    assert Dossier.objects.filter(pk=draft.pk).values().get() == before
    assert (draft.nominations.count(), draft.attachments.count()) == (2, 3)
    again = client.post(url("restore", draft), follow=True)
    assert said(again) == ["Bản nháp này đã được khôi phục."]
    at(date(2023, 12, 21))
    dossier_transitions.hand_over(draft, by=town.clerk)


def test_a_draft_deleted_for_good_is_not_brought_back(town, thrown, client_of):
    Dossier.objects.filter(pk=thrown.pk).delete()
    with pytest.raises(Refused, match="vừa được xóa hẳn"):
        dossier_services.restore_draft(thrown, by=town.clerk)
    assert client_of(town.clerk).post(url("restore", thrown)).status_code == 404


def test_only_the_first_of_two_clicks_does_it(town, thrown):
    with pytest.raises(AlreadyDone):
        dossier_services.trash_draft(thrown, by=town.clerk)
    dossier_services.restore_draft(thrown, by=town.clerk)
    with pytest.raises(AlreadyDone):
        dossier_services.restore_draft(thrown, by=town.clerk)


# --- for good -----------------------------------------------------------------------------------


def test_drafts_go_for_good_after_thirty_days_with_their_files(
    town, at, django_capture_on_commit_callbacks
):
    kept = town.draft()
    at(datetime(2023, 11, 20, 23, 30, tzinfo=OFFICE_ZONE))  # the office's day, not the machine's
    old = dossier_services.trash_draft(town.draft(persons=2), by=town.clerk)
    at(date(2023, 11, 21))
    young = dossier_services.trash_draft(town.draft(), by=town.clerk)
    files = [paper.file.name for paper in old.attachments.all()]
    assert old.gone_on == date(2023, 12, 21)
    at(datetime(2023, 12, 20, 23, 59, tzinfo=OFFICE_ZONE))
    assert trash_services.empty_trash() == 0
    at(datetime(2023, 12, 21, 0, 1, tzinfo=OFFICE_ZONE))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.empty_trash()
    assert set(Dossier.objects.values_list("pk", flat=True)) == {kept.pk, young.pk}
    assert not Nomination.objects.filter(dossier=old.pk).exists()
    assert not any(default_storage.exists(name) for name in files)
    papers = Attachment.objects.all()
    assert len(papers) == 6
    assert all(default_storage.exists(paper.file.name) for paper in papers)
    assert trash_services.empty_trash() == 0


def test_rule_and_list_agree_on_the_last_day(town, thrown, at):
    for day in (date(2023, 12, 20), date(2023, 12, 21), date(2024, 2, 1)):
        assert Dossier.objects.gone_by(day).exists() == (day >= thrown.gone_on)
    assert town.draft().gone_on is None


def test_the_bin_is_emptied_every_hour_whatever_the_machine_calls_it():
    entry = settings.CELERY_BEAT_SCHEDULE["empty the bin of drafts"]
    assert entry["task"] == tasks.empty_trash.name
    assert entry["schedule"].run_every == timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_somebody_holds_is_passed_over(at):
    with transaction.atomic():
        draft = DossierFactory()
        AttachmentFactory(dossier=draft)
    clerk = draft.created_by
    dossier_services.trash_draft(draft, by=clerk)
    at(date(2023, 12, 20))  # the last day on which it may come back

    def elsewhere() -> int:
        try:
            return trash_services.empty_trash()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            dossier_services.restore_draft(draft, by=clerk)
            at(date(2023, 12, 21))  # midnight passes before the commit
            assert pool.submit(elsewhere).result() == 0
        assert pool.submit(elsewhere).result() == 0
    assert Dossier.objects.get().trashed_at is None


# --- the days in the bin -------------------------------------------------------------------------


def test_a_draft_whose_days_are_over_does_not_come_back_though_beat_was_late(
    town, thrown, at, client_of
):
    at(date(2023, 12, 20))
    assert thrown.ref in client_of(town.clerk).get(TRASH).text
    at(date(2023, 12, 21))
    assert thrown.ref not in client_of(town.clerk).get(TRASH).text
    with pytest.raises(Refused, match="đã hết hạn khôi phục"):
        dossier_services.restore_draft(thrown, by=town.clerk)
