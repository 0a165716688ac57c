"""The register beside the list: offered at entry, settled by the unit, kept at filing."""

import pytest
from django.urls import reverse

from dossiers.enums import Identity
from dossiers.models import Dossier
from dossiers.services import nominee as nominee_services
from dossiers.transitions import dossier as dossier_transitions
from honourees.models import Honouree
from honourees.services.award import enter_awards
from honourees.services.honouree import find_or_enter
from nganam_awards.core.refusals import Refused
from tests.honourees.test_match import person
from tests.honourees.test_register import award


pytestmark = pytest.mark.django_db


@pytest.fixture
def known(town):
    """Awarded in 2022, when the clerk typed without accents."""
    [honouree] = find_or_enter([person("Duong Chi Sang", 1964)], unit=town.ward)
    enter_awards([award(honouree)])
    return honouree


@pytest.fixture
def draft(town):
    dossier = town.draft(persons=1)
    line = dossier.nominations.get()
    line.full_name, line.birth_year, line.birth_date = "Dương Chí Sang", 1964, None
    nominee_services.edit_line(line, by=town.clerk)
    return dossier


def settle(client, dossier, said):
    line = dossier.nominations.first()
    address = reverse("dossiers:nominee_settle", args=[dossier.ref, line.pk])
    return client.post(address, {"honouree": said}, follow=True)


def test_the_list_offers_whom_the_register_knows_with_earlier_awards(town, known, draft, client_of):
    page = client_of(town.clerk).get(draft.get_absolute_url()).text
    assert "Có thể đã có trong sổ:" in page
    assert "Duong Chi Sang, sinh 1964" in page
    assert "Giấy khen 2023" in page


def test_the_same_person_is_one_record_after_filing(town, known, draft, client_of):
    page = settle(client_of(town.clerk), draft, str(known.pk))
    assert "Trong sổ khen thưởng:" in page.text
    dossier_transitions.hand_over(draft, by=town.clerk)
    dossier_transitions.confirm(Dossier.objects.get(pk=draft.pk), by=town.head)
    assert draft.nominations.get().honouree == known


def test_somebody_else_stays_somebody_else(town, draft, client_of):
    [namesake] = find_or_enter([person("Dương Chí Sang", 1964)], unit=town.ward)
    page = settle(client_of(town.clerk), draft, "")
    assert "Anh/chị chọn là người khác với:" in page.text
    assert "Đối chiếu lại" in page.text
    dossier_transitions.hand_over(draft, by=town.clerk)
    dossier_transitions.confirm(Dossier.objects.get(pk=draft.pk), by=town.head)
    assert draft.nominations.get().honouree not in {namesake, None}
    dossier_transitions.recall(Dossier.objects.get(pk=draft.pk), by=town.head, note="Sửa")
    dossier_transitions.hand_over(Dossier.objects.get(pk=draft.pk), by=town.clerk)
    dossier_transitions.confirm(Dossier.objects.get(pk=draft.pk), by=town.head)
    assert Honouree.objects.count() == 2


def test_nothing_is_merged_where_nobody_said_a_word(town, known, draft):
    dossier_transitions.hand_over(draft, by=town.clerk)
    dossier_transitions.confirm(Dossier.objects.get(pk=draft.pk), by=town.head)
    assert draft.nominations.get().honouree != known


def test_a_settled_line_asks_again_when_the_name_changes(town, known, draft, client_of):
    settle(client_of(town.clerk), draft, str(known.pk))
    line = draft.nominations.get()
    line.position = "Bí thư chi bộ"
    nominee_services.edit_line(line, by=town.clerk)
    assert draft.nominations.get().identity == Identity.KNOWN
    line.full_name = "Dương Chí Sáng"
    nominee_services.edit_line(line, by=town.clerk)
    line.refresh_from_db()
    assert (line.identity, line.honouree) == ("", None)


def test_the_question_can_be_asked_again(town, known, draft, client_of):
    client = client_of(town.clerk)
    settle(client, draft, "")
    assert draft.nominations.get().identity == Identity.NEW
    line = draft.nominations.get()
    nominee_services.forget_identity(line, by=town.clerk)
    assert "Có thể đã có trong sổ:" in client.get(draft.get_absolute_url()).text
    settle(client, draft, str(known.pk))
    assert "Có thể đã có trong sổ:" in settle(client, draft, "again").text


def test_a_record_that_was_not_offered_is_not_taken(town, draft, client_of):
    [other] = find_or_enter([person("Trần Văn Út", 1970)], unit=town.ward)
    line = draft.nominations.get()
    with pytest.raises(Refused, match="Sổ khen thưởng vừa thay đổi"):
        nominee_services.settle_identity(line, other.pk, by=town.clerk)
    assert settle(client_of(town.clerk), draft, "x" * 30).status_code == 200
    assert settle(client_of(town.stranger), draft, str(other.pk)).status_code == 404
