"""The number book: who numbers, what a number can no longer be, what was signed on paper."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Quota
from decisions import transitions
from decisions.enums import DecisionState
from decisions.models import Decision, PaperDecision
from decisions.notifications import messages_for
from decisions.services import paper_decision as paper_decision_services
from dossiers.enums import NominationState
from law.enums import EntryOrigin, SeriesPolicy
from law.models import Authority, NumberBook, NumberEntry
from law.services import number_book as number_book_services
from nganam_awards.core.clock import OFFICE_ZONE
from nganam_awards.core.files.tasks import forget_kept_uploads
from nganam_awards.core.models import KeptUpload
from nganam_awards.core.refusals import AlreadyDone, Refused
from tests.decisions.hands import approve, states_of
from tests.factories.campaigns import chairman
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.files import TINY_PDF
from tests.factories.units import UserFactory
from tests.second_look import mark, twice


pytestmark = pytest.mark.django_db
TODAY = date(2023, 11, 20)


@pytest.fixture
def keeper():
    return UserFactory(clerical=True)


@pytest.fixture
def shared(keeper):
    """Văn thư keeps one book for all papers of the town this year."""
    return number_book_services.choose_policy("QĐ", 2023, SeriesPolicy.SHARED, by=keeper)


@pytest.fixture
def approved(shared):
    """Approved by the Chairman, waiting for its number."""
    decision = DecisionFactory(submitted=True, persons=2)
    return approve(decision)


def fresh(decision):
    return Decision.objects.get(pk=decision.pk)


# --- shared -------------------------------------------------------------------------------------


def test_in_a_shared_series_the_approval_waits_for_the_number(approved):
    decision = fresh(approved)
    assert decision.state == DecisionState.APPROVED
    assert (decision.entry, decision.document, decision.issued_on) == (None, None, None)
    assert decision.signatory is not None
    assert states_of(decision) == {NominationState.DECIDED}
    assert sum(Quota.objects.values_list("awarded", flat=True)) == 2
    assert not NumberEntry.objects.exists()


def test_places_that_an_approval_has_filled_are_not_told_as_exceeded(approved, client_of):
    Quota.objects.filter(awarded=2).update(limit=2)
    for reader in (UserFactory(officer=True), chairman()):
        page = client_of(reader).get(approved.get_absolute_url()).text
        assert "So với kế hoạch đã duyệt" in page
        assert "Vượt chỉ tiêu" not in page


def test_the_number_of_van_thu_issues_it_and_gaps_are_other_papers(approved, keeper):
    issued = transitions.enter_number(approved, number=96, on=TODAY, by=keeper)
    decision = fresh(issued)
    assert (decision.state, decision.symbol) == (DecisionState.ISSUED, "96/QĐ-UBND")
    assert decision.document.symbol == "96/QĐ-UBND"
    entry = decision.entry
    assert (entry.origin, entry.entered_by) == (EntryOrigin.TYPED, keeper)
    assert states_of(decision) == {NominationState.AWARDED}
    assert number_book_services.gaps(entry.book) == ["1–95"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"number": 96, "on": date(2023, 11, 19)}, "từ ngày duyệt 20/11/2023"),
        ({"number": 96, "on": date(2023, 11, 21)}, "đến hôm nay 20/11/2023"),
        ({"number": 7, "on": TODAY}, "Số 07/QĐ-UBND của năm 2023 đã dùng"),
    ],
)
def test_a_number_or_day_that_cannot_be_is_refused(typed, told, approved, shared, keeper):
    number_book_services.spoil(shared, 7, reason="Ghi nhầm sổ", by=keeper)
    with pytest.raises(Refused, match=told):
        transitions.enter_number(approved, **typed, by=keeper)
    assert fresh(approved).state == DecisionState.APPROVED


def test_a_paper_cites_the_law_of_the_day_on_which_it_was_approved(at, shared, keeper):
    at(date(2023, 12, 29))
    decision = approve(DecisionFactory(submitted=True))
    at(date(2024, 1, 2))
    with pytest.raises(Refused, match="căn cứ pháp lý khác ngày Chủ tịch duyệt 29/12/2023"):
        transitions.enter_number(decision, number=96, on=date(2024, 1, 2), by=keeper)
    issued = transitions.enter_number(decision, number=96, on=date(2023, 12, 29), by=keeper)
    assert any("26 tháng 11 năm 2003" in line for line in issued.document.context["grounds"])


def test_only_van_thu_enters_numbers_and_only_once(approved, keeper):
    with pytest.raises(PermissionDenied):
        transitions.enter_number(approved, number=96, on=TODAY, by=UserFactory(officer=True))
    transitions.enter_number(approved, number=96, on=TODAY, by=keeper)
    with pytest.raises(Refused):
        transitions.enter_number(approved, number=97, on=TODAY, by=keeper)
    assert NumberEntry.objects.count() == 1


def test_the_chairman_may_take_his_approval_back_until_the_number_is_given(approved):
    signer = chairman()
    with pytest.raises(Refused, match="Ghi lý do hủy duyệt"):
        transitions.void_approval(approved, by=signer, note=" ")
    transitions.void_approval(approved, by=signer, note="Xem lại một trường hợp.")
    decision = fresh(approved)
    assert (decision.state, decision.signatory) == (DecisionState.SUBMITTED, None)
    assert states_of(decision) == {NominationState.WITH_CHAIRMAN}
    assert sum(Quota.objects.values_list("awarded", flat=True)) == 0
    assert approve(decision).state == DecisionState.APPROVED


def test_an_issued_decision_is_not_taken_back_here(approved, keeper):
    transitions.enter_number(approved, number=96, on=TODAY, by=keeper)
    with pytest.raises(Refused):
        transitions.void_approval(approved, by=chairman(), note="Muộn rồi.")


def test_van_thu_is_told_of_what_waits(approved, keeper):
    event = approved.events.newest_first().first()
    (message,) = messages_for(event)
    assert message.user == keeper
    assert message.url == reverse("decisions:enter_number", args=[approved.pk])


# --- policy -------------------------------------------------------------------------------------


def test_the_policy_of_a_series_with_numbers_stays_until_the_year_ends(keeper):
    DecisionFactory(issued=True)
    with pytest.raises(Refused, match="đã có số nên giữ cách cấp số đến hết năm"):
        number_book_services.choose_policy("QĐ", 2023, SeriesPolicy.SHARED, by=keeper)
    assert (
        number_book_services.choose_policy("QĐ", 2024, SeriesPolicy.SHARED, by=keeper).year == 2024
    )


def test_a_new_year_goes_on_as_the_old_one(shared, at):
    at(date(2024, 1, 2))
    assert approve(DecisionFactory(submitted=True)).state == DecisionState.APPROVED
    book = number_book_services.locked_book(shared.authority, "QĐ", 2024)
    assert (book.policy, book.last) == (SeriesPolicy.SHARED, 0)


def test_the_same_policy_again_and_other_people_change_nothing(shared, keeper):
    with pytest.raises(AlreadyDone):
        number_book_services.choose_policy("QĐ", 2023, SeriesPolicy.SHARED, by=keeper)
    with pytest.raises(PermissionDenied):
        number_book_services.choose_policy(
            "QĐ", 2023, SeriesPolicy.OWN, by=UserFactory(officer=True)
        )


@pytest.mark.parametrize(
    ("moment", "symbol", "year"),
    [
        (datetime(2023, 12, 31, 23, 59, 59, tzinfo=OFFICE_ZONE), "02/QĐ-UBND", 2023),
        (datetime(2024, 1, 1, 0, 0, 0, tzinfo=OFFICE_ZONE), "01/QĐ-UBND", 2024),
    ],
)
def test_new_year_comes_by_local_midnight(moment, symbol, year, at):
    DecisionFactory(issued=True)
    decision = DecisionFactory(submitted=True)
    at(moment)
    issued = approve(decision)
    assert (issued.symbol, issued.entry.book.year) == (symbol, year)


# --- numbers that were not used, papers ---------------------------------------------------------


def test_a_spoiled_number_stays_in_the_book_and_is_never_used(shared, approved, keeper):
    entry = number_book_services.spoil(shared, 95, reason="Hỏng bản in", by=keeper)
    assert (entry.void_reason, entry.voided_on) == ("Hỏng bản in", TODAY)
    with pytest.raises(Refused, match="đã dùng: Không sử dụng"):
        transitions.enter_number(approved, number=95, on=TODAY, by=keeper)
    town = Authority.objects.get(code="UBND_TX")
    own = NumberBook.objects.create(authority=town, kind="TTr", year=2023)
    with pytest.raises(Refused, match="cổng tự cấp số"):
        number_book_services.spoil(own, 1, reason="Thử", by=keeper)


def scan(content=TINY_PDF, name="QĐ 97.pdf"):
    return SimpleUploadedFile(name, content)


def paper(by, **more):
    words = {
        "kind": "QĐ",
        "number": 97,
        "on": date(2023, 11, 17),
        "subject": "Tặng Giấy khen đột xuất",
        "signed_by": "Trần Hoàng Khánh",
        "upload": scan(),
    }
    return paper_decision_services.register_paper(**(words | more), by=by)


def test_a_decision_signed_on_paper_stands_in_the_same_series_with_its_scan(shared, keeper):
    made = paper(keeper)
    assert (made.entry.symbol, made.entry.origin) == ("97/QĐ-UBND", EntryOrigin.PAPER)
    with pytest.raises(Refused, match="đã dùng: Tặng Giấy khen đột xuất"):
        paper(keeper)


def test_a_paper_decision_takes_the_next_number_of_an_own_series(keeper):
    DecisionFactory(issued=True)
    with pytest.raises(Refused, match="số tiếp theo là 02"):
        paper(keeper, number=9, on=TODAY)
    with pytest.raises(Refused, match="sau số 01/QĐ-UBND ngày 20/11/2023"):
        paper(keeper, number=2)
    paper(keeper, number=2, on=TODAY)
    assert DecisionFactory(issued=True).symbol == "03/QĐ-UBND"


def test_a_scan_is_opened_to_be_believed(shared, keeper):
    with pytest.raises(Refused):
        paper(keeper, upload=scan(b"%PDF-1.7 no paper"))
    with pytest.raises(Refused, match="chưa đến"):
        paper(keeper, on=date(2023, 11, 21))
    assert not PaperDecision.objects.exists()
    assert not NumberEntry.objects.exists()


# --- days follow numbers -------------------------------------------------------------------------


@pytest.fixture
def in_office(settings):
    """Nobody moves the day: no demonstration."""
    settings.IS_DEMONSTRATION = False


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"number": 97, "on": date(2023, 11, 20)}, "sau số 96/QĐ-UBND ngày 21/11/2023"),
        ({"number": 95, "on": date(2023, 11, 22)}, "trước số 96/QĐ-UBND ngày 21/11/2023"),
        ({"number": 98, "on": date(2023, 11, 20)}, "phải từ 21/11/2023"),
        ({"number": 92, "on": date(2023, 11, 21)}, "từ 20/11/2023 đến 20/11/2023"),
    ],
)
def test_the_day_of_a_number_lies_between_those_of_its_neighbours(typed, told, shared, keeper, at):
    first, second, third, fourth = [approve(DecisionFactory(submitted=True)) for _ in range(4)]
    at(date(2023, 11, 22))
    for decision, taken, day in ((first, 91, 20), (second, 93, 20), (third, 96, 21)):
        transitions.enter_number(decision, number=taken, on=date(2023, 11, day), by=keeper)
    with pytest.raises(Refused, match=told):
        transitions.enter_number(fourth, **typed, by=keeper)
    assert fresh(fourth).state == DecisionState.APPROVED
    transitions.enter_number(fourth, number=97, on=date(2023, 11, 22), by=keeper)


def test_the_day_on_which_a_number_was_spoiled_binds_no_paper(shared, approved, keeper, at):
    at(date(2023, 11, 22))
    number_book_services.spoil(shared, 95, reason="Hỏng bản in", by=keeper)
    transitions.enter_number(approved, number=96, on=TODAY, by=keeper)
    number_book_services.spoil(shared, 94, reason="Hỏng bản in", by=keeper)


def test_a_number_given_by_the_portal_is_never_of_an_earlier_day(in_office, at):
    decision = DecisionFactory(submitted=True)
    at(date(2023, 11, 21))
    DecisionFactory(issued=True)
    at(date(2023, 11, 20))
    with pytest.raises(Refused, match="sau số 01/QĐ-UBND ngày 21/11/2023"):
        approve(decision)


def test_where_the_demonstrations_day_was_moved_back_the_page_warns_and_signs(at, client_of):
    decision = DecisionFactory(submitted=True)
    DecisionFactory(issued=True)
    at(date(2023, 11, 17))
    page = client_of(chairman()).get(reverse("decisions:sign", args=[decision.pk])).text
    assert "01/QĐ-UBND" in page
    assert "hôm nay 17/11/2023 sớm hơn" in page
    assert "Tờ trình 112/TTr-PNV ghi ngày 20/11/2023" in page
    assert approve(decision).issued_on == date(2023, 11, 17)


def test_van_thu_is_warned_beside_the_form_too(approved, keeper, client_of, at):
    at(date(2023, 11, 17))
    page = client_of(keeper).get(reverse("decisions:enter_number", args=[approved.pk])).text
    assert "hôm nay 17/11/2023 sớm hơn" in page


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2023, 11, 21), "Tờ trình 112/TTr-PNV ghi ngày 22/11/2023"),
        (date(2023, 11, 20), "có ý kiến thẩm định ngày 21/11/2023"),
        (date(2023, 11, 16), "nộp ngày 17/11/2023"),
    ],
)
def test_no_decision_is_of_a_day_before_its_letter_filings_and_verdicts(day, told, in_office, at):
    at(date(2023, 11, 17))
    dossier = DossierFactory(appraised=True, persons=0)
    at(date(2023, 11, 21))
    rows = [NominationFactory(dossier=dossier, recommended=True)]
    at(date(2023, 11, 22))
    decision = DecisionFactory(nominations=rows, submitted=True)
    at(day)
    with pytest.raises(Refused) as refused:
        approve(decision)
    assert told in " ".join(refused.value.reasons)


# --- pages --------------------------------------------------------------------------------------


def test_van_thu_enters_the_number_on_its_page(approved, keeper, client_of):
    desk = client_of(keeper)
    assert approved.act in desk.get(reverse("decisions:book_waiting")).text
    address = reverse("decisions:enter_number", args=[approved.pk])
    wrong = desk.post(address, {"number": "chín", "on": "2023-11-20"})
    assert wrong.status_code == 422
    assert "Chỉ ghi chữ số" in wrong.text
    late = twice(desk, address, {"number": "96", "on": "2023-11-21"})
    assert late.status_code == 422
    assert 'value="96"' in late.text
    done = twice(desk, address, {"number": "96", "on": "2023-11-20"}, follow=True)
    assert "Đã ban hành Quyết định số 96/QĐ-UBND" in done.text
    assert "96/QĐ-UBND" in desk.get(reverse("decisions:book")).text


def test_what_is_issued_is_said_before_it_is_and_nothing_typed_is_lost(
    approved, keeper, client_of, at
):
    at(date(2023, 12, 4))
    desk = client_of(keeper)
    address = reverse("decisions:enter_number", args=[approved.pk])
    asked = desk.post(address, {"number": "12", "on": "01/12/2023"})
    assert asked.status_code == 200
    assert "số 12/QĐ-UBND ngày 01/12/2023 (Thứ Sáu), gồm" in asked.text
    assert "không sửa được" in asked.text
    assert 'value="01/12/2023"' in asked.text
    assert fresh(approved).state == DecisionState.APPROVED
    # The word was given for that day, not for another one.
    other = desk.post(address, {"number": "12", "on": "04/12/2023", "looked": mark(asked)})
    assert "04/12/2023 (Thứ Hai)" in other.text
    assert fresh(approved).state == DecisionState.APPROVED
    desk.post(address, {"number": "12", "on": "04/12/2023", "looked": mark(other)})
    assert fresh(approved).issued_on == date(2023, 12, 4)


def test_the_chairman_takes_it_back_on_the_decisions_page(approved, client_of):
    desk = client_of(chairman())
    assert "Hủy duyệt" in desk.get(approved.get_absolute_url()).text
    void = reverse("decisions:void", args=[approved.pk])
    page = desk.post(void, {"note": "Xem lại."}, follow=True)
    assert "Đã hủy duyệt" in page.text
    assert fresh(approved).state == DecisionState.SUBMITTED


def test_the_book_tells_sources_gaps_and_unused_numbers(shared, approved, keeper, client_of):
    transitions.enter_number(approved, number=3, on=TODAY, by=keeper)
    number_book_services.spoil(shared, 5, reason="Hỏng bản in", by=keeper)
    paper(keeper, on=TODAY)
    text = client_of(keeper).get(reverse("decisions:book")).text
    for words in (
        "Văn thư vào số",
        "Không sử dụng",
        "Hỏng bản in",
        "Quyết định giấy",
        "1–2, 4, 6–96",
    ):
        assert words in text
    found = client_of(keeper).get(reverse("decisions:book"), {"q": "97/QĐ"}).text
    assert "97/QĐ-UBND" in found
    assert "03/QĐ-UBND" not in found


def test_the_book_costs_the_same_for_one_number_and_for_many(keeper, client_of):
    def cost():
        desk = client_of(keeper)
        desk.get(reverse("decisions:book"))
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("decisions:book"))
        return len(asked)

    DecisionFactory(issued=True)
    one = cost()
    for _ in range(4):
        DecisionFactory(issued=True)
    assert cost() == one


def test_the_scan_and_the_book_are_the_towns_own(shared, keeper, client_of):
    made = paper(keeper)
    address = reverse("decisions:book_scan", args=[made.pk])
    answer = client_of(keeper).get(address)
    assert b"".join(answer.streaming_content) == TINY_PDF
    stranger = client_of(UserFactory(clerk=True))
    assert stranger.get(address).status_code == 404
    assert stranger.get(reverse("decisions:book")).status_code == 404
    officer = client_of(UserFactory(officer=True))
    assert officer.get(reverse("decisions:book")).status_code == 200
    assert officer.get(reverse("decisions:book_paper")).status_code == 403


def test_a_paper_is_registered_and_a_number_spoiled_on_the_pages(shared, keeper, client_of):
    desk = client_of(keeper)
    words = {
        "kind": "QĐ",
        "number": "97",
        "on": "2023-11-17",
        "subject": "Tặng Giấy khen đột xuất",
        "signed_by": "Trần Hoàng Khánh",
    }
    missing = desk.post(reverse("decisions:book_paper"), words)
    assert missing.status_code == 422
    assert "Chọn bản quét" in missing.text
    assert "Trần Hoàng Khánh" in missing.text
    asked = desk.post(reverse("decisions:book_paper"), words | {"upload": scan()})
    assert "số 97/QĐ-UBND ngày 17/11/2023 (Thứ Sáu)" in asked.text
    assert not PaperDecision.objects.exists()
    sure = words | {"upload": scan(), "looked": mark(asked)}
    done = desk.post(reverse("decisions:book_paper"), sure, follow=True)
    assert "Đã đăng ký Quyết định số 97/QĐ-UBND" in done.text
    spoil = reverse("decisions:book_spoil", args=[shared.pk])
    page = twice(desk, spoil, {"number": "5", "reason": "Hỏng"}, follow=True)
    assert "Đã ghi số không sử dụng" in page.text
    empty = desk.post(spoil, {"number": "6", "reason": ""})
    assert "Ghi lý do" in empty.text
    assert 'value="6"' in empty.text


def test_a_scan_survives_an_error_of_its_form_and_a_second_look(shared, keeper, client_of):
    desk, address = client_of(keeper), reverse("decisions:book_paper")
    words = {"kind": "QĐ", "number": "97", "on": "17/11/2023", "subject": "Tặng Giấy khen"}
    wrong = desk.post(address, words | {"upload": scan()})
    assert wrong.status_code == 422
    assert f"Tệp đã chọn: {scan().name} (giữ lại)" in wrong.text
    key = str(KeptUpload.objects.get().key)
    assert key in wrong.text
    thief = client_of(UserFactory(clerical=True))
    words |= {"signed_by": "Trần Hoàng Khánh", "upload-kept": key}
    assert "Chọn bản quét" in thief.post(address, words).text
    done = twice(desk, address, words, follow=True)
    assert "Đã đăng ký Quyết định số 97/QĐ-UBND" in done.text
    with PaperDecision.objects.get().file.open() as file:
        assert file.read() == TINY_PDF
    assert not KeptUpload.objects.exists()


def test_another_file_takes_the_place_of_the_kept_one(shared, keeper, client_of):
    desk, address = client_of(keeper), reverse("decisions:book_paper")
    desk.post(address, {"number": "97", "upload": scan()})
    other = SimpleUploadedFile("Bản khác.pdf", TINY_PDF)
    key = str(KeptUpload.objects.get().key)
    page = desk.post(address, {"number": "97", "upload": other, "upload-kept": key})
    assert "Tệp đã chọn: Bản khác.pdf" in page.text
    assert KeptUpload.objects.get().name == "Bản khác.pdf"


def test_beat_forgets_what_nobody_sent_again(shared, keeper, client_of):
    desk = client_of(keeper)
    desk.post(reverse("decisions:book_paper"), {"number": "97", "upload": scan()})
    kept = KeptUpload.objects.get()
    forget_kept_uploads()
    assert KeptUpload.objects.exists()
    KeptUpload.objects.update(kept_at=kept.kept_at - timedelta(hours=25))
    forget_kept_uploads()
    assert not KeptUpload.objects.exists()


def test_the_policy_is_chosen_on_the_page(keeper, client_of):
    address = reverse("decisions:book_policy")
    done = client_of(keeper).post(address, {"series": "QĐ-2023-shared"}, follow=True)
    assert "Sổ QĐ năm 2023" in done.text
    assert NumberBook.objects.get().policy == SeriesPolicy.SHARED
    assert client_of(keeper).post(address, {"series": "QĐ-x-y"}).status_code == 404
