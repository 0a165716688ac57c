"""Collectives, persons, households: one order and one way of counting, wherever they stand."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from campaigns.models import AmendedQuota, Quota
from campaigns.queries import announcement_place as announcement_place_queries
from campaigns.transitions import amendment as amendment_transitions
from decisions.papers import lists as decision_lists
from decisions.papers.results import result_announcement_context
from decisions.queries import lineup as lineup_queries, whose as whose_queries
from decisions.services import desk as desk_services
from decisions.views import decision as decision_views
from dossiers.enums import PaperType
from dossiers.papers import archive, lists
from dossiers.queries import honouree as honouree_queries
from dossiers.queries.facts import Facts
from dossiers.rules import readiness as readiness_rules
from law.enums import HonoureeKind, counted, kinds_in_words
from law.models import AwardType
from law.queries import regime as regime_queries
from nganam_awards.core import clock
from nganam_awards.core.pages import NumberedPage
from nganam_awards.documents.typography import paper_count
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory, chairman, town_certificate
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db
ORDER = [HonoureeKind.COLLECTIVE, HonoureeKind.PERSON, HonoureeKind.HOUSEHOLD]
LABELS = ["Tập thể", "Cá nhân", "Hộ gia đình"]
CAPITALS = ["TẬP THỂ", "CÁ NHÂN", "HỘ GIA ĐÌNH"]


def with_all_kinds(dossier):
    """One of each, in the order in which nobody should see them."""
    for order, kind in enumerate(reversed(ORDER), start=1):
        NominationFactory(
            dossier=dossier,
            order=order,
            **{} if kind == HonoureeKind.PERSON else {kind.value: True},
        )
    return dossier


@pytest.fixture
def dossier():
    return with_all_kinds(DossierFactory(persons=0))


def kinds_of(lines):
    return [line.honouree_kind for line in lines]


def in_text(response, words):
    """These words in the order in which the page first says them, each as a heading of its own."""
    found = re.findall(rf">\s*({'|'.join(words)})\s*<", response.text)
    return list(dict.fromkeys(found))


def test_the_list_of_a_unit_and_what_is_printed_of_it(dossier):
    assert kinds_of(dossier.nominations.as_filed()) == ORDER
    assert kinds_of(readiness_rules.as_printed(list(dossier.nominations.all()))) == ORDER
    lines = list(dossier.nominations.as_filed().select_related("award_type"))
    said = Facts(dossier, lines).of(PaperType.LIST)["lines"]
    titles = [section["title"].rpartition(", ")[2] for section in lists.nominees(said)["sections"]]
    assert titles == CAPITALS
    assert lists.whom(said) == "01 tập thể, 01 cá nhân, 01 hộ gia đình"


def test_the_pages_and_the_archive_of_a_dossier(dossier, client_of):
    page = client_of(dossier.created_by).get(dossier.get_absolute_url())
    assert "1 tập thể, 1 cá nhân, 1 hộ gia đình" in page.text
    assert in_text(page, LABELS) == LABELS
    rows = client_of(dossier.created_by).get(reverse("dossiers:list"))
    assert "1 tập thể, 1 cá nhân, 1 hộ gia đình" in rows.text
    with archive.of(dossier) as file, zipfile.ZipFile(file) as packed:
        listed = packed.read("01-danh-sach.csv").decode("utf-8-sig")
    assert [row["Đối tượng"] for row in csv.DictReader(io.StringIO(listed))] == LABELS


def test_the_annex_the_letter_and_the_page_of_a_decision(client_of):
    decision = DecisionFactory(persons=1, collectives=1, households=1, submitted=True)
    lineup = lineup_queries.read(decision, clock.today())
    assert kinds_of(lineup.nominations) == ORDER
    for paper in (decision.draft, decision.letter):
        assert "01 tập thể, 01 cá nhân, 01 hộ gia đình" in paper.context["about"]
    annex = decision_lists.annex_of(lineup, "")
    assert [section["title"] for section in annex["sections"]] == CAPITALS
    page = NumberedPage(lineup.entries, 1, 50)
    assert [section.title for section in decision_views.sections(lineup, page)] == LABELS
    assert lineup_queries.counted_in([decision])[decision.pk] == lineup.counted


def test_the_places_of_a_plan():
    plan = AwardPlanFactory(approved=True, collectives=2, persons=3, households=1)
    assert [row.honouree_kind for row in plan.quotas.for_meter()] == ORDER
    loaded = sorted(Quota.objects.filter(plan=plan), key=Quota.reading_order)
    assert [row.honouree_kind for row in loaded] == ORDER
    assert plan.places == "2 tập thể, 3 cá nhân, 1 hộ gia đình"


def told_of(dossier):
    """The paper that says who of a dossier is not awarded."""
    return result_announcement_context(
        dossier,
        dossier.nominations.order_by("order"),
        day=clock.today(),
        authority=regime_queries.authority_on(clock.today()),
        signed={},
        symbol="1/TB-PNV",
    )


def test_who_is_not_awarded():
    dossier = with_all_kinds(DossierFactory(received=True, persons=0))
    paper = told_of(dossier)
    assert "01 tập thể, 01 cá nhân, 01 hộ gia đình không" in paper["paragraphs"][0]
    assert "báo lại cho tập thể, cá nhân, hộ gia đình" in paper["paragraphs"][1]
    assert [s["title"] for s in paper["annexes"][0]["sections"]] == CAPITALS


@pytest.mark.parametrize(
    ("numbers", "screen", "paper"),
    [
        ({}, "", ""),
        ({"person": 2}, "2 cá nhân", "02 cá nhân"),
        ({"household": 1, "collective": 0}, "1 hộ gia đình", "01 hộ gia đình"),
        (
            {"household": 1, "person": 1234, "collective": 8},
            "8 tập thể, 1.234 cá nhân, 1 hộ gia đình",
            "08 tập thể, 1234 cá nhân, 01 hộ gia đình",
        ),
    ],
)
def test_the_sentence_on_screens_and_on_papers(numbers, screen, paper):
    assert counted(numbers) == screen
    assert counted(numbers, paper_count) == paper


def test_kinds_are_named_in_their_order():
    assert kinds_in_words(["household", "person", "person"]) == "cá nhân, hộ gia đình"
    assert [value for value, _ in HonoureeKind.options()] == ORDER
    assert sorted(HonoureeKind, key=lambda kind: kind.rank) == ORDER


def test_the_places_that_an_amendment_adds():
    amendment = PlanAmendmentFactory(
        plan=AwardPlanFactory(approved=True, persons=3, collectives=0),
        state="appraised",
        persons=2,
    )
    AmendedQuota.objects.create(
        amendment=amendment, award_type=town_certificate(), honouree_kind="collective", limit=4
    )
    amendment_transitions.approve(amendment, by=chairman())
    amendment.refresh_from_db()
    rows = announcement_place_queries.amended(amendment)["rows"]
    assert [(row["cells"][1], *row["figures"]) for row in rows] == [
        ("Tập thể", "0", "04"),
        ("Cá nhân", "03", "02"),
    ]


@pytest.fixture
def twice():
    """A dossier that asks two titles for one person, and one for somebody else."""
    dossier = DossierFactory(appraised=True, merit=True)
    titles = [AwardType.objects.get(code=code) for code in ("LDTT", "CSTDCS")]
    low, high = (
        NominationFactory(
            dossier=dossier, recommended=True, full_name="Trần Thị Đào", award_type=title
        )
        for title in titles
    )
    low.honouree = high.honouree
    low.save(update_fields=["honouree"])
    NominationFactory(dossier=dossier, recommended=True, award_type=titles[0])
    return dossier


def test_people_are_counted_not_the_titles_asked_for_them(twice, client_of):
    officer = UserFactory(officer=True)
    lines = list(twice.nominations.all())
    assert len(lines) == 3
    assert honouree_queries.counted_on(lines) == "2 cá nhân"
    assert honouree_queries.counted_in([twice]) == {twice.pk: "2 cá nhân"}
    assert "· 2 cá nhân" in client_of(officer).get(twice.get_absolute_url()).text
    assert whose_queries.counted_honourees(lines, {}) == "02 cá nhân"
    assert "02 cá nhân không được khen thưởng" in told_of(twice)["paragraphs"][0]
    compose = client_of(officer).get(reverse("decisions:compose"))
    assert "· 02 cá nhân" in compose.text


def test_the_signer_reads_what_is_counted(twice, client_of):
    twice.nominations.update(group="leader")
    decision = DecisionFactory(nominations=list(twice.nominations.all()), submitted=True)
    lineup = lineup_queries.read(decision, clock.today())
    waiting = desk_services.waiting(chairman())
    for groups in (lineup.groups, desk_services.totals(waiting).groups):
        assert [(share.label, share.count) for share in groups] == [("Lãnh đạo, quản lý", 2)]
    desk = client_of(chairman()).get(reverse("decisions:waiting"))
    assert "một người được đề nghị hai danh hiệu tính là hai" in desk.text
    sign = client_of(chairman()).get(reverse("decisions:sign", args=[decision.pk]))
    assert "đề nghị của 1 đơn vị, cho 02 cá nhân" in sign.text


@pytest.mark.parametrize("name", ["TRẦN THỊ ĐÀO", "Trần Thị Đào"])
def test_a_list_page_counts_like_the_page_of_the_dossier(name, twice):
    twice.nominations.filter(award_type__code="LDTT", full_name="Trần Thị Đào").update(
        full_name=name
    )
    assert honouree_queries.counted_in([twice])[twice.pk] == honouree_queries.counted_on(
        twice.nominations.all()
    )


@pytest.mark.parametrize(
    ("born", "counted"),
    [
        ([date(1980, 1, 2), date(1980, 3, 4)], "2 cá nhân"),
        ([date(1980, 1, 2), date(1980, 1, 2)], "1 cá nhân"),
        ([None, None], "1 cá nhân"),
        ([None, date(1980, 1, 2)], "1 cá nhân"),
        ([None, date(1980, 1, 2), date(1980, 3, 4)], "2 cá nhân"),
    ],
)
def test_namesakes_of_one_year_are_two_where_their_days_say_so(born, counted):
    dossier = DossierFactory()
    dossier.nominations.all().delete()
    for day in born:
        NominationFactory(
            dossier=dossier, full_name="Trần Thị Đào", birth_year=1980, birth_date=day
        )
    assert honouree_queries.counted_on(dossier.nominations.all()) == counted
    assert honouree_queries.counted_in([dossier]) == {dossier.pk: counted}
