"""One honouree, one record: merged and taken apart again, with nothing lost on the way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from dossiers.queries.own_line import holding_own, people_of
from honourees.models import AccountRecord, Distinction, Honouree, Merge
from honourees.queries.account import said_of
from honourees.queries.match import likely
from honourees.services.award import enter_awards
from honourees.services.honouree import find_or_enter
from honourees.services.merge import forget_distinction, merge, tell_apart, unmerge
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from tests.factories.dossiers import DossierFactory
from tests.factories.units import UnitFactory, UserFactory
from tests.honourees.test_match import person
from tests.honourees.test_register import award
from tests.honourees.test_resemblance import BORN, record


pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(officer=True)


@pytest.fixture
def two():
    """A main record and another one of the same person, both awarded, both on a list."""
    unit = UnitFactory()
    one, other = record(unit=unit, **BORN), record("Lý Sa Rinh", unit, birth_year=1985)
    enter_awards([award(one), award_of_2021(other)])
    dossier = DossierFactory(unit=unit, persons=2)
    for line, row in zip(dossier.nominations.order_by("pk"), (one, other), strict=True):
        type(line).objects.filter(pk=line.pk).update(honouree=row)
    return one, other


def award_of_2021(honouree):
    row = award(honouree)
    row.merit_year = 2021
    return row


def snapshot():
    """Every row of the register and of the dossiers but the history of merging."""
    kept = {}
    for model in (
        *apps.get_app_config("honourees").get_models(),
        *apps.get_app_config("dossiers").get_models(),
    ):
        if model is not Merge:
            kept[model._meta.label] = list(model._base_manager.order_by("pk").values())
    return kept


def main_of(row):
    return Honouree.objects.get(pk=row.pk).main_id


def test_a_merge_writes_one_pointer_and_undoing_gives_back_the_state_before(two, officer):
    one, other = two
    before = snapshot()
    done = merge(one, other, by=officer)
    after = snapshot()
    changed = [label for label in before if before[label] != after[label]]
    assert changed == ["honourees.Honouree"]
    assert main_of(other) == one.pk
    assert done.score >= 80
    assert "Cùng năm sinh 1985." in done.reasons
    assert "Lý Sa Rinh, sinh 1985" in done.told
    unmerge(done, by=officer, note="Hai người khác nhau.")
    assert snapshot() == before
    done.refresh_from_db()
    assert (done.undone_by, done.undone_note) == (officer, "Hai người khác nhau.")


def test_a_chain_stands_for_all_and_comes_apart_link_by_link(officer):
    a, b, c, d = (
        record(name, **BORN) for name in ("Lý Sa Rin", "Lý Sà Rin", "Lý Sa Rinh", "Lý Sà Rinh")
    )
    first = merge(b, a, by=officer)
    at_first = snapshot()
    second = merge(c, b, by=officer)
    assert (main_of(a), main_of(b)) == (c.pk, c.pk)
    at_second = snapshot()
    third = merge(c, d, by=officer)
    unmerge(third, by=officer, note="Nhầm.")
    assert snapshot() == at_second
    unmerge(second, by=officer, note="Nhầm.")
    assert snapshot() == at_first
    assert (main_of(a), main_of(b), main_of(c)) == (b.pk, None, None)
    unmerge(first, by=officer, note="Nhầm.")
    assert main_of(a) is None


def test_a_link_in_the_middle_is_taken_out_first(officer):
    a, b, c = (record(name, **BORN) for name in ("Lý Sa Rin", "Lý Sà Rin", "Lý Sa Rinh"))
    inner = merge(b, a, by=officer)
    outer = merge(c, b, by=officer)
    unmerge(inner, by=officer, note="Nhầm.")
    assert (main_of(a), main_of(b)) == (None, c.pk)
    unmerge(outer, by=officer, note="Nhầm.")
    assert main_of(b) is None


def test_births_that_contradict_need_the_officers_reason(officer):
    one, other = record(**BORN), record(birth_date=date(1985, 2, 9), birth_year=1985)
    with pytest.raises(Refused, match="khác ngày sinh"):
        merge(one, other, by=officer)
    done = merge(one, other, by=officer, note="Giấy khai sinh ghi 02/09/1985.")
    assert done.note == "Giấy khai sinh ghi 02/09/1985."


def test_what_may_not_be_merged_says_why(officer):
    one, other, third = record(**BORN), record(**BORN), record(**BORN)
    household = record(kind="household")
    with pytest.raises(Refused, match="hai bản ghi khác nhau"):
        merge(one, one, by=officer)
    with pytest.raises(Refused, match="đối tượng khác nhau"):
        merge(one, household, by=officer)
    merge(one, other, by=officer)
    with pytest.raises(AlreadyDone):
        merge(one, other, by=officer)
    for pair in ((third, other), (other, third)):
        with pytest.raises(Stale, match="đã được gộp"):
            merge(*pair, by=officer)
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("trait", [{}, {"administrator": True}])
def test_only_officers_merge_and_take_apart(trait, officer):
    one, other, stranger = record(**BORN), record(**BORN), UserFactory(**trait)
    with pytest.raises(PermissionDenied):
        merge(one, other, by=stranger)
    with pytest.raises(PermissionDenied):
        tell_apart(one, other, by=stranger)
    done = merge(one, other, by=officer)
    with pytest.raises(PermissionDenied):
        unmerge(done, by=stranger, note="x")


def test_taking_apart_needs_a_reason_and_happens_once(officer):
    done = merge(record(**BORN), record(**BORN), by=officer)
    with pytest.raises(Refused, match="vì sao tách"):
        unmerge(done, by=officer, note=" ")
    unmerge(done, by=officer, note="Hai chị em.")
    with pytest.raises(AlreadyDone):
        unmerge(done, by=officer, note="Hai chị em.")


def test_two_said_to_be_two_are_not_merged_until_that_is_taken_back(officer):
    one, other = record(**BORN), record(**BORN)
    tell_apart(other, one, by=officer)
    with pytest.raises(AlreadyDone):
        tell_apart(one, other, by=officer)
    with pytest.raises(Refused, match="ghi là khác nhau"):
        merge(one, other, by=officer)
    forget_distinction(other, one, by=officer)
    assert not Distinction.objects.exists()
    merge(one, other, by=officer)
    with pytest.raises(Stale, match="đang được gộp"):
        tell_apart(one, other, by=officer)


def test_nobody_merges_records_of_his_own_or_of_two_accounts(officer):
    one, other = record(**BORN), record(**BORN)
    mine = AccountRecord.objects.create(user=officer, honouree=one, is_same=True, said_by=officer)
    with pytest.raises(Refused, match="của chính anh/chị"):
        merge(one, other, by=officer)
    AccountRecord.objects.filter(pk=mine.pk).update(user=UserFactory())
    AccountRecord.objects.create(user=UserFactory(), honouree=other, is_same=True, said_by=officer)
    with pytest.raises(Refused, match="hai tài khoản"):
        merge(one, other, by=officer)


def test_a_merged_name_is_found_as_the_record_that_stands_for_it(officer):
    unit = UnitFactory()
    [one], [other] = (
        find_or_enter([person(name, 1985)], unit=unit) for name in ("Lý Sà Rinh", "Lý Sa Rinh")
    )
    awards = enter_awards([award(one), award_of_2021(other)])
    done = merge(one, other, by=officer)
    assert find_or_enter([person("Lý Sa Rinh", 1985)], unit=unit) == [one]
    [[known]] = likely([person("Lý Sa Rinh", 1985)], unit=unit)
    assert known.honouree == one
    assert {row.pk for row in known.awards} == {row.pk for row in awards}
    [[known]] = likely([person("Ly Sa Rinh", 1985)], unit=unit)
    assert known.honouree == one
    unmerge(done, by=officer, note="Nhầm.")
    assert find_or_enter([person("Lý Sa Rinh", 1985)], unit=unit) == [other]


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_merge_once():
    """A into B and B into A in one instant: one stands, the other is told."""
    officers = [UserFactory(officer=True), UserFactory(officer=True)]
    unit = UnitFactory()
    one, other = record(unit=unit, **BORN), record(unit=unit, **BORN)
    start = Barrier(2)

    def act(main, second, by):
        start.wait()
        try:
            merge(main, second, by=by)
        except Refused as refusal:
            return type(refusal)
        finally:
            connections.close_all()
        return Merge

    for _ in range(3):
        with ThreadPoolExecutor(2) as pool:
            ends = [
                pool.submit(act, one, other, officers[0]),
                pool.submit(act, other, one, officers[1]),
            ]
            outcomes = {end.result(timeout=30) for end in ends}
        assert outcomes == {Merge, Stale}
        [row] = Merge.objects.filter(undone_at=None)
        assert Honouree.objects.filter(main=None).count() == 1
        unmerge(row, by=officers[0], note="Thử lại.")
    assert connection.vendor == "postgresql"


def test_an_account_is_of_every_record_that_was_merged_with_its_own(two, officer):
    one, other = two
    person, stranger = UserFactory(), UserFactory()
    AccountRecord.objects.create(user=person, honouree=other, is_same=True, said_by=officer)
    dossier = DossierFactory(unit=one.unit, persons=1)
    dossier.nominations.update(honouree=one)
    assert said_of(person) == {other.pk: True}
    assert not type(dossier).objects.filter(holding_own(person), pk=dossier.pk).exists()
    done = merge(one, other, by=officer)
    person.records_memo = None
    assert said_of(person) == {one.pk: True, other.pk: True}
    assert type(dossier).objects.filter(holding_own(person), pk=dossier.pk).exists()
    assert not type(dossier).objects.filter(holding_own(stranger), pk=dossier.pk).exists()
    assert person.pk in set(people_of(dossier).values_list("user", flat=True))
    unmerge(done, by=officer, note="Nhầm.")
    person.records_memo = None
    assert said_of(person) == {other.pk: True}
