"""The Chairman's one screen: what he sees, the password again, one signature."""

import json
import re

import pytest
from django.conf import settings
from django.urls import reverse

from decisions import transitions
from decisions.enums import DecisionState
from decisions.models import Decision
from decisions.services import decision as decision_services
from law.models import NumberEntry
from nganam_awards.core.workflow import seen_mark
from nganam_awards.documents.models import Document
from nganam_awards.documents.tasks import render
from tests.decisions.hands import submit
from tests.factories.campaigns import AwardPlanFactory, SignatoryFactory, chairman
from tests.factories.decisions import DecisionFactory, fingerprint
from tests.factories.dossiers import DossierFactory
from tests.factories.units import PASSWORD, UserFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def signer():
    return chairman()


@pytest.fixture
def decision(signer, head):
    return DecisionFactory(submitted=True, persons=2, collectives=1, chairman=signer, head=head)


@pytest.fixture
def desk(client_of, signer):
    return client_of(signer)


def where(decision, name="sign"):
    return reverse(f"decisions:{name}", args=[decision.pk])


def text_of(response):
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.replace("\u00a0", " ").split())


def hidden(response, name):
    """What a hidden field of the page carries."""
    return re.search(rf'name="{name}" value="([^"]+)"', response.content.decode())[1]


def carried(response, **more):
    """What pressing «Ký ban hành» on this page would send."""
    page = {name: hidden(response, name) for name in ("seen", "fingerprint")}
    return {"password": PASSWORD, **page, **more}


def test_one_screen_has_everything(desk, decision, head):
    render(decision.draft_id)
    page = desk.get(where(decision))
    told = text_of(page)
    assert "Tặng Giấy khen cho 01 tập thể, 02 cá nhân" in told
    assert f"{head.full_name}, Phòng Nội vụ, trình 20/11/2023 08:00" in told
    assert "Tờ trình 112/TTr-PNV ngày 20/11/2023" in told
    assert "2.160.000 đ" in told
    assert "Hai triệu một trăm sáu mươi nghìn đồng" in told
    assert "So với kế hoạch đã duyệt" in told
    assert "0 + 1 của quyết định này / 8" in told  # its collectives, of eight places
    assert "0 + 2 của quyết định này / 15" in told
    for line in decision.lines.select_related("nomination__dossier__unit"):
        assert line.nomination.full_name in told
    assert reverse("documents:page", args=[decision.draft.code, 1]) in page.content.decode()
    for label in ("Để sau", "Trả lại", "Ký ban hành"):
        assert label in told
    assert "no-store" in page.headers["Cache-Control"]


def test_it_says_which_of_how_many_waits(desk, decision):
    DecisionFactory(submitted=True)
    assert "1 / 2" in text_of(desk.get(where(decision)))


def test_the_right_password_issues_and_tells_the_number(desk, decision):
    answer = desk.post(where(decision), carried(desk.get(where(decision))), follow=True)
    decision.refresh_from_db()
    assert decision.state == DecisionState.ISSUED
    assert answer.redirect_chain == [(decision.get_absolute_url(), 302)]
    assert "Đã ký ban hành Quyết định số 01/QĐ-UBND ngày 20/11/2023." in text_of(answer)


@pytest.mark.parametrize("typed", ["", "sai-mật-khẩu"])
def test_a_wrong_password_is_one_sentence_and_nothing_is_signed(desk, decision, typed):
    page = desk.get(where(decision))
    answer = desk.post(where(decision), carried(page, password=typed))
    assert answer.status_code == 422
    told = text_of(answer)
    assert ("Mật khẩu chưa đúng, văn bản chưa được ký." in told) or "Nhập mật khẩu" in told
    assert "sai-mật-khẩu" not in answer.content.decode()
    decision.refresh_from_db()
    assert decision.state == DecisionState.SUBMITTED
    again = desk.post(where(decision), carried(answer))  # the page that came back signs
    assert again.status_code == 302
    assert NumberEntry.objects.count() == 1


def test_five_wrong_passwords_and_signing_rests(desk, decision):
    page = carried(desk.get(where(decision)), password="sai")
    for left in (4, 3, 2, 1):
        assert f"Còn {left} lần thử" in text_of(desk.post(where(decision), page))
    assert "tạm khóa 15 phút" in text_of(desk.post(where(decision), page))
    refused = desk.post(where(decision), {**page, "password": PASSWORD})
    assert refused.status_code == 422
    assert "tạm khóa 15 phút" in text_of(refused)
    decision.refresh_from_db()
    assert decision.state == DecisionState.SUBMITTED


def test_a_double_click_is_one_signature_and_no_alarm(desk, decision):
    sent = carried(desk.get(where(decision)))
    desk.post(where(decision), sent)
    answer = desk.post(where(decision), sent, follow=True)
    assert answer.status_code == 200
    assert "đã được ghi nhận trước đó" in text_of(answer)
    assert NumberEntry.objects.count() == 1


def test_another_line_up_than_he_saw_is_shown_again(desk, decision):
    sent = carried(desk.get(where(decision)), fingerprint="0" * 64)
    answer = desk.post(where(decision), sent)
    assert answer.status_code == 409
    assert "đã khác với bản anh/chị vừa xem" in text_of(answer)
    assert hidden(answer, "fingerprint") == fingerprint(decision)


def test_a_recall_while_he_reads_is_told(desk, decision, head, signer):
    sent = carried(desk.get(where(decision)))
    transitions.recall(decision, by=head)
    for answer in (
        desk.post(where(decision), sent, follow=True),
        desk.post(where(decision, "send_back"), {"note": "Sửa lại."}, follow=True),
        desk.get(where(decision), follow=True),
    ):
        assert answer.redirect_chain == [(reverse("decisions:list"), 302)]
        assert "đã rút quyết định này về sửa" in text_of(answer)


def test_words_typed_while_the_paper_was_taken_back_stay_on_the_screen(desk, decision, head):
    transitions.recall(decision, by=head)
    note = "Nêu rõ năm học trong trích yếu."
    answer = desk.post(where(decision, "send_back"), {"note": note}, follow=True)
    assert f"«{note}»" in text_of(answer)


def test_a_recall_and_a_new_submission_are_a_new_page(desk, decision, head):
    sent = carried(desk.get(where(decision)))
    transitions.recall(decision, by=head)
    transitions.submit(decision, by=head, letter_number="113/TTr-PNV", letter_on=decision.letter_on)
    answer = desk.post(where(decision), sent)
    assert answer.status_code == 409
    assert "rút tờ trình" in text_of(answer)
    assert "113/TTr-PNV" in text_of(answer)


def test_sending_back_keeps_what_was_written(desk, decision):
    page = desk.get(where(decision))
    refused = desk.post(where(decision, "send_back"), {"note": "  ", "seen": hidden(page, "seen")})
    assert refused.status_code == 422
    assert "Ghi ý kiến để Phòng Nội vụ biết cần sửa gì." in text_of(refused)
    answer = desk.post(
        where(decision, "send_back"), {"note": "Bỏ hai tên trùng.", "seen": hidden(page, "seen")}
    )
    assert answer.headers["Location"] == reverse("decisions:waiting")
    decision.refresh_from_db()
    assert decision.state == DecisionState.RETURNED
    stale = desk.post(where(decision, "send_back"), {"note": "Thêm một ý.", "seen": "0"})
    assert stale.status_code == 409


def test_a_stale_return_gives_the_words_back(desk, decision, head):
    transitions.recall(decision, by=head)
    transitions.submit(decision, by=head, letter_number="113/TTr-PNV", letter_on=decision.letter_on)
    answer = desk.post(
        where(decision, "send_back"), {"note": "Bỏ hai tên trùng nhau.", "seen": "1"}
    )
    assert answer.status_code == 409
    assert "Bỏ hai tên trùng nhau." in answer.content.decode()


def test_more_names_than_places_are_a_red_flag_and_name_the_takers(desk, signer):
    plan = AwardPlanFactory(approved=True, persons=1)
    first, late = (
        DecisionFactory(
            dossier=DossierFactory(appraised=True, persons=0, plan=plan), submitted=True
        )
        for _ in range(2)
    )
    sent = carried(desk.get(where(late)))
    transitions.approve(first, by=signer, fingerprint=fingerprint(first))
    page = desk.get(where(late))
    assert "1 điều cần xem trước khi ký" in text_of(page)
    assert "chỉ tiêu 1, đã khen 1, quyết định này 1; vượt 1." in text_of(page)
    answer = desk.post(where(late), sent)
    assert answer.status_code == 422
    assert "quyết định 01/QĐ-UBND" in text_of(answer)


def test_who_has_no_line_over_the_signature_is_told_before_he_presses(client_of, decision):
    page = client_of(UserFactory(chairman=True)).get(where(decision))
    assert "Chưa khai báo chức danh ký văn bản" in text_of(page)


def test_a_deputy_signs_on_the_same_page(client_of, decision):
    deputy = SignatoryFactory(deputy=True).user
    browser = client_of(deputy)
    browser.post(where(decision), carried(browser.get(where(decision))))
    decision.refresh_from_db()
    assert decision.signatory.user == deputy


def test_he_renews_an_old_draft_himself(desk, decision, at):
    at(decision.letter_on.replace(year=2024, month=1, day=2))
    assert "Dự thảo đã cũ" in text_of(desk.get(where(decision)))
    answer = desk.post(where(decision, "renew"))
    assert answer.headers["Location"] == where(decision)
    assert "Dự thảo đã cũ" not in text_of(desk.get(where(decision)))


def test_an_issued_decision_leads_to_its_own_page(desk, decision, signer):
    transitions.approve(decision, by=signer, fingerprint=fingerprint(decision))
    assert desk.get(where(decision)).headers["Location"] == decision.get_absolute_url()


def test_the_page_that_was_seen_is_marked(desk, decision):
    assert hidden(desk.get(where(decision)), "seen") == str(seen_mark(decision))
    assert decision_services.check_draft(decision_services.lineup_now(decision)).changed == []


# --- a draft that an earlier version printed -----------------------------------------------------


def printed_by_an_earlier_version(decision, words):
    """His draft is a row without a version, its lines without a note."""
    document = Document.objects.create(
        kind="decision", is_draft=True, title="Dự thảo", context=words
    )
    Decision.objects.filter(pk=decision.pk).update(draft=document)


def without_notes(words):
    """The words as they were before lines had a note and words a version."""
    earlier = json.loads(json.dumps(words))
    earlier.pop("version", None)
    for annex in earlier["annexes"]:
        for section in annex["sections"]:
            for row in section["rows"]:
                del row["note"]
    return earlier


@pytest.fixture
def of_five(signer, head):
    return DecisionFactory(submitted=True, persons=5, chairman=signer, head=head)


def test_a_draft_of_an_earlier_version_that_says_the_same_is_not_old(desk, of_five):
    printed_by_an_earlier_version(of_five, without_notes(of_five.draft.context))
    page = desk.get(where(of_five))
    assert page.status_code == 200
    assert "danh sách kèm theo" not in text_of(page)


def test_a_draft_of_an_earlier_version_opens_compares_and_is_signed(desk, of_five):
    kept = settings.BASE_DIR / "tests/data/contexts/decision_without_note.json"
    printed_by_an_earlier_version(of_five, json.loads(kept.read_text())["context"])
    page = desk.get(where(of_five))
    assert page.status_code == 200
    assert "danh sách kèm theo (thêm " in text_of(page)
    signed = desk.post(where(of_five), carried(page))
    assert signed.status_code == 302
    of_five.refresh_from_db()
    assert of_five.state == DecisionState.ISSUED
    assert of_five.document.context["version"] == 2


def test_a_draft_of_an_earlier_version_is_compared_with_the_one_he_returned(
    desk, of_five, signer, head
):
    transitions.send_back(of_five, by=signer, note="Xem lại mức thưởng.")
    earlier = without_notes(of_five.draft.context)
    submit(Decision.objects.get(pk=of_five.pk), head)
    printed_by_an_earlier_version(of_five, earlier)
    page = desk.get(where(of_five))
    assert page.status_code == 200
    assert "Nội dung không thay đổi." in text_of(page)
