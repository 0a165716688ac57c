"""Sổ khiếu nại: entered, accepted or turned away, settled, by the days of the law."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dossiers.models import Complaint
from dossiers.queries.complaint import TermBook, due_of, is_late
from dossiers.services import complaint as complaint_services
from law.models import RuleValue
from nganam_awards.core.refusals import AlreadyDone, Refused


pytestmark = pytest.mark.django_db
WORDS = {
    "complainant": "Lê Thị Ba",
    "contact": "Khóm 1, Phường 1",
    "symbol": "412/QĐ-UBND",
    "about": "Tôi không được xét.",
}


def enter(town, **fields):
    fields = {
        "received_on": date(2023, 11, 20),
        "decided_on": date(2023, 10, 20),
        "line": None,
        "by": town.officer,
    } | fields
    return complaint_services.enter(**WORDS | fields)


def settle(row, by, on=date(2023, 11, 20), **fields):
    words = {"outcome": "unfounded", "answer": "Đúng quy định.", "symbol": "9/PNV"} | fields
    return complaint_services.settle(row, on=on, by=by, **words)


def test_the_number_counts_in_its_year(town):
    codes = [enter(town, about=f"Lần {n}").code for n in (1, 2)]
    assert codes == ["01/KN-2023", "02/KN-2023"]
    with pytest.raises(AlreadyDone, match="số 01/KN-2023"):
        enter(town, about="Lần 1")


@pytest.mark.parametrize(("is_complex", "day"), [(False, 20), (True, 4)])
def test_the_days_are_the_laws(town, at, is_complex, day):
    row, book = enter(town), TermBook()
    terms = book.terms_of(row)
    assert (terms.complain_by, terms.accept_by) == (date(2024, 1, 18), date(2023, 11, 30))
    assert terms.is_unverified
    assert due_of(row, terms) == date(2023, 11, 30)
    at(date(2023, 12, 1))
    assert is_late(row, terms)
    row = complaint_services.accept(
        row, on=date(2023, 11, 20), is_complex=is_complex, by=town.officer
    )
    expected = date(2024, 1, 4) if is_complex else date(2023, 12, 20)
    assert due_of(row, book.terms_of(row)) == expected
    assert expected.day == day


def test_the_office_corrects_the_days(town):
    RuleValue.objects.filter(key="complaint_accept_days").update(value="5")
    assert TermBook().terms_of(enter(town)).accept_by == date(2023, 11, 25)


def test_one_thing_after_the_other(town):
    row = enter(town)
    with pytest.raises(Refused, match="chưa thụ lý"):
        settle(row, town.officer)
    complaint_services.accept(row, on=date(2023, 11, 20), is_complex=False, by=town.officer)
    with pytest.raises(AlreadyDone):
        complaint_services.accept(row, on=date(2023, 11, 20), is_complex=False, by=town.officer)
    with pytest.raises(Refused, match="đã thụ lý"):
        complaint_services.turn_away(
            row, on=date(2023, 11, 20), answer="Không đúng.", by=town.officer
        )
    with pytest.raises(Refused, match="Ngày này phải từ 20/11/2023"):
        settle(row, town.officer, on=date(2023, 11, 19))
    assert settle(row, town.officer).get_state_display() == "Đã giải quyết"
    with pytest.raises(AlreadyDone, match="đã khép"):
        settle(row, town.officer)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"received_on": date(2023, 11, 21)}, "chưa đến"),
        ({"decided_on": date(2023, 11, 21)}, "trước ngày quyết định"),
    ],
)
def test_days_that_cannot_be(town, fields, why):
    with pytest.raises(Refused, match=why):
        enter(town, **fields)


def test_who_keeps_and_who_reads_the_register(town, client_of):
    row = enter(town)
    url, book = row.get_absolute_url(), reverse("dossiers:complaints")
    for person, status in ((town.chairman, 200), (town.officer2, 200), (town.head, 404)):
        assert client_of(person).get(url).status_code == status
        assert client_of(person).get(book).status_code == status
    act = reverse("dossiers:complaint_act", args=[row.pk, "thu-ly"])
    assert client_of(town.chairman).post(act, {"on": "20/11/2023"}).status_code == 403
    with pytest.raises(PermissionDenied):
        enter(town, by=town.chairman)


def test_the_whole_road_in_the_browser(town, client_of):
    browser = client_of(town.officer)
    entry = reverse("dossiers:complaint_enter")
    page = browser.post(entry, WORDS | {"received_on": "20/11/2023", "decided_on": "32/1/2023"})
    assert page.status_code == 422
    assert WORDS["about"] in page.text
    typed = WORDS | {"received_on": "20/11/2023", "decided_on": "01/02/2023"}
    assert browser.post(entry, typed).status_code == 302
    row = Complaint.objects.get()
    assert "Nhận sau thời hiệu khiếu nại" in browser.get(row.get_absolute_url()).text
    for slug, data in (
        ("thu-ly", {"on": "20/11/2023"}),
        (
            "giai-quyet",
            {"on": "20/11/2023", "outcome": "partly", "answer": "Xem lại.", "symbol": "9/PNV"},
        ),
    ):
        act = reverse("dossiers:complaint_act", args=[row.pk, slug])
        assert browser.post(act, data).status_code == 302
    page = browser.get(row.get_absolute_url()).text
    assert "Có cơ sở một phần" in page
    assert "Thụ lý</a>" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_costs_the_same(town, client_of, django_assert_max_num_queries, count):
    for number in range(count):
        enter(town, about=f"Lần {number}")
    browser = client_of(town.officer)
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("dossiers:complaints"))
    assert page.text.count("row-link") == count


def test_it_is_entered_from_the_dossier_with_its_line(town, client_of):
    dossier = town.appraised(persons=2)
    browser, line = client_of(town.officer), dossier.nominations.order_by("pk")[0]
    page = browser.get(dossier.get_absolute_url()).text
    entry = f"{reverse('dossiers:complaint_enter')}?ho-so={dossier.ref}"
    assert entry in page
    typed = WORDS | {"received_on": "20/11/2023", "decided_on": "20/10/2023", "line": line.pk}
    assert browser.post(entry, typed).status_code == 302
    assert Complaint.objects.get().line == line
    assert "01/KN-2023" in browser.get(dossier.get_absolute_url()).text
    assert client_of(town.officer).get(f"{entry}x").status_code == 404
    assert "Vào sổ" not in client_of(town.head).get(dossier.get_absolute_url()).text
