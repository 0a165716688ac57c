"""What was read of the law is kept exactly as long as the law stands."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from law import models
from law.enums import Category, HolidayKind
from law.figures import RuleKey
from law.queries import award_rule, award_type, checklist, regime, stamp
from nganam_awards.core.refusals import Refused
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db
DAY = date(2023, 11, 20)
KEPT = {
    "rules": lambda: regime.rule_set_on(DAY)[RuleKey.CUTOFF],
    "holidays": regime.days_off,
    "ratios": regime.ratio_award_ids,
    "prizes": lambda: regime.prizes_on(DAY).base_vnd,
    "choices": lambda: award_rule.choices_on(DAY),
    "council": lambda: award_rule.council_choices_on(DAY),
    "papers": lambda: checklist.union_on(DAY, Category.MERIT, ()),
    "awards": award_type.by_key,
}


def watched() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'law_is_another'"
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize("ask", KEPT.values(), ids=KEPT)
def test_whatever_is_kept_is_read_of_watched_tables_alone(ask):
    models.RuleSet.objects.filter(pk=0).update(citation="")  # another state: all is read anew
    with CaptureQueriesContext(connection) as queries:
        first = ask()
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(q["sql"] for q in queries)))
    assert read > {"law_lawstamp"}, "nothing was read: it was kept from another state"
    assert read - {"law_lawstamp"} <= watched()
    with CaptureQueriesContext(connection) as again:
        assert ask() == first
    assert {"law_lawstamp" in one["sql"] for one in again} == {True}


@pytest.mark.parametrize(
    "model",
    [
        *(models.AwardPower, models.AwardRule, models.AwardType, models.BaseSalary),
        *(models.ChecklistItem, models.Holiday, models.Prerequisite, models.PrizeRate),
        *(models.Provision, models.RuleSet, models.RuleValue),
    ],
)
def test_every_change_of_the_law_is_another_state(model):
    before = stamp.stamp()
    model.objects.filter(pk=0).update(citation="")
    assert stamp.stamp() not in (None, before)


def test_a_new_day_off_and_another_figure_count_at_once():
    off, _ = regime.days_off()
    assert DAY not in off
    models.Holiday.objects.create(day=DAY, kind=HolidayKind.OFF, citation="Thông báo 1")
    assert DAY in regime.days_off()[0]
    assert regime.rule_set_on(DAY)[RuleKey.CUTOFF] == (3, 31)
    models.RuleValue.objects.filter(key=RuleKey.CUTOFF).update(value="04-30")
    assert regime.rule_set_on(DAY)[RuleKey.CUTOFF] == (4, 30)


def test_what_is_refused_is_asked_again():
    day = date(1990, 5, 1)
    with pytest.raises(Refused):
        regime.rule_set_on(day)
    cutoff = models.RuleValue.objects.filter(key=RuleKey.CUTOFF).earliest("valid_from")
    models.RuleSet.objects.filter(pk=cutoff.rule_set_id).update(valid_from=day)
    models.RuleValue.objects.filter(pk=cutoff.pk).update(valid_from=day)
    assert regime.rule_set_on(day).row(RuleKey.CUTOFF) == cutoff


@pytest.mark.parametrize(
    "ask", [lambda: regime.authority_on(DAY), lambda: regime.base_salary_on(DAY)]
)
def test_a_row_that_may_be_changed_is_nobody_elses(ask):
    """A paper once bore the place that somebody had only tried."""
    ask().citation = "chưa lưu"
    assert ask().citation != "chưa lưu"


def test_awards_are_rows_of_whoever_asks():
    """Nobody sees what another page has read of an award beside its columns."""
    one, other = award_type.by_key(), award_type.by_key()
    assert list(one) == list(models.AwardType.objects.values_list("pk", flat=True))
    assert all(one[pk] is not other[pk] and one[pk] == other[pk] for pk in one)


def test_a_page_reads_once_which_law_holds(client_of):
    dossier = DossierFactory(filed=True)
    page = client_of(UserFactory(officer=True))
    with CaptureQueriesContext(connection) as queries:
        assert page.get(dossier.get_absolute_url()).status_code == 200
    assert sum("law_lawstamp" in one["sql"] for one in queries) == 1
    assert stamp._of_the_page.get() is None
