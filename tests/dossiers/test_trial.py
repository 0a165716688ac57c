"""What if: an officer changes a fact and sees what turns; nothing is written."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Nomination
from dossiers.queries.evidence import LineEvidence, MemberEvidence
from dossiers.rules.eligibility import proof
from dossiers.rules.eligibility.catalogue import MODULES
from law.enums import HonoureeKind
from law.models import AwardType
from nganam_awards.core.models import Reading
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def line(town):
    dossier = town.received(persons=1, collectives=1)
    line = dossier.nominations.get(honouree_kind=HonoureeKind.PERSON)
    Nomination.objects.filter(pk=line.pk).update(
        award_type=AwardType.objects.get(code="LDTT"), hired_on=date(2015, 9, 5), rating="good"
    )
    return line


def address(line):
    return reverse("dossiers:trial", args=[line.dossier.ref, line.pk])


def verdict_of(page, code):
    found = re.search(rf'finding--(\w+)"\s+data-provision="{code}"', page)
    return found and found[1]


@pytest.fixture
def desk(client_of):
    return client_of(UserFactory(officer=True))


def test_a_changed_fact_turns_its_findings_and_nothing_is_saved(line, desk):
    before = Nomination.objects.filter(pk=line.pk).values().get()
    readings = Reading.objects.count()
    page = desk.get(address(line)).content.decode()
    assert verdict_of(page, "service") == "pass"
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = desk.get(address(line), {"hired_on": "15/04/2023"}).content.decode()
    assert verdict_of(page, "service") == "fail"
    assert "1 kết luận sẽ đổi" in page
    assert "Quy định xét Lao động tiên tiến theo Nghị định 91/2017/NĐ-CP" in page
    written = [q["sql"] for q in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", q["sql"])]
    assert all("core_reading" in sql for sql in written), written
    assert Nomination.objects.filter(pk=line.pk).values().get() == before
    assert Reading.objects.count() >= readings


def test_another_year_is_asked_by_its_own_law(line, desk):
    said = {"hired_on": "15/04/2024", "merit_year": "2024", "decided_on": "20/12/2024"}
    page = desk.get(address(line), said).content.decode()
    assert verdict_of(page, "service") == "pass"
    assert "Thông tư 01/2024/TT-BNV" in page


def test_what_makes_no_sense_is_said_beside_its_field(line, desk):
    page = desk.get(address(line), {"hired_on": "31/02/2023", "rating": "khac"})
    assert page.status_code == 200
    text = page.content.decode()
    assert 'aria-invalid="true"' in text
    assert verdict_of(text, "service") == "pass"


def test_a_collective_is_tried_by_its_counts(line, desk):
    group = line.dossier.nominations.get(honouree_kind=HonoureeKind.COLLECTIVE)
    award = AwardType.objects.get(code="TTLDTT")
    Nomination.objects.filter(pk=group.pk).update(award_type=award)
    for count, verdict in (("10", "fail"), ("11", "pass")):
        said = {"headcount": "20", "advanced_count": count, "is_proven": "yes"}
        page = desk.get(address(group), said).content.decode()
        assert verdict_of(page, "member_share") == verdict


@pytest.mark.parametrize("office", ["clerk", "head", "nobody"])
def test_it_is_the_towns_page_alone(line, client_of, office):
    user = UserFactory() if office == "nobody" else UserFactory(**{office: True})
    assert client_of(user).get(address(line)).status_code == 404


def test_a_line_of_another_dossier_is_not_found(line, desk):
    assert desk.get(reverse("dossiers:trial", args=[line.dossier.ref, 999999])).status_code == 404


READ = re.compile(r"\b(?:line|members|one\.members|line\.members)\.([a-z_]+)\b(?!\()")
# Of the dossier, of the register, of what others decided: no fact that a unit states of a nominee.
NOT_STATED = {
    *("kind", "award", "category", "today", "unit", "campaign_id", "pk"),
    *("members", "named", "held", "namesakes", "asked", "earlier", "registration_url"),
    *("body_ended_on", "is_refused_when_ended", "suspended_for", "overruled"),
    *("consultation", "is_consulted", "council", "council_words"),
}


def test_no_fact_that_a_provision_reads_is_missing(line, desk):
    group = line.dossier.nominations.get(honouree_kind=HonoureeKind.COLLECTIVE)
    offered = {
        name for one in (line, group) for name in desk.get(address(one)).context["form"].fields
    }
    known = {*LineEvidence._fields, *MemberEvidence._fields}
    sources = [Path(module.__file__).read_text() for module in (*MODULES, proof)]
    read = {name for text in sources for name in READ.findall(text)} & known
    assert read - offered <= NOT_STATED | {"achievement"}
    assert {"initiative_scope", "initiative_kind", "initiative_on", "penalty_on"} <= offered


def test_an_initiative_is_tried_by_its_scope_year_and_paper(line, desk):
    Nomination.objects.filter(pk=line.pk).update(
        award_type=AwardType.objects.get(code="CSTDCS"),
        initiative="Quyết định 45/QĐ-UBND",
    )
    evidence = r"evidence(?::\w+)?"
    assert verdict_of(desk.get(address(line)).content.decode(), evidence) == "unknown"
    proven = {
        "initiative_kind": "initiative",
        "initiative_scope": "base",
        "initiative_body": "UBND thị xã",
        "initiative_on": "12/10/2023",
        "has_initiative_paper": "yes",
    }
    page = desk.get(address(line), proven).content.decode()
    assert verdict_of(page, evidence) == "pass"
    page = desk.get(address(line), proven | {"initiative_on": "31/02/2023"}).content.decode()
    assert 'aria-invalid="true"' in page
