"""Xin lỗi, hẹn lại ngày trả: once, in time, one new day; both days stay in sight."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from django.urls import reverse

from dossiers.enums import DossierState as S, SlipKind
from dossiers.models import Apology, Dossier
from dossiers.queries import punctuality, receipt as receipt_queries, slip as slip_queries
from dossiers.queries.timeline import Deadlines
from dossiers.transitions import (
    apology as apology_transitions,
    nominee as nominee_transitions,
    supplement as supplement_transitions,
)
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.workflow import seen_mark
from nganam_awards.documents.models import Document
from nganam_awards.notices.models import Notice
from nganam_awards.notices.tasks import announce


pytestmark = pytest.mark.django_db
WORDS = "Chờ kết luận thanh tra về một tập thể trong danh sách."
DUE, LAST, LATER = date(2023, 12, 4), date(2023, 12, 1), date(2023, 12, 11)


def url(name, dossier):
    return reverse(f"dossiers:{name}", args=[dossier.ref])


def apologised(town, dossier=None, **changed):
    said = {"reason": WORDS, "until": LATER, "by": town.officer} | changed
    return apology_transitions.apologise(dossier or town.appraising(), **said)


def fresh(dossier):
    return Dossier.objects.get(pk=dossier.pk)


# --- said ---------------------------------------------------------------------------------------


def test_the_new_day_counts_and_the_first_one_is_kept(town):
    dossier = town.appraising()
    apology = apologised(town, dossier)
    now = fresh(dossier)
    assert (apology.old_due_on, apology.new_due_on, now.due_on) == (DUE, LATER, LATER)
    assert now.state == S.APPRAISING
    assert str(Deadlines().of(now)).startswith("hạn 11/12")
    event = now.events.newest_first().first()
    assert (event.source, event.target, event.note) == (S.APPRAISING, S.APPRAISING, WORDS)


def test_the_unit_and_its_head_are_told_the_day_and_why(town):
    dossier = town.appraising()
    apologised(town, dossier, by=town.chief)
    announce("dossiers.dossierevent", seen_mark(dossier))
    told = Notice.objects.filter(text__contains="11/12/2023")
    assert {notice.user for notice in told} == {town.clerk, town.head, town.officer}
    assert all(WORDS in notice.text for notice in told)


def test_its_slip_has_the_next_number_and_both_days(town):
    dossier = town.appraising()
    apologised(town, dossier)
    [slip] = slip_queries.of(dossier)
    words = " ".join([slip.context["opening"], *slip.context["closing"]])
    assert (slip.kind, slip.symbol, slip.issued_on) == (
        SlipKind.APOLOGY,
        "01/PXL-PNV",
        date(2023, 11, 20),
    )
    assert "hẹn trả kết quả ngày 04 tháng 12 năm 2023" in words
    assert "hẹn trả kết quả ngày 11 tháng 12 năm 2023" in words
    assert slip.context["points"] == [WORDS]


def test_the_receipt_of_the_first_day_stays_the_receipt(town):
    dossier = town.appraising()
    given = receipt_queries.of(dossier)
    apologised(town, dossier)
    assert receipt_queries.of(fresh(dossier)) == given


def test_both_days_stand_on_the_pages_of_the_dossier(town, client_of):
    dossier = town.appraising()
    apologised(town, dossier)
    page = client_of(town.clerk).get(dossier.get_absolute_url()).text
    for words in ("Thứ Hai, 11/12/2023", "trước đó hẹn 04/12/2023", "01/PXL-PNV", WORDS):
        assert words in page
    receipt = client_of(town.clerk).get(url("receipt", dossier)).text
    assert "hẹn trả Thứ Hai, 04/12/2023; đã xin lỗi, hẹn lại Thứ Hai, 11/12/2023" in receipt


@pytest.mark.parametrize(("is_said", "on_time"), [(True, 1), (False, 0)])
def test_on_time_goes_by_the_new_day(is_said, on_time, town, at):
    dossier = town.appraised("not_recommend")
    if is_said:
        apologised(town, dossier)
    at(date(2023, 12, 8))
    nominee_transitions.decline_lines(list(dossier.nominations.all()), by=town.chief)
    assert punctuality.of_year(2023) == (1, on_time)


# --- refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "until", "words"),
    [
        (LAST, LATER, None),
        (LAST + timedelta(days=1), LATER, "đến hết ngày 01/12/2023"),  # a Saturday
        (DUE, LATER, "đã quá ngày đó"),
        (date(2023, 12, 8), LATER, "đã quá ngày đó"),
        (LAST, DUE, "phải sau hạn trả hiện nay, 04/12/2023"),
        (LAST, date(2023, 12, 9), "không làm việc"),
        (LAST, date(2024, 6, 3), "không quá 60 ngày"),
    ],
)
def test_it_is_in_time_to_the_working_day_before_and_for_a_day_one_can_keep(
    today, until, words, town, at
):
    dossier = town.appraising()
    at(today)
    if words is None:
        apologised(town, dossier, until=until)
        assert fresh(dossier).due_on == until
        return
    with pytest.raises(Refused, match=words):
        apologised(town, dossier, until=until)
    assert fresh(dossier).due_on == DUE
    assert not Document.objects.filter(kind=SlipKind.APOLOGY).exists()


def test_while_the_unit_supplements_no_other_day_is_needed(town):
    dossier = town.appraising()
    supplement_transitions.ask_more(
        dossier, words="Thiếu biên bản.", until=date(2023, 11, 24), by=town.officer
    )
    with pytest.raises(Refused, match="đang ở trạng thái"):
        apologised(town, dossier)


def test_a_second_one_is_refused_with_the_days_of_the_first(town):
    dossier = town.appraising()
    apologised(town, dossier)
    with pytest.raises(Refused, match=r"từ 04/12/2023 sang 11/12/2023\. Mỗi hồ sơ chỉ"):
        apologised(town, dossier, until=date(2023, 12, 18), by=town.chief)
    assert fresh(dossier).due_on == LATER


@pytest.mark.parametrize(
    ("stage", "who", "may"),
    [
        ("received", "officer2", True),
        ("received", "chief", True),
        ("appraising", "officer", True),
        ("appraising", "officer2", False),
        ("appraising", "chief", True),
        ("appraised", "officer", True),
        ("appraised", "chairman", False),
        ("appraising", "head", False),
    ],
)
def test_whoever_has_the_dossier_in_hand_apologises(stage, who, may, town):
    dossier = getattr(town, stage)()
    if may:
        apologised(town, dossier, by=getattr(town, who))
        assert fresh(dossier).due_on == LATER
        return
    with pytest.raises(PermissionDenied):
        apologised(town, dossier, by=getattr(town, who))


def test_a_step_from_a_stale_page_is_refused_and_a_double_click_is_one(town):
    dossier = town.appraising()
    seen = seen_mark(dossier)
    apologised(town, dossier, seen=seen)
    with pytest.raises(AlreadyDone):
        apologised(town, dossier, seen=seen)
    with pytest.raises(Stale, match="xin lỗi, hẹn lại"):
        apologised(town, dossier, seen=seen, by=town.chief)
    assert Apology.objects.count() == 1


def test_what_was_promised_is_not_rewritten(town):
    apology = apologised(town)
    for change in (
        lambda: Apology.objects.filter(pk=apology.pk).update(reason="Khác."),
        lambda: Apology.objects.filter(pk=apology.pk).delete(),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()


# --- its page -----------------------------------------------------------------------------------


def test_a_refused_form_keeps_every_word_beside_its_mistake(town, client_of):
    dossier = town.appraising()
    client = client_of(town.officer)
    assert client.get(url("apologise", dossier)).context["form"]["until"].value() == LATER
    typed = {"reason": WORDS, "until": "04/12/2023", "seen": seen_mark(dossier)}
    answer = client.post(url("apologise", dossier), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["until"][0].startswith("Ngày hẹn lại phải sau hạn trả")
    assert WORDS in answer.text
    done = client.post(url("apologise", dossier), typed | {"until": "11/12/2023"})
    assert done.url == dossier.get_absolute_url()
    assert fresh(dossier).due_on == LATER


def test_too_late_the_page_says_so_and_offers_no_button(town, client_of, at):
    dossier = town.appraising()
    at(DUE)
    client = client_of(town.officer)
    page = client.get(url("apologise", dossier)).text
    assert "nay đã quá ngày đó nên không hẹn lại được nữa" in page
    assert "Xin lỗi và hẹn lại</button>" not in page.replace("\n", "")
    assert url("apologise", dossier) not in client.get(dossier.get_absolute_url()).text
    answer = client.post(url("apologise", dossier), {"reason": WORDS, "until": "11/12/2023"})
    assert answer.status_code == 422
    assert WORDS in answer.text


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("clerk", 404), ("officer2", 302), ("chairman", 302)]
)
def test_the_page_opens_to_whoever_may_apologise(who, status, town, client_of):
    dossier = town.appraising()
    client = client_of(getattr(town, who))
    assert client.get(url("apologise", dossier)).status_code == status
    posted = client.post(url("apologise", dossier), {"reason": WORDS, "until": "11/12/2023"})
    assert posted.status_code == (404 if status == 404 else 403)
