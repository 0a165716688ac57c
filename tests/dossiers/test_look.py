"""What changed since I last looked: per person, until the sitting is over."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from dossiers.queries import look as look_queries
from dossiers.services import comment as comment_services, dossier as dossier_services
from dossiers.transitions import (
    dossier as dossier_transitions,
    nominee as nominee_transitions,
    supplement as supplement_transitions,
)
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.models import Reading
from tests.factories.files import TINY_PDF


pytestmark = pytest.mark.django_db
OTHER_PDF = TINY_PDF + b"\n% signed again\n"


def looked(dossier, person, *moments):
    """The access log: one line a page."""
    for hour, minute in moments:
        at = datetime(2023, 11, 20, hour, minute, tzinfo=OFFICE_ZONE)
        Reading.objects.create(
            user=person, subject="dossiers.dossier", subject_id=dossier.pk, happened_at=at
        )


def told(dossier, person):
    fresh = dossier.__class__.objects.get(pk=dossier.pk)
    said = [("lời trao đổi", fresh.messages.all()), ("ý kiến nội bộ", fresh.comments.all())]
    look = look_queries.since_last_look(fresh, person, fresh.events.all(), said)
    return look and look.told


@pytest.mark.parametrize(
    ("readings", "mark"),
    [
        ([], None),
        ([(6, 0)], (6, 0)),  # one sitting, over two hours ago
        ([(7, 30), (7, 50)], (7, 30)),  # the first sitting of all: since its first page
        ([(6, 0), (6, 20), (7, 40), (7, 50)], (6, 20)),  # the end of the sitting before
        ([(4, 0), (5, 30), (6, 20)], (6, 20)),
    ],
)
def test_the_mark_is_the_end_of_the_last_sitting(readings, mark, town):
    dossier = town.filed()
    looked(dossier, town.officer, *readings)
    looked(dossier, town.chief, (7, 59))
    found = look_queries.mark_of(dossier, town.officer)
    assert found == (mark and datetime(2023, 11, 20, *mark, tzinfo=OFFICE_ZONE))


def test_a_list_filed_anew_is_told_to_each_who_had_read_it(town, tiny_pdf):
    dossier = town.filed(persons=3, collectives=1)
    gone, renamed, moved = dossier.nominations.filter(honouree_kind="person").order_by("pk")
    looked(dossier, town.officer, (7, 0))
    dossier_transitions.recall(dossier, by=town.head, note="Sửa danh sách")
    dossier.refresh_from_db()
    gone.delete()
    type(moved).objects.filter(pk=moved.pk).update(order=0)
    type(renamed).objects.filter(pk=renamed.pk).update(full_name="Lý Thị Đổi Tên", order=9)
    upload = tiny_pdf("Biên bản mới.pdf", OTHER_PDF)
    old = dossier.attachments.get(part="minutes")
    dossier_services.attach(dossier, part="minutes", upload=upload, instead_of=old, by=town.clerk)
    dossier_transitions.hand_over(dossier, by=town.clerk)
    dossier_transitions.confirm(dossier, by=town.head)
    assert told(dossier, town.officer) == [
        "rút 1 trường hợp",
        "1 trường hợp sửa thông tin",
        "1 trường hợp đổi thứ tự",
        "Biên bản họp xét: bản mới",
    ]
    assert told(dossier, town.officer2) is None  # who never looked has missed nothing
    looked(dossier, town.chief, (8, 0))
    assert told(dossier, town.chief) == []


def test_words_of_others_are_told_and_my_own_are_not(town):
    dossier = town.appraising(persons=3)
    first, second, _ = dossier.nominations.order_by("pk")
    for person in (town.officer, town.chief):
        looked(dossier, person, (7, 0))
    nominee_transitions.give_verdicts(dossier, {first.pk: ("recommend", "")}, by=town.officer)
    nominee_transitions.remove_line(second, by=town.head, note="Đã nghỉ việc")
    comment_services.write(dossier, text="Hỏi phường.", by=town.officer)
    assert told(dossier, town.officer) == ["rút 1 trường hợp"]
    assert told(dossier, town.chief) == [
        "rút 1 trường hợp",
        "1 trường hợp có ý kiến hoặc tạm dừng",
        "1 ý kiến nội bộ mới",
    ]


def test_an_answered_supplement_is_read_on_the_appraisal_page(town, client_of, tiny_pdf):
    dossier = town.appraising()
    looked(dossier, town.officer, (7, 0))
    supplement_transitions.ask_more(
        dossier, words="Bổ sung biên bản.", until=date(2023, 11, 30), by=town.officer
    )
    dossier.refresh_from_db()
    upload = tiny_pdf("Biên bản mới.pdf", OTHER_PDF)
    dossier_services.attach(dossier, part="minutes", upload=upload, by=town.clerk)
    supplement_transitions.mark_ready(dossier, by=town.clerk)
    supplement_transitions.answer(dossier, by=town.head, note="", declaration="Tôi cam đoan.")
    page = client_of(town.officer).get(dossier.get_absolute_url())
    assert page.context["look"].told == ["Biên bản họp xét: thêm tệp"]
    for words in ("Từ lần anh/chị xem", "Biên bản mới.pdf", "Đơn vị bổ sung", "Bổ sung biên bản."):
        assert words in page.text
    unit = client_of(town.clerk).get(reverse("dossiers:dossier", args=[dossier.ref]))
    assert "Từ lần anh/chị xem" not in unit.text
