"""What the provisions say while a line is typed: the right article, nothing written, one price."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Nomination
from dossiers.services import dossier as dossier_services
from law.enums import Category
from law.models import AwardType
from tests.conftest import nothing_written
from tests.factories.dossiers import NominationFactory


pytestmark = pytest.mark.django_db


def opened(town, year):
    return dossier_services.open_dossier(
        None,
        category=Category.MERIT,
        merit_year=year,
        unit=town.ward,
        title="Danh hiệu thi đua",
        summary="",
        key=uuid4(),
        by=town.clerk,
    )


def typed(**said):
    title = AwardType.objects.get(code="LDTT")
    person = {"honouree_kind": "person", "full_name": "Nguyễn Thị Thanh Hà"}
    return person | {"award_type": title.pk, "hired_on": "15/04/2023"} | said


def told(client, dossier, **said):
    address = reverse("dossiers:nominee_findings_new", args=[dossier.ref])
    with nothing_written():
        answer = client.post(address, typed(**said))
    assert answer.status_code == 200
    return answer.text


def test_months_are_told_by_the_law_of_the_merit_year(town, client_of, at):
    client = client_of(town.clerk)
    at(date(2023, 11, 20))
    under_2003 = told(client, opened(town, 2023))
    assert "Công tác 8 tháng trong năm 2023; danh hiệu này xét người làm việc 10" in under_2003
    assert "91/2017/NĐ-CP" in under_2003
    at(date(2024, 11, 20))
    under_2022 = told(client, opened(town, 2024), hired_on="15/04/2024")
    assert "Công tác 8 tháng trong năm 2024, đủ " in under_2022
    assert "01/2024/TT-BNV" in under_2022
    assert not Nomination.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"full_name": ""},
        {"award_type": ""},
        {"award_type": "999999"},
        {"honouree_kind": "robot"},
        {"hired_on": "15/0"},
        {"full_name": "x" * 9000, "achievement": "\x00" * 50},
    ],
)
def test_what_is_half_typed_breaks_nothing(town, client_of, said):
    told(client_of(town.clerk), opened(town, 2023), **said)


def test_a_line_of_the_list_is_told_with_what_is_typed_now(town, client_of):
    dossier = opened(town, 2023)
    title = AwardType.objects.get(code="LDTT")
    line = NominationFactory(dossier=dossier, award_type=title, hired_on=date(2015, 9, 5))
    address = reverse("dossiers:nominee_findings", args=[dossier.ref, line.pk])
    client = client_of(town.clerk)
    with nothing_written():
        answer = client.post(address, typed(full_name=line.full_name))
    assert "Công tác 8 tháng" in answer.text
    line.refresh_from_db()
    assert line.hired_on == date(2015, 9, 5)
    page = client.get(reverse("dossiers:nominee_edit", args=[dossier.ref, line.pk])).text
    assert "Công tác 12 tháng" in page  # without the script: as it is saved


def test_strangers_hear_nothing(town, client_of):
    dossier = opened(town, 2023)
    address = reverse("dossiers:nominee_findings_new", args=[dossier.ref])
    assert client_of(town.officer).post(address, typed()).status_code == 404
    assert client_of(town.clerk).get(address).status_code == 405


def test_a_long_list_costs_no_more_questions(town, client_of):
    client, spent = client_of(town.clerk), []
    dossier = opened(town, 2023)
    for more in (1, 30):
        for _ in range(more):
            NominationFactory(dossier=dossier, award_type=AwardType.objects.get(code="LDTT"))
        told(client, dossier)
        with CaptureQueriesContext(connection) as asked:
            told(client, dossier)
        spent.append(len(asked))
    assert spent[0] == spent[1] <= 60
