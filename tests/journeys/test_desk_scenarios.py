"""Scenarios of the Nội vụ desk: a line waits, a dossier is withdrawn, the office files its own."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.models import Quota
from decisions import transitions as decisions
from dossiers.enums import DossierState as S, NominationState as N
from dossiers.models import Dossier
from dossiers.queries.recount import recount_quotas
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from dossiers.workflow import NominationAction as L
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory, fingerprint
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory
from units.models import Unit, User


pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(officer=True, full_name="Trịnh Quốc Bảo")


@pytest.fixture
def chief():
    return UserFactory(home_affairs_head=True, full_name="Đỗ Thanh Hà")


def recommend(lines, by: User) -> Dossier:
    """«Đề nghị» for each of these lines of one dossier."""
    dossier = Dossier.objects.get(pk=lines[0].dossier_id)
    nominee_transitions.give_verdicts(dossier, {n.pk: (L.RECOMMEND, "") for n in lines}, by=by)
    return dossier


def sign(lines, officer: User, chief: User) -> None:
    """Composed, submitted, signed."""
    decision = DecisionFactory(nominations=lines, officer=officer, head=chief, submitted=True)
    decisions.approve(decision, by=chairman(), fingerprint=fingerprint(decision))


@pytest.mark.parametrize("conclusion", ["clean", "found at fault"])
def test_scenario_20_one_nominee_under_inspection_holds_up_nobody_else(
    conclusion, officer, chief, at
):
    at(date(2023, 11, 6))
    dossier = DossierFactory(appraising=True, officer=officer, persons=11)
    head = UserFactory(head=True, unit=dossier.unit)
    waiting, *others = dossier.nominations.order_by("pk")
    nominee_transitions.suspend_line(waiting, by=officer, note="Đang thanh tra.", paper="12/QĐ-TTr")
    dossier_transitions.finish(recommend(others, officer), by=officer)
    sign(others, officer, chief)
    dossier.refresh_from_db()
    assert dossier.state == S.CONCLUDED  # the ten have their result, the eleventh goes on alone
    waiting.refresh_from_db()
    assert waiting.state == N.SUSPENDED

    at(date(2023, 12, 1))
    waiting.dossier.refresh_from_db()
    if conclusion == "clean":
        nominee_transitions.resume_line(waiting, by=officer, note="Kết luận không vi phạm.")
        recommend([waiting], officer)
        sign([waiting], officer, chief)
    else:
        nominee_transitions.remove_line(waiting, by=head, note="Kết luận có vi phạm.")
    waiting.refresh_from_db()
    assert waiting.state == (N.AWARDED if conclusion == "clean" else N.REMOVED)
    assert dossier.nominations.filter(state=N.AWARDED).count() == 10 + (conclusion == "clean")
    assert recount_quotas() == []


def test_scenario_34_a_dossier_withdrawn_after_reception_has_code_7_and_gives_its_places_back(
    officer,
):
    plan = AwardPlanFactory(approved=True)
    ward = plan.campaign.organiser
    clerk, head = UserFactory(clerk=True, unit=ward), UserFactory(head=True, unit=ward)
    dossier = DossierFactory(plan=plan, created_by=clerk, persons=3, papers=True)
    dossier_transitions.hand_over(dossier, by=clerk)
    dossier_transitions.confirm(dossier, by=head)
    dossier_transitions.receive(dossier, by=officer)
    assert sum(Quota.objects.filter(plan=plan).values_list("proposed", flat=True)) == 3
    dossier_transitions.withdraw(dossier, by=head, note="Đơn vị xét lại danh sách.")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.national_code) == (S.WITHDRAWN, 7)
    assert set(dossier.nominations.values_list("state", flat=True)) == {N.REMOVED}
    assert sum(Quota.objects.filter(plan=plan).values_list("proposed", flat=True)) == 0
    assert recount_quotas() == []


def test_the_offices_own_dossier_goes_the_whole_way_by_another_officer(officer, chief):
    """Phòng Nội vụ files as a unit; its head confirms and signs the letter, and appraises not."""
    office = Unit.objects.get(pk=chief.unit_id)
    clerk = UserFactory(clerk=True, unit=office)
    plan = AwardPlanFactory(approved=True, campaign__organiser=office)
    dossier = DossierFactory(plan=plan, created_by=clerk, unit=office, persons=2, papers=True)
    dossier_transitions.hand_over(dossier, by=clerk)
    dossier_transitions.confirm(dossier, by=chief)
    dossier_transitions.receive(dossier, by=officer)
    with pytest.raises(Refused, match="thủ trưởng đơn vị nộp hồ sơ này"):
        dossier_transitions.assign(dossier, officer=chief, by=chief)
    dossier_transitions.assign(dossier, officer=officer, by=chief)
    lines = list(dossier.nominations.order_by("pk"))
    with pytest.raises(PermissionDenied):
        recommend(lines, chief)
    dossier_transitions.finish(recommend(lines, officer), by=officer)
    sign(lines, officer, chief)
    dossier.refresh_from_db()
    assert dossier.state == S.CONCLUDED
    dossier_transitions.deliver(dossier, by=officer)
    dossier.refresh_from_db()
    assert dossier.state == S.DELIVERED
    assert set(dossier.nominations.values_list("state", flat=True)) == {N.AWARDED}
