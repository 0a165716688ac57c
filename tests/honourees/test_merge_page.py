"""The pages on which an officer lays two records side by side, merges and takes back."""

import pytest
from django.urls import reverse

from honourees.models import Distinction, Honouree, Merge
from honourees.services.award import enter_awards
from honourees.services.likeness import look
from honourees.views.merge import sames_of
from tests.factories.units import PASSWORD, UnitFactory, UserFactory
from tests.honourees.test_register import award
from tests.honourees.test_resemblance import BORN, record


pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(officer=True)


@pytest.fixture
def pair():
    unit = UnitFactory()
    one, other = record(unit=unit, **BORN), record("Lý Sa Rinh", unit, **BORN)
    enter_awards([award(other)])
    look([one])
    return one, other


def at(name, *rows):
    return reverse(f"honourees:{name}", args=[row.pk for row in rows])


def test_the_list_says_why_and_leads_to_the_comparison(pair, officer, client_of):
    page = client_of(officer).get(at("resemblances"))
    assert "Cùng ngày sinh 02/09/1985." in page.text
    assert "<mark>Sà</mark>" in page.text
    assert "1 lần khen" in page.text
    assert at("comparison", *pair) in page.text


def test_the_list_costs_the_same_however_long(officer, client_of, django_assert_max_num_queries):
    unit = UnitFactory()
    for number in range(12):
        born = {"birth_year": 1950 + 3 * number}
        look([record("Lý Sà Rinh", unit, **born), record("Lý Sa Rinh", unit, **born)])
    browser = client_of(officer)
    browser.get(at("resemblances"))
    with django_assert_max_num_queries(15):
        page = browser.get(at("resemblances"))
    assert len(page.context["pairs"]) == 12


def test_merging_asks_for_the_password_and_is_taken_back_with_a_reason(pair, officer, client_of):
    one, other = pair
    browser, address = client_of(officer), at("comparison", *pair)
    page = browser.get(address)
    assert page.context["form"].initial["main"] == other.pk  # who has more awards
    wrong = browser.post(address, {"main": one.pk, "password": "sai"})
    assert wrong.status_code == 422
    assert "hai bản ghi chưa được gộp" in wrong.text
    nothing = browser.post(address, {"main": "7", "password": PASSWORD})
    assert "Chọn một trong hai bản ghi." in nothing.text
    assert not Merge.objects.exists()
    done = browser.post(address, {"main": one.pk, "password": PASSWORD}, follow=True)
    assert "Đã gộp hai bản ghi làm một" in done.text
    assert Honouree.objects.get(pk=other.pk).main == one
    assert "Không có cặp nào ở đây" in browser.get(at("resemblances")).text
    [row] = Merge.objects.all()
    assert at("unmerge", row) in browser.get(at("resemblances") + "?xem=da-gop").text
    refused = browser.post(at("unmerge", row), {"note": ""})
    assert "Ghi rõ vì sao tách lại." in refused.text
    back = browser.post(at("unmerge", row), {"note": "Hai chị em họ."}, follow=True)
    assert "Đã tách hai bản ghi" in back.text
    assert Honouree.objects.get(pk=other.pk).main is None


def test_births_that_contradict_ask_for_a_reason(officer, client_of):
    one, other = record(birth_year=1985), record(birth_year=1986)
    address = at("comparison", one, other)
    page = client_of(officer).post(address, {"main": one.pk, "password": PASSWORD})
    assert "Hai bản ghi khác ngày sinh." in page.text
    assert not Merge.objects.exists()


def test_told_apart_and_taken_back(pair, officer, client_of):
    browser = client_of(officer)
    page = browser.post(at("tell_apart", *pair), follow=True)
    assert "cổng không hỏi lại" in page.text
    assert "Gộp hai bản ghi" not in page.text
    assert pair[0].full_name in browser.get(at("resemblances") + "?xem=khac-nhau").text
    browser.post(at("forget_distinction", *pair))
    assert not Distinction.objects.exists()


@pytest.mark.parametrize("name", ["resemblances", "comparison", "tell_apart", "unmerge"])
@pytest.mark.parametrize("trait", [{}, {"administrator": True}])
def test_the_rooms_are_the_officers(name, trait, pair, client_of):
    args = {"comparison": pair, "tell_apart": pair, "unmerge": pair[:1]}.get(name, ())
    browser = client_of(UserFactory(**trait))
    call = browser.post if name == "tell_apart" else browser.get
    assert call(at(name, *args)).status_code == 404


def test_who_is_not_there_is_not_found(pair, officer, client_of):
    browser = client_of(officer)
    for one, other in ((pair[0].pk, 10**9), (pair[0].pk, pair[0].pk)):
        assert browser.get(reverse("honourees:comparison", args=[one, other])).status_code == 404


def test_the_cards_of_an_honouree_show_who_may_be_the_same(pair, officer):
    sames = sames_of(pair[0], officer)
    assert [laid.row.other for laid in sames.pairs] == [pair[1]]
    assert sames.title == "Có thể cùng một người"
    assert sames_of(pair[0], UserFactory()).pairs == []
