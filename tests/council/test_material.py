"""What members read of the dossiers before them: the report and the appraisal, nothing else."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from council.models import CouncilMember
from council.services import member as member_services
from dossiers.queries import appraisal_report as appraisal_report_queries
from dossiers.services import appraisal_report as appraisal_report_services
from dossiers.workflow import DossierAction
from honourees.models import Honouree
from honourees.services import account as honouree_services
from law.enums import HonoureeKind
from nganam_awards.core import clock
from nganam_awards.core.models import Reading
from nganam_awards.documents.models import Document
from tests.factories.council import CaseFactory, SessionFactory, lines_for, the_council
from tests.factories.units import UserFactory
from units.models import User


pytestmark = pytest.mark.django_db
BORN = date(1970, 3, 2)


@pytest.fixture
def line(db):
    """A line of a case that members are invited to."""
    the_council(11)
    [found] = lines_for("CSTDCS", 1, birth_date=BORN, achievement="Có sáng kiến tiết kiệm điện.")
    SessionFactory(invited=True, cases=[CaseFactory(nominations=[found])])
    return found.council_lines.get()


def page_of(line):
    return reverse("council:material", args=[line.case_id, line.pk])


def report_of(dossier):
    """The report that the conclusion of the appraisal writes."""
    if not (found := appraisal_report_queries.all_of(dossier)):
        concluded = dossier.events.filter(action=DossierAction.FINISH).latest("pk")
        found = [appraisal_report_services.order_for(dossier, concluded)]
    return found[0]


def test_a_member_reads_the_report_and_the_appraisal_not_the_birth_date(line, client_of):
    browser = client_of(the_council().members[0])
    dossier = line.nomination.dossier
    answer = browser.get(page_of(line))
    assert answer.status_code == 200
    for words in (line.nomination.full_name, "Có sáng kiến tiết kiệm điện.", dossier.unit.name):
        assert words in answer.text
    for born in ("1970", f"{BORN:%d/%m/%Y}"):
        assert born not in answer.text
    assert Reading.objects.of(dossier).filter(user=the_council().members[0]).exists()
    assert browser.get(dossier.get_absolute_url()).status_code == 404


def test_a_member_opens_the_appraisal_report_of_that_dossier_alone(line, client_of):
    browser = client_of(the_council().members[0])
    report = report_of(line.nomination.dossier)
    assert report is not None
    assert report.get_absolute_url() in browser.get(page_of(line)).text
    assert browser.get(report.get_absolute_url()).status_code == 200
    [elsewhere] = lines_for("CSTDCS", 1)
    other = report_of(elsewhere.dossier)
    assert browser.get(other.get_absolute_url()).status_code == 404
    for paper in Document.objects.exclude(pk=report.pk).exclude(kind__startswith="council"):
        assert browser.get(paper.get_absolute_url()).status_code == 404


def test_strangers_and_former_members_find_nothing(line, client_of):
    member, report = the_council().members[0], report_of(line.nomination.dossier)
    for person in (UserFactory(), UserFactory(council_member=True), UserFactory(clerk=True)):
        browser = client_of(person)
        assert browser.get(page_of(line)).status_code == 404
        assert browser.get(report.get_absolute_url()).status_code == 404
    seat = CouncilMember.objects.get(person=member)
    member_services.end(seat, ends_on=clock.today() - timedelta(days=1), by=None)
    left = client_of(User.objects.get(pk=member.pk))
    assert left.get(page_of(line)).status_code == 404
    assert left.get(report.get_absolute_url()).status_code == 404


def test_a_nominee_member_does_not_read_the_appraisal_of_his_own_dossier(line, client_of):
    member, nomination = the_council().members[0], line.nomination
    nomination.honouree = Honouree.objects.create(
        kind=HonoureeKind.PERSON, full_name=nomination.full_name, unit=nomination.dossier.unit
    )
    nomination.save(update_fields=["honouree"])
    administrator = UserFactory(administrator=True)
    honouree_services.link_account(member, nomination.honouree, by=administrator)
    browser, report = client_of(member), report_of(nomination.dossier)
    page = browser.get(page_of(line)).text
    assert "phần thẩm định không mở ở đây" in page
    assert report.get_absolute_url() not in page
    assert browser.get(report.get_absolute_url()).status_code == 404


def test_a_line_of_another_case_is_not_found_under_this_one(line, client_of):
    other = CaseFactory(code="LDTT").lines.first()
    url = reverse("council:material", args=[line.case_id, other.pk])
    assert client_of(the_council().secretary).get(url).status_code == 404


def test_one_goes_from_line_to_line(client_of):
    case = CaseFactory(persons=3)
    first, second, third = case.lines.all()
    browser = client_of(the_council().secretary)
    page = browser.get(page_of(second)).text
    assert page_of(first) in page
    assert page_of(third) in page
    assert "Dòng 2/3" in page


def test_every_paper_that_the_page_offers_opens(line, client_of):
    report = report_of(line.nomination.dossier)
    browser = client_of(the_council().members[0])
    page = browser.get(page_of(line)).text
    ways = set(re.findall(r'href="(/(?:van-ban|hoi-dong)/[^"#?]*)"', page))
    assert report.get_absolute_url() in ways
    assert {way: browser.get(way).status_code for way in ways} == dict.fromkeys(ways, 200)
