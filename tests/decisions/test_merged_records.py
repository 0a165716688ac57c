"""Two records of one person in one decision: counted and paid once, and as it was once issued."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from decisions.models import Decision
from decisions.queries import lineup as lineup_queries
from decisions.services import desk as desk_services
from decisions.views.offer import Boxes
from dossiers.models import Nomination
from dossiers.queries import composition as composition_queries
from honourees.queries.record import mains_of
from honourees.services.merge import merge, unmerge
from law.models import AwardType
from nganam_awards.core import clock
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory, NominationFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def lines():
    """One person put forward for two titles, found in the register under two records."""
    dossier = DossierFactory(appraised=True, merit=True)
    return [
        NominationFactory(
            dossier=dossier,
            recommended=True,
            full_name="Trần Thị Đào",
            group="leader",
            award_type=AwardType.objects.get(code=code),
        )
        for code in ("LDTT", "CSTDCS")
    ]


@pytest.fixture
def others(lines):
    """Six further people: one title of a fighter in seven is what the ratio allows."""
    title = AwardType.objects.get(code="LDTT")
    return [
        NominationFactory(dossier=lines[0].dossier, recommended=True, award_type=title)
        for _ in range(6)
    ]


def merged(lines, by):
    low, high = lines
    return merge(high.honouree, low.honouree, by=by)


def seen(decision):
    """What a decision counts and pays, on its page and in a list."""
    decision = Decision.objects.get(pk=decision.pk)
    lineup = lineup_queries.read(decision, clock.today())
    [listed] = lineup_queries.counted_in([decision]).values()
    assert listed == lineup.counted
    return lineup.counted, [entry.prize_vnd > 0 for entry in lineup.entries], lineup.total_vnd


def test_merged_records_are_one_honouree_with_one_prize(lines, officer):
    decision = DecisionFactory(nominations=lines)
    counted, paid, before = seen(decision)
    assert (counted, paid) == ("02 cá nhân", [True, True])
    done = merged(lines, officer)
    counted, paid, total = seen(decision)
    assert (counted, sorted(paid)) == ("01 cá nhân", [False, True])
    assert total < before
    unmerge(done, by=officer, note="Hai người khác nhau.")
    assert seen(decision) == ("02 cá nhân", [True, True], before)


def test_what_is_composed_says_so_before_it_is_composed(lines, officer, client_of):
    merged(lines, officer)
    rows = list(Nomination.objects.filter(pk__in=[line.pk for line in lines]).order_by("pk"))
    boxes = Boxes(rows, QueryDict(), None)
    assert [unit.counted for unit in boxes.units] == ["01 cá nhân"]
    apart = lineup_queries.estimate(rows, clock.today(), {})
    assert lineup_queries.estimate(rows, clock.today(), boxes.mains) < apart
    assert "· 01 cá nhân" in client_of(officer).get(reverse("decisions:compose")).text


def test_a_box_says_which_title_where_there_are_two(lines):
    rows = list(Nomination.objects.filter(pk__in=[line.pk for line in lines]).order_by("pk"))
    told = [box.about for unit in Boxes(rows, QueryDict(), None).units for box in unit.boxes]
    titles = [line.award_type.name for line in rows]
    assert len(set(titles)) == 2
    assert all(about.startswith(f"{title} · ") for about, title in zip(told, titles, strict=True))
    [alone] = Boxes(rows[:1], QueryDict(), None).units
    assert titles[0] not in alone.boxes[0].about  # the group's title says it


def test_their_composition_counts_them_once(lines, officer):
    merged(lines, officer)
    decision = DecisionFactory(nominations=lines, submitted=True)
    lineup = lineup_queries.read(decision, clock.today())
    told = [composition_queries.told_of(line, line.dossier.unit_id) for line in lines]
    assert composition_queries.of_lines(told, 2023).persons == 1
    [dossier] = {line.dossier for line in lines}
    assert composition_queries.of_dossiers([dossier])[dossier.pk].persons == 1
    waiting = desk_services.waiting(chairman())
    shown = desk_services.totals(waiting, desk_services.board(list(waiting), chairman()))
    for groups in (lineup.groups, desk_services.totals(waiting).groups, shown.groups):
        assert [share.count for share in groups] == [1]


def test_an_issued_decision_stays_what_it_was_when_its_records_are_parted(lines, others, officer):
    done = merged(lines, officer)
    decision = DecisionFactory(nominations=[*lines, *others], issued=True)
    as_issued = seen(decision)
    assert as_issued[0] == "07 cá nhân"
    assert as_issued[1].count(False) == 1
    assert as_issued[2] == Decision.objects.get(pk=decision.pk).total_vnd
    unmerge(done, by=officer, note="Hai người khác nhau.")
    assert seen(decision) == as_issued


def test_an_issued_decision_stays_what_it_was_when_its_records_are_merged(lines, others, officer):
    decision = DecisionFactory(nominations=[*lines, *others], issued=True)
    as_issued = seen(decision)
    assert as_issued[0] == "08 cá nhân"
    assert all(as_issued[1])
    merged(lines, officer)
    assert seen(decision) == as_issued


def test_only_records_that_were_merged_are_told(lines, officer):
    low, high = (line.honouree_id for line in lines)
    assert mains_of([low, high, None]) == {}
    merged(lines, officer)
    assert mains_of([low, high, None]) == {low: high}
