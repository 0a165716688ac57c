"""Tỷ lệ tối đa: CSTĐCS at most 15 % of the LĐTT of the year (NĐ 91/2017 Đ.9 k.3)."""

import pytest
from hypothesis import given, strategies

from campaigns.models import RatioCap
from campaigns.queries import cap as cap_queries
from campaigns.queries.cap import CapExceeded, CapMove
from decisions import transitions
from dossiers.enums import NominationState
from dossiers.models import Nomination
from dossiers.queries.recount import recount_quotas
from dossiers.transitions import nominee as nominee_transitions
from law.figures import RuleKey
from law.models import AwardType, RuleValue
from law.queries import regime as regime_queries
from law.services import catalogue as catalogue_services, correction as correction_services
from nganam_awards.core import clock
from nganam_awards.core.refusals import Refused
from tests.decisions.hands import approve
from tests.factories.decisions import titled
from tests.factories.units import ClusterFactory, UnitFactory, UserFactory
from units.services import cluster as cluster_services


pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return UnitFactory(name="Trường Trung học cơ sở Phường 1")


def over(base):
    """Let the ratio count over this base from the beginning."""
    RuleValue.objects.filter(key=RuleKey.CSTDCS_BASE).update(value=base)


def test_forty_advanced_workers_allow_six_and_the_seventh_is_refused_with_the_numbers(school):
    """Scenario 14: floor(0,15 × 40) = 6."""
    titled(school, "LDTT", 40, issued=True)
    with pytest.raises(CapExceeded) as refused:
        approve(titled(school, "CSTDCS", 7))
    [reason] = refused.value.reasons
    assert reason.startswith("Chiến sĩ thi đua cơ sở 2023, Trường THCS Phường 1: ")
    assert "40 Lao động tiên tiến đã khen, 15 % là 6; đã khen 0, quyết định này thêm 7" in reason
    assert "91/2017" in reason
    assert RatioCap.objects.get().awarded == 0
    assert recount_quotas() == []


def test_six_of_forty_pass_and_the_next_one_does_not(school):
    titled(school, "LDTT", 40, issued=True)
    approve(titled(school, "CSTDCS", 6))
    with pytest.raises(Refused, match="15 % là 6; đã khen 6, quyết định này thêm 1"):
        approve(titled(school, "CSTDCS", 1))
    cap = RatioCap.objects.get()
    assert (cap.base_awarded, cap.awarded, cap.with_chairman) == (40, 6, 1)
    assert recount_quotas() == []


def test_titles_of_another_year_or_another_school_are_no_base(school):
    titled(school, "LDTT", 40, issued=True, year=2022)
    titled(UnitFactory(), "LDTT", 40, issued=True)
    with pytest.raises(Refused, match="0 Lao động tiên tiến đã khen, 15 % là 0"):
        approve(titled(school, "CSTDCS", 1))


@pytest.mark.parametrize(
    ("base", "place"), [("cluster", "Khối trường học"), ("town", "toàn thị xã")]
)
def test_the_base_may_be_the_cluster_or_the_town(base, place):
    over(base)
    cluster = ClusterFactory(name="Khối trường học")
    one, other = UnitFactory(cluster=cluster), UnitFactory(cluster=cluster)
    titled(one, "LDTT", 4, issued=True)
    titled(other, "LDTT", 3, issued=True)
    approve(titled(one, "CSTDCS", 1))  # 15 % of 7 is 1
    with pytest.raises(Refused, match=place):
        approve(titled(other, "CSTDCS", 1))
    assert recount_quotas() == []


def test_a_body_outside_every_cluster_counts_by_itself(school):
    over("cluster")
    titled(school, "LDTT", 7, issued=True)
    approve(titled(school, "CSTDCS", 1))
    assert RatioCap.objects.get().unit == school


def test_losing_a_base_title_never_fails_and_the_reading_says_it_is_exceeded(school):
    base = titled(school, "LDTT", 7, issued=True)
    approve(titled(school, "CSTDCS", 1))
    revoked = Nomination.objects.filter(decision_lines__decision=base).select_related(
        "dossier__unit"
    )
    nominee_transitions.revoke_lines(
        list(revoked[:1]), by=UserFactory(chairman=True), symbol="500/QĐ-UBND", note="Khai gian."
    )
    [reading] = cap_queries.readings(2023, [school])
    assert (reading.cap.base_awarded, reading.limit, reading.cap.awarded) == (6, 0, 1)
    assert recount_quotas() == []


def test_a_line_of_an_ordinary_award_touches_no_cap(school):
    titled(school, "CSTDCS", 1)
    before = RatioCap.objects.values().get()
    certificate = AwardType.objects.get(code="GK")
    cap_queries.move([CapMove(certificate.pk, 2023, school, None, "proposed")])
    assert RatioCap.objects.values().get() == before


def test_at_filing_nothing_is_refused_the_officer_is_only_told(school):
    titled(school, "LDTT", 7, issued=True)
    asked = titled(school, "CSTDCS", 3)
    assert set(
        Nomination.objects.filter(decision_lines__decision=asked).values_list("state", flat=True)
    ) == {NominationState.WITH_CHAIRMAN}
    [reading] = cap_queries.readings(2023, [school])
    assert (reading.held, reading.limit) == (3, 1)


@given(strategies.integers(0, 10_000))
def test_the_limit_is_the_floor_in_integers(base):
    rule = regime_queries.RatioRule(None, None, 15, "unit", "")
    limit = cap_queries.CapReading(RatioCap(base_awarded=base), rule).limit
    assert limit * 100 <= 15 * base < (limit + 1) * 100


# What the law says may change while people are on their way --------------------------------------


def correct(key, value, on):
    """The keeper writes another value from a past day on."""
    row = RuleValue.objects.valid_on(on).get(key=key, rule_set__code="LUAT_2003")
    return correction_services.correct(
        row,
        value=value,
        effective_on=on,
        citation="Quy định của tỉnh",
        reason="Đối chiếu văn bản của tỉnh",
        is_verified=False,
        by=UserFactory(administrator=True),
    )


def sign(decision):
    approve(decision)


def recall(decision):
    transitions.recall(decision, by=UserFactory(home_affairs_head=True), note="Xem lại.")


def send_back(decision):
    chairman = UserFactory(chairman=True)
    transitions.send_back(decision, by=chairman, note="Xem lại mức thưởng.")


@pytest.mark.parametrize("step", [sign, recall, send_back])
@pytest.mark.parametrize("base", ["town", "cluster"])
def test_another_base_from_a_past_day_moves_those_who_lie_with_the_chairman(school, step, base):
    cluster = ClusterFactory()
    cluster_services.add_member(cluster, school, by=None)
    titled(school, "LDTT", 7, issued=True)
    asked = titled(school, "CSTDCS", 1)
    correct(RuleKey.CSTDCS_BASE, base, clock.today().replace(month=1, day=1))
    assert recount_quotas() == []
    step(asked)
    assert recount_quotas() == []


def test_a_unit_that_changes_its_cluster_takes_its_people_along(school):
    over("cluster")
    titled(school, "LDTT", 7, issued=True)
    asked = titled(school, "CSTDCS", 1)
    cluster_services.add_member(ClusterFactory(), school, by=None)
    assert recount_quotas() == []
    sign(asked)
    assert recount_quotas() == []


def test_a_catalogue_that_counts_otherwise_moves_them_too(school, tmp_path):
    for path in catalogue_services.DATA.glob("*.toml"):
        told = path.read_text("utf-8").replace(
            '{ key = "cstdcs_base", value = "unit"', '{ key = "cstdcs_base", value = "town"'
        )
        (tmp_path / path.name).write_text(told, "utf-8")
    titled(school, "LDTT", 7, issued=True)
    asked = titled(school, "CSTDCS", 1)
    catalogue_services.load_catalogue(tmp_path)
    assert recount_quotas() == []
    sign(asked)


def test_the_sentence_tells_earlier_people_apart_from_those_of_this_decision(school):
    titled(school, "LDTT", 5, issued=True)
    own = titled(school, "LDTT", 2)
    titles = titled(school, "CSTDCS", 2)
    lines = Nomination.objects.filter(decision_lines__decision__in=[own, titles])
    with pytest.raises(CapExceeded) as refused:
        nominee_transitions.approve_lines(
            list(lines.select_related("dossier__unit")), by=UserFactory(chairman=True)
        )
    [reason] = refused.value.reasons
    assert (
        "7 Lao động tiên tiến (5 đã khen, 2 của quyết định này), 15 % là 1; "
        "đã khen 0, quyết định này thêm 2" in reason
    )
