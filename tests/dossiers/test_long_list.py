"""A list of more lines than one page shows: read a page at a time, counted and confirmed whole."""

import re
from html import unescape

import factory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.transitions import dossier as dossier_transitions
from dossiers.views.appraisal import LINES_A_PAGE
from nganam_awards.core.pages import PER_PAGE
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db
MORE = 3
ALL = PER_PAGE + MORE


@pytest.fixture
def long(town):
    """A complete draft of many persons, handed to the head."""
    town.plan = AwardPlanFactory(approved=True, campaign__organiser=town.ward, persons=400)
    dossier = town.draft(persons=ALL)
    return dossier_transitions.hand_over(dossier, by=town.clerk)


def words_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def shown(answer):
    return [int(pk) for pk in re.findall(r'id="dong-(\d+)"', answer.text)]


def asked(browser, where):
    browser.get(where)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(where).status_code == 200
    return len(captured)


def test_the_head_reads_a_part_or_all_and_confirms_the_whole(town, long, client_of):
    browser, where = client_of(town.head), reverse("dossiers:confirm_page", args=[long.ref])
    names = [line.addressed for line in long.nominations.as_filed()]
    first, second, whole = (browser.get(where, {"page": n}) for n in ("1", "2", "het"))
    for answer, expected in ((first, names[:PER_PAGE]), (second, names[PER_PAGE:]), (whole, names)):
        assert re.findall(r"<b>(Ông [^<]+)</b>", answer.text) == expected
        assert f"{ALL} cá nhân" in words_of(answer)
        assert [row.own for row in answer.context["meters"]] == [0, ALL]
    told = f"Hồ sơ gồm {ALL} trường hợp; đang xem 1–{PER_PAGE}. Xác nhận là nộp toàn bộ danh sách"
    assert told in words_of(first)
    assert "Đây là toàn bộ nội dung" in words_of(whole)
    sent = {"seen": first.context["seen"], "declaration": "on"}
    browser.post(reverse("dossiers:confirm", args=[long.ref]), sent)
    long.refresh_from_db()
    assert long.state == "filed"
    assert long.nominations.exclude(quota=None).count() == ALL


def test_a_list_changed_between_two_pages_is_not_filed_unread(town, long, client_of):
    browser, where = client_of(town.head), reverse("dossiers:confirm_page", args=[long.ref])
    first = browser.get(where)
    onward = re.search(r'href="([^"]+)#danh-sach"\s+aria-label="Trang 2"', first.text)[1]
    dossier_transitions.take_back(long, by=town.clerk)
    dossier_transitions.hand_over(long, by=town.clerk)
    turned = browser.get(unescape(onward), follow=True)
    assert "Danh sách đã thay đổi" in words_of(turned)
    assert f"đang xem 1–{PER_PAGE}." in words_of(turned)
    undeclared = {"seen": first.context["seen"]}
    told = browser.post(reverse("dossiers:confirm", args=[long.ref]), undeclared)
    assert "Danh sách đã thay đổi" in words_of(told)


def test_a_reader_turns_pages_or_comes_to_the_line(town, long, client_of):
    browser, where = client_of(town.clerk), long.get_absolute_url()
    pks = [line.pk for line in long.nominations.as_filed()]
    assert shown(browser.get(where)) == pks[:PER_PAGE]
    assert shown(browser.get(where, {"page": 2})) == pks[PER_PAGE:]
    assert shown(browser.get(where, {"page": "het"})) == pks
    last = long.nominations.get(pk=pks[-1])
    assert shown(browser.get(last.list_url)) == pks[PER_PAGE:]
    assert f"{ALL} trường hợp" in words_of(browser.get(where))


def test_the_officer_comes_to_the_line_among_many(town, client_of):
    dossier = DossierFactory(appraising=True, officer=town.officer, persons=0)
    lines = NominationFactory.create_batch(
        LINES_A_PAGE + 2,
        dossier=dossier,
        # Names come round again: of one name and year they would be looked at first.
        birth_year=factory.Sequence(lambda n: 1940 + n % 59),
    )
    browser = client_of(town.officer)
    assert shown(browser.get(lines[-1].list_url)) == [line.pk for line in lines[LINES_A_PAGE:]]
    assert shown(browser.get(lines[0].list_url)) == [line.pk for line in lines[:LINES_A_PAGE]]


def test_pages_of_a_long_list_ask_what_those_of_a_short_one_ask(town, long, client_of):
    short = dossier_transitions.hand_over(town.draft(persons=2), by=town.clerk)
    for person, name in ((town.head, "confirm_page"), (town.clerk, "dossier")):
        browser = client_of(person)
        costs = [
            asked(browser, reverse(f"dossiers:{name}", args=[dossier.ref]))
            for dossier in (short, long)
        ]
        assert costs[0] == costs[1]


def test_namesakes_elsewhere_are_found_in_as_many_questions_as_there_are_kinds(town, client_of):
    plan = AwardPlanFactory(approved=True, persons=400)
    mine = DossierFactory(appraising=True, officer=town.officer, plan=plan, persons=0)
    other = DossierFactory(filed=True, plan=plan, persons=0)
    browser, costs = client_of(town.officer), []
    for name in ("Lê Văn An", "Trần Thị Bưởi", "Sơn Cam"):
        NominationFactory.create_batch(3, dossier=other, full_name=name)
        NominationFactory(dossier=mine, full_name=name)
        costs.append(asked(browser, mine.get_absolute_url()))
    assert len(set(costs)) == 1
    pages = [
        browser.get(f"{mine.get_absolute_url()}?dong={line.pk}").text
        for line in mine.nominations.all()
    ]
    told = rf"Cũng được [^<]+ trong hồ sơ {other.ref}\."  # the reasons that are offered say it too
    assert [len(re.findall(told, page)) for page in pages] == [3, 3, 3]
