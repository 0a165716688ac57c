"""Pages cost the same number of questions at one row, at three and at many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.enums import PaperType
from dossiers.queries import identity as identity_queries
from dossiers.services import unit_paper as unit_paper_services
from honourees.services.honouree import find_or_enter
from nganam_awards.core import memo
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db


def cost(client, url):
    memo.forget_all()  # what is kept some seconds is kept anew, however long the factories took
    client.get(url)  # sessions and content types are asked once
    with CaptureQueriesContext(connection) as asked:
        page = client.get(url)
    assert page.status_code == 200
    return [query["sql"] for query in asked]


LISTS = {
    "clerk": ["dossiers:list"],
    "head": ["dossiers:list"],
    "officer": ["dossiers:list", "dossiers:appraisal_queue"],
    "chief": ["dossiers:list", "dossiers:appraisal_queue"],
}


@pytest.mark.parametrize("name", list(LISTS))
def test_lists_cost_the_same_at_any_length(name, town, client_of):
    client = client_of(getattr(town, name))
    for address in map(reverse, LISTS[name]):
        costs = []
        for more in (1, 2, 57):
            DossierFactory.create_batch(
                more, appraising=True, plan=town.plan, officer=town.officer, persons=1
            )
            costs.append(cost(client, address))
        lengths = [len(queries) for queries in costs]
        assert lengths[0] == lengths[1], "\n".join(costs[1])
        assert lengths[2] - lengths[1] <= 1, "\n".join(costs[2])  # a second page is counted
        assert lengths[2] <= 15, "\n".join(costs[2])


def test_a_search_costs_the_same(town, client_of):
    DossierFactory.create_batch(3, received=True, plan=town.plan)
    client = client_of(town.officer)
    address = reverse("dossiers:list") + "?q=phuong&state=received&year=2023"
    assert len(cost(client, address)) <= 15


# The page of the town asks beyond the design's 25: what others said, what changed, who stands in.
# Of the provisions come the law's stamp, records, awards by record and by name, the last answers.
COSTS = {"officer": 33, "chief": 40, "chairman": 33}


@pytest.mark.parametrize("name", ["clerk", "head", "officer", "chief", "chairman"])
def test_a_dossier_costs_the_same_at_three_hundred_lines(name, town, client_of):
    dossier = town.appraising(persons=1)
    client = client_of(getattr(town, name))
    few = cost(client, dossier.get_absolute_url())
    honouree = dossier.nominations.first().honouree
    NominationFactory._meta.model.objects.bulk_create(
        NominationFactory._meta.model(
            dossier=dossier,
            award_type_id=dossier.nominations.first().award_type_id,
            honouree_kind="person",
            full_name=f"Trần Văn {number}",
            achievement="Việc.",
            order=number,
            honouree=honouree,
        )
        for number in range(2, 301)
    )
    many = cost(client, dossier.get_absolute_url())
    assert len(few) == len(many) <= COSTS.get(name, 25), "\n".join(many)


def test_a_draft_costs_the_same_at_forty_lines_more(town, client_of):
    dossier = town.draft(persons=1)
    client = client_of(town.clerk)
    few = cost(client, dossier.get_absolute_url())
    NominationFactory.create_batch(40, dossier=dossier)
    many = cost(client, dossier.get_absolute_url())
    assert len(few) == len(many) <= 25, "\n".join(many)


def test_a_draft_with_its_papers_and_known_people_costs_no_more(town, client_of):
    dossier = town.draft(persons=40)
    find_or_enter(
        [identity_queries.candidate_of(line) for line in dossier.nominations.all()], unit=town.ward
    )
    for kind in (PaperType.LETTER, PaperType.LIST):
        unit_paper_services.write(dossier, kind, by=town.clerk)
    asked = cost(client_of(town.clerk), dossier.get_absolute_url())
    assert len(asked) <= 25, "\n".join(asked)
