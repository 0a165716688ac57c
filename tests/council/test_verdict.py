"""What the Council has said lets lines go on, or holds them up."""

from collections import Counter

import pytest

from council.enums import Hold
from council.models import CampaignRule, CaseLine
from council.queries import verdict as verdict_queries
from council.rules import verdict as verdict_rules
from council.services import case as case_services
from council.transitions import case as case_transitions
from dossiers.models import Dossier, Nomination
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from law.figures import VoteForm
from law.models import AwardType
from nganam_awards.core import clock
from tests.factories.council import CaseFactory, lines_for, passed_by_council, the_council
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def cleared() -> set[Nomination]:
    return set(Nomination.objects.filter(verdict_queries.cleared(clock.today())))


def blockers(lines) -> list[str]:
    rows = Nomination.objects.filter(pk__in=[line.pk for line in lines]).order_by("pk")
    return verdict_rules.decision_blockers(list(rows), clock.today())


def agree(lines) -> None:
    """The list and the sentences say the same."""
    for line in lines:
        assert (line in cleared()) is (blockers([line]) == [])


def again(line) -> Nomination:
    """The officer takes it up once more and recommends it."""
    dossier = Dossier.objects.get(pk=line.dossier_id)
    dossier_transitions.reopen(dossier, by=the_council().head, note="Hội đồng chưa thông qua.")
    verdicts = {line.pk: ("recommend", "Hội nghị đơn vị đã xét.")}
    nominee_transitions.give_verdicts(dossier, verdicts, by=dossier.officer)
    dossier_transitions.finish(Dossier.objects.get(pk=dossier.pk), by=dossier.officer)
    return Nomination.objects.get(pk=line.pk)


def test_what_no_rule_asks_about_goes_on():
    lines = lines_for("LDTT", 2)
    assert cleared() == set(lines)
    assert blockers(lines) == []


def test_what_the_law_asks_about_waits_until_it_passed():
    lines = lines_for("CSTDCS", 2)
    assert cleared() == set()
    named = f"{lines[0].full_name}, {lines[1].full_name}"
    assert blockers(lines) == [verdict_rules.NEVER.format(names=named)]
    assert set(verdict_queries.waiting(clock.today())) == set(lines)
    the_council(3)
    case = CaseFactory(nominations=lines)
    assert blockers(lines)[0].startswith("Đang chờ Hội đồng kết luận: ")
    assert not verdict_queries.waiting(clock.today()).exists()
    agree(lines)
    case_transitions.dissolve(case, by=the_council().secretary, note="Đưa ra phiên sau.")
    assert blockers(lines)[0].startswith("Chưa đưa ra Hội đồng: ")
    agree(lines)
    passed_by_council(lines)
    assert cleared() == set(lines)
    assert blockers(lines) == []


def test_what_the_head_brings_there_waits_though_no_rule_asks():
    lines = lines_for("LDTT", 1)
    CaseFactory(nominations=lines, form=VoteForm.OPEN, council=the_council(3))
    assert cleared() == set()
    agree(lines)


@pytest.mark.parametrize("code", ["CSTDCS", "LDTT"])
def test_after_a_fail_only_a_new_vote_helps(code):
    the_council(3)
    [line] = lines_for(code, 1)
    passed_by_council([line])
    CaseFactory(closed=True, nominations=[line], against=[line])
    assert Nomination.objects.get(pk=line.pk).state == "not_recommended"
    line = again(line)
    assert cleared() == set()
    assert blockers([line]) == [verdict_rules.FAILED.format(names=line.full_name)]
    CaseFactory(closed=True, nominations=[line])
    assert cleared() == {line}
    assert blockers([line]) == []
    assert [verdict_queries.results_of([line])[line.pk].outcome] == ["passed"]


def test_a_conclusion_counts_for_the_award_it_was_about():
    [line] = passed_by_council(lines_for("CSTDCS", 1))
    Nomination.objects.filter(pk=line.pk).update(award_type=AwardType.objects.get(code="CSTDT"))
    assert cleared() == set()
    assert verdict_queries.results_of([line]) == {}
    agree([Nomination.objects.get(pk=line.pk)])


def test_a_campaign_that_is_switched_on_holds_its_lines_up():
    dossier = DossierFactory(appraised=True, persons=0)
    lines = lines_for("GK", 1, dossier=dossier)
    assert cleared() == set(lines)
    CampaignRule.objects.create(
        campaign=dossier.plan.campaign, starts_on=clock.today(), set_by=UserFactory()
    )
    assert cleared() == set()
    agree(lines)
    [case] = case_services.collect(by=the_council(3).secretary)
    assert case.form == VoteForm.OPINION


def test_names_are_told_up_to_three():
    lines = lines_for("CSTDCS", 5)
    assert " và 2 trường hợp khác. Vào mục" in blockers(lines)[0]


def test_as_many_questions_for_forty_lines_as_for_one(django_assert_num_queries):
    lines = [*lines_for("CSTDCS", 20), *passed_by_council(lines_for("CSTDCS", 20))]
    for some in (lines[:1], lines):
        rows = list(Nomination.objects.filter(pk__in=[line.pk for line in some]))
        with django_assert_num_queries(2):
            verdict_rules.decision_blockers(rows, clock.today())


def test_how_many_are_held_up_costs_one_question(django_assert_num_queries):
    the_council(3)
    lines_for("CSTDCS", 2)
    CaseFactory(nominations=lines_for("CSTDCS", 3))
    passed_by_council(lines_for("CSTDCS", 1))
    rows = Nomination.objects.annotate(hold=verdict_queries.hold_on(clock.today()))
    with django_assert_num_queries(1):
        found = Counter(rows.values_list("hold", flat=True))
    assert found == {Hold.THERE: 3, Hold.MISSING: 2, "": 1}
    freed = rows.filter(verdict_queries.cleared(clock.today()))
    assert [row.hold for row in freed] == [""]
    assert CaseLine.objects.count() == 4
