"""Saved by itself, versions compared, both shown; without a script all the same."""

import pytest
from django.urls import reverse

from dossiers.models import Nomination
from dossiers.services import dossier as dossier_services, nominee as nominee_services
from nganam_awards.core.refusals import Stale
from tests.factories.dossiers import NominationFactory


pytestmark = pytest.mark.django_db
AUTO = {"X-Autosave": "1"}


@pytest.fixture
def draft(town):
    return town.draft(persons=0)


@pytest.fixture
def line(draft):
    return NominationFactory(dossier=draft, full_name="Trần Văn Út")


def edit(draft):
    return reverse("dossiers:edit", args=[draft.ref])


def typed(line, **changed):
    fields = ("honouree_kind", "full_name", "gender", "position", "working_unit", "achievement")
    sent = {name: getattr(line, name) for name in fields} | {"version": line.version}
    return sent | {"birth": line.birth_year, "award_type": line.award_type_id} | changed


def test_a_script_saves_and_learns_the_new_version(draft, town, client_of):
    client = client_of(town.clerk)
    sent = {"title": draft.title, "summary": "Câu đầu.", "version": 1}
    answer = client.post(edit(draft), sent, headers=AUTO)
    assert answer.json() == {"version": 2, "saved_at": "08:00"}
    again = client.post(edit(draft), sent | {"version": 2}, headers=AUTO)
    assert again.json()["version"] == 2  # the same words are no new writing
    draft.refresh_from_db()
    assert draft.summary == "Câu đầu."
    page = client.get(edit(draft)).text
    assert "Đã lưu" not in page  # a script's saving leaves no message behind


def test_a_script_hears_why_not(draft, line, town, client_of):
    client = client_of(town.clerk)
    address = reverse("dossiers:nominee_edit", args=[draft.ref, line.pk])
    empty = client.post(address, typed(line, full_name=""), headers=AUTO)
    assert (empty.status_code, empty.json()["message"]) == (422, "Ghi họ và tên hoặc tên tập thể.")
    client.post(address, typed(line, position="Khác"), headers=AUTO)
    late = client.post(address, typed(line, position="Muộn"), headers=AUTO)
    assert late.status_code == 409
    assert "vừa được sửa ở một nơi khác" in late.json()["message"]
    assert Nomination.objects.get().position == "Khác"


def test_two_versions_stand_side_by_side_and_the_second_press_decides(draft, line, town, client_of):
    client = client_of(town.clerk)
    address = reverse("dossiers:nominee_edit", args=[draft.ref, line.pk])
    services_line = Nomination.objects.get(pk=line.pk)
    services_line.dossier, services_line.position = draft, "Bản kia"
    nominee_services.edit_line(services_line, by=town.clerk)
    answer = client.post(address, typed(line, position="Bản này"))
    assert answer.status_code == 409
    for words in ("Hai bản khác nhau", "Bản kia", 'value="Bản này"', 'name="version" value="2"'):
        assert words in answer.text
    assert client.post(address, typed(line, position="Bản này", version=2)).status_code == 302
    assert Nomination.objects.get().position == "Bản này"


def test_the_text_of_the_dossier_too(draft, town, client_of):
    dossier_services.edit_dossier(draft, title="Tên kia", summary="", by=town.clerk, version=1)
    answer = client_of(town.clerk).post(
        edit(draft), {"title": "Tên này", "summary": "Chữ vừa ghi.", "version": 1}
    )
    assert answer.status_code == 409
    for words in ("Tên kia", "Tên này", "Chữ vừa ghi."):
        assert words in answer.text
    draft.refresh_from_db()
    assert draft.title == "Tên kia"


def test_a_row_in_its_place_shows_both_as_well(draft, line, town, client_of):
    Nomination.objects.filter(pk=line.pk).update(version=5, position="Bản kia")
    address = reverse("dossiers:nominee_edit", args=[draft.ref, line.pk])
    answer = client_of(town.clerk).post(
        address, typed(line, position="Bản này"), headers={"HX-Request": "true"}
    )
    assert answer.status_code == 409
    assert "Hai bản khác nhau" in answer.text


def test_who_names_no_version_writes_as_before(draft, town):
    dossier_services.edit_dossier(draft, title="Một", summary="", by=town.clerk)
    dossier_services.edit_dossier(draft, title="Hai", summary="", by=town.clerk)
    with pytest.raises(Stale):
        dossier_services.edit_dossier(draft, title="Ba", summary="", by=town.clerk, version=2)
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Hai", 3)
