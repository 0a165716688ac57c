"""Đơn vị ngừng hoạt động: it files nothing more and its successor goes on."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from decisions import rules as decision_rules
from dossiers.enums import DossierState as S, NominationState as N
from dossiers.models import Dossier, Nomination
from dossiers.queries.recount import recount_quotas
from dossiers.rules import dossier as dossier_rules, takeover as takeover_rules
from dossiers.services import dossier as dossier_services, takeover as takeover_services
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from law.enums import Category
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.dossiers.conftest import Town
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UnitFactory, UserFactory
from units.models import Unit
from units.services import body as body_services


pytestmark = pytest.mark.django_db

LAST_DAY = date(2023, 11, 30)
AFTER = date(2023, 12, 1)


@pytest.fixture
def heir(town):
    """The ward that goes on, with its clerk and head."""
    unit = UnitFactory(name="Ủy ban nhân dân Phường Ngã Năm")
    unit.clerk = UserFactory(clerk=True, unit=unit)
    unit.head = UserFactory(head=True, unit=unit)
    return unit


def end(town: Town, *heirs: Unit) -> None:
    body_services.end_unit(town.ward, last_day=LAST_DAY, successors=heirs, by=None)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def of(person):
    """The person as a request of another day finds them."""
    return type(person).objects.get(pk=person.pk)


# --- what it may no longer do --------------------------------------------------------------------


@pytest.mark.parametrize("by_heir", [False, True])
def test_a_body_that_ended_opens_hands_over_and_confirms_nothing(town, heir, at, by_heir):
    draft, waiting = town.draft(), town.draft()
    dossier_transitions.hand_over(waiting, by=town.clerk)
    end(town, heir)
    clerk, head = (heir.clerk, heir.head) if by_heir else (town.clerk, town.head)
    at(AFTER)
    refusals = (Refused, PermissionDenied)
    with pytest.raises(refusals):
        dossier_services.open_dossier(
            plan=None,
            unit=fresh(town.ward),
            title="Khen đột xuất",
            summary="",
            key=uuid4(),
            category=Category.UNSCHEDULED,
            merit_year=2023,
            by=of(clerk),
        )
    with pytest.raises(refusals):
        dossier_transitions.hand_over(fresh(draft), by=of(clerk))
    with pytest.raises(refusals):
        dossier_transitions.confirm(fresh(waiting), by=of(head))
    assert (fresh(draft).state, fresh(waiting).state) == (S.DRAFT, S.AWAITING_HEAD)


def test_on_its_last_day_it_still_files(town, heir, at):
    waiting = town.draft()
    end(town, heir)
    at(LAST_DAY)
    dossier_transitions.hand_over(fresh(waiting), by=of(town.clerk))
    assert dossier_transitions.confirm(fresh(waiting), by=of(town.head)).state == S.FILED


# --- the successor -------------------------------------------------------------------------------


def test_the_successors_people_see_what_the_old_one_filed_and_strangers_do_not(town, heir, at):
    filed, draft = town.received(), town.draft()
    end(town, heir)
    for day, seen in ((LAST_DAY, set()), (AFTER, {filed.pk, draft.pk})):
        at(day)
        for person in (of(heir.clerk), of(heir.head)):
            assert set(Dossier.objects.visible_to(person).values_list("pk", flat=True)) == seen
            assert dossier_rules.can_view(person, fresh(filed)) is bool(seen)
    assert not Dossier.objects.visible_to(of(town.stranger)).exists()
    assert not Dossier.objects.visible_to(of(town.clerk)).exists()
    assert not dossier_rules.can_view(of(town.clerk), fresh(filed))


def test_a_draft_moves_to_the_successor_whose_head_confirms_it(town, heir, at):
    waiting = town.draft()
    waiting.plan.participants.add(heir)
    dossier_transitions.hand_over(waiting, by=town.clerk)
    end(town, heir)
    at(AFTER)
    with pytest.raises(PermissionDenied):
        takeover_services.take_over(fresh(waiting), by=of(heir.clerk))
    takeover_services.take_over(fresh(waiting), by=of(heir.head))
    taken = dossier_transitions.confirm(fresh(waiting), by=of(heir.head))
    assert (taken.state, taken.unit) == (S.FILED, heir)
    assert recount_quotas() == []


def test_persons_under_way_wait_for_the_head_of_the_successor_and_keep_their_receipt(
    town, heir, at
):
    dossier = town.appraised(persons=2)
    code = dossier.one_stop_code
    lines = list(dossier.nominations.select_related("dossier__unit"))
    end(town, heir)
    at(AFTER)
    lines = list(Nomination.objects.filter(dossier=dossier).select_related("dossier__unit"))
    [told] = takeover_rules.award_blockers(lines, AFTER)
    assert "chờ thủ trưởng đơn vị kế thừa (UBND Phường Ngã Năm)" in told
    decision = DecisionFactory(nominations=lines)
    assert told in decision_rules.submission_blockers(decision, lines)
    takeover_services.take_over(fresh(dossier), by=of(heir.head))
    assert takeover_rules.award_blockers(lines, AFTER) == []
    assert (fresh(dossier).one_stop_code, fresh(dossier).unit) == (code, town.ward)
    with pytest.raises(AlreadyDone):
        takeover_services.take_over(fresh(dossier), by=of(heir.head))


def test_the_head_of_the_successor_takes_a_line_back(town, heir, at):
    dossier = town.received(persons=2)
    end(town, heir)
    at(AFTER)
    line = dossier.nominations.select_related("dossier__unit").first()
    nominee_transitions.remove_line(line, by=of(heir.head), note="Không còn công tác.")
    assert fresh(line).state == N.REMOVED


def test_a_successor_that_ends_passes_everything_on(town, heir, at):
    filed = town.filed()
    end(town, heir)
    last = UnitFactory()
    head = UserFactory(head=True, unit=last)
    body_services.end_unit(heir, last_day=date(2023, 12, 15), successors=[last], by=None)
    at(date(2023, 12, 16))
    assert Dossier.objects.visible_to(of(head)).contains(filed)
    assert not Dossier.objects.visible_to(of(heir.head)).exists()


def test_the_page_offers_it_to_the_head_alone(town, heir, at, client_of):
    dossier = town.received()
    end(town, heir)
    at(AFTER)
    address = reverse("dossiers:take_over", args=[dossier.ref])
    assert address not in client_of(of(heir.clerk)).get(dossier.get_absolute_url()).text
    assert client_of(of(town.stranger)).post(address).status_code == 404
    browser = client_of(of(heir.head))
    assert address in browser.get(dossier.get_absolute_url()).text
    done = browser.post(address, follow=True).text
    assert "Đơn vị anh/chị đã nhận hồ sơ này." in done
    assert address not in done


# --- collectives ---------------------------------------------------------------------------------


def collective(town: Town, name: str, year: int = 2023) -> Nomination:
    dossier = DossierFactory(
        appraising=True,
        persons=0,
        plan=None,
        unit=town.ward,
        category="merit",
        merit_year=year,
        officer=town.officer,
    )
    return NominationFactory(dossier=dossier, collective=True, full_name=name)


def judge(town: Town, line: Nomination, reason: str) -> Nomination:
    verdict = {line.pk: ("recommend", reason)}
    nominee_transitions.give_verdicts(fresh(line.dossier), verdict, by=of(town.officer))
    return Nomination.objects.select_related("dossier__unit").get(pk=line.pk)


@pytest.mark.parametrize("name", ["Ủy ban nhân dân Phường 1", "UBND phường 1", "Khóm 3"])
def test_a_collective_of_an_ended_body_needs_the_officers_reason(town, heir, at, name):
    line = collective(town, name)
    end(town, heir)
    at(AFTER)
    with pytest.raises(Refused, match="Chuyên viên ghi lý do"):
        judge(town, line, " ")
    judged = judge(town, line, "Thành tích lập trước khi sáp nhập.")
    assert judged.verdict_reason == "Thành tích lập trước khi sáp nhập."
    assert takeover_rules.award_blockers([judged], AFTER) == []


def test_a_collective_recommended_before_its_body_ended_is_asked_again(town, heir, at):
    line = judge(town, collective(town, "UBND Phường 1"), "")
    end(town, heir)
    at(AFTER)
    line = Nomination.objects.select_related("dossier__unit").get(pk=line.pk)
    [told] = takeover_rules.award_blockers([line], AFTER)
    assert "Chuyên viên ghi lý do vẫn đề nghị" in told


@pytest.mark.parametrize(("day", "refused"), [(date(2025, 8, 4), False), (date(2025, 8, 5), True)])
def test_from_05_08_2025_a_body_that_ended_is_awarded_no_more(town, heir, at, day, refused):
    line = collective(town, "UBND Phường 1", year=2025)
    end(town, heir)
    at(day)
    if refused:
        with pytest.raises(Refused, match=r"không khen thưởng nữa .Thông tư 15/2025/TT-BNV"):
            judge(town, line, "Thành tích lập trước khi sáp nhập.")
    else:
        assert judge(town, line, "Thành tích lập trước khi sáp nhập.").state == N.RECOMMENDED


def test_a_collective_that_goes_on_is_awarded_whatever_its_body_was(town, heir, at):
    line = collective(town, "Khóm 3", year=2025)
    end(town, heir)
    at(date(2025, 8, 5))
    assert judge(town, line, "Khóm vẫn hoạt động.").state == N.RECOMMENDED
