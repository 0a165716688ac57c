"""Queues narrowed by their address, the board they are cut from, and the way through them."""

from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.queries import board as board_queries, queue as queue_queries
from dossiers.transitions import dossier as dossier_transitions
from honourees.models import AccountRecord
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.units import ClusterFactory, UnitFactory


pytestmark = pytest.mark.django_db
ASSIGN = reverse("dossiers:queue", args=["cho-phan-cong"])
RECEIVE = reverse("dossiers:queue", args=["cho-tiep-nhan"])


def refs(page):
    return [dossier.ref for dossier, *_ in page.context["rows"]]


def choices(page, facet):
    return page.context["narrowed"].fields[facet].choices


def received(due, **fields):
    dossier = DossierFactory(**{"received": True, **fields})
    Dossier.objects.filter(pk=dossier.pk).update(due_on=due)
    return dossier


@pytest.fixture
def two(town):
    """Two received dossiers that differ in everything a queue is narrowed by."""
    other = AwardPlanFactory(approved=True, campaign__organiser=town.ward)
    school = UnitFactory(cluster=ClusterFactory())
    here = received("2023-12-04", plan=town.plan, unit=town.ward)
    there = received(
        "2023-12-05",
        received=False,
        appraising=True,
        plan=other,
        unit=school,
        category="forward",
        officer=town.officer,
    )
    return here, there


@pytest.mark.parametrize(
    ("due", "queues"),
    [
        ("2023-11-19", ["qua-han"]),
        ("2023-11-20", ["tuan-nay"]),
        ("2023-11-26", ["tuan-nay"]),
        ("2023-11-27", []),
    ],
)
def test_this_week_ends_on_sunday_and_begins_today(due, queues, town):
    dossier = received(due, plan=town.plan)  # today is Monday the 20th
    found = board_queries.board_of(town.officer).queues
    here = [
        slug for slug in ("qua-han", "tuan-nay") if any(r.pk == dossier.pk for r in found[slug])
    ]
    assert here == queues


@pytest.mark.parametrize("facet", ["campaign", "cluster", "unit", "category", "officer"])
def test_a_queue_is_narrowed_by_its_address(facet, two, town, client_of, at):
    at(date(2023, 12, 11))  # both are late
    here, there = two
    key = {
        "campaign": there.plan.campaign_id,
        "cluster": there.unit.cluster_id,
        "unit": there.unit_id,
        "category": there.category,
        "officer": there.officer_id,
    }[facet]
    client, late = client_of(town.officer), reverse("dossiers:queue", args=["qua-han"])
    assert refs(client.get(late)) == [here.ref, there.ref]
    page = client.get(late, {facet: key, "page": "1"})
    assert refs(page) == [there.ref]
    counts = {tab.slug: tab.count for tab in page.context["tabs"]}
    assert (counts["qua-han"], counts["toi-tham-dinh"], counts["cho-phan-cong"]) == (1, 1, 0)
    [mine] = [words for value, words in choices(page, facet) if value == str(key)]
    assert mine.endswith("(1)")
    tab = next(tab for tab in page.context["tabs"] if tab.slug == "cho-phan-cong")
    assert tab.url.endswith(f"?{facet}={key}")
    assert "Không có hồ sơ nào khớp" in client.get(tab.url).text


def test_a_choice_says_what_it_leads_to_under_the_other_boxes(two, town, client_of, at):
    at(date(2023, 12, 11))
    here, there = two
    client, late = client_of(town.officer), reverse("dossiers:queue", args=["qua-han"])
    whole = choices(client.get(late), "unit")
    assert [words for _, words in whole][1:] == [
        f"{unit.short_name} (1)"
        for unit in sorted([here.unit, there.unit], key=lambda u: u.sort_key)
    ]
    narrowed = choices(client.get(late, {"category": "forward"}), "unit")
    assert [value for value, _ in narrowed] == ["", str(there.unit_id)]


@pytest.mark.parametrize("asked", ["0", "x", "-1", "9" * 30, "٣", "1;drop", "999999"])
@pytest.mark.parametrize("facet", ["campaign", "unit", "category", "officer"])
def test_nonsense_in_the_address_narrows_nothing(facet, asked, two, town, client_of):
    page = client_of(town.officer).get(ASSIGN, {facet: asked, "page": asked})
    assert page.status_code == 200
    assert refs(page) == [two[0].ref]
    assert page.context["narrowed"].chosen == {}


def test_what_nothing_waits_of_any_more_still_narrows(two, town, client_of):
    """A view that was saved shows an empty list then, never everything."""
    empty = UnitFactory()
    page = client_of(town.officer).get(ASSIGN, {"unit": empty.pk})
    assert refs(page) == []
    assert page.context["narrowed"].words == [empty.short_name]
    assert (str(empty.pk), f"{empty.short_name} (0)") in choices(page, "unit")


def test_long_queues_have_numbered_pages(town, client_of):
    DossierFactory.create_batch(51, filed=True, plan=town.plan, persons=0)
    client = client_of(town.officer)
    first, second = client.get(RECEIVE), client.get(RECEIVE, {"page": "2"})
    assert (len(refs(first)), len(refs(second))) == (50, 1)
    assert set(refs(first)).isdisjoint(refs(second))
    assert len(refs(client.get(RECEIVE, {"page": "99"}))) == 1


def test_the_board_is_kept_until_a_step_is_taken(
    town, client_of, django_capture_on_commit_callbacks
):
    dossier = town.filed()
    client = client_of(town.officer2)
    assert refs(client.get(RECEIVE)) == [dossier.ref]
    with CaptureQueriesContext(connection) as asked:
        assert refs(client.get(RECEIVE)) == [dossier.ref]
    assert not [q for q in asked if "queue_number" in q["sql"]]
    with django_capture_on_commit_callbacks(execute=True):
        dossier_transitions.receive(dossier, by=town.officer)
    assert refs(client.get(RECEIVE)) == []
    assert refs(client.get(ASSIGN)) == [dossier.ref]


def test_a_row_of_a_kept_board_is_shown_only_to_whoever_may_see_it_now(town, client_of):
    dossier = DossierFactory(filed=True, plan=town.plan, persons=1)
    board_queries.board_of(town.officer)
    honouree = dossier.nominations.get().honouree
    AccountRecord.objects.create(
        user=town.officer, honouree=honouree, is_same=True, said_by=town.officer
    )
    page = client_of(town.officer).get(RECEIVE)
    assert (refs(page), len(page.context["page"])) == ([], 1)


def test_queues_are_for_phong_noi_vu_alone(town, client_of):
    for person in (town.clerk, town.head, town.chairman, town.stranger):
        client = client_of(person)
        assert client.get(RECEIVE).status_code == 404
        assert client.post(f"{RECEIVE}luu/", {"name": "Của tôi"}).status_code == 404
        page = client.get(f"{town.filed().get_absolute_url()}?hang=cho-tiep-nhan")
        assert page.status_code == 404 or page.context["queue_place"] is None
    assert client_of(town.officer).get("/tham-dinh/khong-co/").status_code == 404


# --- from one dossier of a queue to the next ----------------------------------------------------


def place(client, dossier, came=""):
    address = dossier.get_absolute_url() + (came and f"?hang={quote(came)}")
    return client.get(address).context["queue_place"]


@pytest.fixture
def three(town):
    return DossierFactory.create_batch(3, filed=True, plan=town.plan, persons=0)


def test_a_dossier_leads_on_within_the_queue_it_was_opened_from(three, town, client_of):
    client = client_of(town.officer)
    first, second, third = three
    DossierFactory(filed=True, plan=town.plan, category="forward", persons=0)
    came = "cho-tiep-nhan?category=thematic"
    page = client.get(RECEIVE, {"category": "thematic"})
    assert f"{second.get_absolute_url()}?hang={quote(came, safe='')}" in page.text
    here = place(client, second, came)
    assert (here.label, here.number, here.total) == ("Chờ tiếp nhận", 2, 3)
    assert here.before == f"{first.get_absolute_url()}?hang={quote(came, safe='')}"
    assert here.after == f"{third.get_absolute_url()}?hang={quote(came, safe='')}"
    assert here.back == f"{RECEIVE}?category=thematic#hs-{second.pk}"
    assert place(client, first, came).before == ""
    assert place(client, third, came).after == ""


def test_after_a_step_the_next_one_is_what_stood_behind_it(three, town, client_of):
    client, dossier = client_of(town.officer), three[1]
    place(client, dossier, "cho-tiep-nhan")
    seen = dossier.events.last().pk if dossier.events.exists() else 0
    step = reverse("dossiers:receive", args=[dossier.ref])
    page = client.post(step, {"seen": seen}, follow=True)
    here = page.context["queue_place"]
    assert (here.number, here.total) == (None, 2)
    assert "đã ra khỏi hàng chờ" in page.text
    assert here.before.startswith(three[0].get_absolute_url())
    assert here.after.startswith(three[2].get_absolute_url())
    assert place(client, three[0]) is None  # opened from elsewhere


@pytest.mark.parametrize(
    "came", ["khong-co", "?", "cho-tiep-nhan?unit=x&page=9", "a" * 3_000, "//x"]
)
def test_a_queue_that_is_nonsense_leads_nowhere_else(came, three, town, client_of):
    here = place(client_of(town.officer), three[0], came)
    assert here is None or here.back == f"{RECEIVE}#hs-{three[0].pk}"


def test_the_way_back_names_the_page_on_which_the_row_stands(town, client_of):
    made = DossierFactory.create_batch(51, filed=True, plan=town.plan, persons=0)
    here = place(client_of(town.officer), made[-1], "cho-tiep-nhan")
    assert here.number == 51
    assert here.back == f"{RECEIVE}?page=2#hs-{made[-1].pk}"


def test_every_queue_has_its_words_where_it_is_empty(town, client_of):
    client = client_of(town.officer)
    for slug in queue_queries.labels():
        page = client.get(reverse("dossiers:queue", args=[slug]))
        assert page.status_code == 200
        assert "empty" in page.text
