"""The register: found by words, seen by whom it concerns, taken along as Excel."""

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from honourees.forms.filters import awards_listed
from honourees.models import Award
from honourees.queries.word import recount_words
from honourees.rules import award as rules
from law.models import AwardType
from tests.factories.decisions import DecisionFactory
from tests.factories.honourees import AwardFactory, HonoureeFactory
from tests.factories.units import OFFICES, UnitFactory, UserFactory
from tests.test_lists import sheet_of
from units.models import UnitSuccession


pytestmark = pytest.mark.django_db
LIST = "/so-khen-thuong/"


def found(query, user=None):
    user = user or UserFactory(officer=True)
    return [row.honouree.full_name for row in awards_listed(QueryDict(query), user).qs]


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("ly sa rinh", True),
        ("RINH LÝ", True),
        ("rin", True),
        ("1533", True),
        ("1533 qd rinh", True),
        ("rinh khanh", False),
        ("đv1", False),
    ],
)
def test_words_are_found_in_any_order_in_name_and_number(typed, is_found):
    AwardFactory(honouree__full_name="Lý Sà Rinh", decision_symbol="1533/QĐ-UBND")
    AwardFactory(honouree__full_name="Trần Khánh")
    assert ("Lý Sà Rinh" in found(f"q={typed}")) == is_found
    assert "Trần Khánh" not in found(f"q={typed}")


def test_kept_words_follow_the_name_the_number_and_the_unit():
    award = AwardFactory(honouree__full_name="Lý Sà Rinh")
    record = award.honouree
    record.full_name, record.unit = "Lý Sa Rin", UnitFactory()
    record.save()
    Award.objects.filter(pk=award.pk).update(decision_symbol="77/QĐ-UBND")
    assert list(recount_words()) == []
    assert found("q=sa rin 77") == ["Lý Sa Rin"]
    award.refresh_from_db()
    award.save()
    assert list(recount_words()) == []


def test_a_unit_is_found_then_and_now_and_by_who_took_it_over():
    old, new, other = UnitFactory(), UnitFactory(), UnitFactory()
    UnitSuccession.objects.create(old=old, new=new, starts_on=date(2023, 1, 1), kind="merged")
    AwardFactory(honouree__full_name="Khi Đó", honouree__unit=other, unit_then=old)
    AwardFactory(honouree__full_name="Hiện Nay", honouree__unit=new, unit_then=other)
    AwardFactory(honouree__full_name="Nơi Khác", honouree__unit=other)
    assert sorted(found(f"unit={new.pk}")) == ["Hiện Nay", "Khi Đó"]
    assert found(f"unit={old.pk}") == ["Khi Đó"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("year=2018", ["Năm Cũ"]),
        ("award={cstdcs}", ["Chiến Sĩ"]),
        ("origin=past", ["Năm Cũ"]),
        ("origin=portal&year=2022", ["Chiến Sĩ"]),
    ],
)
def test_year_award_and_origin_narrow_the_list(query, names):
    by = UserFactory(officer=True)
    AwardFactory(honouree__full_name="Chiến Sĩ", code="CSTDCS")
    AwardFactory(
        honouree__full_name="Năm Cũ",
        merit_year=2018,
        origin="past",
        source="dòng 1",
        entered_by=by,
        entered_at="2023-11-20T08:00:00Z",
    )
    cstdcs = AwardType.objects.get(code="CSTDCS").pk
    assert found(query.format(cstdcs=cstdcs)) == names


def test_who_sees_what_is_the_same_for_one_award_and_for_the_list():
    here, gone, elsewhere = UnitFactory(), UnitFactory(), UnitFactory()
    UnitSuccession.objects.create(old=gone, new=here, starts_on=date(2023, 1, 1), kind="merged")
    main = HonoureeFactory(unit=here)
    awards = [
        AwardFactory(honouree__unit=here),
        AwardFactory(honouree__unit=elsewhere, unit_then=here),
        AwardFactory(honouree__unit=elsewhere, unit_then=gone),
        AwardFactory(honouree=HonoureeFactory(unit=elsewhere, main=main)),
        AwardFactory(honouree__unit=elsewhere),
    ]
    people = [UserFactory(**{office: True}, unit=here) for office in OFFICES]
    people.append(UserFactory(unit=here))
    for seat in people:
        person = type(seat).objects.get(pk=seat.pk)
        seen = set(Award.objects.visible_to(person).values_list("pk", flat=True))
        assert seen == {a.pk for a in awards if rules.can_see(person, a)}, person.username
        expected = {"clerk": 4, "head": 4, "officer": 5, "home_affairs_head": 5, "chairman": 5}
        office = dict(zip([p.pk for p in people], OFFICES, strict=False)).get(person.pk)
        assert len(seen) == expected.get(office, 0), office


def test_whoever_has_no_part_in_it_finds_no_register(client_of):
    award = AwardFactory()
    stranger = client_of(UserFactory(clerk=True))
    assert stranger.get(award.honouree.get_absolute_url()).status_code == 404
    assert award.honouree.full_name not in stranger.get(LIST).text
    for office in ("clerical", "administrator"):
        browser = client_of(UserFactory(**{office: True}))
        assert browser.get(LIST).status_code == 404
        assert browser.get(award.honouree.get_absolute_url()).status_code == 404
        assert "Sổ khen thưởng</a>" not in browser.get("/").text


def test_issue_writes_category_and_place_into_the_register():
    decision = DecisionFactory(issued=True, persons=1)
    [award] = Award.objects.all()
    dossier = decision.nominations.get().dossier if hasattr(decision, "nominations") else None
    assert award.category == "thematic"
    assert award.origin == "portal"
    assert award.unit_then_id == award.unit_id
    assert dossier is None or award.unit_then == dossier.unit


def test_a_revoked_award_is_shown_as_such_and_the_file_says_so(client_of):
    award = AwardFactory(revoked_symbol="9/QĐ-UBND", revoked_on=date(2023, 3, 1))
    browser = client_of(UserFactory(officer=True))
    assert "Đã hủy bỏ" in browser.get(LIST).text
    assert "Đã hủy bỏ" in browser.get(award.honouree.get_absolute_url()).text
    AwardFactory()
    rows = sheet_of(browser.get(f"/tai-excel/so-khen-thuong/?nguoi={award.honouree_id}"))
    assert len(rows) == 2
    assert rows[1][-1] == "Đã hủy bỏ theo 9/QĐ-UBND ngày 01/03/2023"


@pytest.mark.usefixtures("bare_menu")
def test_the_list_costs_the_same_at_one_row_and_at_many(client_of):
    browser, costs = client_of(UserFactory(officer=True)), []
    for count in (1, 12):
        AwardFactory.create_batch(count)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            browser.get(LIST, {"q": "tran van"})
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 15
