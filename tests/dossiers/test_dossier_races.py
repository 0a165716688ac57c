"""Two clicks at the same instant: one dossier, one event."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from dossiers.models import Apology, Dossier, Nomination, Posting
from dossiers.services import (
    consultation as consultation_services,
    dossier as dossier_services,
    list_import as list_import_services,
    nominee as nominee_services,
    selection as selection_services,
)
from dossiers.transitions import (
    apology as apology_transitions,
    dossier as dossier_transitions,
    objection as objection_transitions,
)
from law.models import NumberEntry
from nganam_awards.core import clock
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from nganam_awards.core.workflow import seen_mark
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.dossiers import DossierFactory, town_certificate
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """What each call came to, all started at the same moment."""
    ready = Barrier(len(calls))

    def run(call):
        try:
            ready.wait()
            return call()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


@pytest.fixture
def ward():
    return UnitFactory()


@pytest.fixture
def plan(ward):
    with transaction.atomic():
        return AwardPlanFactory(approved=True, campaign__organiser=ward)


def test_two_clicks_hand_over_once(ward, plan):
    clerk = UserFactory(clerk=True, unit=ward)
    dossier = DossierFactory(plan=plan, papers=True, created_by=clerk)
    seen = seen_mark(dossier)
    click = lambda: dossier_transitions.hand_over(dossier, by=clerk, seen=seen)  # noqa: E731
    came_to = at_once(click, click)
    assert sorted(type(result).__name__ for result in came_to) == ["AlreadyDone", "Dossier"]
    assert dossier.events.count() == 1


def test_two_clicks_open_one_dossier(ward, plan):
    clerk = UserFactory(clerk=True, unit=ward)
    key = uuid4()
    click = lambda: dossier_services.open_dossier(  # noqa: E731
        plan, unit=ward, title="Khen thưởng", summary="", key=key, by=clerk
    )
    first, second = at_once(click, click)
    assert first == second
    assert Dossier.objects.count() == 1


def _person(dossier, clerk):
    award = town_certificate()
    line = Nomination(
        honouree_kind="person", full_name="Trần Văn Bốn", birth_year=1980, award_type=award
    )
    return nominee_services.add_line(dossier, line, by=clerk)


def test_clicks_at_once_add_one_line(ward, plan):
    clerk = UserFactory(clerk=True, unit=ward)
    dossier = DossierFactory(plan=plan, created_by=clerk, unit=ward)
    before = dossier.nominations.count()
    came_to = at_once(*[lambda: _person(dossier, clerk)] * 3)
    assert sorted(type(result).__name__ for result in came_to) == [
        "AlreadyDone",
        "AlreadyDone",
        "Nomination",
    ]
    assert dossier.nominations.count() == before + 1


def test_clicks_at_once_bring_one_line_back(ward, plan):
    clerk = UserFactory(clerk=True, unit=ward)
    dossier = DossierFactory(plan=plan, created_by=clerk, unit=ward)
    kept = nominee_services.remove_line(_person(dossier, clerk), by=clerk)
    before = dossier.nominations.count()
    at_once(*[lambda: nominee_services.restore_line(dossier, kept, by=clerk)] * 4)
    assert dossier.nominations.count() == before + 1


def test_many_lines_and_one_changed_at_once_lose_nothing(ward, plan):
    clerk = UserFactory(clerk=True, unit=ward)
    dossier = DossierFactory(plan=plan, persons=6, created_by=clerk)
    lines = list(dossier.nominations.order_by("pk"))
    pks = [line.pk for line in lines]
    came_to = at_once(
        lambda: selection_services.remove_lines(dossier, pks[:3], by=clerk),
        lambda: selection_services.remove_lines(dossier, pks[:3], by=clerk),
        lambda: nominee_services.remove_line(lines[3], by=clerk),
        lambda: selection_services.place_lines(dossier, [pks[5]], 1, by=clerk),
    )
    assert sum(isinstance(one, AlreadyDone) for one in came_to) == 1
    assert list(dossier.nominations.order_by("order").values_list("pk", flat=True)) == [
        pks[5],
        pks[4],
    ]


def test_dossiers_opened_together_get_numbers_in_a_row(ward, plan):
    clerk = UserFactory(clerk=True, unit=ward)
    clicks = [
        lambda words=f"Đợt {number}": dossier_services.open_dossier(
            plan, unit=ward, title="Khen thưởng", summary=words, key=uuid4(), by=clerk
        )
        for number in range(4)
    ]
    refs = sorted(dossier.ref for dossier in at_once(*clicks))
    assert refs == [f"HS-2023-{number:05d}" for number in range(1, 5)]


def test_receptions_of_one_moment_get_different_codes(ward, plan):
    officer = UserFactory(officer=True)
    dossiers = [DossierFactory(filed=True, plan=plan) for _ in range(3)]
    at_once(*(lambda d=d: dossier_transitions.receive(d, by=officer) for d in dossiers))
    codes = sorted(Dossier.objects.values_list("one_stop_code", flat=True))
    assert codes == ["231120-0001", "231120-0002", "231120-0003"]


def test_recall_and_reception_of_one_moment_end_in_one_of_them(ward, plan):
    head, officer = UserFactory(head=True, unit=ward), UserFactory(officer=True)
    dossier = DossierFactory(filed=True, plan=plan)
    seen = seen_mark(dossier)
    came_to = at_once(
        lambda: dossier_transitions.recall(dossier, by=head, note="Sửa", seen=seen),
        lambda: dossier_transitions.receive(dossier, by=officer, seen=seen),
    )
    done = [result for result in came_to if isinstance(result, Dossier)]
    assert len(done) == 1
    assert not any(isinstance(result, AlreadyDone) for result in came_to)
    assert dossier.events.count() == 3


def test_two_clicks_take_a_list_once(ward, plan):
    clerk = UserFactory(clerk=True, unit=ward)
    draft = DossierFactory(plan=plan, created_by=clerk, persons=0)
    people = [[n, f"Trần Văn {chr(65 + n)}n", "Việc."] for n in range(15)]
    content = write_workbook([Table("DS", ["STT", "Họ và tên", "Thành tích"], people)])
    brought = list_import_services.bring(draft, SimpleUploadedFile("a.xlsx", content), by=clerk)
    list_import_services.run(brought.pk)
    click = lambda: list_import_services.save(brought, by=clerk, turn=1)  # noqa: E731
    came_to = at_once(click, click, click)
    assert sorted(type(result).__name__ for result in came_to) == [
        "AlreadyDone",
        "AlreadyDone",
        "Merged",
    ]
    assert draft.nominations.count() == 15


def test_one_machine_checks_a_list_that_two_take_up(ward, plan):
    clerk = UserFactory(clerk=True, unit=ward)
    draft = DossierFactory(plan=plan, created_by=clerk, persons=0)
    content = write_workbook([Table("DS", ["STT", "Họ và tên"], [[1, "Trần Văn An"]])])
    brought = list_import_services.bring(draft, SimpleUploadedFile("a.xlsx", content), by=clerk)
    at_once(*[lambda: list_import_services.run(brought.pk)] * 4)
    brought.refresh_from_db()
    assert (brought.stage, len(brought.report["lines"])) == ("checked", 1)


def test_two_people_apologise_once(ward, plan):
    chief = UserFactory(home_affairs_head=True)
    dossier = DossierFactory(plan=plan, unit=ward, appraising=True)
    said = {"reason": "Chờ kết luận thanh tra.", "until": dossier.due_on + timedelta(days=7)}
    found = at_once(
        *(
            partial(apology_transitions.apologise, dossier, by=by, **said)
            for by in (dossier.officer, chief)
        )
    )
    assert sum(isinstance(one, Refused) for one in found) == 1
    assert Apology.objects.count() == 1
    assert [entry.symbol for entry in NumberEntry.objects.all()] == ["01/PXL-PNV"]


def test_two_heads_give_one_dossier_and_the_second_reads_who_was_first(plan):
    heads = [UserFactory(home_affairs_head=True) for _ in range(2)]
    officers = [UserFactory(officer=True) for _ in range(2)]
    dossier = DossierFactory(plan=plan, received=True)
    seen = seen_mark(dossier)
    came_to = at_once(
        *(
            partial(dossier_transitions.assign, dossier, officer=officer, by=head, seen=seen)
            for head, officer in zip(heads, officers, strict=True)
        )
    )
    [won] = [result for result in came_to if isinstance(result, Dossier)]
    [lost] = [result for result in came_to if isinstance(result, Stale)]
    first = dossier.events.latest("pk")
    assert first.by.full_name in lost.reasons[0]
    assert Dossier.objects.get().officer == won.officer == officers[heads.index(first.by)]


def test_two_who_answer_a_consultation_at_once_are_one_answer(ward):
    dossier, body = DossierFactory(appraising=True, persons=2), UnitFactory()
    row = consultation_services.ask(
        dossier,
        lines=list(dossier.nominations.all()),
        unit=body,
        body="",
        question="Có vi phạm không?",
        due_on=date(2023, 11, 27),
        by=dossier.officer,
    )
    heads = [UserFactory(head=True, unit=body) for _ in range(2)]
    outcomes = at_once(
        *(
            partial(consultation_services.answer, row, words={}, rest_is_clear=True, by=head)
            for head in heads
        )
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Consultation", "Stale"]


def test_two_objections_at_once_are_two_cases_and_one_suspension(ward):
    dossier = DossierFactory(appraising=True, persons=1)
    line, today = dossier.nominations.get(), clock.today()
    posting = Posting.objects.create(
        dossier=dossier,
        starts_on=today,
        ends_on=today + timedelta(days=10),
        audience="everybody",
        opened_by=dossier.officer,
    )
    posting.lines.create(line=line)
    words = {"contact": "0912 345 678", "text": "Chưa đúng.", "by": None}
    outcomes = at_once(
        *(
            partial(objection_transitions.raise_objection, posting, line, name=name, **words)
            for name in ("Lê Thị Ba", "Lý Văn Tài")
        )
    )
    assert [type(one).__name__ for one in outcomes] == ["Objection", "Objection"]
    assert line.events.filter(action="suspend").count() == 1
