"""Units among many are chosen by one picker, in groups, with and without script."""

import re

import pytest
from django import forms
from django.forms.models import ModelChoiceField
from django.urls import reverse

from tests.factories.units import ClusterFactory, UnitFactory, UserFactory
from units.forms.picker import UnitField, UnitsField, groups_of
from units.models import Unit


pytestmark = pytest.mark.django_db
# Never long: the units of one person, the members of one cluster, the sheet of one office.
SHORT = {
    "campaigns.forms.plan.CampaignForm.organiser",
    "dossiers.forms.dossier.DossierForm.unit",
    "units.forms.cluster.HeadForm.unit",
}


def every_form(base: type = forms.BaseForm) -> set[type]:
    return {base} | {one for below in base.__subclasses__() for one in every_form(below)}


def test_every_choice_among_many_units_is_the_picker():
    plain = {
        f"{form.__module__}.{form.__qualname__}.{name}"
        for form in every_form()
        if form.__module__.partition(".")[0] in {"campaigns", "dossiers", "decisions", "units"}
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, ModelChoiceField)
        and field.queryset.model is Unit
        and not isinstance(field, (UnitField, UnitsField))
    }
    assert plain <= SHORT


@pytest.fixture
def town():
    cluster = ClusterFactory(code="CUM_XA", name="Cụm các xã")
    return [
        UnitFactory(name=f"Ủy ban nhân dân xã Tân Long {n}", cluster=cluster, code=f"XA_{n}")
        for n in (1, 2)
    ]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("units:person_create", []),
        ("units:unit_edit", ["XA_1"]),
        ("units:cluster_detail", ["CUM_KHAC"]),
        ("units:unit_end", ["XA_1"]),
    ],
)
def test_pages_offer_units_in_groups_and_carry_the_script(name, args, town, client_of):
    ClusterFactory(code="CUM_KHAC", name="Cụm khác")
    page = client_of(UserFactory(administrator=True)).get(reverse(name, args=args)).text
    assert re.search(r'<script src="[^"]*picker[^"]*\.js" defer>', page)
    assert "picker" in page
    assert re.search(r'<optgroup label="Cụm các xã">|data-picker-boxes', page)
    assert "UBND xã Tân Long 2" in page


def test_units_stand_with_their_cluster_the_others_with_their_kind(town):
    alone = UnitFactory(name="Bưu điện thị xã", cluster=None)
    groups = {group.label: group.units for group in groups_of(Unit.objects.all())}
    assert groups["Cụm các xã"] == town
    assert groups[alone.get_kind_display()] == [alone]
