"""Yêu cầu bổ sung: asked once, mended by the clerk, sent by the head, the clock meanwhile."""

import io
from datetime import date, datetime, time
from zipfile import ZipFile

import pytest
from celery.schedules import crontab
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers import tasks
from dossiers.enums import DossierState as S, NominationState as N, PaperType
from dossiers.models import (
    CollectiveMember,
    Dossier,
    DossierPaper,
    Nomination,
    SelectionMeeting,
    Supplement,
)
from dossiers.papers.readers import may_read
from dossiers.queries import (
    edition as edition_queries,
    evidence_reader,
    supplement as supplement_queries,
)
from dossiers.queries.supplement import VERSIONS
from dossiers.services import (
    dossier as dossier_services,
    member as member_services,
    nominee as nominee_services,
    unit_paper as unit_paper_services,
)
from dossiers.transitions import (
    dossier as dossier_transitions,
    supplement as supplement_transitions,
)
from law.enums import DossierPart, Penalty
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.workflow import seen_mark
from nganam_awards.documents.models import Document
from nganam_awards.notices.models import Notice
from nganam_awards.notices.tasks import announce
from tests.factories.files import TINY_PDF
from tests.factories.units import GrantFactory


pytestmark = pytest.mark.django_db
WORDS = "Bổ sung biên bản họp xét có đủ chữ ký; ghi rõ năm sinh của ông An."
UNTIL = date(2023, 11, 27)
OTHER_PDF = TINY_PDF + b"\n% signed again\n"


def url(name, dossier, *args):
    return reverse(f"dossiers:{name}", args=[dossier.ref, *args])


def asked(town, dossier=None):
    dossier = dossier or town.appraising(persons=2)
    supplement_transitions.ask_more(dossier, words=WORDS, until=UNTIL, by=town.officer)
    return Dossier.objects.get(pk=dossier.pk)


def mended(town, dossier, **changed):
    line = dossier.nominations.order_by("pk").first()
    line.dossier = dossier
    for name, value in ({"position": "Phó trưởng khóm 3"} | changed).items():
        setattr(line, name, value)
    return nominee_services.edit_line(line, by=town.clerk)


def fresh(dossier):
    return Dossier.objects.get(pk=dossier.pk)


# --- asked --------------------------------------------------------------------------------------


def test_the_unit_is_told_what_and_until_when(town):
    dossier = asked(town)
    announce("dossiers.dossierevent", dossier.events.newest_first().first().pk)
    assert dossier.state == S.NEED_MORE
    assert dossier.national_code == 5
    told = Notice.objects.filter(user__in=[town.clerk, town.head], text__contains="27/11/2023")
    assert told.count() == 2
    assert all(WORDS in notice.text for notice in told)


def test_a_supplement_is_asked_once_in_a_dossiers_life(town):
    dossier = asked(town)
    mended(town, dossier)
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    supplement_transitions.answer(dossier, by=town.head)
    with pytest.raises(PermissionDenied):
        supplement_transitions.ask_more(dossier, words="Nữa.", until=UNTIL, by=town.officer)


def test_before_reception_whoever_receives_asks_and_it_comes_back_there(town):
    dossier = asked(town, town.filed())
    mended(town, dossier)
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    supplement_transitions.answer(dossier, by=town.head)
    assert (fresh(dossier).state, fresh(dossier).due_on) == (S.FILED, None)


def test_another_officers_dossier_is_left_alone(town):
    with pytest.raises(PermissionDenied):
        supplement_transitions.ask_more(
            town.appraising(), words=WORDS, until=UNTIL, by=town.officer2
        )


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2023, 11, 20), "phải sau hôm nay"),
        (date(2023, 11, 25), "không làm việc"),
        (date(2024, 6, 3), "không quá 60 ngày"),
    ],
)
def test_a_day_off_or_past_is_no_day_to_answer_by(until, words, town):
    with pytest.raises(Refused, match=words):
        supplement_transitions.ask_more(
            town.appraising(), words=WORDS, until=until, by=town.officer
        )
    assert not Supplement.objects.exists()


# --- mended -------------------------------------------------------------------------------------


def test_the_clerk_mends_lines_and_brings_papers_and_nothing_that_holds_a_place(town, tiny_pdf):
    dossier = asked(town)
    before = list(dossier.nominations.values_list("award_type", "quota", "state"))
    mended(town, dossier, full_name="Nguyễn Văn Ấn")
    dossier_services.attach(dossier, part="other", upload=tiny_pdf("Bổ sung.pdf"), by=town.clerk)
    assert list(dossier.nominations.values_list("award_type", "quota", "state")) == before
    line = dossier.nominations.first()
    line.dossier, line.honouree_kind = dossier, "household"
    with pytest.raises(Refused, match="giữ chỗ trong chỉ tiêu"):
        nominee_services.edit_line(line, by=town.clerk)
    for forbidden in (
        lambda: nominee_services.add_lines(dossier, [Nomination(full_name="Khác")], by=town.clerk),
        lambda: nominee_services.remove_line(line, by=town.clerk),
        lambda: nominee_services.sort_lines(dossier, by=town.clerk),
        lambda: dossier_services.detach(dossier.attachments.order_by("pk").first(), by=town.clerk),
    ):
        with pytest.raises(Refused):
            forbidden()


def test_a_file_brought_by_mistake_may_be_taken_off_again(town, tiny_pdf):
    dossier = asked(town)
    paper = dossier_services.attach(
        dossier, part="other", upload=tiny_pdf("Nhầm.pdf"), by=town.clerk
    )
    dossier_services.detach(paper, by=town.clerk)
    assert not supplement_queries.changes_of(fresh(dossier))


def test_the_difference_is_named_by_person_field_and_paper(town, tiny_pdf):
    dossier = asked(town)
    name = dossier.nominations.order_by("pk").first().full_name
    mended(town, dossier)
    upload = tiny_pdf("Biên bản mới.pdf", OTHER_PDF)
    dossier_services.attach(dossier, part="minutes", upload=upload, by=town.clerk)
    said = [(c.where, c.what, c.old, c.new) for c in supplement_queries.changes_of(fresh(dossier))]
    assert said == [
        (name, "Chức vụ", "Trưởng khóm", "Phó trưởng khóm 3"),
        ("Giấy tờ", "Biên bản họp xét", "", "Biên bản mới.pdf · 1 trang"),
    ]


def test_while_the_head_reads_nobody_writes(town):
    dossier = asked(town)
    mended(town, dossier)
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    with pytest.raises(Refused):
        mended(town, fresh(dossier), position="Khác")
    with pytest.raises(AlreadyDone):
        supplement_transitions.mark_ready(dossier, by=town.clerk)
    supplement_transitions.write_on(dossier, by=town.clerk)
    mended(town, fresh(dossier), position="Khác")


def test_nothing_changed_is_nothing_to_send(town):
    dossier = asked(town)
    with pytest.raises(Refused, match="chưa thay đổi gì"):
        supplement_transitions.mark_ready(dossier, by=town.clerk)
    with pytest.raises(Refused, match="chưa báo bổ sung xong"):
        supplement_transitions.answer(dossier, by=town.head)


# --- sent ---------------------------------------------------------------------------------------


def test_the_answer_comes_back_to_its_officer_and_the_clock_runs_on(town, at):
    dossier = asked(town)
    due = dossier.due_on
    mended(town, dossier, full_name="Nguyễn Văn Ấn")
    at(date(2023, 11, 24))  # four working days later
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    supplement_transitions.answer(dossier, by=town.head, note="Đã sửa.")
    back = fresh(dossier)
    assert (due, back.due_on) == (date(2023, 12, 4), date(2023, 12, 8))
    assert (back.state, back.officer) == (S.APPRAISING, town.officer)
    assert back.supplement.changes[0]["new"] == "Nguyễn Văn Ấn"
    assert back.nominations.get(full_name="Nguyễn Văn Ấn").honouree.full_name == "Nguyễn Văn Ấn"
    line = back.nominations.order_by("pk").first()
    line.dossier, line.position = back, "Khác"
    with pytest.raises(Refused):
        nominee_services.edit_line(line, by=town.clerk)


def test_whoever_made_a_supplement_ready_does_not_send_it(town):
    dossier = asked(town)
    for right in ("file_dossiers", "confirm_dossiers"):
        GrantFactory(user=town.stranger, unit=town.ward, right=right)
    mended(town, dossier)
    supplement_transitions.mark_ready(dossier, by=town.stranger)
    with pytest.raises(PermissionDenied):
        supplement_transitions.answer(dossier, by=town.stranger)
    assert fresh(dossier).state == S.NEED_MORE


def test_the_head_who_clicks_twice_sends_once(town):
    dossier = asked(town)
    mended(town, dossier)
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    seen = seen_mark(dossier)
    supplement_transitions.answer(dossier, by=town.head, seen=seen)
    with pytest.raises(AlreadyDone):
        supplement_transitions.answer(dossier, by=town.head, seen=seen)
    with pytest.raises(Stale):
        dossier_transitions.withdraw(dossier, by=town.head, note="Thôi.", seen=seen)


def test_a_unit_that_gives_up_withdraws(town):
    dossier = asked(town)
    dossier_transitions.withdraw(dossier, by=town.head, note="Không bổ sung được.")
    assert set(dossier.nominations.values_list("state", flat=True)) == {N.REMOVED}


# --- time over ----------------------------------------------------------------------------------


def test_what_nobody_answers_stops_after_its_last_day_and_frees_its_places(town, at):
    dossier = asked(town)
    at(datetime(2023, 11, 27, 23, 59, tzinfo=OFFICE_ZONE))
    tasks.stop_overdue()
    assert fresh(dossier).state == S.NEED_MORE
    at(datetime(2023, 11, 28, 0, 20, tzinfo=OFFICE_ZONE))
    tasks.stop_overdue()
    tasks.stop_overdue()  # delivered twice
    stopped = fresh(dossier)
    assert (stopped.state, stopped.national_code) == (S.STOPPED, 8)
    assert set(stopped.nominations.values_list("state", flat=True)) == {N.REMOVED}
    assert town.plan.quotas.get(honouree_kind="person").proposed == 0


# --- pages --------------------------------------------------------------------------------------


def test_officer_clerk_and_head_do_it_on_their_pages(town, client_of, tiny_pdf):
    dossier = town.appraising(persons=2)
    officer, clerk, head = (client_of(p) for p in (town.officer, town.clerk, town.head))
    assert url("ask_more", dossier) in officer.get(dossier.get_absolute_url()).text
    empty = officer.post(url("ask_more", dossier), {"words": "", "until": "2023-11-27"})
    assert (empty.status_code, "Ghi những gì đơn vị cần bổ sung." in empty.text) == (422, True)
    late = officer.post(url("ask_more", dossier), {"words": WORDS, "until": "2023-11-19"})
    assert (late.status_code, WORDS in late.text) == (422, True)
    officer.post(url("ask_more", dossier), {"words": WORDS, "until": "2023-11-27"})

    page = clerk.get(dossier.get_absolute_url()).text
    assert WORDS in page
    assert "bổ sung đến 27/11" in page
    assert "còn 5 ngày làm việc" in page
    line = dossier.nominations.order_by("pk").first()
    assert url("nominee_edit", dossier, line.pk) in page
    form = clerk.get(url("nominee_edit", dossier, line.pk)).text
    assert "disabled" in form
    sent = {
        "full_name": line.full_name,
        "gender": "male",
        "birth": "1976",
        "working_unit": line.working_unit,
        "achievement": line.achievement,
    }
    assert clerk.post(url("nominee_edit", dossier, line.pk), sent).status_code == 302
    clerk.post(
        url("attach", dossier), {"part": "minutes", "file": tiny_pdf("Biên bản mới.pdf", OTHER_PDF)}
    )
    assert head.get(url("answer", dossier)).url == dossier.get_absolute_url()  # not ready yet
    clerk.post(url("mark_ready", dossier))

    read = head.get(url("answer", dossier)).text
    for words in (WORDS, "<del>1975</del>", "<ins>1976</ins>", "Biên bản mới.pdf"):
        assert words in read
    head.post(url("answer", dossier), {"note": "Đã thay biên bản.", "declaration": "on"})
    after = officer.get(dossier.get_absolute_url()).text
    assert "<ins>1976</ins>" in after
    assert "Đã thay biên bản." in after


def test_what_the_unit_is_still_writing_the_office_does_not_read(town, client_of):
    dossier = asked(town)
    mended(town, dossier, achievement="Câu đang viết dở.")
    page = client_of(town.officer).get(dossier.get_absolute_url()).text
    assert WORDS in page
    assert "<ins>" not in page


def _written_on(town, tiny_pdf):
    """A filed dossier with a letter of its own, asked for more and rewritten in every place."""
    draft = town.draft(persons=2)
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    dossier_transitions.hand_over(draft, by=town.clerk)
    filed = dossier_transitions.confirm(draft, by=town.head)
    old = draft.attachments.get(part="minutes")
    supplement_transitions.ask_more(filed, words=WORDS, until=UNTIL, by=town.officer)
    dossier = fresh(filed)
    dossier_services.edit_dossier(dossier, title="Tên chưa gửi", summary="Dở", by=town.clerk)
    mended(town, dossier, full_name="Người Chưa Gửi", achievement="Câu chưa gửi.")
    dossier_services.attach(
        dossier,
        part="minutes",
        upload=tiny_pdf("Biên bản chưa gửi.pdf", OTHER_PDF),
        instead_of=old,
        by=town.clerk,
    )
    meeting = SelectionMeeting(
        dossier=dossier,
        held_on=date(2023, 11, 15),
        began_at=time(8),
        ended_at=time(9),
        place="Phòng họp chưa gửi",
        chair="A",
        secretary="B",
        members=5,
        present=5,
    )
    unit_paper_services.record_meeting(meeting, by=town.clerk)
    unit_paper_services.number_letter(dossier, number="99/TTr-X", day=None, by=town.clerk)
    unit_paper_services.renew(dossier, by=town.clerk)
    return fresh(dossier), old, paper


_UNSENT = ("chưa gửi", "Chưa Gửi", "99/TTr-X")


def _pages_of(dossier, paper):
    return [
        dossier.get_absolute_url(),
        url("papers", dossier),
        url("paper", dossier, paper.pk),
        reverse("dossiers:list"),
    ]


@pytest.mark.parametrize("reader", ["officer", "chairman"])
def test_the_town_reads_what_was_last_sent_until_the_answer_is(reader, town, client_of, tiny_pdf):
    dossier, old, paper = _written_on(town, tiny_pdf)
    name = VERSIONS.read(dossier.supplement.before)["lines"]
    told = client_of(getattr(town, reader))
    with CaptureQueriesContext(connection) as asked:
        assert dossier.supplement.before["title"] in told.get("/ho-so/").text
    read = [part for query in asked for part in query["sql"].split(" FROM ")[0].split(", ")]
    assert not [part for part in read if part.endswith(('."before"', '."changes"', '."summary"'))]
    for page in _pages_of(dossier, paper):
        assert not [words for words in _UNSENT if words in told.get(page).text], page
    assert told.post(url("reports", dossier)).status_code in {403, 404}
    shown = told.get(dossier.get_absolute_url()).text
    assert dossier.supplement.before["title"] in shown
    assert all(line["name"] in shown for line in name.values())
    assert old.name in shown
    new = dossier.attachments.exclude(pk=old.pk).get(part="minutes")
    assert told.get(url("attachment", dossier, new.pk)).status_code == 404
    assert told.get(url("attachment", dossier, old.pk)).status_code == 200
    with ZipFile(io.BytesIO(b"".join(told.get(url("bundle", dossier)).streaming_content))) as kept:
        list_ = kept.read("01-danh-sach.csv").decode()
        assert not [words for words in _UNSENT if words in list_]
        assert not [name for name in kept.namelist() if "chua-gui" in name or "chưa gửi" in name]
    rewritten = DossierPaper.objects.get(pk=paper.pk).document
    assert rewritten.pk != paper.document_id
    reading = getattr(town, reader)
    assert not may_read(reading, rewritten)
    assert may_read(reading, Document.objects.get(pk=paper.document_id))
    assert may_read(town.clerk, rewritten)
    assert "Người Chưa Gửi" in client_of(town.clerk).get(dossier.get_absolute_url()).text


def test_members_and_papers_of_a_line_are_read_as_last_sent_too(town, tiny_pdf):
    draft = town.draft(persons=0, collectives=1)
    line = draft.nominations.get()
    member_services.add_members(line, [CollectiveMember(full_name="Trần Văn Hai")], by=town.clerk)
    dossier_transitions.hand_over(draft, by=town.clerk)
    filed = dossier_transitions.confirm(draft, by=town.head)
    supplement_transitions.ask_more(filed, words=WORDS, until=UNTIL, by=town.officer)
    dossier = fresh(filed)
    line = dossier.nominations.get()
    added = [CollectiveMember(full_name="Người Chưa Gửi", penalty=Penalty.WARNING)]
    member_services.add_members(line, added, by=town.clerk)
    attached(town, dossier, line, tiny_pdf)
    assert of_members(fresh(dossier)) == (["Trần Văn Hai", "Người Chưa Gửi"], True)
    sent = edition_queries.read_as_sent(fresh(dossier))
    assert of_members(sent) == (["Trần Văn Hai"], False)
    [change] = [one for one in supplement_queries.changes_of(dossier) if one.what == "Thành viên"]
    assert "Người Chưa Gửi" in change.new
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    with pytest.raises(Refused):  # while the head reads nobody writes
        member_services.remove_members(line, [line.members.first().pk], by=town.clerk)
    supplement_transitions.answer(dossier, by=town.head)
    sent = edition_queries.read_as_sent(fresh(dossier))
    assert of_members(sent) == (["Trần Văn Hai", "Người Chưa Gửi"], True)


def attached(town, dossier, line, tiny_pdf):
    part = DossierPart.CONFIRMATION
    dossier_services.attach(dossier, part=part, line=line, upload=tiny_pdf(), by=town.clerk)


def of_members(dossier):
    [line] = dossier.nominations.select_related("award_type")
    members = evidence_reader.read(dossier, [line]).lines[0].members
    return [one.full_name for one in members.named], members.is_proven


def test_what_is_sent_is_what_the_town_reads_from_then_on(town, client_of, tiny_pdf):
    dossier, _, paper = _written_on(town, tiny_pdf)
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    supplement_transitions.answer(dossier, by=town.head)
    shown = client_of(town.officer).get(dossier.get_absolute_url()).text
    for words in ("Tên chưa gửi", "Người Chưa Gửi", "Biên bản chưa gửi.pdf"):
        assert words in shown
    assert not Document.objects.filter(pk=paper.document_id).exists()  # nobody reads it now


def test_what_was_never_sent_stays_unread_when_the_dossier_ends(town, client_of, tiny_pdf):
    dossier, *_ = _written_on(town, tiny_pdf)
    dossier_transitions.withdraw(dossier, by=town.head, note="Không bổ sung được.")
    shown = client_of(town.officer).get(dossier.get_absolute_url()).text
    assert not [words for words in _UNSENT if words in shown]


@pytest.mark.parametrize("name", ["ask_more", "answer"])
def test_strangers_find_nothing(name, town, client_of):
    dossier = asked(town)
    assert client_of(town.stranger).get(url(name, dossier)).status_code == 404


def test_the_home_page_says_whose_turn_it_is(town, client_of):
    dossier = asked(town)
    assert dossier.ref in client_of(town.clerk).get("/").text
    mended(town, dossier)
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    assert dossier.ref in client_of(town.head).get("/").text
    assert dossier.ref not in client_of(town.clerk).get("/").text


def test_a_snapshot_says_days_and_choices_in_words(town):
    dossier = asked(town)
    line = Nomination(
        full_name="A", birth_date=date(1976, 5, 2), gender="male", rating="good", votes_for=0
    )
    assert supplement_queries._line_words(line, []) == {
        "Họ và tên hoặc tên tập thể": "A",
        "Danh xưng": "Ông",
        "Ngày sinh": "02/05/1976",
        "Số phiếu đồng ý": "0",
        "Xếp loại trong năm": "Hoàn thành tốt nhiệm vụ",
    }
    assert dossier.supplement.before["title"] == dossier.title


def test_moments_are_kept_in_office_time(town):
    assert asked(town).supplement.asked_at == datetime(2023, 11, 20, 8, tzinfo=OFFICE_ZONE)


def test_a_snapshot_that_knows_no_written_papers_still_compares(town, client):
    dossier = asked(town)
    before = dossier.supplement.before
    del before["version"], before["written"]
    Supplement.objects.update(before=before)
    mended(town, dossier)
    client.force_login(town.clerk)
    page = client.get(dossier.get_absolute_url())
    assert page.status_code == 200
    said = [(c.what, c.new) for c in supplement_queries.changes_of(fresh(dossier))]
    assert said == [("Chức vụ", "Phó trưởng khóm 3")]


# --- the last day --------------------------------------------------------------------------------


LATE = date(2023, 11, 28)


def too_late(town, tiny_pdf, dossier, client_of):
    line = dossier.nominations.order_by("pk").first()
    line.dossier = dossier
    return {
        "write": lambda: mended(town, dossier, position="Trưởng ban"),
        "bring": lambda: dossier_services.attach(
            dossier, part="other", upload=tiny_pdf(), by=town.clerk
        ),
        "ready": lambda: supplement_transitions.mark_ready(dossier, by=town.clerk),
    }


@pytest.mark.parametrize("step", ["write", "bring", "ready"])
def test_after_the_last_day_nothing_is_written_whatever_beat_has_done(
    step, town, at, tiny_pdf, client_of
):
    dossier = asked(town)
    mended(town, dossier)
    at(LATE)
    with pytest.raises(Refused, match="Hạn bổ sung đã hết ngày 27/11/2023"):
        too_late(town, tiny_pdf, dossier, client_of)[step]()


def test_after_the_last_day_nothing_is_sent_or_taken_back(town, at):
    dossier = asked(town)
    mended(town, dossier)
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    at(datetime(2024, 1, 15, 8, tzinfo=OFFICE_ZONE))
    with pytest.raises(Refused, match="Hạn bổ sung đã hết ngày 27/11/2023"):
        supplement_transitions.write_on(dossier, by=town.clerk)
    with pytest.raises(Refused, match="Hạn bổ sung đã hết ngày 27/11/2023"):
        supplement_transitions.answer(dossier, by=town.head)
    assert fresh(dossier).state == S.NEED_MORE
    tasks.stop_overdue()
    assert fresh(dossier).state == S.STOPPED


def test_the_last_second_of_the_last_day_is_in_time(town, at):
    dossier = asked(town)
    at(datetime(2023, 11, 27, 23, 59, 59, tzinfo=OFFICE_ZONE))
    mended(town, dossier)
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    supplement_transitions.answer(dossier, by=town.head)
    assert fresh(dossier).state == S.APPRAISING


def test_the_page_offers_nothing_after_the_last_day_and_says_why(town, at, client_of):
    dossier = asked(town)
    at(LATE)
    page = client_of(town.clerk).get(dossier.get_absolute_url()).text
    assert "Hạn bổ sung đã hết ngày 27/11/2023" in page
    assert url("mark_ready", dossier) not in page


# When the machines are least used; no day of the law hangs on it.
OF_THE_MACHINE = {"back up", "look for records that are one again"}


def test_no_office_deadline_waits_for_an_hour_of_the_machine():
    """The office's day may begin at any hour of the machine: beat asks all day long."""
    assert not [
        name
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
        if isinstance(entry["schedule"], crontab) and name not in OF_THE_MACHINE
    ]
