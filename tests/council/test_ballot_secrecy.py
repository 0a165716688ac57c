"""Nothing in the portal leads from a secret ballot to its voter.

After each ballot the tests look at every row of every table: by `xmin`, which tells what a
transaction wrote, and by content.
"""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.views.debug import ExceptionReporter

from council.enums import BallotChoice
from council.models import Ballot, CouncilCase, Tally
from council.services import ballot as ballot_services
from council.transitions import case as case_transitions
from law.figures import VoteForm
from nganam_awards.core import clock
from tests.council.test_ballot_pages import page_of, sent
from tests.factories.council import CaseFactory, all_of, the_council
from units.models import User


AGREE, DISAGREE, ABSTAIN = BallotChoice.values
CHOICE = re.compile(r"\b(agree|disagree|abstain|choice-\d+|Đồng ý|Không đồng ý)\b")


def tables() -> list[str]:
    """Every table of the database, those of sessions and of the access log, too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(table_name) FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def next_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def written_since(mark: int, column: str = "xmin") -> dict[str, list[tuple[str, int]]]:
    """{table: rows with their place and transaction} that transactions from `mark` on touched."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(
                f"SELECT ctid::text, {column}::text::bigint FROM {table}"
                f" WHERE {column}::text::bigint >= %s",
                [mark],
            )
            if rows := cursor.fetchall():
                found[table] = rows
    return found


def contents() -> dict[str, list[str]]:
    """Every row of every table as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def counters() -> list[tuple[str, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        return cursor.fetchall()


@pytest.fixture
def open_case(transactional_db) -> Iterator[CouncilCase]:
    """A secret case of three lines before five voters, really committed."""
    with transaction.atomic():
        the_council(5)
        case = CaseFactory(voting=True, persons=3)
    return CouncilCase.objects.get(pk=case.pk)


def mixed(case: CouncilCase, person: User, turn: int) -> dict[int, str]:
    lines = sorted(all_of(case, person, AGREE))
    return {pk: BallotChoice.values[(turn + n) % 3] for n, pk in enumerate(lines)}


def test_a_ballot_writes_the_one_row_of_the_box_and_nothing_else(open_case):
    """By `xmin`: whoever reads it learns at most that the box was last written, never by whom."""
    for turn, person in enumerate(the_council().voters):
        mark, before = next_transaction(), counters()
        ballot_services.cast(open_case, mixed(open_case, person, turn), by=person)
        written = written_since(mark)
        assert list(written) == ["council_tally"]
        assert len(written["council_tally"]) == 1
        assert set(written_since(mark, "xmax")) <= {"council_councilcase"}  # its lock
        assert counters() == before, "no row anywhere took a number"


def test_the_page_of_a_ballot_writes_no_more_than_its_service(open_case, client_of):
    """Session, access log, notices: a POST that casts leaves no row of its own in any of them."""
    for turn, person in enumerate(the_council().voters):
        browser = client_of(person)
        browser.get(page_of(open_case))
        mark, before = next_transaction(), counters()
        answer = browser.post(page_of(open_case), sent(open_case, mixed(open_case, person, turn)))
        assert answer.status_code == 302
        written = written_since(mark)
        assert list(written) == ["council_tally"]
        assert len(written["council_tally"]) == 1
        assert counters() == before


def test_a_refused_ballot_writes_nothing_at_all(open_case, client_of):
    person = the_council().chair
    browser = client_of(person)
    first = min(all_of(open_case, person, AGREE))
    mark, before = next_transaction(), contents()
    answer = browser.post(page_of(open_case), sent(open_case, {first: DISAGREE}))
    assert answer.status_code == 422
    assert written_since(mark) == {}
    assert contents() == before


@pytest.mark.django_db
def test_two_votes_that_differ_in_who_said_what_leave_the_same_database():
    """A agrees and B does not, or the other way round, in either order: every row is the same."""
    council = the_council(5)
    case = CaseFactory(voting=True, persons=2)
    one, other = council.members[:2]
    left = []
    for votes in (
        [(one, AGREE), (other, DISAGREE)],
        [(one, DISAGREE), (other, AGREE)],
        [(other, AGREE), (one, DISAGREE)],
    ):
        point = transaction.savepoint()
        for person, choice in votes:
            ballot_services.cast(case, all_of(case, person, choice), by=person)
        left.append((contents(), counters()))
        transaction.savepoint_rollback(point)
    assert left[0] == left[1] == left[2]
    assert left[0] != (contents(), counters())


def test_the_log_says_who_voted_and_never_how(open_case, client_of, caplog):
    council = the_council()
    with caplog.at_level(logging.DEBUG):
        for turn, person in enumerate(council.voters):
            browser = client_of(person)
            browser.post(page_of(open_case), {})  # refused first
            browser.post(page_of(open_case), sent(open_case, mixed(open_case, person, turn)))
    ours = [r for r in caplog.records if not r.name.startswith("django.db")]
    told = "\n".join(f"{record.msg} {record.args}" for record in ours)
    assert told.count("ballot_cast") == 5
    assert all(str(person.pk) in told for person in council.voters)
    assert not CHOICE.search(told), CHOICE.search(told)


def test_no_statement_is_logged_in_any_settings():
    """Django tells statements with their values at DEBUG; the portal's log begins at INFO."""
    assert not logging.getLogger("django.db.backends").isEnabledFor(logging.DEBUG)
    assert not connection.queries_logged


def test_an_error_report_holds_nothing_of_the_ballot(open_case, client_of, caplog):
    """The box is gone: the page fails in the middle of casting, and says so without the choices."""
    person = the_council().chair
    Tally.objects.all().delete()
    browser = client_of(person)
    browser.raise_request_exception = False
    seen = {}

    def report(sender: object, request: object, **kwargs: object) -> None:
        import sys  # noqa: PLC0415 - what is being handled right now

        reporter = ExceptionReporter(request, *sys.exc_info())
        seen["text"] = reporter.get_traceback_text() + reporter.get_traceback_html()

    from django.core.signals import got_request_exception  # noqa: PLC0415 - this test alone

    got_request_exception.connect(report)
    try:
        with caplog.at_level(logging.INFO):
            data = sent(open_case, all_of(open_case, person, DISAGREE))
            answer = browser.post(page_of(open_case), data)
    finally:
        got_request_exception.disconnect(report)
    assert answer.status_code == 500
    assert "Tally" in seen["text"]
    assert "disagree" not in re.sub(r"PLACE_OF.*", "", seen["text"])
    told = "\n".join(f"{r.msg} {r.args} {r.exc_text or ''}" for r in caplog.records)
    assert not re.search(r"'(dis)?agree'", told)


# --- the database itself ------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_named_ballot_of_a_secret_case_is_refused_by_the_database():
    council = the_council(5)
    case = CaseFactory(voting=True)
    with pytest.raises(IntegrityError, match="bears no name"), transaction.atomic():
        Ballot.objects.create(
            case=case, person=council.chair, choices={}, recorded_by=council.chair
        )
    with (
        pytest.raises(IntegrityError, match="bears no name"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO council_ballot (case_id, person_id, choices, words, recorded_by_id,"
            " cast_at) VALUES (%s, %s, '{}', '', %s, now())",
            [case.pk, council.chair.pk, council.chair.pk],
        )
    other = CaseFactory(form=VoteForm.OPEN, voting=True)
    ballot_services.cast(other, all_of(other, council.chair, AGREE), by=council.chair)
    with pytest.raises(IntegrityError, match="bears no name"), transaction.atomic():
        Ballot.objects.update(case=case)


@pytest.mark.django_db
def test_the_box_has_no_history_and_points_at_nobody():
    assert [field.name for field in Tally._meta.get_fields()] == ["case", "voted", "counts"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'council_tally'::regclass"
            " AND NOT tgisinternal"
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint"
            " WHERE confrelid = 'council_tally'::regclass"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_the_box_tells_no_order():
    council = the_council(5)
    case = CaseFactory(voting=True)
    for person in reversed(council.voters):
        ballot_services.cast(case, all_of(case, person, AGREE), by=person)
    assert Tally.objects.get().voted == sorted(person.pk for person in council.voters)


@pytest.mark.django_db
def test_a_ballot_has_no_time_but_where_it_has_a_name(at):
    """What the office reads of a secret vote is the same whenever it was cast."""
    council = the_council(5)
    case = CaseFactory(voting=True)
    left = []
    for minutes in (0, 90):
        point = transaction.savepoint()
        at(clock.now() + timedelta(minutes=minutes))
        ballot_services.cast(case, all_of(case, council.chair, AGREE), by=council.chair)
        left.append(contents())
        transaction.savepoint_rollback(point)
    assert left[0] == left[1]


def test_once_closed_earlier_versions_of_the_box_are_gone(open_case):
    council = the_council()
    for turn, person in enumerate(council.voters):
        ballot_services.cast(open_case, mixed(open_case, person, turn), by=person)
    before = box_file()
    assert place_of_the_box() != "(0,1)"
    case_transitions.close_vote(CouncilCase.objects.get(pk=open_case.pk), by=council.chair)
    assert place_of_the_box() == "(0,1)"
    assert box_file() != before, "the table was written anew"


def box_file() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath('council_tally')")
        return cursor.fetchone()[0]


def place_of_the_box() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid::text FROM council_tally")
        return cursor.fetchone()[0]
