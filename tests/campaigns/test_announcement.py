"""Thông báo: numbered in the step it tells of, in the letter's words, read by who sees the plan."""

import subprocess
import unicodedata
from datetime import date

import pytest

from campaigns.enums import AnnouncementKind, Exclusion, PlanState
from campaigns.models import AmendedQuota, PlanAnnouncement
from campaigns.papers import announcement
from campaigns.transitions import amendment as amendment_transitions, plan as plan_transitions
from law.models import NumberBook, NumberEntry, Signatory
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import registry, rules
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render
from tests.factories.amendments import PlanAmendmentFactory
from tests.factories.campaigns import AwardPlanFactory, QuotaFactory, answered, town_certificate
from tests.factories.decisions import DecisionFactory
from tests.factories.units import UnitFactory


pytestmark = pytest.mark.django_db
IN_TIME = date(2023, 2, 28)
REASON = "Chờ hướng dẫn của tỉnh"


def approved(people, at, *, day=IN_TIME, plan=None, **words):
    """The only notice of a plan that the Chairman approved on the day."""
    at(day)
    plan = plan or AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
    plan_transitions.approve(plan, by=people.chairman, **words)
    return plan.announcements.get()


def refused(people, *exclusions, note="Đợt khen gắn với việc thi hành Luật Tiếp cận thông tin."):
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.ward)
    plan_transitions.refuse(plan, by=people.chief, exclusions=exclusions, note=note)
    return plan.announcements.get()


def items(notice):
    """The numbered paragraphs by their heads."""
    return {item["head"]: item["text"] for item in notice.document.context["items"]}


def table(notice):
    (found,) = [item["table"] for item in notice.document.context["items"] if item["table"]]
    return found


# the number --------------------------------------------------------------------------------------


def test_an_approval_is_numbered_in_the_series_of_notices(people, at):
    notice = approved(people, at)
    assert notice.kind == AnnouncementKind.APPROVAL
    assert (notice.document.symbol, notice.document.issued_on) == ("01/TB-UBND", IN_TIME)
    assert not notice.document.is_draft
    assert registry.kind_of(notice.document).filename(notice.document) == "TB-01-UBND-2023.pdf"
    entry = NumberEntry.objects.get()
    assert (entry.book.kind, entry.book.year, entry.given_on) == ("TB", 2023, IN_TIME)
    assert entry.subject.startswith("Về việc phê duyệt kế hoạch khen thưởng phong trào thi đua")


def test_decisions_and_notices_count_apart(people, at):
    DecisionFactory(issued=True)
    first, second = refused(people, Exclusion.LAW), refused(people, Exclusion.CONFERENCE)
    assert [first.document.symbol, second.document.symbol] == ["01/TB-UBND", "02/TB-UBND"]
    assert {book.kind: book.last for book in NumberBook.objects.all()} == {"QĐ": 1, "TB": 2}


def test_a_new_year_starts_at_01(people, at):
    approved(people, at)
    plan = AwardPlanFactory(appraised=True, review_year=2024, campaign__organiser=people.ward)
    notice = approved(people, at, day=date(2024, 1, 2), plan=plan)
    assert notice.document.symbol == "01/TB-UBND"
    assert notice.document.issued_on.year == 2024


def test_what_is_refused_takes_no_number(people, at):
    at(date(2023, 5, 22))
    plan = AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
    with pytest.raises(Refused):
        plan_transitions.approve(plan, by=people.chairman)
    assert not PlanAnnouncement.objects.exists()
    assert not NumberEntry.objects.exists()
    assert not Document.objects.exists()


# who issues and signs --------------------------------------------------------------------------


def test_the_chairmans_line_stands_over_the_signature(people, at):
    words = approved(people, at).document.context
    assert words["signature"] == {"titles": ["CHỦ TỊCH"], "name": "Huỳnh Văn Tâm"}
    assert words["issuer"] == {"parent": [], "name": ["ỦY BAN NHÂN DÂN", "THỊ XÃ NGÃ NĂM"]}


def test_a_refusal_by_phong_noi_vu_is_signed_by_the_chairman(people):
    notice = refused(people, Exclusion.LAW)
    assert notice.document.context["signature"]["name"] == "Huỳnh Văn Tâm"


def test_without_a_signatory_of_the_day_nothing_is_approved(people, at):
    Signatory.objects.update(ends_on=date(2023, 1, 31))
    plan = AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
    with pytest.raises(Refused, match="28/02/2023 chưa khai báo người ký thông báo"):
        approved(people, at, plan=plan)
    plan.refresh_from_db()
    assert (plan.state, plan.approved_on) == (PlanState.APPRAISED, None)
    assert plan.events.count() == 3


def test_after_the_town_ended_nothing_is_approved(people, at):
    plan = AwardPlanFactory(appraised=True, review_year=2025, campaign__organiser=people.ward)
    with pytest.raises(Refused, match="không còn thẩm quyền"):
        approved(people, at, day=date(2025, 7, 1), plan=plan, late_reason=REASON)
    plan.refresh_from_db()
    assert plan.state == PlanState.APPRAISED


# the words of an approval ----------------------------------------------------------------------


def test_an_approval_says_what_was_approved(people, at):
    plan = AwardPlanFactory(
        appraised=True,
        campaign__organiser=people.ward,
        campaign__name="Chung sức xây dựng nông thôn mới",
        filing_opens_on=date(2023, 10, 1),
        filing_closes_on=date(2023, 11, 30),
        participants=[UnitFactory(name="Trường Tiểu học Phường 2")],
    )
    notice = approved(people, at, plan=plan)
    words, told = notice.document.context, items(notice)
    assert words["kind"] == "THÔNG BÁO"
    assert words["about"] == (
        "Về việc phê duyệt kế hoạch khen thưởng phong trào thi đua “Chung sức xây dựng nông thôn "
        "mới” năm 2023"
    )
    assert words["opening"] == (
        f"Xét Kế hoạch số 12/KH-UBND ngày 08 tháng 02 năm 2023 của {people.ward.name} và kết quả "
        "thẩm định của Phòng Nội vụ, Chủ tịch Ủy ban nhân dân thị xã Ngã Năm thông báo phê duyệt "
        "kế hoạch khen thưởng với các nội dung sau"
    )
    assert told["Phong trào thi đua"].endswith(f"do {people.ward.name} phát động")
    assert told["Dịp khen thưởng"] == "Tổng kết, ngày 15 tháng 12 năm 2023"
    assert told["Nội dung thi đua"].startswith("Vận động nhân dân hiến đất")
    assert told["Chỉ tiêu khen thưởng"] == "08 tập thể, 15 cá nhân, cụ thể"
    assert told["Đơn vị được lập hồ sơ"] == f"{people.ward.name}; Trường Tiểu học Phường 2"
    assert told["Thời gian nhận hồ sơ"] == (
        "từ ngày 01 tháng 10 năm 2023 đến hết ngày 30 tháng 11 năm 2023"
    )
    assert "Về thời hạn trình duyệt" not in told
    assert words["recipients"][0] == people.ward.name
    assert words["recipients"][-1] == "Lưu: VT, NV"


def test_without_a_window_dossiers_are_taken_until_the_end_of_the_year(people, at):
    plan = AwardPlanFactory(
        appraised=True,
        campaign__organiser=people.ward,
        filing_opens_on=None,
        filing_closes_on=None,
    )
    told = items(approved(people, at, plan=plan))
    assert told["Thời gian nhận hồ sơ"] == "đến hết ngày 31 tháng 12 năm 2023"


def test_the_table_puts_asked_beside_approved(people, at):
    plan = AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
    row = plan.quotas.get(honouree_kind="person")
    found = table(approved(people, at, plan=plan, cuts={row.pk: 12}))
    assert found["columns"] == ["Hình thức", "Đối tượng"]
    assert found["figures"] == ["Đề nghị", "Được duyệt"]
    assert found["rows"] == [
        {"cells": ["Giấy khen", "Tập thể"], "figures": ["08", "08"]},
        {"cells": ["Giấy khen", "Cá nhân"], "figures": ["15", "12"]},
    ]
    assert found["total"] == ["23", "20"]


def test_shared_places_name_their_unit(people, at):
    plan = AwardPlanFactory(submitted=True, campaign__organiser=people.ward)
    QuotaFactory(plan=plan, unit=people.ward, limit=4)
    plan_transitions.appraise(answered(plan), by=people.officer)
    found = table(approved(people, at, plan=plan))
    assert found["columns"] == ["Hình thức", "Đối tượng", "Đơn vị"]
    assert [row["cells"][2] for row in found["rows"]] == [
        "Dùng chung",
        "Dùng chung",
        people.ward.name,
    ]


@pytest.mark.parametrize(
    ("sent_on", "told"),
    [
        (date(2023, 5, 12), "ngày 12 tháng 5 năm 2023, sau thời hạn đầu năm (hết ngày 31 tháng 3"),
        (date(2023, 3, 30), "ngày 30 tháng 3 năm 2023, trong thời hạn đầu năm (hết ngày 31 tháng"),
    ],
)
def test_a_late_approval_says_whose_delay_it_was_and_why(sent_on, told, people, at):
    plan = AwardPlanFactory(appraised=True, campaign__organiser=people.ward)
    type(plan).objects.filter(pk=plan.pk).update(submitted_on=sent_on)
    text = items(approved(people, at, day=date(2023, 5, 22), plan=plan, late_reason=REASON))[
        "Về thời hạn trình duyệt"
    ]
    assert told in text
    assert text.endswith(f"Chủ tịch Ủy ban nhân dân thị xã Ngã Năm chấp thuận vì: {REASON}")


def test_the_chairmans_words_stand_on_the_notice(people, at):
    told = items(approved(people, at, note="Ưu tiên tập thể nhỏ, người trực tiếp lao động."))
    assert told["Ý kiến chỉ đạo"].startswith("Ưu tiên tập thể nhỏ")


def test_a_long_content_is_told_in_short(people, at):
    plan = AwardPlanFactory(
        appraised=True,
        campaign__organiser=people.ward,
        content="Giữ khóm ấp xanh, sạch, đẹp. " * 90,
    )
    text = items(approved(people, at, plan=plan))["Nội dung thi đua"]
    assert len(text) <= announcement.CONTENT_AT_MOST + 1
    assert text.endswith("…")


# the words of a refusal and of an amendment ----------------------------------------------------


def test_a_refusal_gives_the_exclusion_the_ground_and_the_reason(people):
    notice = refused(people, Exclusion.CONFERENCE, Exclusion.JOINT_PROGRAMME)
    told = items(notice)
    assert notice.kind == AnnouncementKind.REFUSAL
    assert "không phê duyệt kế hoạch khen thưởng" in notice.document.context["about"]
    assert told["Trường hợp không khen thưởng"] == (
        "Phục vụ hội nghị, hội thảo, diễn đàn; Chương trình, kế hoạch phối hợp"
    )
    assert told["Căn cứ"].startswith("Theo điểm 1 Công văn của Chủ tịch Ủy ban nhân dân thị xã")
    assert "không khen thưởng và đề nghị Chủ tịch" in told["Căn cứ"]
    assert told["Lý do cụ thể"].startswith("Đợt khen gắn với")
    assert "EX_" not in str(notice.document.context)


def test_an_award_of_another_level_is_refused_on_its_own_ground(people):
    told = items(refused(people, Exclusion.AUTHORITY))
    assert "thẩm quyền" in told["Căn cứ"]
    assert "Công văn" not in told["Căn cứ"]


def test_an_amendment_shows_the_old_figures_beside_the_new(people):
    plan = AwardPlanFactory(approved=True, campaign__organiser=people.ward)
    amendment = PlanAmendmentFactory(
        plan=plan, state="appraised", persons=13, review_on=date(2023, 12, 20)
    )
    AmendedQuota.objects.create(
        amendment=amendment, award_type=town_certificate(), honouree_kind="household", limit=4
    )
    amendment_transitions.approve(amendment, by=people.chairman)
    notice = plan.announcements.get()
    assert (notice.kind, notice.amendment) == (AnnouncementKind.AMENDMENT, amendment)
    assert table(notice)["figures"] == ["Trước điều chỉnh", "Sau điều chỉnh"]
    assert [row["figures"] for row in table(notice)["rows"]] == [
        ["08", "08"],
        ["15", "13"],
        ["0", "04"],
    ]
    told = items(notice)
    assert told["Lý do điều chỉnh"] == "Số người tham gia giảm sau khi sáp nhập khóm."
    assert told["Ngày sơ kết, tổng kết, đại hội"] == (
        "ngày 15 tháng 12 năm 2023 thành ngày 20 tháng 12 năm 2023"
    )
    render(notice.document_id)
    assert "phê duyệt điều chỉnh kế hoạch" in text_of(Document.objects.get(pk=notice.document_id))


def test_the_page_of_an_amendment_shows_its_announcement(people, client_of):
    amendment = PlanAmendmentFactory(
        plan=AwardPlanFactory(approved=True, campaign__organiser=people.ward),
        state="appraised",
        persons=13,
    )
    amendment_transitions.approve(amendment, by=people.chairman)
    issued = amendment.announcements.get().document
    page = client_of(people.clerk).get(amendment.get_absolute_url()).text
    assert issued.symbol in page
    assert issued.get_absolute_url() in page


# the paper -------------------------------------------------------------------------------------


def test_the_paper_says_it_all(people, at):
    notice = approved(people, at)
    render(notice.document_id)
    document = Document.objects.get(pk=notice.document_id)
    text = text_of(document)
    for words in (
        "Số: 01/TB-UBND",
        "Ngã Năm, ngày 28 tháng 02 năm 2023",
        "THÔNG BÁO",
        "08 tập thể, 15 cá nhân, cụ thể:",
        "Tổng cộng",
        "thị xã./.",
        "Nơi nhận:",
        "- Lưu: VT, NV.",
        "Huỳnh Văn Tâm",
        document.code,
    ):
        assert words in text
    assert "DỰ THẢO" not in text


def test_a_refusal_can_be_printed(people):
    notice = refused(people, Exclusion.LAW)
    render(notice.document_id)
    assert "không phê duyệt kế hoạch khen thưởng, lý do như sau:" in text_of(
        Document.objects.get(pk=notice.document_id)
    )


def test_the_text_is_nfc(people, at):
    assert unicodedata.is_normalized("NFC", str(approved(people, at).document.context))


def text_of(document):
    run = subprocess.run(
        ["pdftotext", "-layout", document.file.path, "-"], capture_output=True, check=True
    )
    return " ".join(run.stdout.decode().split())


# who reads it ----------------------------------------------------------------------------------


def test_whoever_sees_the_plan_reads_its_notice(people, at):
    notice = approved(people, at)
    assert all(rules.can_read(person, notice.document) for person in people.all().values())


def test_a_refusal_stays_between_the_unit_and_the_town(people):
    notice = refused(people, Exclusion.LAW)
    may = {n for n, person in people.all().items() if rules.can_read(person, notice.document)}
    assert may == {"clerk", "head", "officer", "chief", "chairman"}


def test_the_plan_leads_to_its_notice_and_back(people, at, client_of):
    notice = approved(people, at)
    reader = client_of(people.head)
    page = reader.get(notice.plan.get_absolute_url()).content.decode()
    assert "01/TB-UBND" in page
    assert notice.document.get_absolute_url() in page
    paper = reader.get(notice.document.get_absolute_url())
    assert paper.status_code == 200
    assert notice.plan.get_absolute_url() in paper.content.decode()


def test_anyone_may_check_the_code_of_a_notice(people, at, client):
    notice = approved(people, at)
    answer = client.get(f"/xac-minh/{notice.document.code}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Văn bản này là thật", "01/TB-UBND", "Về việc phê duyệt", "Huỳnh Văn Tâm"):
        assert words in page
