"""The night of 30/06/2025: what stays with the bodies that ended, and where it is found from."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.models import Dossier
from dossiers.papers import receipt
from honourees.models import Award
from honourees.queries.match import Candidate
from honourees.services.award import enter_awards
from honourees.services.honouree import find_or_enter
from nganam_awards.core.sheets import imports
from tests.factories.campaigns import AwardPlanFactory, CampaignFactory, town_certificate
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory
from units.forms.imports.succession import SuccessionList
from units.models import Unit, User
from units.queries import lineage
from units.services import body as body_services


pytestmark = pytest.mark.django_db
LAST_DAY, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def reform():
    """The town's bodies; called, it brings the reform in as the administrator does."""
    keeper = UserFactory(administrator=True)
    body_services.load_units(by=keeper)

    def run():
        kind = SuccessionList()
        rows = imports.read(kind, SimpleUploadedFile("a.xlsx", kind.template()))
        imports.write(kind, rows, imports.dry_run(kind, rows, by=keeper), by=keeper)

    return run


def unit(code):
    return Unit.objects.get(code=code)


def honoured(body):
    [record] = find_or_enter([Candidate("person", "Trần Thị Ánh", "", 1980, None)], unit=body)
    row = Award(
        honouree=record,
        award_type=town_certificate(),
        merit_year=2024,
        decision_symbol="12/QĐ-UBND",
        decided_on=date(2024, 12, 20),
        unit_then=body,
    )
    return enter_awards([row])[0]


def test_awards_stay_with_the_old_body_and_are_found_from_the_new_one(reform):
    award, elsewhere = honoured(unit("UBND_P1")), honoured(unit("UBND_P3"))
    reform()
    award = Award.objects.get(pk=award.pk)
    assert (award.unit.code, award.unit_then.code) == ("UBND_P1", "UBND_P1")
    assert award.honouree.unit.code == "UBND_P1"
    ward = unit("UBND_PNN")
    assert list(Award.objects.filter(unit__in=lineage.with_predecessors([ward]))) == [award]
    assert Award.objects.get(pk=elsewhere.pk).unit.code == "UBND_P3"


def dossier_of(body, clerk):
    plan = AwardPlanFactory(campaign=CampaignFactory(organiser=body), approved=True)
    return DossierFactory(plan=plan, unit=body, received=True, created_by=clerk)


def named_body(dossier):
    return dict(receipt.context(dossier, 10)["facts"])["Tiếp nhận hồ sơ của"]


def test_papers_name_the_body_that_filed_whatever_the_day(reform, at):
    old = unit("UBND_P2")
    clerk = UserFactory(clerk=True, unit=old)
    filed = dossier_of(old, clerk)
    reform()
    at(LAST_DAY)
    assert named_body(Dossier.objects.get(pk=filed.pk)) == "Ủy ban nhân dân Phường 2"
    at(AFTER)
    assert named_body(Dossier.objects.get(pk=filed.pk)) == "Ủy ban nhân dân Phường 2"
    ward = unit("UBND_PNN")
    new = dossier_of(ward, UserFactory(clerk=True, unit=ward))
    assert named_body(new) == "Ủy ban nhân dân phường Ngã Năm"


def test_the_successors_people_see_what_the_old_bodies_filed_from_their_day(reform, at):
    old = unit("UBND_P2")
    filed = dossier_of(old, UserFactory(clerk=True, unit=old))
    reform()
    heirs = UserFactory(clerk=True, unit=unit("UBND_PNN"))
    stranger = UserFactory(clerk=True, unit=unit("UBND_PMQ"))
    for day, is_seen in ((LAST_DAY, False), (AFTER, True)):
        at(day)
        person = User.objects.get(pk=heirs.pk)
        assert Dossier.objects.visible_to(person).contains(filed) is is_seen
        other = User.objects.get(pk=stranger.pk)
        assert not Dossier.objects.visible_to(other).contains(filed)
