"""Lập hồ sơ: two clicks for a deed, a list that comes over from last year."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.rules import readiness as readiness_rules
from dossiers.services import dossier as dossier_services, nominee as nominee_services
from law.enums import Category
from law.models import AwardType
from nganam_awards.core.refusals import Refused
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db
NEW = reverse("dossiers:create")


@pytest.fixture
def last_year(town):
    """A dossier of merit of 2022, with two persons and a collective."""
    dossier = DossierFactory(
        category=Category.MERIT,
        plan=None,
        unit=town.ward,
        created_by=town.clerk,
        merit_year=2022,
        persons=0,
    )
    title = AwardType.objects.get(code="LDTT")
    for name in ("Trần Văn Út", "Lê Thị An"):
        NominationFactory(
            dossier=dossier, full_name=name, award_type=title, votes_for=9, votes_total=9
        )
    NominationFactory(dossier=dossier, collective=True, full_name="Khóm 3", headcount=40)
    return dossier


def shown(client, **query):
    return client.get(NEW, query)


def test_a_sudden_deed_opens_in_two_clicks(town, client_of):
    client = client_of(town.clerk)
    assert f'{NEW}?loai=dot-xuat"' in client.get(reverse("dossiers:list")).text  # the first
    page = shown(client, loai="dot-xuat")
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(f"{NEW}?loai=dot-xuat", sent)  # the second: nothing was typed
    made = Dossier.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.category, made.plan, made.merit_year) == (Category.UNSCHEDULED, None, 2023)


def test_last_years_list_comes_over_without_last_years_deeds(last_year, town, client_of):
    client = client_of(town.clerk)
    page = shown(client, tu=last_year.ref)
    assert "Danh sách 3 trường hợp" in page.text
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    client.post(f"{NEW}?tu={last_year.ref}", sent)
    client.post(f"{NEW}?tu={last_year.ref}", sent)  # the same click again
    made = Dossier.objects.exclude(pk=last_year.pk).get()
    rows = made.nominations.values_list("full_name", "award_type__code", "achievement")
    assert list(rows) == [
        ("Khóm 3", "GK", ""),
        ("Trần Văn Út", "LDTT", ""),
        ("Lê Thị An", "LDTT", ""),
    ]
    assert made.nominations.get(full_name="Khóm 3").headcount == 40
    assert not made.nominations.exclude(votes_for=None).exists()
    lacking = {lack.text for lack in readiness_rules.lacks(readiness_rules.Draft(made))}
    assert "Khóm 3 chưa ghi thành tích." in lacking
    assert "Lê Thị An chưa ghi thành tích." not in lacking  # her title asks no report


def test_a_list_is_copied_into_an_empty_draft_only(last_year, town):
    target = DossierFactory(
        category=Category.MERIT, plan=None, unit=town.ward, merit_year=2023, created_by=town.clerk
    )
    assert nominee_services.copy_lines(target, last_year, by=town.clerk) == []
    assert target.nominations.count() == 1


def test_nobody_copies_from_another_unit(last_year, town, client_of):
    assert shown(client_of(town.stranger), tu=last_year.ref).status_code == 404
    assert shown(client_of(town.clerk), tu="HS-2023-99999").status_code == 404


def test_an_award_no_longer_offered_becomes_the_usual_one(town):
    above = AwardType.objects.get(code="BK_T")
    old = DossierFactory(
        category=Category.FORWARD, plan=None, unit=town.ward, merit_year=2022, persons=0
    )
    NominationFactory(dossier=old, award_type=above)
    new = town.draft(persons=0)
    [line] = nominee_services.copy_lines(new, old, by=town.clerk)
    assert line.award_type.code == "GK"


def test_a_filed_dossier_takes_no_copy(last_year, town):
    with pytest.raises(Refused):
        nominee_services.copy_lines(town.filed(), last_year, by=town.clerk)


def test_the_page_of_a_filed_dossier_leads_there(town, client_of):
    dossier = town.filed()
    page = client_of(town.clerk).get(dossier.get_absolute_url()).text
    assert f"{NEW}?tu={dossier.ref}" in page
    assert f"{NEW}?tu=" not in client_of(town.officer).get(dossier.get_absolute_url()).text
    assert uuid.UUID(
        str(shown(client_of(town.clerk), tu=dossier.ref).context["form"]["key"].value())
    )


def opened(town, **more):
    fields = {"category": Category.UNSCHEDULED, "merit_year": 2023, "unit": town.ward}
    words = {"title": "Cứu người", "summary": "", "key": uuid.uuid4(), "by": town.clerk}
    return dossier_services.open_dossier(None, **(fields | words | more))


def test_at_most_one_empty_draft_of_a_kind_lies_about(town):
    first = opened(town)
    again = opened(town, title="Cứu hai em nhỏ")
    assert (again.pk, again.title) == (first.pk, "Cứu hai em nhỏ")
    assert opened(town, category=Category.MERIT).pk != first.pk
    NominationFactory(dossier=first)
    second = opened(town)
    assert second.pk != first.pk
    Dossier.objects.filter(pk=second.pk).update(summary="Đã viết một câu.")
    assert opened(town).pk not in {first.pk, second.pk}
    assert Dossier.objects.count() == 4


def test_a_draft_that_lay_until_its_year_was_over_is_not_filed(town, last_year, at):
    assert "Năm thành tích" not in " ".join(readiness_rules.blockers(last_year))
    at(date(2024, 1, 2))
    told = readiness_rules.blockers(last_year)
    assert any(text.startswith("Năm thành tích 2022 đã qua") for text in told)
