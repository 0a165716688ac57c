"""The words of a decision, and the paper that comes of them."""

import subprocess
import unicodedata
from datetime import date

import pytest

from decisions import papers
from decisions.models import Decision
from decisions.queries import lineup as lineup_queries
from decisions.services import decision as decision_services
from law.models import AwardType
from nganam_awards.core.clock import today
from nganam_awards.core.refusals import Refused
from nganam_awards.documents import registry, rules
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render
from nganam_awards.documents.typography import SUBJECT_LINES, subject_lines
from tests.decisions.hands import approve
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def words_of(decision):
    """The context of its paper: the issued one, or the draft."""
    decision = Decision.objects.for_detail().get(pk=decision.pk)
    return (decision.document or decision.draft).context


def named(dossier, *names):
    return [NominationFactory(dossier=dossier, recommended=True, full_name=name) for name in names]


def test_the_title_counts_and_the_first_article_tells_whose_paper_it_is():
    words = words_of(DecisionFactory(persons=3, collectives=2))
    assert words["about"].startswith(
        "Về việc tặng Giấy khen cho 02 tập thể, 03 cá nhân có thành tích xuất sắc trong"
    )
    assert words["articles"][0]["text"].startswith(
        "Tặng Giấy khen của Chủ tịch Ủy ban nhân dân thị xã Ngã Năm cho 02 tập thể, 03 cá nhân "
        "(có danh sách kèm theo), đã có thành tích xuất sắc trong"
    )
    assert words["authority"] == "CHỦ TỊCH ỦY BAN NHÂN DÂN THỊ XÃ NGÃ NĂM"
    assert words["symbol_letters"] == "/QĐ-UBND"


def test_the_money_stands_in_figures_and_in_words():
    text = words_of(DecisionFactory(persons=15, collectives=8))["articles"][1]["text"]
    assert text == (
        "Kèm theo Giấy khen là tiền thưởng: mỗi tập thể 1.080.000 đồng, mỗi cá nhân 540.000 đồng; "
        "tổng cộng 16.740.000 đồng (Bằng chữ: Mười sáu triệu bảy trăm bốn mươi nghìn đồng), "
        "trích từ Quỹ thi đua, khen thưởng thị xã năm 2023"
    )


def test_those_named_answer_for_it_in_the_last_article():
    text = words_of(DecisionFactory(persons=3, collectives=1))["articles"][2]["text"]
    assert "và các tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành" in text


def test_the_grounds_are_those_of_the_day():
    plan = AwardPlanFactory(approved=True, campaign__organiser__name="Ủy ban nhân dân Phường Một")
    dossier = DossierFactory(appraised=True, persons=0, plan=plan)
    grounds = words_of(DecisionFactory(dossier=dossier, issued=True))["grounds"]
    assert grounds[0].startswith("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6")
    assert grounds[1].startswith("Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003")
    assert "91/2017/NĐ-CP" in grounds[2]
    assert "1635/QĐ-UBND" in grounds[3]
    assert grounds[4] == (
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 08 tháng 02 năm 2023 của Ủy ban nhân dân Phường Một "
        "được Chủ tịch Ủy ban nhân dân thị xã phê duyệt ngày 28 tháng 02 năm 2023"
    )
    assert grounds[5] == (
        "Theo đề nghị của Trưởng phòng Phòng Nội vụ tại Tờ trình số 112/TTr-PNV "
        "ngày 20 tháng 11 năm 2023"
    )


def test_a_decision_of_2024_stands_on_the_law_of_2022(at):
    waiting = DecisionFactory(submitted=True)
    at(date(2024, 1, 2))
    grounds = approve(waiting).document.context["grounds"]
    assert grounds[1] == "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
    assert not any("91/2017" in ground for ground in grounds)


def test_without_a_letter_yet_the_proposal_has_no_number():
    assert words_of(DecisionFactory())["grounds"][-1] == (
        "Theo đề nghị của Trưởng phòng Phòng Nội vụ"
    )


def test_the_annex_goes_by_given_names_and_d_stroke_follows_d(dossier):
    rows = named(
        dossier, "Trần Văn Đạt", "Nguyễn Thị Dung", "Võ Đức An", "Lê Văn Em", "Phạm Quốc Duy"
    )
    annex = words_of(DecisionFactory(nominations=rows))["annexes"][0]
    assert [row["name"] for row in annex["sections"][0]["rows"]] == [
        "Ông Võ Đức An",
        "Ông Nguyễn Thị Dung",
        "Ông Phạm Quốc Duy",
        "Ông Trần Văn Đạt",
        "Ông Lê Văn Em",
    ]


def test_the_annex_lists_collectives_persons_and_households(dossier):
    decision = DecisionFactory(dossier=dossier, collectives=2, persons=2, households=1, issued=True)
    annex = words_of(decision)["annexes"][0]
    assert [(s["roman"], s["title"], len(s["rows"])) for s in annex["sections"]] == [
        ("I", "TẬP THỂ", 2),
        ("II", "CÁ NHÂN", 2),
        ("III", "HỘ GIA ĐÌNH", 1),
    ]
    assert annex["total"] == 2 * 1_080_000 + 2 * 540_000 + 810_000
    assert annex["attached"] == (
        "Kèm theo Quyết định số 01/QĐ-UBND ngày 20 tháng 11 năm 2023 "
        "của Chủ tịch Ủy ban nhân dân thị xã Ngã Năm"
    )


def test_one_name_stands_in_the_sentence(dossier):
    rows = named(dossier, "Trương Đức Vinh")
    words = words_of(DecisionFactory(nominations=rows, reason="đã dũng cảm cứu người đuối nước"))
    assert words["annexes"] == []
    text, points = words["articles"][0]["text"], words["articles"][0]["points"]
    assert f"cho 01 cá nhân: Ông Trương Đức Vinh, Trưởng khóm, {dossier.unit.short_name}" in text
    assert text.endswith(", đã dũng cảm cứu người đuối nước")
    assert points == []


def test_three_names_stand_below_the_first_article(dossier):
    words = words_of(DecisionFactory(nominations=named(dossier, "Lê An", "Võ Bình", "Hồ Châu")))
    assert words["annexes"] == []
    assert words["articles"][0]["text"].endswith(":")
    assert [point.partition(",")[0] for point in words["articles"][0]["points"]] == [
        "1. Ông Lê An",
        "2. Ông Võ Bình",
        "3. Ông Hồ Châu",
    ]


def test_four_names_go_into_an_annex(dossier):
    rows = named(dossier, "Lê An", "Võ Bình", "Hồ Châu", "Lý Dung")
    assert len(words_of(DecisionFactory(nominations=rows))["annexes"]) == 1


def test_a_title_is_recognised_not_given(dossier):
    award_type = AwardType.objects.get(code="LDTT")
    rows = [
        NominationFactory(dossier=dossier, recommended=True, award_type=award_type)
        for _ in range(2)
    ]
    decision = DecisionFactory(nominations=rows, reason="đã hoàn thành tốt nhiệm vụ năm 2023")
    words = words_of(decision)
    assert words["about"] == (
        "Về việc công nhận danh hiệu “Lao động tiên tiến” cho 02 cá nhân "
        "hoàn thành tốt nhiệm vụ năm 2023"
    )
    assert words["articles"][1]["text"].startswith("Kèm theo danh hiệu “Lao động tiên tiến” là")


def test_the_text_is_nfc_and_plain_json():
    decision = DecisionFactory(persons=4)
    lineup = lineup_queries.read(decision, today())
    stored = registry.words_of(Decision.objects.get(pk=decision.pk).draft)
    assert stored == decision_services.draft_context(lineup)
    assert unicodedata.is_normalized("NFC", str(stored))


# --- the file -----------------------------------------------------------------------------------


def test_the_paper_is_ordered_once_and_says_who_was_honoured(dossier, tmp_path):
    rows = named(dossier, "Trần Văn Đạt", "Nguyễn Thị Dung", "Võ Đức An", "Đặng Thị Ánh Tuyết")
    decision = DecisionFactory(nominations=rows, issued=True)
    assert Document.objects.filter(kind=papers.PAPER, is_draft=False).count() == 1
    render(decision.document_id)
    render(decision.document_id)  # delivered twice
    document = Document.objects.get(pk=decision.document_id)
    assert document.is_ready
    text = text_of(document)
    for name in ("Ông Trần Văn Đạt", "Ông Nguyễn Thị Dung", "Ông Võ Đức An"):
        assert name in text
    for words in (
        "Số: 01/QĐ-UBND",
        "Ngã Năm, ngày 20 tháng 11 năm 2023",
        "2.160.000",
        "Hai triệu một trăm sáu mươi nghìn đồng",
        "Trần Hoàng Khánh",
        document.code,
    ):
        assert words in text
    assert "DỰ THẢO" not in text
    assert registry.kind_of(document).filename(document) == "QĐ-01-UBND-2023.pdf"


def test_a_draft_has_no_number_and_says_so():
    decision = DecisionFactory()
    render(decision.draft_id)
    text = text_of(Document.objects.get(pk=decision.draft_id))
    assert "DỰ THẢO" in text
    assert "01/QĐ-UBND" not in text


def text_of(document):
    run = subprocess.run(
        ["pdftotext", "-layout", document.file.path, "-"], capture_output=True, check=True
    )
    return " ".join(run.stdout.decode().split())


# --- who reads it -------------------------------------------------------------------------------


def test_drafts_are_for_phong_noi_vu_and_the_signer():
    decision = DecisionFactory(submitted=True)
    unit = decision.lines.get().nomination.dossier.unit
    readers = {
        "officer": UserFactory(officer=True),
        "chairman": chairman(),
        "clerk": UserFactory(clerk=True, unit=unit),
        "clerical": UserFactory(clerical=True),
    }
    may = {name for name, user in readers.items() if rules.can_read(user, decision.draft)}
    assert may == {"officer", "chairman"}


def test_the_issued_paper_is_for_whoever_sees_its_decision():
    decision = DecisionFactory(issued=True)
    unit = decision.lines.get().nomination.dossier.unit
    assert rules.can_read(UserFactory(clerk=True, unit=unit), decision.document)
    assert rules.can_read(UserFactory(clerical=True), decision.document)
    assert not rules.can_read(UserFactory(clerk=True), decision.document)
    assert papers.origin(decision.document) == ("Quyết định", decision.get_absolute_url())


def test_a_draft_that_was_replaced_is_nobodys_paper(officer):
    decision = DecisionFactory()
    old = decision.draft
    decision_services.edit(
        decision, reason="khác", fund_line="Quỹ", letter_number="", letter_on=None, by=officer
    )
    assert not rules.can_read(officer, old)
    assert papers.origin(old) is None


LONG = (
    "đã có thành tích xuất sắc, tiêu biểu trong phong trào thi đua “Đoàn kết, sáng tạo, chung sức "
    "xây dựng nông thôn mới, đô thị văn minh, mỗi người dân là một tuyên truyền viên giữ gìn môi "
    "trường xanh, sạch, đẹp, an toàn”, góp phần hoàn thành các chỉ tiêu kinh tế, xã hội năm 2023"
)


def test_a_usual_abstract_takes_three_lines_and_the_merit_stands_in_the_first_article():
    words = words_of(DecisionFactory(persons=3, collectives=2, reason=LONG))
    assert words["about"] == (
        "Về việc tặng Giấy khen cho 02 tập thể, 03 cá nhân có thành tích năm 2023"
    )
    assert words["articles"][0]["text"].endswith(LONG)


def test_an_abstract_worded_by_hand_is_refused_where_it_takes_more(officer):
    decision = DecisionFactory(reason=LONG)
    typed = {"about": "Về việc biểu dương, [khen thưởng] cho [đối tượng] [thành tích]"}
    with pytest.raises(Refused, match="Trích yếu in ra dài 6 dòng, nhiều nhất 3 dòng: rút gọn"):
        decision_services.edit(decision, wording=typed, by=officer)


def test_the_letters_abstract_is_as_short():
    issued = DecisionFactory(submitted=True, persons=4, reason=LONG)
    about = Decision.objects.get(pk=issued.pk).letter.context["about"]
    assert len(subject_lines(about)) <= SUBJECT_LINES
    assert about.endswith("có thành tích năm 2023")
