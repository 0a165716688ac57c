"""Papers that write themselves: fresh, stale by name, renewed with the words that were typed."""

import io
import re
import subprocess
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as WordFile

from dossiers.enums import Discipline, NomineeGroup, PaperType
from dossiers.models import Dossier, DossierPaper, Nomination, SelectionMeeting
from dossiers.papers import lists
from dossiers.papers.docx import word_copy
from dossiers.queries.facts import fingerprint_of
from dossiers.rules import readiness as readiness_rules
from dossiers.rules.readiness import Draft
from dossiers.services import (
    dossier as dossier_services,
    nominee as nominee_services,
    unit_paper as unit_paper_services,
)
from dossiers.services.trash import empty_trash
from dossiers.transitions import dossier as dossier_transitions
from honourees.services.honouree import find_or_enter
from law.enums import Category, HonoureeKind
from law.figures import RuleKey
from law.models import RuleValue
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render
from nganam_awards.documents.typography import SUBJECT_LINES, subject_lines
from tests.factories.dossiers import NominationFactory
from tests.factories.files import TINY_PDF
from tests.honourees.test_match import person


pytestmark = pytest.mark.django_db
RESCAN = (
    "Tờ trình được soạn lại sau khi tải bản ký lên. Tải bản ký của lần soạn mới, hoặc bỏ bản "
    "cổng soạn nếu không dùng."
)


@pytest.fixture
def draft(town):
    """A complete draft of two persons and a collective, with the day on which it was chosen."""
    dossier = town.draft(persons=2, collectives=1)
    record_meeting(town, dossier)
    return dossier


def record_meeting(town, dossier, **changes):
    fields = {
        "held_on": date(2023, 11, 20),
        "began_at": time(8, 30),
        "ended_at": time(10, 0),
        "place": "phòng họp Ủy ban nhân dân Phường 1",
        "chair": "Võ Quốc Ưng",
        "secretary": "Lê Thị Cẩm Tú",
        "members": 7,
        "present": 7,
    } | changes
    unit_paper_services.record_meeting(SelectionMeeting(dossier=dossier, **fields), by=town.clerk)


def rename(town, dossier, name="Nguyễn Thị Hòa"):
    line = dossier.nominations.filter(honouree_kind=HonoureeKind.PERSON).order_by("pk").first()
    before = line.addressed
    line.full_name = name
    nominee_services.edit_line(line, by=town.clerk)
    return before, line


def printed(paper, order: str = "-layout") -> str:
    """The words of the PDF as a reader copies them out; `-raw`: cell by cell, as they are drawn."""
    document = Document.objects.get(pk=paper.document_id)
    render(document.pk)
    document.refresh_from_db()
    assert document.is_ready, document.failure
    command = ["pdftotext", order, document.file.path, "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_a_letter_tells_who_asks_what_for_whom(town, draft):
    services_paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    text = flat(printed(services_paper))
    assert "ỦY BAN NHÂN DÂN" in text
    assert "TỜ TRÌNH" in text
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân thị xã Ngã Năm (qua Phòng Nội vụ)." in text
    assert "có mặt 7/7 thành viên" in text
    assert "01 tập thể, 02 cá nhân" in text
    for line in draft.nominations.all():
        assert line.full_name in text


def test_the_number_of_the_units_own_book_is_printed(town, draft):
    unit_paper_services.number_letter(
        draft, number="15/TTr-UBND", day=date(2023, 11, 21), by=town.clerk
    )
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    text = flat(printed(paper))
    assert "Số: 15/TTr-UBND" in text
    assert "Ngã Năm, ngày 21 tháng 11 năm 2023" in text
    assert "Kèm theo Tờ trình số 15/TTr-UBND ngày 21 tháng 11 năm 2023" in text
    assert "DỰ THẢO" not in text


def test_a_renamed_nominee_makes_the_letter_stale_by_name_until_one_click(town, draft, client):
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    typed = "Các trường hợp được đề nghị đã được lấy ý kiến nhân dân nơi cư trú; [đơn vị] cam kết"
    unit_paper_services.reword(paper, {"assurance": typed}, by=town.clerk)
    before, line = rename(town, draft)
    client.force_login(town.clerk)
    page = client.get(draft.get_absolute_url()).text
    assert "Tờ trình không còn khớp hồ sơ." in page
    assert f"«{before}»" in page
    assert f"«{line.addressed}»" in page
    with pytest.raises(Refused, match=f"Tờ trình không còn khớp hồ sơ: {before} .họ và tên"):
        dossier_transitions.hand_over(draft, by=town.clerk)
    answer = client.post(reverse("dossiers:paper_renew", args=[draft.ref]), follow=True)
    assert "không còn khớp" not in answer.text
    renewed = DossierPaper.objects.select_related("line").get(pk=paper.pk)
    text = flat(printed(renewed))
    assert "đã được lấy ý kiến nhân dân nơi cư trú; Ủy ban nhân dân Phường 1 cam kết" in text
    assert line.addressed in text
    assert before not in text
    replace_scans(draft)
    dossier_transitions.hand_over(Dossier.objects.get(pk=draft.pk), by=town.clerk)


def replace_scans(dossier):
    """The signed copy of the paper as it reads now."""
    dossier.attachments.update(uploaded_at=DossierPaper.objects.latest("written_at").written_at)


@pytest.mark.parametrize("kind", [PaperType.LETTER, PaperType.LIST, PaperType.MINUTES])
def test_word_and_pdf_list_the_same_names_in_the_same_order(town, draft, kind):
    for name in ("Thạch Sa Vuone", "Kim Đô La", "Sơn Sóc Kha"):
        NominationFactory(dossier=draft, full_name=name, award_type=award_of(draft))
    paper = unit_paper_services.write(draft, kind, by=town.clerk)
    text = flat(printed(paper, "-raw"))  # a long name breaks inside its cell
    paper.document.refresh_from_db()
    names = [line.addressed for line in draft.nominations.as_filed()]
    assert sorted(names, key=text.index) == names
    assert names_in_word(word_copy(paper.document)) == names


def award_of(dossier):
    return dossier.nominations.first().award_type


def names_in_word(content: bytes) -> list[str]:
    """Names of the tables that have a column for them, row by row."""
    file = WordFile(io.BytesIO(content))
    found = []
    for table in file.tables:
        heads = [cell.text for cell in table.rows[0].cells]
        if heads[0] == "STT":
            found += [row.cells[1].text for row in table.rows[1:] if row.cells[0].text.isdecimal()]
    return found


def test_a_word_copy_says_what_its_pdf_says(town, draft):
    unit_paper_services.number_letter(
        draft, number="15/TTr-UBND", day=date(2023, 11, 21), by=town.clerk
    )
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    file = WordFile(io.BytesIO(word_copy(paper.document)))
    text = flat(" ".join(p.text for p in file.paragraphs))
    head = flat(" ".join(cell.text for cell in file.tables[0].rows[0].cells))
    assert "Số: 15/TTr-UBND" in head
    assert "Kính gửi: Chủ tịch Ủy ban nhân dân thị xã Ngã Năm (qua Phòng Nội vụ)." in text
    pdf = flat(printed(paper))
    for block in paper.document.context["blocks"]:
        assert flat(block["text"]) in text
        assert flat(block["text"])[:60] in pdf


def test_a_name_that_looks_like_markup_stays_a_name(town, draft):
    rename(town, draft, "Trần <b>{{ Văn }}</b> & Út")
    paper = unit_paper_services.write(draft, PaperType.LIST, by=town.clerk)
    assert "<b>{{ Văn" in flat(printed(paper))  # its cell breaks the name over two lines
    names = names_in_word(word_copy(paper.document))
    assert any("Trần <b>{{ Văn }}</b> & Út" in name for name in names)


def test_minutes_need_a_meeting(town):
    dossier = town.draft(persons=1)
    with pytest.raises(Refused, match="Ghi cuộc họp xét trước"):
        unit_paper_services.write(dossier, PaperType.MINUTES, by=town.clerk)
    assert not dossier.written.exists()


def test_minutes_tell_each_ballot_with_its_share_of_all_members(town, draft):
    draft.nominations.update(votes_for=6, votes_total=7)
    text = flat(printed(unit_paper_services.write(draft, PaperType.MINUTES, by=town.clerk)))
    assert "vào lúc 08 giờ 30 ngày 20 tháng 11 năm 2023" in text
    assert "Chủ trì: Võ Quốc Ưng." in text
    assert "Vắng: không." in text
    assert text.count("6/7") == 3
    assert text.count("85,7 %") == 3
    assert "kết thúc vào lúc 10 giờ 00" in text


@pytest.mark.parametrize(
    ("votes", "told"),
    [
        ([7, 7], "100 %"),
        ([6, 7], "85,7 %"),
        ([2, 3], "66,7 %"),
        ([1, 8], "12,5 %"),
        ([0, 5], "0 %"),
    ],
)
def test_a_share_of_votes_is_told_to_a_tenth(votes, told):
    assert lists.percent({"votes": votes}) == told
    assert lists.percent({"votes": []}) == ""


def test_many_ballots_stand_behind_the_minutes(town):
    dossier = town.draft(persons=1)
    record_meeting(town, dossier)
    for number in range(31):
        NominationFactory(
            dossier=dossier, full_name=f"Trần Văn {number}", award_type=award_of(dossier)
        )
    paper = unit_paper_services.write(dossier, PaperType.MINUTES, by=town.clerk)
    assert "tại bảng kèm theo" in flat(printed(paper))
    assert len(names_in_word(word_copy(paper.document))) == 32


def test_a_report_is_of_its_own_line_and_knows_what_was_awarded_before(town, draft):
    line = draft.nominations.filter(honouree_kind=HonoureeKind.PERSON).first()
    other = draft.nominations.filter(honouree_kind=HonoureeKind.PERSON).last()
    paper = unit_paper_services.write(draft, PaperType.REPORT, line=line, by=town.clerk)
    text = flat(printed(paper))
    assert "BÁO CÁO THÀNH TÍCH" in text
    assert "I. SƠ LƯỢC LÝ LỊCH" in text
    assert "Quê quán: …" in text
    assert "Chưa có trong sổ khen thưởng của thị xã" in text
    assert other.full_name not in text
    other.achievement = "Việc khác"
    nominee_services.edit_line(other, by=town.clerk)
    assert Draft(draft).stale == []


@pytest.mark.parametrize(
    ("category", "kind", "heading"),
    [
        (Category.MERIT, HonoureeKind.COLLECTIVE, "Chức năng, nhiệm vụ được giao"),
        (Category.MERIT, HonoureeKind.PERSON, "Quyền hạn, nhiệm vụ được giao"),
        (Category.UNSCHEDULED, HonoureeKind.PERSON, "Người, cơ quan chứng kiến"),
        (Category.FORWARD, HonoureeKind.COLLECTIVE, "Biện pháp, nguyên nhân"),
        (Category.UNSCHEDULED, HonoureeKind.HOUSEHOLD, "Hoàn cảnh, số nhân khẩu"),
    ],
)
def test_each_kind_of_report_asks_what_its_form_asks(town, category, kind, heading):
    dossier = town.draft(persons=0, category=category)
    line = NominationFactory(dossier=dossier, honouree_kind=kind, birth_year=None)
    paper = unit_paper_services.write(dossier, PaperType.REPORT, line=line, by=town.clerk)
    assert heading in flat(printed(paper))


def test_who_is_under_discipline_is_not_proposed(town, draft):
    line = draft.nominations.filter(honouree_kind=HonoureeKind.PERSON).first()
    line.discipline = Discipline.UNDER
    nominee_services.edit_line(line, by=town.clerk)
    told = [lack.text for lack in readiness_rules.lacks(Draft(draft))]
    assert [text for text in told if "kỷ luật" in text] == [
        f"{line.full_name} đang bị xem xét hoặc thi hành kỷ luật nên chưa đề nghị được."
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda line: setattr(line, "position", "Bí thư chi bộ"), "Chức vụ"),
        (lambda line: setattr(line, "group", NomineeGroup.LEADER), "Nhóm đối tượng"),
        (lambda line: setattr(line, "birth_year", 1970), "Ngày sinh"),
    ],
)
def test_what_a_paper_prints_makes_it_stale(town, draft, change, told):
    unit_paper_services.write(draft, PaperType.LIST, by=town.clerk)
    unit_paper_services.write(draft, PaperType.MINUTES, by=town.clerk)
    line = draft.nominations.filter(honouree_kind=HonoureeKind.PERSON).first()
    change(line)
    nominee_services.edit_line(line, by=town.clerk)
    [(paper, [only])] = Draft(draft).stale  # minutes print names, awards and ballots alone
    assert paper.kind == PaperType.LIST
    assert (only.where, only.what) == (line.addressed, told)


def test_who_came_and_who_went_is_told_by_name(town, draft):
    unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    gone = draft.nominations.filter(honouree_kind=HonoureeKind.PERSON).first()
    nominee_services.remove_line(gone, by=town.clerk)
    came = Nomination(
        full_name="Lý Thị Sa Rây",
        honouree_kind=HonoureeKind.PERSON,
        award_type=award_of(draft),
        achievement="Dạy học miễn phí",
    )
    nominee_services.add_line(draft, came, by=town.clerk)
    [(_, changes)] = Draft(draft).stale
    assert {(one.where, one.new) for one in changes} == {
        (gone.addressed, "Không còn trong danh sách"),
        ("Lý Thị Sa Rây", "Mới thêm"),
    }


def test_another_order_of_the_list_is_another_list(town, draft):
    unit_paper_services.write(draft, PaperType.LIST, by=town.clerk)
    last = draft.nominations.filter(honouree_kind=HonoureeKind.PERSON).order_by("-order").first()
    nominee_services.move_line(last, up=True, by=town.clerk)
    [(_, [only])] = Draft(draft).stale
    assert only.what == "Thứ tự"


def test_papers_that_miss_the_same_change_are_told_in_one_breath(town, draft):
    for kind in (PaperType.LETTER, PaperType.LIST, PaperType.MINUTES):
        unit_paper_services.write(draft, kind, by=town.clerk)
    before, _ = rename(town, draft)
    told = [one.text for one in readiness_rules.lacks(Draft(draft)) if "khớp" in one.text]
    titles = "Tờ trình, danh sách đề nghị, biên bản họp xét"
    assert told == [f"{titles} không còn khớp hồ sơ: {before} (họ và tên). Soạn lại văn bản."]


def test_a_number_given_later_makes_letter_and_list_stale(town, draft):
    unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    unit_paper_services.write(draft, PaperType.MINUTES, by=town.clerk)
    unit_paper_services.number_letter(
        draft, number="16/TTr-UBND", day=date(2023, 11, 22), by=town.clerk
    )
    [(paper, changes)] = Draft(Dossier.objects.get(pk=draft.pk)).stale
    assert paper.kind == PaperType.LETTER
    assert {one.what for one in changes} == {"Số tờ trình", "Ngày tờ trình"}


def test_a_signed_copy_of_an_older_paper_is_not_handed_over(town, draft):
    draft.attachments.update(uploaded_at=datetime(2023, 11, 19, 8, tzinfo=UTC))
    unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    told = [lack.text for lack in readiness_rules.lacks(Draft(draft))]
    assert [text for text in told if "bản ký" in text] == [RESCAN]
    replace_scans(draft)
    assert readiness_rules.lacks(Draft(draft)) == []


@pytest.mark.parametrize("is_allowed", [True, False])
def test_the_heads_confirmation_signs_where_the_town_says_so(town, draft, is_allowed):
    value = "yes" if is_allowed else "no"
    RuleValue.objects.filter(key=RuleKey.PORTAL_SIGNATURE).update(value=value)
    draft.attachments.filter(part="submission_letter").delete()
    assert missing(draft) == ["Thiếu tờ trình. Tải tệp lên ở mục «Giấy tờ»."]
    unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    assert bool(missing(draft)) is not is_allowed


def missing(dossier):
    return [
        one.text for one in readiness_rules.lacks(Draft(dossier)) if one.text.startswith("Thiếu")
    ]


def test_a_sentence_that_lost_its_place_is_refused_and_kept_in_its_box(town, draft, client):
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    client.force_login(town.clerk)
    address = reverse("dossiers:paper_wording", args=[draft.ref, paper.pk])
    answer = client.post(address, {"version": "1", "closing": "Kính trình xem xét"})
    assert answer.status_code == 422
    assert "Còn thiếu «[người nhận]»" in answer.text
    assert "Kính trình xem xét" in answer.text


def test_two_people_rewording_see_both_versions(town, draft, client):
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    typed = {"closing": "[người nhận] xem xét"}
    unit_paper_services.reword(paper, typed, by=town.clerk, version=1)
    with pytest.raises(Stale):
        unit_paper_services.reword(
            paper, {"closing": "Xin [người nhận] duyệt"}, by=town.clerk, version=1
        )
    client.force_login(town.clerk)
    address = reverse("dossiers:paper_wording", args=[draft.ref, paper.pk])
    answer = client.post(address, {"version": "1", "closing": "Xin [người nhận] duyệt"})
    assert answer.status_code == 409
    assert "Hai bản khác nhau" in answer.text
    assert "Xin [người nhận] duyệt" in answer.text


def test_a_typed_sentence_that_names_who_is_gone_is_told(town, draft, client):
    line = draft.nominations.filter(honouree_kind=HonoureeKind.PERSON).order_by("pk").first()
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    typed = f"Riêng {line.full_name} có thành tích nổi bật; [đơn vị] cam kết"
    unit_paper_services.reword(paper, {"assurance": typed}, by=town.clerk)
    name = line.full_name
    rename(town, draft, "Kim Thị Sa Phên")
    client.force_login(town.clerk)
    answer = client.post(reverse("dossiers:paper_renew", args=[draft.ref]), follow=True)
    assert f"còn nhắc «{name}»" in answer.text


def test_an_emptied_box_is_the_usual_sentence_again(town, draft):
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    paper = unit_paper_services.reword(paper, {"closing": "Xin [người nhận] duyệt"}, by=town.clerk)
    assert paper.wording == {"closing": "Xin [người nhận] duyệt"}
    paper = unit_paper_services.reword(paper, {"closing": ""}, by=town.clerk)
    assert paper.wording == {}


def test_one_usual_sentence_comes_back_and_the_rest_stays_as_typed(town, draft, client):
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    client.force_login(town.clerk)
    address = reverse("dossiers:paper_wording", args=[draft.ref, paper.pk])
    typed = {"version": "1", "usual": "closing", "closing": "x", "about": "Về [thành tích]"}
    answer = client.post(address, typed)
    assert "Kính trình [người nhận] xem xét, quyết định" in answer.text
    assert "Về [thành tích]" in answer.text
    assert DossierPaper.objects.get(pk=paper.pk).wording == {}


LONG = (
    "Đoàn kết, sáng tạo, chung sức xây dựng nông thôn mới, đô thị văn minh, mỗi người dân là một "
    "tuyên truyền viên giữ gìn môi trường xanh, sạch, đẹp, an toàn trên địa bàn thị xã Ngã Năm"
)


@pytest.mark.parametrize("kind", [PaperType.LETTER, PaperType.LIST, PaperType.MINUTES])
def test_a_usual_abstract_takes_three_lines_however_long_the_campaign_is_called(town, draft, kind):
    type(town.plan.campaign).objects.update(name=LONG)
    paper = unit_paper_services.write(Dossier.objects.get(pk=draft.pk), kind, by=town.clerk)
    about = paper.document.context["about"]
    assert len(subject_lines(about)) <= SUBJECT_LINES
    assert about.endswith("thành tích năm 2023")


def test_an_abstract_of_the_unit_that_takes_more_is_refused(town, draft):
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    with pytest.raises(Refused, match="Trích yếu in ra dài 5 dòng, nhiều nhất 3 dòng"):
        unit_paper_services.reword(paper, {"about": f"Về [thành tích] {LONG}"}, by=town.clerk)


def test_renewing_replaces_the_print_and_leaves_no_old_one(town, draft):
    first = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk).document
    assert unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk).document == first
    rename(town, draft)
    unit_paper_services.renew(draft, by=town.clerk)
    assert not Document.objects.filter(pk=first.pk).exists()
    assert DossierPaper.objects.count() == 1


def test_a_line_with_a_report_is_not_lost_by_the_way(town, draft):
    line = draft.nominations.filter(honouree_kind=HonoureeKind.PERSON).first()
    paper = unit_paper_services.write(draft, PaperType.REPORT, line=line, by=town.clerk)
    with pytest.raises(Refused, match="có báo cáo thành tích soạn trên cổng"):
        nominee_services.remove_line(line, by=town.clerk)
    unit_paper_services.discard(paper, by=town.clerk)
    nominee_services.remove_line(line, by=town.clerk)
    assert not Document.objects.exists()


def test_papers_of_a_draft_that_is_gone_are_gone(
    town, draft, time_machine, django_capture_on_commit_callbacks
):
    printed(unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk))
    file = Path(Document.objects.get().file.path)
    assert file.exists()
    dossier_services.trash_draft(draft, by=town.clerk)
    time_machine.move_to(datetime(2024, 1, 15, 3, tzinfo=UTC))
    with django_capture_on_commit_callbacks(execute=True):
        assert empty_trash() == 1
    assert not Document.objects.exists()
    assert not file.exists()


def test_strangers_find_no_paper(town, draft, client):
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    client.force_login(town.stranger)
    for name, args in (
        ("papers", [draft.ref]),
        ("paper", [draft.ref, paper.pk]),
        ("paper_progress", [draft.ref, paper.pk]),
        ("paper_wording", [draft.ref, paper.pk]),
        ("paper_word", [draft.ref, paper.pk]),
    ):
        assert client.get(reverse(f"dossiers:{name}", args=args)).status_code == 404
    assert client.get(reverse("documents:detail", args=[paper.document.code])).status_code == 404


def test_whoever_reads_the_filed_dossier_reads_its_papers_and_writes_none(town, draft, client):
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    replace_scans(draft)
    dossier_transitions.hand_over(draft, by=town.clerk)
    dossier_transitions.confirm(Dossier.objects.get(pk=draft.pk), by=town.head)
    client.force_login(town.officer)
    page = client.get(paper.get_absolute_url())
    assert page.status_code == 200
    assert "Sửa câu chữ" not in page.text
    assert client.get(reverse("dossiers:papers", args=[draft.ref])).status_code == 200
    assert (
        client.post(reverse("dossiers:paper_write", args=[draft.ref]), {"kind": "list"}).status_code
        == 404
    )
    client.force_login(town.clerk)
    answer = client.post(
        reverse("dossiers:paper_write", args=[draft.ref]), {"kind": "list"}, follow=True
    )
    assert "không sửa được nữa" in answer.text
    assert draft.written.count() == 1


def test_the_desk_takes_number_and_meeting_and_keeps_what_was_wrong(town, client):
    dossier = town.draft(persons=1)
    client.force_login(town.clerk)
    answer = client.post(
        reverse("dossiers:number_letter", args=[dossier.ref]), {"letter_number": "15/TTr-UBND"}
    )
    assert answer.status_code == 422
    assert "Ghi ngày của tờ trình mang số này." in answer.text
    assert 'value="15/TTr-UBND"' in answer.text
    typed = {
        "held_on": "2023-11-20",
        "began_at": "10:00",
        "ended_at": "08:30",
        "place": "Phòng họp",
        "chair": "Võ Quốc Ưng",
        "secretary": "Lê Thị Cẩm Tú",
        "members": "7",
        "present": "8",
        "absent": "",
    }
    address = reverse("dossiers:record_meeting", args=[dossier.ref])
    answer = client.post(address, typed)
    assert "Giờ kết thúc phải sau giờ bắt đầu." in answer.text
    assert "Số có mặt từ 1 đến tổng số thành viên." in answer.text
    good = typed | {"ended_at": "11:00", "present": "7"}
    assert client.post(address, good).status_code == 302
    assert client.post(address, good | {"chair": "Đỗ Văn Út"}).status_code == 302
    assert SelectionMeeting.objects.get().chair == "Đỗ Văn Út"


def test_the_desk_of_many_reports_asks_the_same_few_questions(town, draft, client):
    client.force_login(town.clerk)
    address = reverse("dossiers:papers", args=[draft.ref])
    costs = []
    for more in (0, 9):
        NominationFactory.create_batch(more, dossier=draft, award_type=award_of(draft))
        for line in draft.nominations.all():
            [line.honouree] = find_or_enter([person(line.full_name)], unit=draft.unit)
            line.save()
            unit_paper_services.write(draft, PaperType.REPORT, line=line, by=town.clerk)
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 30


def test_a_day_without_the_town_tells_so_and_breaks_no_page(town, draft, client, time_machine):
    unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    time_machine.move_to(datetime(2025, 7, 2, 3, tzinfo=UTC))
    client.force_login(town.clerk)
    page = client.get(draft.get_absolute_url())
    assert page.status_code == 200
    assert "không còn thẩm quyền" in page.text
    answer = client.post(reverse("dossiers:paper_renew", args=[draft.ref]), follow=True)
    assert "không còn thẩm quyền" in answer.text


@pytest.mark.parametrize("kind", [PaperType.LETTER, PaperType.MINUTES])
def test_two_people_of_one_name_are_two_on_every_paper(town, draft, kind):
    for year in (1960, 1985):
        NominationFactory(
            dossier=draft, full_name="Thạch Sa Vuone", birth_year=year, award_type=award_of(draft)
        )
    text = flat(printed(unit_paper_services.write(draft, kind, by=town.clerk)))
    assert "01 tập thể, 04 cá nhân" in text


# --- papers that an earlier version wrote --------------------------------------------------------


def as_an_earlier_version_wrote(paper):
    """Its facts have no version, and do not say which lines are of one person."""
    facts = {key: value for key, value in paper.source.items() if key != "version"}
    for line in facts["lines"]:
        del line["who"]
    paper.source, paper.fingerprint = facts, fingerprint_of(facts)
    paper.save()


def test_a_paper_of_an_earlier_version_is_fresh_while_its_facts_are_the_same(town, draft):
    paper = unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    as_an_earlier_version_wrote(paper)
    assert Draft(draft).stale == []
    assert unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk) == paper
    before, line = rename(town, draft)
    [(_, [change])] = Draft(Dossier.objects.get(pk=draft.pk)).stale
    assert (change.old, change.new) == (before, line.addressed)


def test_a_fresh_paper_is_known_without_reading_its_facts(town, draft):
    unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    with CaptureQueriesContext(connection) as asked:
        assert Draft(draft).stale == []
    assert not [query for query in asked if '"dossiers_dossierpaper"."source"' in query["sql"]]


def test_the_signed_copy_of_a_new_writing_may_be_the_same_file(town, draft, tiny_pdf):
    def bring(**more):
        upload = tiny_pdf("Tờ trình ký.pdf", TINY_PDF + b"\n% signed\n")
        part = PaperType.LETTER.part
        return dossier_services.attach(draft, part=part, upload=upload, by=town.clerk, **more)

    signed = bring()
    with pytest.raises(AlreadyDone, match="không thay gì"):
        bring(instead_of=signed)
    draft.attachments.update(uploaded_at=datetime(2023, 11, 19, 8, tzinfo=UTC))
    unit_paper_services.write(draft, PaperType.LETTER, by=town.clerk)
    assert bring(instead_of=signed) == signed
    told = [lack.text for lack in readiness_rules.lacks(Draft(draft))]
    assert RESCAN not in told
