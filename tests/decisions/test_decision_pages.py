"""Pages of decisions: who gets in, what stands there, what comes back when it cannot be done."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.html import escape

from decisions import transitions
from decisions.enums import DecisionState
from decisions.models import Decision
from decisions.services import decision as decision_services
from dossiers.transitions import dossier as dossier_transitions, nominee as nominee_transitions
from law.models import AwardType
from nganam_awards.core.models import Reading
from nganam_awards.core.workflow import seen_mark
from nganam_awards.documents.tasks import render
from tests.decisions.hands import approve, submit
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import FUND, REASON, DecisionFactory, fingerprint, recommended
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import UserFactory


pytestmark = pytest.mark.django_db


def address(name, decision):
    return reverse(f"decisions:{name}", args=[decision.pk])


def text_of(response):
    """The words of a page, without its tags."""
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.replace("\u00a0", " ").split())


# --- who gets in --------------------------------------------------------------------------------

GETS = ["decision", "edit", "add", "submit", "sign"]
POSTS = ["edit", "add", "remove", "renew", "submit", "recall", "discard", "sign", "send_back"]


@pytest.mark.parametrize("name", GETS)
def test_a_stranger_finds_nothing_and_nobody_is_asked_to_sign_in(name, client, client_of):
    decision = DecisionFactory(submitted=True)
    assert client_of(UserFactory(clerk=True)).get(address(name, decision)).status_code == 404
    answer = client.get(address(name, decision))
    assert answer.headers["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("name", POSTS)
def test_a_stranger_can_do_nothing(name, client_of):
    decision = DecisionFactory(submitted=True)
    answer = client_of(UserFactory(clerk=True)).post(address(name, decision))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        ("edit", "chairman", 403),
        ("add", "chairman", 403),
        ("submit", "officer", 403),
        ("submit", "chairman", 403),
        ("sign", "officer", 403),
        ("sign", "home_affairs_head", 403),
    ],
)
def test_whoever_sees_it_but_may_not_do_it_is_told_so(name, who, status, client_of):
    decision = DecisionFactory(submitted=True)
    assert client_of(UserFactory(**{who: True})).get(address(name, decision)).status_code == status


@pytest.mark.parametrize("who", ["chairman", "clerical", "clerk"])
def test_only_phong_noi_vu_opens_the_compose_page(who, client_of):
    answer = client_of(UserFactory(**{who: True})).get(reverse("decisions:compose"))
    assert answer.status_code == 403


# --- the list -----------------------------------------------------------------------------------


def rows_of(response):
    return re.findall(r'class="row-link"\s+href="([^"]+)"', response.content.decode())


def test_what_waits_for_the_chairman_stands_first_and_leads_to_his_page(client_of, dossier):
    waiting = DecisionFactory(dossier=dossier, submitted=True)
    issued = DecisionFactory(issued=True)
    DecisionFactory(dossier=dossier)
    answer = client_of(chairman()).get(reverse("decisions:list"))
    assert rows_of(answer) == [address("sign", waiting), address("decision", issued)]
    assert "Chờ anh/chị ký" in text_of(answer)


def test_phong_noi_vu_sees_drafts_first_with_counts_and_money(client_of, officer, dossier):
    DecisionFactory(issued=True)
    drafted = DecisionFactory(dossier=dossier, persons=2, collectives=1)
    recommended(dossier, persons=3)
    answer = client_of(officer).get(reverse("decisions:list"))
    assert rows_of(answer)[0] == address("decision", drafted)
    told = text_of(answer)
    assert "01 tập thể, 02 cá nhân" in told
    assert "2.160.000 đ" in told
    assert "3 trường hợp được Phòng Nội vụ đề nghị khen thưởng" in told
    assert reverse("decisions:compose") in answer.content.decode()


def test_a_unit_sees_its_issued_decisions_and_is_asked_for_no_state(client_of, dossier):
    issued = DecisionFactory(dossier=dossier, issued=True)
    DecisionFactory(issued=True)
    answer = client_of(UserFactory(clerk=True, unit=dossier.unit)).get(reverse("decisions:list"))
    assert rows_of(answer) == [address("decision", issued)]
    assert 'name="state"' not in answer.content.decode()


def test_the_list_is_narrowed_by_words_year_and_state(client_of, officer, dossier):
    issued = DecisionFactory(issued=True)
    drafted = DecisionFactory(dossier=dossier, reason="đã dũng cảm cứu người")
    browser = client_of(officer)

    def found(**query):
        return rows_of(browser.get(reverse("decisions:list"), query))

    assert found(q="01/qd-ubnd") == [address("decision", issued)]
    assert found(q="cuu nguoi") == [address("decision", drafted)]  # nobody is called so
    assert found(state="issued") == [address("decision", issued)]
    assert found(year="2022") == []
    assert len(found(year="2023")) == 2
    nothing = browser.get(reverse("decisions:list"), {"q": "không có"})
    assert "Không tìm thấy quyết định nào" in text_of(nothing)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("chairman", "Chưa có quyết định nào chờ ký"),
        ("officer", "Thẩm định xong hồ sơ"),
        ("clerical", "sẽ hiện ở đây để anh/chị tải về"),
    ],
)
def test_an_empty_list_says_what_will_come(who, words, client_of):
    assert words in text_of(client_of(UserFactory(**{who: True})).get(reverse("decisions:list")))


# --- compose ------------------------------------------------------------------------------------


def test_the_compose_page_offers_everybody_of_a_group_with_words_to_start_from(
    client_of, officer, dossier
):
    rows = recommended(dossier, persons=2, collectives=1)
    page = client_of(officer).get(reverse("decisions:compose")).content.decode()
    for row in rows:
        assert re.search(rf'value="{row.pk}" checked', page)
    name = dossier.plan.campaign.name
    assert escape(f"đã có thành tích xuất sắc trong phong trào thi đua “{name}” năm 2023") in page
    assert "Quỹ thi đua, khen thưởng thị xã năm 2023" in page


def test_groups_are_offered_apart(client_of, officer):
    plans = [AwardPlanFactory(approved=True) for _ in range(2)]
    dossiers = [DossierFactory(appraised=True, persons=0, plan=plan) for plan in plans]
    many, few = recommended(dossiers[0], persons=3), recommended(dossiers[1])
    browser = client_of(officer)
    first = browser.get(reverse("decisions:compose"))
    assert f'value="{many[0].pk}" checked' in first.content.decode()
    boxes = re.findall(r'<input[^>]*name="line"[^>]*>', first.content.decode())
    assert boxes
    assert not [box for box in boxes if f'value="{few[0].pk}"' in box]
    other = next(link for link in rows_of(first) if f"-{plans[1].pk}-" in link)
    assert f'value="{few[0].pk}" checked' in browser.get(other).content.decode()


def test_composing_from_the_page_twice_makes_one_decision(client_of, officer, dossier):
    rows = recommended(dossier, persons=2)
    typed = {
        "key": str(uuid4()),
        "reason": "  đã có thành tích\nxuất sắc.  ",
        "fund_line": f"{FUND}.",
        "line_order": "by_name",
        "line": [row.pk for row in rows],
    }
    browser = client_of(officer)
    first = browser.post(reverse("decisions:compose"), typed)
    second = browser.post(reverse("decisions:compose"), typed)
    decision = Decision.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == address("decision", decision)
    assert decision.reason == "đã có thành tích xuất sắc"
    assert decision.fund_line == FUND


def test_what_was_typed_and_ticked_comes_back(client_of, officer, dossier):
    kept, left = recommended(dossier, persons=2)
    answer = client_of(officer).post(
        reverse("decisions:compose"),
        {"key": str(uuid4()), "reason": "", "fund_line": "Quỹ riêng", "line": [kept.pk]},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ghi thành tích chung" in page
    assert 'value="Quỹ riêng"' in page
    assert f'value="{kept.pk}" checked' in page
    assert f'value="{left.pk}" checked' not in page


def test_somebody_who_joined_another_decision_meanwhile_is_named(client_of, officer, dossier):
    [line] = recommended(dossier)
    other = NominationFactory(dossier=dossier, recommended=True)
    DecisionFactory(nominations=[line])
    answer = client_of(officer).post(
        reverse("decisions:compose"),
        {
            "key": str(uuid4()),
            "reason": "đã có thành tích theo lời văn của tôi",
            "fund_line": FUND,
            "line_order": "by_name",
            "line": [line.pk, other.pk],
        },
    )
    assert answer.status_code == 422
    assert f"{line.full_name} đã có trong một quyết định khác" in text_of(answer)
    assert "đã có thành tích theo lời văn của tôi" in answer.content.decode()


def test_nothing_to_compose_says_what_to_do(client_of, officer):
    told = text_of(client_of(officer).get(reverse("decisions:compose")))
    assert "Chưa có trường hợp nào chờ quyết định" in told


# --- one decision -------------------------------------------------------------------------------


def test_the_page_shows_names_money_and_what_to_do_next(client_of, head):
    decision = DecisionFactory(persons=2, collectives=1, head=head)
    answer = client_of(head).get(decision.get_absolute_url())
    told = text_of(answer)
    assert "Tặng Giấy khen cho 01 tập thể, 02 cá nhân" in told
    assert "2.160.000 đ" in told
    assert "Hai triệu một trăm sáu mươi nghìn đồng" in told
    for line in decision.lines.select_related("nomination"):
        assert line.nomination.full_name in told
    for name in ("submit", "edit", "discard"):
        assert address(name, decision) in answer.content.decode()
    assert "Trưởng phòng Nội vụ trình Chủ tịch" in told


def test_an_officer_cannot_submit_from_the_page(client_of, officer):
    decision = DecisionFactory()
    page = client_of(officer).get(decision.get_absolute_url()).content.decode()
    assert address("submit", decision) not in page
    assert address("edit", decision) in page


def test_a_stale_draft_says_what_changed_and_is_renewed(client_of, officer, at):
    at(date(2023, 6, 28))
    decision = DecisionFactory(dossier=DossierFactory(appraised=True, persons=0))
    at(date(2023, 7, 3))
    browser = client_of(officer)
    told = text_of(browser.get(decision.get_absolute_url()))
    assert "Dự thảo đã cũ. Đã thay đổi sau khi in: Điều 2." in told
    answer = browser.post(address("renew", decision))
    assert answer.headers["Location"] == decision.get_absolute_url()
    assert "Dự thảo đã cũ" not in text_of(browser.get(decision.get_absolute_url()))


def test_the_chairmans_words_stand_on_top_of_a_returned_one(client_of, officer):
    decision = DecisionFactory(returned=True)
    told = text_of(client_of(officer).get(decision.get_absolute_url()))
    assert "Chủ tịch trả lại 20/11/2023 08:00" in told
    assert "Xem lại mức thưởng." in told


def test_who_left_the_line_up_is_named(client_of, officer, dossier):
    stays, goes = recommended(dossier, persons=2)
    decision = DecisionFactory(nominations=[stays, goes])
    nominee_transitions.remove_line(
        goes, by=UserFactory(head=True, unit=dossier.unit), note="Chuyển công tác."
    )
    told = text_of(client_of(officer).get(decision.get_absolute_url()))
    assert f"{goes.full_name} (Đã rút khỏi danh sách)" in told
    assert "cho 01 cá nhân" in told


def test_more_names_than_places_are_told_early(client_of, head):
    plan = AwardPlanFactory(approved=True, persons=1)
    dossier = DossierFactory(appraised=True, persons=0, plan=plan)
    decision = DecisionFactory(dossier=dossier, persons=2)
    browser = client_of(head)
    words = "chỉ tiêu 1, đã khen 0, quyết định này 2; vượt 1."
    assert words in text_of(browser.get(decision.get_absolute_url()))
    assert words in text_of(browser.get(address("submit", decision)))


def test_a_reading_of_a_decision_is_recorded(client_of, officer):
    decision = DecisionFactory()
    client_of(officer).get(decision.get_absolute_url())
    assert Reading.objects.of(decision).filter(user=officer).count() == 1


def test_the_unit_downloads_the_issued_decision(client_of, dossier):
    decision = DecisionFactory(dossier=dossier, persons=4, issued=True)
    render(decision.document_id)
    browser = client_of(UserFactory(clerk=True, unit=dossier.unit))
    page = browser.get(decision.get_absolute_url()).content.decode()
    download = reverse("documents:download", args=[decision.document.code])
    assert download in page
    answer = browser.get(download)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert (
        "QD-01" in answer.headers["Content-Disposition"]
        or "filename*" in (answer.headers["Content-Disposition"])
    )


def test_the_page_asks_until_its_paper_is_there(client_of, officer):
    decision = DecisionFactory()
    browser, poll = client_of(officer), address("paper_progress", decision)
    assert poll in browser.get(decision.get_absolute_url()).content.decode()
    assert poll in browser.get(poll).content.decode()
    render(decision.draft_id)
    answer = browser.get(poll).content.decode()
    assert reverse("documents:page", args=[decision.draft.code, 1]) in answer
    assert poll not in answer


def test_nobody_else_is_told_of_a_draft(client_of, dossier):
    decision = DecisionFactory(dossier=dossier, issued=True)
    where = address("paper_progress", decision)
    assert client_of(UserFactory(clerk=True, unit=dossier.unit)).get(where).status_code == 200
    assert client_of(UserFactory(clerk=True)).get(where).status_code == 404


def test_the_dossiers_page_leads_to_its_decision(client_of, dossier):
    decision = DecisionFactory(dossier=dossier, issued=True)
    clerk = UserFactory(clerk=True, unit=dossier.unit)
    told = client_of(clerk).get(dossier.get_absolute_url())
    assert "Quyết định số 01/QĐ-UBND ngày 20/11/2023" in text_of(told)
    assert decision.document.get_absolute_url() in told.content.decode()


def test_drafts_are_on_the_dossiers_page_of_phong_noi_vu_only(client_of, officer, dossier):
    decision = DecisionFactory(dossier=dossier)
    for user, sees in ((officer, True), (UserFactory(clerk=True, unit=dossier.unit), False)):
        page = client_of(user).get(dossier.get_absolute_url()).content.decode()
        assert (decision.get_absolute_url() in page) is sees


# --- writing ------------------------------------------------------------------------------------


def test_words_are_edited_and_come_back_when_refused(client_of, officer):
    decision = DecisionFactory()
    browser, where = client_of(officer), address("edit", decision)
    typed = {
        "reason": "đã dũng cảm cứu người",
        "fund_line": FUND,
        "line_order": "by_name",
        "letter_number": "",
        "letter_on": "",
        "fingerprint": fingerprint(decision),
    }
    assert browser.post(where, {**typed, "fund_line": ""}).status_code == 422
    assert browser.post(where, typed).headers["Location"] == decision.get_absolute_url()
    stale = browser.post(where, {**typed, "reason": "đã có thành tích do người khác ghi"})
    assert stale.status_code == 409
    assert "đã có thành tích do người khác ghi" in stale.content.decode()
    assert "vừa được người khác sửa" in text_of(stale)


def test_lines_are_added_and_removed_from_the_page(client_of, officer, dossier):
    decision = DecisionFactory(dossier=dossier)
    [new] = recommended(dossier)
    browser = client_of(officer)
    assert new.full_name in text_of(browser.get(address("add", decision)))
    browser.post(address("add", decision), {"line": [new.pk]})
    assert decision.lines.count() == 2
    line = decision.lines.get(nomination=new)
    browser.post(address("remove", decision), {"line": [line.pk]})
    assert decision.lines.count() == 1
    refused = browser.post(address("remove", decision), {})
    assert refused.status_code == 422
    assert "Chọn ít nhất một trường hợp" in text_of(refused)
    refused = browser.post(address("add", decision), {})
    assert refused.status_code == 422


@pytest.mark.parametrize("name", ["edit", "add", "submit"])
def test_pages_for_writing_lead_back_once_it_left_the_desk(name, client_of, head):
    decision = DecisionFactory(submitted=True, head=head)
    answer = client_of(head).get(address(name, decision))
    assert answer.headers["Location"] == decision.get_absolute_url()


# --- steps of Phòng Nội vụ ----------------------------------------------------------------------


def test_the_head_submits_with_the_letter(client_of, head):
    decision = DecisionFactory()
    browser, where = client_of(head), address("submit", decision)
    page = browser.get(where).content.decode()
    assert 'value="20/11/2023"' in page
    typed = {
        "letter_number": "112/TTr-PNV",
        "letter_on": "2023-11-20",
        "note": "Đủ điều kiện.",
        "seen": "0",
        "fingerprint": fingerprint(decision),
    }
    refused = browser.post(where, {**typed, "letter_number": ""})
    assert refused.status_code == 422
    assert "Đủ điều kiện." in refused.content.decode()
    assert browser.post(where, typed).headers["Location"] == decision.get_absolute_url()
    decision.refresh_from_db()
    assert decision.state == DecisionState.SUBMITTED
    again = browser.post(where, typed)  # the same click twice
    assert again.headers["Location"] == decision.get_absolute_url()
    assert decision.events.count() == 1


def test_a_submission_from_a_stale_page_keeps_what_was_typed(client_of, head, dossier, officer):
    decision = DecisionFactory(dossier=dossier)
    typed = {
        "letter_number": "112/TTr-PNV",
        "letter_on": "2023-11-20",
        "note": "Đủ điều kiện.",
        "seen": "0",
        "fingerprint": fingerprint(decision),
    }
    decision_services.add_lines(decision, recommended(dossier), by=officer)
    answer = client_of(head).post(address("submit", decision), typed)
    assert answer.status_code == 409
    assert "Đủ điều kiện." in answer.content.decode()
    assert "cho 02 cá nhân" in text_of(answer)


def test_what_stands_against_a_submission_is_on_the_page(client_of, head, dossier):
    decision = DecisionFactory(dossier=dossier)
    dossier_transitions.reopen(dossier, by=head, note="Xem lại thành tích.")
    told = text_of(client_of(head).get(address("submit", decision)))
    assert "chưa kết luận thẩm định" in told


def test_recall_and_discard_from_the_page(client_of, head):
    decision = DecisionFactory(submitted=True, head=head)
    browser = client_of(head)
    seen = seen_mark(decision)
    browser.post(address("recall", decision), {"seen": seen})
    decision.refresh_from_db()
    assert decision.state == DecisionState.DRAFTED
    stale = browser.post(address("discard", decision), {"seen": seen})
    assert stale.status_code == 409
    assert "rút tờ trình" in text_of(stale)
    browser.post(address("discard", decision), {"seen": seen_mark(decision)})
    decision.refresh_from_db()
    assert decision.state == DecisionState.DISCARDED
    assert "Đã bỏ dự thảo" in text_of(browser.get(decision.get_absolute_url()))


def test_a_merit_title_has_a_page_too(client_of, officer, dossier):
    line = NominationFactory(
        dossier=dossier, recommended=True, award_type=AwardType.objects.get(code="LDTT")
    )
    decision = DecisionFactory(nominations=[line], reason=REASON)
    told = text_of(client_of(officer).get(decision.get_absolute_url()))
    assert "Công nhận danh hiệu “Lao động tiên tiến” cho 01 cá nhân" in told
    told = text_of(client_of(officer).get(reverse("decisions:list")))
    assert "Công nhận danh hiệu" in told


def test_after_one_signature_the_page_leads_to_the_next(client_of):
    first, second = (DecisionFactory(submitted=True) for _ in range(2))
    approve(first)
    page = client_of(chairman()).get(first.get_absolute_url()).content.decode()
    assert address("sign", second) in page


def test_the_journey_is_told_for_every_state(client_of, officer):
    for state in ("submitted", "returned", "issued", "discarded"):
        decision = DecisionFactory(**{state: True})
        assert client_of(officer).get(decision.get_absolute_url()).status_code == 200
    again = DecisionFactory(returned=True)
    submit(again, UserFactory(home_affairs_head=True))
    transitions.send_back(again, by=chairman(), note="Vẫn chưa đạt.")
    told = text_of(client_of(officer).get(again.get_absolute_url()))
    assert "Phòng Nội vụ sửa theo ý kiến Chủ tịch" in told
    assert "Nhật ký xử lý: 4 bước" in told
