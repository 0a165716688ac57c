"""The text of a question is kept for what it depends on; the answer never is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.db.models import BigIntegerField, Count, Expression, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from dossiers.models import Dossier
from dossiers.queries import (
    board as board_queries,
    queue as queue_queries,
)
from honourees.models import AccountRecord
from law.figures import RuleKey
from law.models import RuleValue
from nganam_awards.core import clock, query_text, work
from nganam_awards.core.registry import seat_facts
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.honourees import HonoureeFactory
from tests.factories.units import OFFICES, UnitFactory, UserFactory
from units.models import User
from units.services import grant as grant_services


pytestmark = pytest.mark.django_db
WRITERS = (work._doors, work._morning, board_queries._places)


def anew(person: User) -> User:
    """As the next request reads them."""
    return User.objects.get(pk=person.pk)


def _of_the_queues(person: User) -> User:
    """With what a page has read of whoever works on them."""
    for tell in seat_facts:
        tell(person)
    return person


def asked(person: User) -> list[query_text.QueryText]:
    return [query_text.kept(write, anew(person), by_facts=True)[-1] for write in WRITERS]


@pytest.mark.parametrize("office", OFFICES)
def test_a_text_is_written_once_and_reads_no_row(office):
    person = UserFactory(**{office: True})
    assert all(new is old for new, old in zip(asked(person), asked(person), strict=True))
    with CaptureQueriesContext(connection) as queries:
        asked(person)
    # The person, rights of offices and on units; of whom the office is told, one more.
    each = 3 + (office in {"officer", "home_affairs_head", "chairman"})
    assert len(queries) == len(WRITERS) * each


@pytest.mark.parametrize("office", OFFICES)
def test_a_text_says_the_same_at_any_hour_of_the_day_and_to_whoever_is_asked(office, at):
    person = UserFactory(**{office: True})
    morning = asked(person)
    query_text.forget()
    at(clock.now() + timedelta(hours=9))
    plain = [write(_of_the_queues(anew(person)))[-1] for write in WRITERS]
    for kept, fresh in zip(morning, plain, strict=True):
        assert kept.sql == fresh.sql
        assert [v for v in kept.values if not isinstance(v, query_text.Later)] == [
            v for v in fresh.values if not isinstance(v, query_text.Later)
        ]


def test_another_right_another_unit_another_day_is_another_text(at):
    ward, clerk = UnitFactory(), UserFactory(clerk=True)
    texts = [asked(clerk)]
    row = grant_services.grant(clerk, "file_dossiers", ward, starts_on=clock.today(), by=None)
    texts.append(asked(clerk))
    grant_services.stop_grant(row, by=None)
    assert asked(clerk) == texts[0]
    at(clock.today() + timedelta(days=1))
    texts.append(asked(clerk))
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    texts.append(asked(clerk))
    assert len({tuple(text) for text in texts}) == 4


def test_what_waits_is_asked_anew_and_so_is_the_law():
    officer = UserFactory(officer=True)
    assert work.waiting_of(officer).refs == []
    DossierFactory(filed=True)
    AwardPlanFactory(submitted=True, submitted_on=date(2023, 3, 1))
    due = {ref.lane.kind.slug: ref.due_on for ref in work.waiting_of(officer).refs}
    assert due == {"ho-so": None, "ke-hoach": date(2023, 3, 31)}
    RuleValue.objects.filter(key=RuleKey.CUTOFF).update(value="04-30")
    due = {ref.lane.kind.slug: ref.due_on for ref in work.waiting_of(officer).refs}
    assert due["ke-hoach"] == date(2023, 4, 30)


def test_a_text_that_was_read_from_a_row_is_not_kept():
    person = UserFactory(clerk=True)

    def write(who: User) -> tuple[int, bool]:
        return User.objects.count(), who.has_perm("units.manage_units")

    before = query_text.kept(write, person)
    UserFactory()
    assert query_text.kept(write, person)[0] == before[0] + 1


def test_who_a_text_is_written_for_knows_no_more_than_it_is_kept_by(client_of):
    person = UserFactory(head=True)
    person.records_memo = {1: True}  # what a page has read of the person before

    def write(who: User) -> User:
        return who

    bare = query_text.kept(write, person)
    assert not hasattr(bare, "records_memo")
    assert (bare.pk, bare.unit_id, bare.is_authenticated) == (person.pk, person.unit_id, True)
    assert bare.get_all_permissions() == person.get_all_permissions()
    assert bare.has_perm("units.confirm_dossiers", person.unit)
    assert not bare.has_perm("units.file_dossiers", person.unit)


def test_a_prepared_text_is_written_once_and_asked_of_everybody():
    people = [UserFactory(clerk=True) for _ in range(2)]
    written = []

    def write(person: Expression) -> QuerySet:
        written.append(person)
        return User.objects.filter(pk=person).order_by().values_list("pk", "username")

    asked = query_text.Prepared(write, BigIntegerField())
    for person in people:
        assert asked.answer(person.pk) == [(person.pk, person.username)]
    assert len(written) == 1
    query_text.forget()
    assert asked.answer(people[0].pk) == [(people[0].pk, people[0].username)]
    assert len(written) == 2


def test_rights_follow_the_day_and_the_person_though_their_text_is_kept(at):
    ward, clerk, other = UnitFactory(), UserFactory(clerk=True), UserFactory(officer=True)
    last = clock.today() + timedelta(days=1)
    grant_services.grant(
        clerk, "file_dossiers", ward, starts_on=clock.today(), ends_on=last, by=None
    )
    held = [anew(one).has_perm("units.file_dossiers", ward) for one in (clerk, other)]
    at(last + timedelta(days=1))
    assert [*held, anew(clerk).has_perm("units.file_dossiers", ward)] == [True, False, False]
    assert anew(other).get_all_permissions() > anew(clerk).get_all_permissions() == set()


def of_unit(unit: Expression) -> QuerySet:
    asked = Dossier.objects.filter(unit=unit).select_related("unit", "officer")
    return asked.annotate(lines=Count("nominations")).defer("summary").order_by("pk")


def plain(row: Dossier) -> tuple:
    return (row, row.title, row.unit.name, row.officer, row.lines, row.get_deferred_fields())


def test_prepared_rows_are_those_of_the_query_set():
    dossiers = [DossierFactory(appraising=True), DossierFactory(persons=3)]
    asked = query_text.PreparedRows(of_unit, BigIntegerField())
    for dossier in dossiers * 2:
        with CaptureQueriesContext(connection) as queries:
            found = [plain(row) for row in asked.answer(dossier.unit_id)]
        assert len(queries) == 1
        assert found == [plain(row) for row in of_unit(Value(dossier.unit_id))]
    assert asked.answer(0) == []


def test_what_prepared_rows_left_out_is_read_and_they_can_be_saved():
    dossier = DossierFactory(summary="Thành tích năm 2023.")
    [row] = query_text.PreparedRows(of_unit, BigIntegerField()).answer(dossier.unit_id)
    assert row.summary == dossier.summary
    row.title = "Hồ sơ khen thưởng khác"
    row.save(update_fields=["title"])
    assert Dossier.objects.get(pk=dossier.pk).title == row.title


def test_a_prepared_question_that_finds_nobody_asks_nothing():
    def nobody(_unit: Expression) -> QuerySet:
        return Dossier.objects.none()

    with CaptureQueriesContext(connection) as queries:
        assert query_text.PreparedRows(nobody, BigIntegerField()).answer(1) == []
    assert len(queries) == 0


@pytest.mark.django_db(transaction=True)
def test_prepared_rows_are_asked_on_the_connection_of_each_thread():
    units = [DossierFactory().unit_id for _ in range(4)]
    asked = query_text.PreparedRows(of_unit, BigIntegerField())
    together = Barrier(len(units))

    def ask(unit: int) -> list[int]:
        try:
            together.wait(10)
            return [row.unit_id for row in asked.answer(unit)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(units)) as pool:
        assert list(pool.map(ask, units)) == [[unit] for unit in units]


def test_a_queue_leaves_out_what_is_said_to_be_about_the_officer():
    officer, dossier = UserFactory(officer=True), DossierFactory(filed=True)
    record = HonoureeFactory(unit=dossier.unit)
    dossier.nominations.update(honouree=record)

    def waits() -> bool:
        board = board_queries._read(anew(officer))
        return dossier.pk in {row.pk for row in board.queues[queue_queries.TO_RECEIVE]}

    assert waits()
    said = AccountRecord.objects.create(
        user=officer, honouree=record, is_same=True, said_by=officer
    )
    assert not waits()
    said.delete()
    assert waits()
