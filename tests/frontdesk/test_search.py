"""The search of every page: each kind, who finds what, codes, odd input, what it costs."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.models import Decision
from dossiers.models import Dossier
from dossiers.services import nominee as nominee_services
from dossiers.transitions import supplement as supplement_transitions
from frontdesk import search
from nganam_awards.core.registry import searches
from nganam_awards.documents.models import Document
from tests.dossiers.conftest import a_town
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory, NominationFactory
from tests.factories.units import OFFICES, UnitFactory, UserFactory
from units.models import Unit, User


pytestmark = pytest.mark.django_db
ADDRESS = "/tim/"


@pytest.fixture
def ward() -> Unit:
    return UnitFactory(code="UBND_P1", name="Ủy ban nhân dân Phường 1")


@pytest.fixture
def clerk(ward) -> User:
    return UserFactory(clerk=True, unit=ward, full_name="Lê Thị Cẩm Tú")


@pytest.fixture
def officer() -> User:
    return UserFactory(officer=True)


@pytest.fixture
def dossier(ward, clerk):
    """Filed, received, appraised; one person is called as half of the town."""
    found = DossierFactory(
        appraised=True,
        ref="HS-2023-00042",
        title="Nông thôn mới: Đặng Văn Đực cứu người",
        persons=0,
        plan=AwardPlanFactory(
            approved=True,
            campaign__organiser=ward,
            campaign__name="Dạy tốt, học tốt",
            paper_number="15/KH-UBND",
        ),
        created_by=clerk,
    )
    NominationFactory(dossier=found, recommended=True, full_name="Nguyễn Thị Ánh Tuyết")
    return found


@pytest.fixture
def decision(dossier, officer):
    return DecisionFactory(
        dossier=dossier,
        nominations=list(dossier.nominations.all()),
        officer=officer,
        reason="đã dũng cảm cứu người đuối nước",
        issued=True,
    )


@pytest.fixture
def find(client_of):
    """{kind: what is listed under it while this person types}."""

    def ask(person: User, typed: str) -> dict[str, list[str]]:
        answer = client_of(person).get(ADDRESS, {"q": typed}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        found = {}
        for part in re.split(r'(?=<div class="found__group")', unescape(answer.text))[1:]:
            kind = re.search(r'<div class="found__title"[^>]*>([^<]+)', part)[1]
            found[kind] = re.findall(r'class="found__name">([^<]+)', part)
        return found

    return ask


# what is found


NONG_THON = "Nông thôn mới: Đặng Văn Đực cứu người"
PLAN = "Dạy tốt, học tốt – tổng kết 2023"
DECISION = "Quyết định số 01/QĐ-UBND"
FINDS = {
    "NÔNG THÔN đặng": ("Hồ sơ", NONG_THON),
    "duc dang nong": ("Hồ sơ", NONG_THON),
    "HS-2023-00042": ("Hồ sơ", NONG_THON),
    "hs 42": ("Hồ sơ", NONG_THON),
    "hs42": ("Hồ sơ", NONG_THON),
    "2023-42": ("Hồ sơ", NONG_THON),
    "ubnd phuong 1": ("Hồ sơ", NONG_THON),
    "anh tuy": ("Người và tập thể", "Nguyễn Thị Ánh Tuyết"),
    "cuu nguoi duoi": ("Quyết định", DECISION),
    "01/qđ-ubnd": ("Quyết định", DECISION),
    "1 qd": ("Quyết định", DECISION),
    "day tot hoc tot 2023": ("Phong trào", PLAN),
    "15/KH-UBND": ("Phong trào", PLAN),
    "phuong 1": ("Đơn vị", "UBND Phường 1"),
    "ubnd": ("Đơn vị", "UBND Phường 1"),
}


def test_each_kind_is_found_by_its_words_and_codes(decision, officer, find):
    answers = {typed: find(officer, typed) for typed in FINDS}
    missed = {
        typed: answers[typed]
        for typed, (kind, name) in FINDS.items()
        if name not in answers[typed].get(kind, [])
    }
    assert missed == {}


def test_a_receipt_code_and_a_lookup_code_are_found(decision, dossier, officer, find):
    Dossier.objects.filter(pk=dossier.pk).update(one_stop_code="231030-0001")
    for typed in ("231030-0001", "231030 1", "2310"):
        assert find(officer, typed)["Hồ sơ"] == [dossier.title]
    code = Document.objects.get(pk=decision.document_id).code
    for typed in (code, code.replace("-", " ").lower()):
        assert find(officer, typed)["Mã tra cứu"] == [f"Kiểm tra văn bản có mã {code}"]


def test_what_is_listed_opens(decision, dossier, officer, client_of):
    browser = client_of(officer)
    for typed in ("01/QĐ-UBND", "tuyet", "15/KH", "phuong 1", "hs 42"):
        page = browser.get(ADDRESS, {"q": typed}).text
        links = re.findall(r'class="found__hit" href="([^"]+)"', page)
        assert links
        for link in links:
            assert browser.get(unescape(link)).status_code == 200, link


def test_the_very_number_comes_first(officer, decision, find):
    for number in range(9):
        other = DecisionFactory(reason=f"phong trào số 1{number}", officer=officer)
        assert other.pk > decision.pk
    DossierFactory(received=True, ref="HS-2023-42000", title="42 năm xây dựng")
    assert find(officer, "1")["Quyết định"][0] == DECISION
    assert find(officer, "hs 42")["Hồ sơ"] == [NONG_THON, "42 năm xây dựng"]


def test_the_very_number_is_found_however_many_begin_so(monkeypatch, officer, find):
    very = DossierFactory(received=True, ref="HS-2023-00042", title="Bốn mươi hai")
    for number in range(3):
        DossierFactory(received=True, ref=f"HS-2023-4200{number}", title="Khác")
    monkeypatch.setattr("nganam_awards.core.search.LOOKED_AT", 1)
    assert find(officer, "hs 42")["Hồ sơ"][0] == very.title


# who finds what


def test_what_a_unit_is_still_mending_is_read_there_alone(find):
    there = a_town()
    filed = there.appraising(persons=1, title="Bản đã gửi")
    supplement_transitions.ask_more(
        filed, words="Ghi rõ chức vụ.", until=date(2023, 11, 27), by=there.officer
    )
    line = filed.nominations.get()
    line.dossier, line.position = Dossier.objects.get(pk=filed.pk), "Phó trưởng khóm 9"
    nominee_services.edit_line(line, by=there.clerk)
    told = {
        person: hit.note
        for person in (there.clerk, there.officer)
        for group in search.find(person, line.full_name, 4)
        for hit in group.hits
        if group.title == "Người và tập thể"
    }
    assert "Phó trưởng khóm 9" in told[there.clerk]
    assert "Phó trưởng khóm 9" not in told[there.officer]


def test_a_stranger_finds_nothing_of_it_and_no_count_tells(ward, dossier, decision, find):
    stranger = UserFactory(clerk=True, unit=UnitFactory(name="Ủy ban nhân dân xã Vĩnh Quới"))
    for typed in ("hs 42", "tuyet", "01/qd-ubnd", "cuu nguoi", dossier.one_stop_code):
        assert find(stranger, typed) == {}
    council = UserFactory(council_member=True)
    assert set(find(council, "day tot")) == {"Phong trào"}
    assert find(council, "tuyet") == {}


@pytest.mark.parametrize("state", ["draft", "awaiting_head"])
def test_what_has_not_left_the_unit_is_found_there_alone(ward, clerk, officer, find, state):
    row = DossierFactory(
        **{state: True}, unit=ward, plan__campaign__organiser=ward, title="Bản nháp riêng"
    )
    NominationFactory(dossier=row, full_name="Thạch Sô Phia")
    assert find(clerk, "ban nhap")["Hồ sơ"] == ["Bản nháp riêng"]
    assert find(clerk, "so phia")["Người và tập thể"] == ["Thạch Sô Phia"]
    for other in (officer, UserFactory(chairman=True), UserFactory(administrator=True)):
        assert find(other, "ban nhap") == find(other, "so phia") == {}


def test_a_decision_is_found_by_its_units_once_issued(ward, clerk, dossier, officer, find):
    lines = list(dossier.nominations.all())
    DecisionFactory(dossier=dossier, nominations=lines, reason="đã cứu người", submitted=True)
    assert "Quyết định" not in find(clerk, "cuu nguoi")
    assert find(officer, "cuu nguoi")["Quyết định"] == ["Dự thảo: đã cứu người"]
    assert find(UserFactory(chairman=True), "cuu nguoi")["Quyết định"]
    assert "Quyết định" not in find(UserFactory(clerical=True), "cuu nguoi")


def test_the_rooms_of_a_person_say_which_kinds_there_are(ward, clerk, decision, officer, find):
    keeper, clerical = UserFactory(administrator=True), UserFactory(clerical=True)
    assert set(find(keeper, "phuong 1")) == {"Phong trào", "Đơn vị"}
    assert find(keeper, "cam tu") == {"Người dùng": ["Lê Thị Cẩm Tú"]}
    assert find(clerk, "phuong 1")["Đơn vị của tôi"] == ["UBND Phường 1"]
    assert "Đơn vị" not in find(clerk, "phuong 1")
    assert find(officer, "cam tu") == {}
    assert find(clerical, "01/QĐ")["Quyết định"] == ["Quyết định số 01/QĐ-UBND"]
    assert find(clerical, "tuyet") == {}


# odd input, bounds, cost


def test_nonsense_finds_nothing_and_breaks_nothing(dossier, officer, find, client_of):
    browser = client_of(officer)
    for typed in ("", " ", "a", "Đ", "!&|:*'", "\0", "\u200b", "%_%", "((", "🙂", "zzzz khong"):
        assert find(officer, typed) == {}, typed
        assert browser.get(ADDRESS, {"q": typed}).status_code == 200, typed


def test_very_long_input_is_cut_and_still_searched(decision, dossier, officer, find, client_of):
    many = "nong thon moi dang van duc cuu nguoi " + "khong co chu nay " * 60
    assert find(officer, many)["Hồ sơ"] == [dossier.title]
    page = client_of(officer).get(ADDRESS, {"q": "x" * 5000})
    assert "x" * 101 not in page.text
    assert client_of(officer).get(ADDRESS).status_code == 200


def test_of_one_kind_a_few_are_listed_and_the_list_has_the_rest(dossier, officer, client_of, find):
    for _ in range(14):
        NominationFactory(dossier=dossier, full_name="Trần Văn Bé")
    assert len(find(officer, "tran be")["Người và tập thể"]) == 4
    browser = client_of(officer)
    typing = browser.get(ADDRESS, {"q": "tran be"}, headers={"HX-Request": "true"}).text
    assert "Hơn\n" in typing
    assert 'href="/ho-so/?q=tran+be"' in typing
    page = browser.get(ADDRESS, {"q": "tran be"}).text
    assert page.count('class="found__name"') == 12
    assert dossier.ref in browser.get("/ho-so/?q=tran+be").text


def test_a_search_costs_at_most_one_question_a_kind(decision, dossier, client_of, ward):
    def cost(browser, typed: str) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            browser.get(ADDRESS, {"q": typed}, headers={"HX-Request": "true"})
        return [q["sql"] for q in asked]

    browsers = {
        office: client_of(
            UserFactory(**{office: True}, **({"unit": ward} if office in {"clerk", "head"} else {}))
        )
        for office in OFFICES
    }

    def of_units(sql: str) -> bool:
        return 'FROM "units_unit"' in sql.partition("WHERE")[0]

    few = {office: len(cost(browser, "tuyet 01")) for office, browser in browsers.items()}
    for number in range(3):
        NominationFactory(dossier=dossier, full_name=f"Nguyễn Văn Tuyết 01{number}")
    for office, browser in browsers.items():
        many = cost(browser, "tuyet 01")
        assert len(many) == few[office]
        # The account; rights of offices and of units; which units are meant; then one question a
        # kind at most.
        assert len(many) <= 4 + len(list(searches)), many
        of_large = [sql for sql in many if ("@@" in sql or " ~ " in sql) and not of_units(sql)]
        assert all("LIMIT" in sql for sql in of_large), many


def test_the_page_works_without_script(decision, officer, client_of):
    page = client_of(officer).get("/").text
    form = re.search(r'<form class="find top__search".*?</form>', page, re.S)[0]
    assert 'method="get"' in form
    assert 'action="/tim/"' in form
    assert 'name="q"' in form
    found = client_of(officer).get(ADDRESS, {"q": "tuyết"}).text
    assert "Nguyễn Thị Ánh Tuyết" in found
    assert 'value="tuyết"' in found


def test_a_paper_of_the_book_is_found_by_whoever_reads_the_book(officer, find, clerk):
    found = DecisionFactory(officer=officer, issued=True)
    assert Decision.objects.get(pk=found.pk).entry_id
    assert "Sổ văn bản" not in find(officer, found.symbol)  # it has a page of its own
    entry = found.entry
    entry.pk, entry.number, entry.symbol = None, 77, "77/QĐ-UBND"
    entry.given_on, entry.subject = date(2023, 3, 1), "Ký trên giấy"
    entry._state.adding = True
    entry.save()
    assert find(officer, "77")["Sổ văn bản"] == ["Quyết định số 77/QĐ-UBND"]
    assert find(clerk, "77/qd") == {}
