"""Lists of more names than one page shows: what is ticked survives every press, all is signed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions import transitions
from decisions.models import Decision
from decisions.services import decision as decision_services
from dossiers.models import Nomination
from nganam_awards.core.pages import PER_PAGE
from tests.decisions.hands import submit
from tests.factories.campaigns import AwardPlanFactory, chairman
from tests.factories.decisions import FUND, REASON, DecisionFactory, recommended
from tests.factories.dossiers import DossierFactory
from tests.factories.units import PASSWORD, UserFactory


pytestmark = pytest.mark.django_db
MORE = 3  # names beyond the first page
ALL = PER_PAGE + MORE


@pytest.fixture
def dossier(db):
    plan = AwardPlanFactory(approved=True, persons=400)
    return DossierFactory(appraised=True, persons=0, plan=plan)


@pytest.fixture
def waiting(dossier):
    """A unit's many names, and two of another unit of the same campaign."""
    other = DossierFactory(
        appraised=True, persons=0, plan=dossier.plan, unit=UserFactory(clerk=True).unit
    )
    return recommended(dossier, persons=ALL - 2) + recommended(other, persons=2)


def form_of(page, name="line"):
    """What the page would send: ticked boxes, hidden fields; and the keys of all its boxes."""
    fields = dict(re.findall(r'type="hidden"\s+name="(\w+)"\s+value="([^"]*)"', page))
    boxes = re.findall(rf'name="{name}"\s+id="[\w-]+"\s+value="(\d+)"( checked)?', page)
    return fields | {name: [pk for pk, on in boxes if on]}, [pk for pk, _ in boxes]


def words_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace("\u00a0", " ").split())


class Compose:
    """The compose page in somebody's browser."""

    url = "/quyet-dinh/soan/"

    def __init__(self, browser):
        self.browser = browser
        self.show(browser.get(self.url))

    def show(self, answer):
        self.answer = answer
        self.sent, self.boxes = form_of(answer.text)

    def untick(self, pk):
        self.sent["line"].remove(pk)

    def press(self, tick, **more):
        words = {"reason": REASON, "fund_line": FUND, "line_order": "by_name"}
        self.show(self.browser.post(self.url, self.sent | words | more | {"tick": tick}))

    def send(self):
        words = {"reason": REASON, "fund_line": FUND, "line_order": "by_name"}
        self.browser.post(self.url, self.sent | words)
        return set(Decision.objects.get().lines.values_list("nomination", flat=True))


@pytest.fixture
def desk(client_of, officer, waiting):
    return Compose(client_of(officer))


def test_everybody_is_chosen_at_first_on_pages_nobody_has_seen(desk, waiting):
    assert len(desk.boxes) == PER_PAGE
    assert f"ở trang này, {MORE} ở ngoài trang này, trong {ALL}." in words_of(desk.answer)
    assert desk.send() == {row.pk for row in waiting}


def test_what_is_unticked_stays_so_from_page_to_page(desk, waiting):
    left = [desk.boxes[0]]
    desk.untick(left[0])
    desk.press("page-2")
    assert len(desk.boxes) == MORE
    left.append(desk.boxes[-1])
    desk.untick(left[1])
    desk.press("page-1")
    assert left[0] not in desk.sent["line"]
    assert len(desk.sent["line"]) == PER_PAGE - 1
    assert desk.send() == {row.pk for row in waiting} - set(map(int, left))


def test_a_search_hides_and_keeps_what_is_ticked(desk, waiting):
    wanted = waiting[-1]
    Nomination.objects.filter(pk=wanted.pk).update(full_name="Sơn Thị Ba")
    desk.press("none")
    assert desk.sent["line"] == []
    desk.press("find", ten="khong co ai")
    assert desk.boxes == []
    assert "những người đã chọn vẫn giữ" in words_of(desk.answer)
    assert "người tìm thấy" not in words_of(desk.answer)
    desk.press("find", ten="son thi")
    assert desk.boxes == [str(wanted.pk)]
    desk.press("all", ten="son thi")  # all that were found, nobody else
    desk.press("find", ten="")
    assert len(desk.boxes) == PER_PAGE
    assert desk.send() == {wanted.pk}


def test_a_unit_is_let_go_on_all_pages_at_once(desk, waiting, dossier):
    desk.press(f"none-{dossier.unit_id}")
    assert desk.send() == {row.pk for row in waiting[-2:]}


def test_all_on_one_page_keeps_the_choice(desk, waiting):
    desk.press("none")
    desk.press("page-het")
    assert len(desk.boxes) == ALL
    assert "Xem từng trang" in desk.answer.text
    desk.press("all")
    assert len(desk.boxes) == ALL  # stays on the page on which it was pressed
    assert desk.send() == {row.pk for row in waiting}


def test_cases_are_added_from_several_pages(client_of, officer, dossier):
    draft = DecisionFactory(dossier=dossier, officer=officer)
    recommended(dossier, persons=ALL)
    browser, where = client_of(officer), reverse("decisions:add", args=[draft.pk])
    sent, boxes = form_of(browser.get(where).text)
    assert sent["line"] == []
    turned = browser.post(where, sent | {"line": boxes[:2], "tick": "page-2"})
    sent, boxes = form_of(turned.text)
    browser.post(where, sent | {"line": boxes[:1]})
    assert draft.lines.count() == 1 + 3


@pytest.fixture
def many(dossier, officer):
    return DecisionFactory(dossier=dossier, persons=ALL, officer=officer)


def test_lines_leave_a_draft_from_several_pages(client_of, officer, many):
    browser, where = client_of(officer), many.get_absolute_url()
    answer = browser.get(where)
    assert f"gồm {ALL} trường hợp; đang xem 1–{PER_PAGE}." in words_of(answer)
    assert f"Cá nhân {ALL} trường hợp · 28.620.000 đ" in words_of(answer)
    remove = reverse("decisions:remove", args=[many.pk])
    _, boxes = form_of(answer.text)
    turned = browser.post(remove, {"line": boxes[:2], "tick": "page-2"})
    assert many.lines.count() == ALL
    sent, boxes = form_of(turned.text)
    assert "Cả 2 dòng đã chọn ở trang khác." in words_of(turned)
    assert browser.get(remove).url == where  # a pressed page, opened again
    answer = browser.post(remove, sent | {"line": boxes})
    assert answer.url == f"{where}?page=2#danh-sach"
    assert many.lines.count() == ALL - 2 - MORE


@pytest.fixture
def before_him(many, head):
    return submit(many, head)


def test_the_signer_sees_a_part_and_signs_the_whole(client_of, before_him):
    browser, where = client_of(chairman()), reverse("decisions:sign", args=[before_him.pk])
    pages = [
        browser.get(where),
        browser.get(where, {"page": 2}),
        browser.get(where, {"page": "het"}),
    ]
    shown = [form_of(page.text, "chon")[1] for page in pages]
    assert [len(keys) for keys in shown] == [PER_PAGE, MORE, ALL]
    assert sorted(shown[0] + shown[1]) == sorted(shown[2])
    told = f"Quyết định gồm {ALL} trường hợp; đang xem {PER_PAGE + 1}–{ALL}. Ký là ký toàn bộ"
    assert told in words_of(pages[1])
    assert "đang xem" not in words_of(pages[2])
    marks = {re.search(r'name="fingerprint" value="(\w+)"', page.text)[1] for page in pages}
    assert len(marks) == 1  # what is signed does not depend on the page
    browser.post(where, {"password": PASSWORD, "fingerprint": marks.pop()})
    assert before_him.lines.filter(nomination__state="awarded").count() == ALL


def test_names_struck_on_one_page_go_along_to_the_next(client_of, before_him):
    browser, where = client_of(chairman()), reverse("decisions:sign", args=[before_him.pk])
    first = form_of(browser.get(where).text, "chon")[1][:2]
    turned = browser.get(where, {"chon": first, "giu": "", "page": 2})
    assert "Đang chọn 2 trường hợp ở trang khác." in words_of(turned)
    sent, boxes = form_of(turned.text, "chon")
    strike = reverse("decisions:strike", args=[before_him.pk])
    page = browser.get(strike, {"giu": sent["giu"], "chon": boxes[:1]})
    assert f"Không duyệt 3 trường hợp, ký ban hành {ALL - 3}" in words_of(page)
    back = browser.get(where, {"giu": sent["giu"], "page": 1})
    assert sorted(form_of(back.text, "chon")[0]["chon"]) == sorted(first)


@pytest.mark.parametrize("name", ["sign", "strike"])
def test_names_swapped_between_two_pages_are_not_signed_unread(
    name, client_of, before_him, head, officer
):
    browser, where = client_of(chairman()), reverse("decisions:sign", args=[before_him.pk])
    sent, boxes = form_of(browser.get(where).text, "chon")
    transitions.recall(before_him, by=head)
    line = before_him.lines.get(nomination=boxes[0])
    decision_services.remove_lines(before_him, [line.pk], by=officer)
    submit(before_him, head)
    sent |= {"chon": boxes[1:3], "page": "2"}
    next_page = reverse(f"decisions:{name}", args=[before_him.pk])
    turned = browser.get(next_page, sent, follow=True)
    assert "Danh sách đã thay đổi" in words_of(turned)
    assert f"đang xem 1–{PER_PAGE}." in words_of(turned)
    assert form_of(turned.text, "chon")[0]["chon"] == boxes[1:3]
    assert "seen" not in turned.request["QUERY_STRING"]  # opened again, it says so no more
    wrong = browser.post(where, sent | {"password": "sai"})
    assert "Danh sách đã thay đổi" in words_of(wrong)


def test_who_is_ticked_to_be_struck_is_not_signed_by_a_press_that_forgot_him(client_of, before_him):
    browser, where = client_of(chairman()), reverse("decisions:sign", args=[before_him.pk])
    first = form_of(browser.get(where).text, "chon")[1][:2]
    sent, _ = form_of(browser.get(where, {"chon": first, "page": 2}).text, "chon")
    sent |= {"password": PASSWORD, "chon": []}
    refused = browser.post(where, sent)
    assert "Chưa ký: anh/chị đang chọn 2 trường hợp để không duyệt." in words_of(refused)
    assert "Đang chọn 2 trường hợp ở trang khác." in words_of(refused)
    assert before_him.lines.filter(nomination__state="awarded").count() == 0
    browser.post(where, sent | {"ca-nguoi-da-chon": "1"})
    assert before_him.lines.filter(nomination__state="awarded").count() == ALL


def test_who_is_ticked_stays_so_on_the_way_back(client_of, before_him):
    browser, where = client_of(chairman()), reverse("decisions:sign", args=[before_him.pk])
    first = form_of(browser.get(where).text, "chon")[1][:2]
    sent, _ = form_of(browser.get(where, {"chon": first, "page": 2}).text, "chon")
    noted = reverse("decisions:keep_note", args=[before_him.pk])
    back = browser.post(noted, sent | {"text": "Hỏi lại"}, follow=True)
    assert "Đang chọn 2 trường hợp ở trang khác." in words_of(back)
    wrong = browser.post(where, sent | {"password": "sai"})
    assert "Đang chọn 2 trường hợp ở trang khác." in words_of(wrong)
    for name in ("strike", "send_back"):
        page = browser.get(reverse(f"decisions:{name}", args=[before_him.pk]), {"chon": first})
        back = browser.get(page.context["back_url"])
        assert form_of(back.text, "chon")[0]["chon"] == first


@pytest.mark.parametrize("name", ["decision", "sign"])
def test_a_page_of_a_long_decision_asks_what_one_of_a_short_one_asks(
    name, client_of, before_him, head, officer
):
    browser = client_of(chairman() if name == "sign" else officer)
    short = DecisionFactory(submitted=True, head=head, officer=officer)
    asked = []
    for decision in (short, before_him):
        where = reverse(f"decisions:{name}", args=[decision.pk])
        browser.get(where)
        with CaptureQueriesContext(connection) as captured:
            browser.get(where)
        asked.append(len(captured))
    assert asked[0] == asked[1]
