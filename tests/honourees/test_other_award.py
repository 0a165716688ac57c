"""Awards of other bodies: entered with their paper, put right, withdrawn; nobody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from honourees.models import Award, AwardChange, Honouree
from law.models import AwardType
from tests.factories.files import TINY_PDF
from tests.factories.honourees import AwardFactory, HonoureeFactory
from tests.factories.units import UnitFactory, UserFactory


pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client_of):
    return client_of(UserFactory(officer=True))


def typed(**more):
    return {
        "award_type": AwardType.objects.get(code="BK_T").pk,
        "merit_year": "2021",
        "decision_symbol": "2760/QĐ-UBND",
        "decided_on": "05/10/2021",
        "issuer": "UBND tỉnh Sóc Trăng",
        "upload": SimpleUploadedFile("bang-khen.pdf", TINY_PDF),
    } | more


def entered(browser, record, **more):
    answer = browser.post(f"{record.get_absolute_url()}ghi/", typed(**more))
    assert answer.status_code == 302, answer.text
    return Award.objects.get(honouree=record)


def test_it_stands_on_the_page_with_its_paper(officer, client_of):
    record = HonoureeFactory()
    award = entered(officer, record)
    assert award.origin == "other"
    assert award.source == "Giấy tờ: bang-khen.pdf"
    text = officer.get(record.get_absolute_url()).text
    assert "UBND tỉnh Sóc Trăng quyết định" in text
    assert "không do thị xã chi" in text
    paper = f"/so-khen-thuong/lan-khen/{award.pk}/giay-to/{award.papers.get().pk}/"
    answer = officer.get(paper)
    assert b"".join(answer.streaming_content) == TINY_PDF
    assert "attachment" in answer["Content-Disposition"]
    own = client_of(UserFactory(clerk=True, unit=record.unit)).get(paper)
    assert b"".join(own.streaming_content) == TINY_PDF
    assert client_of(UserFactory(clerk=True)).get(paper).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"upload": ""}, "Chọn bản chụp"),
        ({"upload": SimpleUploadedFile("a.pdf", b"no pdf")}, "«a.pdf»"),
        ({"merit_year": "2022"}, "Năm thành tích không thể sau năm của quyết định"),
        ({"merit_year": "1890"}, "Năm thành tích từ 1945"),
        ({"decided_on": "05/10/2033"}, "05/10/2033"),
        ({"decision_symbol": ""}, "Số quyết định"),
        ({"issuer": ""}, "Cơ quan quyết định"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(officer, wrong, words):
    record = HonoureeFactory()
    answer = officer.post(f"{record.get_absolute_url()}ghi/", typed(**wrong))
    assert answer.status_code == 422
    assert words in answer.text
    assert not Award.objects.exists()


def test_the_same_award_is_not_entered_twice(officer):
    record = HonoureeFactory()
    entered(officer, record)
    answer = officer.post(f"{record.get_absolute_url()}ghi/", typed())
    assert answer.status_code == 422
    assert "Sổ đã có lần khen này" in answer.text


def test_it_is_put_right_with_a_reason_that_stays(officer):
    record = HonoureeFactory()
    award = entered(officer, record)
    address = f"/so-khen-thuong/lan-khen/{award.pk}/sua/"
    assert officer.post(address, typed(decision_symbol="2761/QĐ-UBND")).status_code == 422
    said = typed(decision_symbol="2761/QĐ-UBND", reason="Gõ nhầm số")
    assert officer.post(address, said).status_code == 302
    award.refresh_from_db()
    assert award.decision_symbol == "2761/QĐ-UBND"
    change = AwardChange.objects.get()
    assert "2760/QĐ-UBND" in change.told
    assert "số quyết định" in change.what
    assert "Gõ nhầm số" in officer.get(record.get_absolute_url()).text


def test_it_is_withdrawn_and_the_log_stays(officer):
    record = HonoureeFactory()
    award = entered(officer, record)
    address = f"/so-khen-thuong/lan-khen/{award.pk}/rut/"
    assert officer.post(address, {}).status_code == 422
    officer.post(address, {"reason": "Của người khác"})
    assert not Award.objects.exists()
    assert "Rút khỏi sổ" in officer.get(record.get_absolute_url()).text


def test_a_decision_of_the_portal_is_no_handwork(officer):
    award = AwardFactory()
    for step in ("sua", "rut"):
        answer = officer.post(f"/so-khen-thuong/lan-khen/{award.pk}/{step}/", {"reason": "x"})
        assert answer.status_code == 403
    assert Award.objects.filter(pk=award.pk).exists()


def test_somebody_new_is_compared_with_the_register_first(officer):
    unit = UnitFactory()
    known = HonoureeFactory(full_name="Lý Sà Rinh", unit=unit)
    who = {"kind": "person", "full_name": "Lý Sà Rinh", "born": "1985", "unit": unit.pk}
    answer = officer.post("/so-khen-thuong/ghi-noi-khac/", typed(**who))
    assert answer.status_code == 422
    assert f"{known.get_absolute_url()}ghi/" in answer.text
    answer = officer.post("/so-khen-thuong/ghi-noi-khac/", typed(**who, is_new="on"))
    assert answer.status_code == 302
    assert Honouree.objects.count() == 2
    assert not known.awards.exists()


@pytest.mark.parametrize(("office", "status"), [("clerk", 403), ("chairman", 403)])
def test_only_home_affairs_enters(client_of, office, status):
    record = HonoureeFactory()
    browser = client_of(UserFactory(**{office: True}, unit=record.unit))
    assert browser.get(f"{record.get_absolute_url()}ghi/").status_code == status
    assert browser.get("/so-khen-thuong/ghi-noi-khac/").status_code == status
    assert "Ghi khen thưởng nơi khác" not in browser.get(record.get_absolute_url()).text
