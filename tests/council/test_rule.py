"""What the law of a day asks of the Council, line by line and as a condition."""

from datetime import date

import pytest

from council.models import CampaignRule
from council.queries.rule import CouncilRules, asked_on
from dossiers.models import Dossier, Nomination
from law.enums import Category
from law.figures import AwardKey, VoteForm
from law.models import AwardRule, AwardType
from nganam_awards.core import clock
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db

DAYS = (date(2023, 11, 20), date(2024, 6, 1), date(2025, 8, 1))
SECRET = {"CSTDCS", "TTLDXS", "CO_T", "CSTDT", "BK_T", "CO_CP", "CSTDTQ", "BK_TTG", "HC"}


def a_line(category: str = Category.MERIT, code: str = "GK", **fields) -> Nomination:
    plan = fields.pop("plan", None)
    dossier = DossierFactory(appraised=True, persons=0, plan=plan) if plan else DossierFactory(
        appraised=True, persons=0, plan=None, category=category, merit_year=2023,
        unit=UserFactory().unit,
    )  # fmt: skip
    award = AwardType.objects.get(code=code)
    return NominationFactory(dossier=dossier, recommended=True, award_type=award)


@pytest.mark.parametrize("day", DAYS)
def test_every_award_is_asked_about_as_the_office_set_it_up(day):
    rules, dossier = CouncilRules(day), Dossier(category=Category.MERIT)
    for award in AwardType.objects.all():
        form = rules.form_for(Nomination(dossier=dossier, award_type=award))
        wanted = VoteForm.SECRET if award.code in SECRET else VoteForm.NONE
        assert form == (VoteForm.OPEN if award.code == "TTLDTT" else wanted), award.code


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    ("code", "percent"), [("CSTDT", 90), ("CSTDTQ", 90), ("BK_T", 80), ("CSTDCS", 80)]
)
def test_the_share_is_that_of_the_regime(day, code, percent):
    award = AwardType.objects.get(code=code)
    rule = CouncilRules(day).of(award.pk, Category.MERIT, VoteForm.SECRET)
    assert (rule.percent, rule.base, tuple(rule.quorum)) == (percent, "all", (2, 3))
    assert (rule.tie_with_chair, rule.bars_heads) == (True, False)
    assert rule.source.endswith("chưa kiểm chứng")


def ask(code: str, category: str, form: VoteForm) -> None:
    rows = AwardRule.objects.filter(award_type__code=code, key=AwardKey.COUNCIL_VOTE)
    assert rows.filter(category=category).update(value=form)


@pytest.mark.parametrize(
    ("general", "own", "asked"),
    [
        (VoteForm.NONE, VoteForm.NONE, set()),
        (VoteForm.NONE, VoteForm.OPINION, {Category.UNSCHEDULED}),
        (VoteForm.OPEN, VoteForm.NONE, {Category.MERIT, Category.FORWARD}),
        (VoteForm.OPEN, VoteForm.SECRET, {Category.MERIT, Category.FORWARD, Category.UNSCHEDULED}),
    ],
)
def test_a_row_of_one_category_wins_over_the_row_of_all(general, own, asked):
    ask("GK", "", general)
    ask("GK", Category.UNSCHEDULED, own)
    categories = (Category.MERIT, Category.FORWARD, Category.UNSCHEDULED)
    lines = {category: a_line(category) for category in categories}
    found = set(Nomination.objects.filter(asked_on(clock.today())))
    assert found == {lines[category] for category in asked}


@pytest.mark.parametrize("is_switched", [True, False])
def test_the_condition_says_of_every_line_what_the_rule_says_of_one(is_switched):
    town_wide = DossierFactory(appraised=True, persons=1)
    lines = [a_line(code=award.code) for award in AwardType.objects.filter(for_person=True)]
    if is_switched:
        CampaignRule.objects.create(
            campaign=town_wide.plan.campaign, starts_on=clock.today(), set_by=UserFactory()
        )
    rules = CouncilRules(clock.today())
    rows = [*Nomination.objects.select_related("dossier")]
    asked = set(Nomination.objects.filter(asked_on(rules.day)))
    assert {line for line in rows if rules.form_for(line) != VoteForm.NONE} == asked
    assert (town_wide.nominations.get() in asked) is is_switched
    assert len(rows) > len(lines) > len(asked) > 0


@pytest.mark.parametrize(
    ("day", "is_asked"),
    [(date(2023, 11, 19), False), (date(2023, 11, 20), True), (date(2023, 11, 30), True),
     (date(2023, 12, 1), False)],
)  # fmt: skip
def test_a_campaign_is_asked_from_its_first_to_its_last_day(day, is_asked):
    dossier = DossierFactory(appraised=True, persons=1)
    CampaignRule.objects.create(
        campaign=dossier.plan.campaign,
        starts_on=date(2023, 11, 20),
        ends_on=date(2023, 11, 30),
        set_by=UserFactory(),
    )
    [line] = Nomination.objects.select_related("dossier")
    wanted = VoteForm.OPINION if is_asked else VoteForm.NONE
    assert CouncilRules(day).form_for(line) == wanted
    assert Nomination.objects.filter(asked_on(day)).exists() is is_asked


def test_the_condition_reads_nothing_by_itself(django_assert_num_queries):
    day = clock.today()
    with django_assert_num_queries(0):
        asked_on(day)


def test_the_rules_of_a_day_are_read_once_for_all_lines(django_assert_num_queries):
    lines = [a_line(code=code) for code in ("GK", "CSTDCS", "LDTT")]
    rules = CouncilRules(clock.today())
    with django_assert_num_queries(2):
        forms = [rules.form_for(line) for line in lines]
        assert [form != VoteForm.NONE for form in forms] == [False, True, False]
