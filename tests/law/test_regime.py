"""Which law holds on a day: whose award it is, what it pays, what it needs, who may sign."""

from datetime import date

import pytest

from campaigns.forms.plan import StandardForm
from law.enums import Category, Evidence, HonoureeKind as Kind, Level, PartNeed
from law.figures import RatioBase, RuleKey
from law.models import AwardType, Prerequisite, RuleSet, RuleValue, Signatory
from law.queries import regime as regime_queries
from nganam_awards.core.refusals import Refused
from tests.factories.campaigns import AwardPlanFactory, SignatoryFactory
from tests.factories.units import UserFactory
from tests.law.checklists import procedure_on


pytestmark = pytest.mark.django_db


def award(code: str) -> AwardType:
    return AwardType.objects.get(code=code)


# who decides


@pytest.mark.parametrize(
    ("code", "day", "level"),
    [
        ("GK", date(2023, 12, 31), Level.TOWN),
        ("GK", date(2025, 6, 30), Level.TOWN),
        ("GK", date(2025, 7, 1), None),
        ("LDTT", date(2025, 7, 1), Level.COMMUNE),
        ("CSTT", date(2023, 12, 31), Level.TOWN),
        ("CSTT", date(2024, 1, 1), Level.FORCES),
        ("DVTT", date(2024, 1, 1), Level.FORCES),
        ("GDVH", date(2023, 11, 20), Level.COMMUNE),
        ("XATB", date(2023, 12, 31), None),
        ("XATB", date(2024, 1, 1), Level.PROVINCE),
        ("KNC", date(2023, 11, 20), Level.MINISTRY),
        ("CSTDTQ", date(2024, 1, 1), Level.STATE),
    ],
)
def test_whose_award_it_is_on_the_day(code, day, level):
    assert award(code).level_on(day) == level


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (
            date(2023, 12, 31),
            {"GK", "LDTT", "CSTDCS", "TTLDTT", "CSTT", "DVTT", "THONVH"},
        ),
        (date(2024, 1, 1), {"GK", "LDTT", "CSTDCS", "TTLDTT", "THONVH"}),
        (date(2025, 7, 1), set()),
    ],
)
def test_what_the_town_decides_on_the_day(day, codes):
    assert set(AwardType.objects.decided_by_town(day).values_list("code", flat=True)) == codes


def test_levels_of_the_whole_catalogue_cost_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        [row.level_on(date(2023, 11, 20)) for row in AwardType.objects.with_powers()]


def test_the_sentence_names_whose_award_it_is_and_where_that_is_written():
    (told,) = regime_queries.power_blockers(award("CSTT"), date(2024, 1, 15))
    assert told == (
        "Ngày 15/01/2024 Chiến sĩ tiên tiến thuộc thẩm quyền của Quân đội, Công an "
        "(Luật 06/2022/QH15, Điều 80 khoản 5)."
    )
    assert regime_queries.power_blockers(award("GK"), date(2023, 11, 20)) == []
    assert (
        "không có thẩm quyền nào"
        in regime_queries.power_blockers(award("XATB"), date(2023, 1, 1))[0]
    )


def test_a_plan_of_next_year_offers_what_the_town_will_decide_then(at):
    at(date(2023, 12, 1))
    offered = {}
    for year in (2023, 2024):
        plan = AwardPlanFactory(review_year=year, bare=True)
        form = StandardForm(plan=plan)
        offered[year] = {row.code for row in form.fields["award_type"].queryset}
    assert offered[2023] - offered[2024] == {"CSTT", "DVTT"}


# what it pays: the table of unrounded amounts, and scenarios 10, 11, 13


BASES = {
    date(2023, 6, 28): 1_490_000,
    date(2023, 12, 15): 1_800_000,
    date(2024, 8, 1): 2_340_000,
    date(2026, 8, 1): 2_530_000,
}
UNROUNDED = {
    1_490_000: (223_500, 447_000, 670_500, 894_000, 1_192_000, 1_490_000, 2_235_000),
    1_800_000: (270_000, 540_000, 810_000, 1_080_000, 1_440_000, 1_800_000, 2_700_000),
    2_340_000: (351_000, 702_000, 1_053_000, 1_404_000, 1_872_000, 2_340_000, 3_510_000),
    2_530_000: (379_500, 759_000, 1_138_500, 1_518_000, 2_024_000, 2_530_000, 3_795_000),
}
COLUMNS = (
    ("GK_X", Kind.PERSON),
    ("GK", Kind.PERSON),
    ("GK", Kind.HOUSEHOLD),
    ("GK", Kind.COLLECTIVE),
    ("TTLDTT", Kind.COLLECTIVE),
    ("CSTDCS", Kind.PERSON),
    ("THONVH", Kind.COLLECTIVE),
)


def round_by(way: str) -> None:
    RuleValue.objects.filter(key=RuleKey.ROUNDING).update(value=way)


@pytest.mark.parametrize("day", BASES)
def test_unrounded_amounts(day):
    round_by("none")
    prizes = regime_queries.prizes_on(day)
    assert prizes.base_vnd == BASES[day]
    assert tuple(prizes.of(award(code), kind) for code, kind in COLUMNS) == UNROUNDED[BASES[day]]


@pytest.mark.parametrize(
    ("way", "before", "after", "in_2024"),
    [
        ("ceil_10k", 450_000, 540_000, 710_000),
        ("nearest_10k", 450_000, 540_000, 700_000),
        ("none", 447_000, 540_000, 702_000),
    ],
)
def test_the_salary_of_the_decisions_day_and_the_rounding_of_the_town_decide(
    way, before, after, in_2024
):
    round_by(way)
    days = (date(2023, 6, 28), date(2023, 7, 3), date(2024, 8, 1))
    paid = [regime_queries.prizes_on(day).of(award("GK"), Kind.PERSON) for day in days]
    assert paid == [before, after, in_2024]


def test_a_household_receives_one_and_a_half_times_a_person():
    assert regime_queries.prizes_on(date(2023, 11, 20)).of(award("GK"), Kind.HOUSEHOLD) == 810_000


# figures and prerequisites


def test_every_regime_says_every_figure_with_its_source():
    for regime in RuleSet.objects.all():
        rows = RuleValue.objects.filter(rule_set=regime)
        assert {row.key for row in rows} == {key.value for key in RuleKey}
        for row in rows:
            row.full_clean()
            assert row.words
            assert row.citation


def test_all_rules_of_a_day_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        rules = regime_queries.rule_set_on(date(2023, 11, 20))
        assert rules.cutoff_in(2023) == date(2023, 3, 31)
        assert (rules.processing_days, rules[RuleKey.BATCH_DAYS]) == (10, 20)
        assert rules[RuleKey.LDTT_MONTHS] == 10
    assert regime_queries.rule_set_on(date(2024, 1, 1))[RuleKey.LDTT_MONTHS] == 6


def test_a_figure_that_is_missing_is_a_sentence():
    RuleValue.objects.filter(key=RuleKey.ROUNDING).delete()
    with pytest.raises(Refused, match="chưa ghi «Làm tròn tiền thưởng» cho ngày 20/11/2023"):
        regime_queries.prizes_on(date(2023, 11, 20)).of(award("GK"), Kind.PERSON)


def test_the_ratio_of_a_title_names_its_base_and_its_source():
    (rule,) = regime_queries.ratio_rules(date(2023, 11, 20))
    assert (rule.award_type.code, rule.base_award_type.code) == ("CSTDCS", "LDTT")
    assert (rule.percent, rule.base) == (15, RatioBase.UNIT)
    assert "Nghị định 91/2017/NĐ-CP, Điều 9 khoản 3" in rule.citation


def evidence_for(code: str, regime: str) -> set[str]:
    rows = Prerequisite.objects.filter(award_type__code=code, rule_set__code=regime)
    return {row.evidence for row in rows if row.evidence}


def test_the_new_law_lets_excellent_work_stand_for_an_initiative():
    asked = {Evidence.INITIATIVE, Evidence.RESEARCH}
    assert evidence_for("CSTDCS", "LUAT_2003") == asked
    assert evidence_for("CSTDCS", "LUAT_2022") == asked | {Evidence.EXCELLENT}


@pytest.mark.parametrize(
    ("code", "needed", "years"),
    [("CSTDT", "CSTDCS", 3), ("CSTDTQ", "CSTDT", 2), ("BK_T", "CSTDCS", 2)],
)
def test_ladders_count_consecutive_years(code, needed, years):
    rows = Prerequisite.objects.filter(
        award_type__code=code, rule_set__code="LUAT_2022", needed_award__code=needed
    )
    assert {row.years for row in rows} == {years}


def test_a_share_of_members_is_the_figure_of_the_regime():
    row = Prerequisite.objects.get(award_type__code="TTLDTT", rule_set__code="LUAT_2003")
    share = regime_queries.rule_set_on(date(2023, 11, 20))[RuleKey(row.share)]
    assert not share.is_met(5, 10)
    assert share.is_met(6, 10)


# papers


def needs(day: date, code: str) -> dict[str, str]:
    items = procedure_on(day, Category.MERIT, award(code).pk)
    return {item.part: item.need for item in items}


def test_an_award_with_a_procedure_of_its_own_asks_its_own_papers():
    old, new = needs(date(2023, 11, 20), "CSTDCS"), needs(date(2024, 3, 1), "CSTDCS")
    assert (old["initiative"], new["initiative"]) == (PartNeed.REQUIRED, PartNeed.OPTIONAL)
    assert old["ballot"] == PartNeed.REQUIRED
    assert "achievement_report" not in needs(date(2023, 11, 20), "LDTT")
    assert "achievement_report" in needs(date(2023, 11, 20), "GK")


# whose paper, whose hand


def test_the_town_chooses_whose_notice_it_is():
    assert regime_queries.announcement_issuer(date(2023, 11, 20)).code == "UBND_TX"
    RuleValue.objects.filter(key=RuleKey.ANNOUNCEMENT_ISSUER).update(value="PNV")
    issuer = regime_queries.announcement_issuer(date(2023, 11, 20))
    assert (issuer.parent_lines, issuer.issuer_lines) == ("UBND THỊ XÃ NGÃ NĂM", "PHÒNG NỘI VỤ")
    with pytest.raises(Refused, match="Phòng Nội vụ không còn thẩm quyền"):
        regime_queries.announcement_issuer(date(2025, 7, 1))


def test_a_deputy_signs_what_belongs_to_the_scope():
    deputy = SignatoryFactory(deputy=True, scope=[Category.UNSCHEDULED])
    day = date(2023, 11, 20)
    signs = regime_queries.signatory_of(deputy.authority, deputy.user, day, Category.UNSCHEDULED)
    assert signs == deputy
    with pytest.raises(Refused, match="được phân công ký: Đột xuất"):
        regime_queries.signatory_of(deputy.authority, deputy.user, day, Category.THEMATIC)
    with pytest.raises(Refused, match="Chưa khai báo chức danh"):
        regime_queries.signatory_of(deputy.authority, UserFactory(), day, Category.THEMATIC)


def test_whoever_acts_as_the_head_signs_a_draft_like_one():
    head = SignatoryFactory(ends_on=date(2023, 10, 31))
    SignatoryFactory(deputy=True)
    acting = SignatoryFactory(
        user=UserFactory(chairman=True),
        capacity="acting",
        title_lines="Q. CHỦ TỊCH",
        starts_on=date(2023, 11, 1),
    )
    assert regime_queries.head_of(head.authority, date(2023, 10, 31)) == head
    assert regime_queries.head_of(head.authority, date(2023, 11, 20)) == acting


def test_the_line_over_a_signature_says_the_capacity():
    wrong = Signatory(capacity="deputy", title_lines="CHỦ TỊCH")
    constraint = next(
        c for c in Signatory._meta.constraints if c.name == "signatory_line_says_the_capacity"
    )
    with pytest.raises(Exception, match=r"bắt đầu bằng «KT\. »"):
        constraint.validate(Signatory, wrong)
