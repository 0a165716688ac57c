"""The funds' year: what is entered, spent, promised and left; a warning, never a block."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, strategies as st

from decisions.forms.fund import VndField
from decisions.models import BudgetChange, Fund, FundBudget
from decisions.models.fund import USUAL_FUND
from decisions.queries import fund as fund_queries
from decisions.services import fund as fund_services
from decisions.setup import make_usual_fund
from nganam_awards.core.money import LARGEST_VND, grouped
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db
PAGE = "/quyet-dinh/quy/"


@pytest.fixture
def fund(db):
    return fund_queries.usual()


def paid_from(fund, **more):
    return DecisionFactory(fund=fund, **more)


def entered(fund, amount, officer, year=2023, seen=None):
    return fund_services.enter_budget(fund, year, amount_vnd=amount, seen_vnd=seen, by=officer)


def test_the_usual_fund_is_there_once_however_often_the_portal_is_set_up(fund):
    make_usual_fund(apps.get_app_config("decisions"), using="default")
    assert [f.name for f in Fund.objects.all()] == [USUAL_FUND]
    assert fund.line(2023) == "Quỹ thi đua, khen thưởng thị xã năm 2023"


def test_issued_is_spent_and_what_lies_with_the_chairman_is_promised(fund, officer):
    entered(fund, 10_000_000, officer)
    paid_from(fund, issued=True, persons=2)
    paid_from(fund, submitted=True, collectives=1)
    paid_from(fund)  # a draft promises nothing yet
    [standing] = fund_queries.standings(Fund.objects.all(), 2023)
    assert (standing.spent_vnd, standing.committed_vnd) == (1_080_000, 1_620_000)
    assert standing.left_vnd == 10_000_000 - 2_700_000
    assert standing.over_vnd == 0


def test_another_year_knows_nothing_of_this_one(fund, officer):
    entered(fund, 10_000_000, officer)
    paid_from(fund, issued=True)
    paid_from(fund, submitted=True)
    [standing] = fund_queries.standings(Fund.objects.all(), 2022)
    assert (standing.budget, standing.used_vnd, standing.over_vnd) == (None, 0, 0)


def test_a_decision_beyond_the_budget_is_told_with_every_figure_and_still_signed(fund, officer):
    entered(fund, 1_000_000, officer)
    paid_from(fund, issued=True)
    decision = paid_from(fund, persons=2)
    found = fund_queries.check(decision, decision.total_vnd)
    assert found.over_vnd == 620_000
    assert "dự toán 1.000.000 đồng, đã chi 540.000 đồng" in found.words
    assert "quyết định này 1.080.000 đồng; vượt 620.000 đồng" in found.words
    assert paid_from(fund, issued=True, persons=3).state == "issued"


def test_a_submitted_decision_is_not_counted_twice(fund, officer):
    entered(fund, 540_000, officer)
    decision = paid_from(fund, submitted=True)
    found = fund_queries.check(decision, decision.total_vnd)
    assert (found.over_vnd, found.left_after_vnd, found.words) == (0, 0, "")


def test_without_a_budget_nothing_is_exceeded(fund):
    decision = paid_from(fund)
    assert fund_queries.check(decision, decision.total_vnd).words == ""
    assert fund_queries.check(DecisionFactory(), 540_000) is None


money = st.integers(0, 10**12)


@given(limit=money, spent=money, waiting=money, here=money)
def test_what_is_left_and_what_is_exceeded_add_up(limit, spent, waiting, here):
    """Integers throughout: at any budget either something is left or something is exceeded."""
    standing = fund_queries.FundStanding(
        Fund(name="Quỹ"), 2023, FundBudget(amount_vnd=limit), spent, waiting + here
    )
    counted = fund_queries.BudgetCheck(standing, here, is_counted=True)
    apart = fund_queries.BudgetCheck(
        fund_queries.FundStanding(standing.fund, 2023, standing.budget, spent, waiting),
        here,
        is_counted=False,
    )
    assert counted.left_after_vnd == apart.left_after_vnd == limit - spent - waiting - here
    assert counted.over_vnd == apart.over_vnd == max(-counted.left_after_vnd, 0)
    assert bool(counted.words) == (counted.over_vnd > 0)
    assert standing.scale >= max(limit, standing.used_vnd, 1)


@given(st.integers(0, LARGEST_VND))
def test_an_amount_is_read_as_it_is_written_with_dots_or_without(amount):
    field = VndField()
    for typed in (str(amount), grouped(amount), f" {grouped(amount)} đ", f"{amount} đồng"):
        assert field.clean(typed) == amount


@pytest.mark.parametrize(
    "typed", ["1.5", "12.00", "-5", "1.000.00", "1.000,000", "mười", "²", "9" * 20]
)
def test_an_unclear_amount_is_asked_again(typed):
    with pytest.raises(Exception, match=r"Số tiền|số tiền"):
        VndField().clean(typed)


def test_every_entry_leaves_a_row_that_nobody_rewrites(fund, officer):
    entered(fund, 100_000_000, officer)
    entered(fund, 120_000_000, officer, seen=100_000_000)
    assert list(BudgetChange.objects.values_list("before_vnd", "after_vnd")) == [
        (100_000_000, 120_000_000),
        (None, 100_000_000),
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        BudgetChange.objects.update(after_vnd=1)
    with pytest.raises(AlreadyDone):
        entered(fund, 120_000_000, officer, seen=120_000_000)


def test_of_two_officers_the_second_is_told_what_the_first_entered(fund, officer):
    entered(fund, 100_000_000, officer)
    with pytest.raises(Stale, match=r"nay là 100\.000\.000 đồng"):
        entered(fund, 90_000_000, UserFactory(officer=True))


def test_only_phong_noi_vu_enters_and_names_funds(fund, officer):
    for act in (
        lambda: entered(fund, 1, chairman()),
        lambda: fund_services.add_fund("Quỹ khác", by=chairman()),
    ):
        with pytest.raises(PermissionDenied):
            act()
    fund_services.add_fund("Quỹ khuyến học", by=officer)
    with pytest.raises(Refused, match="Đã có «Quỹ khuyến học»"):
        fund_services.add_fund("Quỹ khuyến học", by=officer)


def test_the_page_says_quietly_that_nothing_was_entered_then_shows_what_is_left(
    client_of, officer, fund
):
    browser = client_of(officer)
    paid_from(fund, issued=True)
    assert "Chưa ghi dự toán năm 2023" in browser.get(PAGE).text
    answer = browser.post(
        PAGE, {"fund": fund.pk, "seen": "", "amount": "150.000.000", "note": "QĐ 1"}
    )
    assert answer.url.startswith(f"{PAGE}?nam=2023#fund-")
    page = browser.get(answer.url).text
    assert "149.460.000\u00a0đ" in page
    assert "QĐ 1" in page


def test_a_refused_amount_stays_in_its_box(client_of, officer, fund):
    browser = client_of(officer)
    answer = browser.post(PAGE, {"fund": fund.pk, "seen": "", "amount": "1,5 triệu"})
    assert answer.status_code == 422
    assert "1,5 triệu" in answer.text
    entered(fund, 5, officer)
    answer = browser.post(PAGE, {"fund": fund.pk, "seen": "", "amount": "7.000"})
    assert answer.status_code == 409
    assert 'value="7.000"' in answer.text
    assert 'name="seen" value="5"' in answer.text


def test_who_signs_reads_the_funds_and_a_unit_does_not(client_of, fund):
    signer = client_of(chairman())
    assert signer.get(PAGE).status_code == 200
    assert "Ghi dự toán" not in signer.get(PAGE).text
    assert signer.post(PAGE, {"fund": fund.pk, "amount": "1"}).status_code == 403
    assert signer.post(f"{PAGE}them/", {"name": "Quỹ"}).status_code == 403
    assert client_of(UserFactory(clerk=True)).get(PAGE).status_code == 403


def test_the_page_costs_the_same_for_one_fund_and_for_three(client_of, officer, fund):
    browser, where = client_of(officer), reverse("decisions:funds")

    def cost():
        browser.get(where)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(where).status_code == 200
        return len(asked)

    entered(fund, 5, officer)
    one = cost()
    for name in ("Quỹ A", "Quỹ B"):
        entered(fund_services.add_fund(name, by=officer), 9, officer)
    assert cost() == one <= 14
