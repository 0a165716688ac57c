"""Every list that sorts by its heads and goes into Excel: one order, one file, one price."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
import python_calamine
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from campaigns.forms.filters import PlanFilter
from decisions.forms.filters import DecisionFilter, EntryFilter
from dossiers.enums import DossierState
from dossiers.forms.filters import DossierFilter, dossiers_listed
from law.enums import SeriesPolicy
from law.models import NumberBook
from law.services import number_book as number_book_services
from nganam_awards.core.cache import PatientRedisCache
from nganam_awards.core.models import Reading
from nganam_awards.core.order import ListFilter, Order
from nganam_awards.core.registry import list_sheets
from nganam_awards.core.sheets import export, tasks
from tests.factories.campaigns import AwardPlanFactory
from tests.factories.decisions import DecisionFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.units import ClusterFactory, UnitFactory, UserFactory
from units.forms.filters import ClusterFilter, PersonFilter, UnitFilter


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_menu")]

HOSTILE = ["=cmd|' /C calc'!A0", "+84 912", "-1+1", "@SUM(A1)", "\t=1", "'=1+1", 'Tên, "lạ"']


class Listed(NamedTuple):
    """One list: its page, its file, whose page it is, one more row, its sorts."""

    page: str
    slug: str
    office: str
    add: Callable[[int], object]
    kind: type[ListFilter]


def _book(number: int) -> None:
    keeper = UserFactory(clerical=True)
    if not NumberBook.objects.exists():
        number_book_services.choose_policy("QĐ", 2023, SeriesPolicy.SHARED, by=keeper)
    book = NumberBook.objects.get()
    number_book_services.spoil(book, number=number, reason=f"Hỏng lần {number}", by=keeper)


LISTS = {
    "dossiers": Listed(
        "/ho-so/", "ho-so", "officer", lambda n: DossierFactory(filed=True), DossierFilter
    ),
    "decisions": Listed(
        "/quyet-dinh/", "quyet-dinh", "officer", lambda n: DecisionFactory(), DecisionFilter
    ),
    "number book": Listed("/so-van-ban/", "so-van-ban", "clerical", _book, EntryFilter),
    "people": Listed(
        "/quan-tri/nguoi-dung/",
        "nguoi-dung",
        "administrator",
        lambda n: UserFactory(clerk=True),
        PersonFilter,
    ),
    "units": Listed(
        "/quan-tri/don-vi/",
        "don-vi",
        "administrator",
        lambda n: UnitFactory(cluster=ClusterFactory()),
        UnitFilter,
    ),
    "clusters": Listed(
        "/quan-tri/cum-khoi/", "", "administrator", lambda n: ClusterFactory(), ClusterFilter
    ),
    "plans": Listed(
        "/phong-trao/", "", "officer", lambda n: AwardPlanFactory(approved=True), PlanFilter
    ),
}
every_list = pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS)
SHEETS = {name: listed for name, listed in LISTS.items() if listed.slug}
every_sheet = pytest.mark.parametrize("listed", SHEETS.values(), ids=SHEETS)


def sheet_of(answer) -> list[list]:
    """What a spreadsheet reads from the answer."""
    assert answer.status_code == 200
    return read(b"".join(answer.streaming_content))


def read(content: bytes) -> list[list]:
    """The rows of the first sheet."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def addresses(page: str) -> list[str]:
    """Where the rows of a list lead, from top to bottom."""
    return re.findall(r'class="row-link[^"]*"\s+href="([^"]+)"', page)


@every_list
def test_each_head_sorts_both_ways_and_says_so(listed, client_of):
    browser = client_of(UserFactory(**{listed.office: True}))
    for n in range(1, 4):
        listed.add(n)
    usual = browser.get(listed.page).text
    for sort in listed.kind.sorts:
        up = browser.get(listed.page, {"sort": sort.key}).text
        down = browser.get(listed.page, {"sort": f"-{sort.key}"}).text
        assert re.search(r'<th[^>]*aria-sort="ascending"[^>]*>\s*<a class="sort"', up), sort.key
        assert re.search(r'<th[^>]*aria-sort="descending"', down), sort.key
        assert sorted(addresses(up)) == sorted(addresses(down)) == sorted(addresses(usual))
    assert "aria-sort" not in usual
    assert usual.count('class="sort"') == len(listed.kind.sorts)


@pytest.mark.parametrize("asked", ["khong-co", "-", "--state", "password", "pk;DROP", "unit__name"])
def test_a_nonsense_order_is_the_lists_own(asked):
    for listed in LISTS.values():
        order = Order(listed.kind.sorts, QueryDict(urlencode({"sort": asked})))
        assert order.chosen == ""
        rows = listed.kind.Meta.model.objects.order_by("pk")
        assert order.of(rows) is rows


def test_rows_that_are_equal_stand_by_their_key_so_that_pages_do_not_overlap():
    rows = [DossierFactory(filed=True) for _ in range(4)]
    officer = UserFactory(officer=True)
    keys = [row.pk for row in rows]
    listed = dossiers_listed(QueryDict("sort=state"), officer).qs
    assert [row.pk for row in listed] == keys
    listed = dossiers_listed(QueryDict("sort=-state"), officer).qs
    assert [row.pk for row in listed] == keys[::-1]


def test_states_sort_along_the_road_and_rows_without_a_day_stand_last():
    officer = UserFactory(officer=True)
    late, filed = DossierFactory(appraised=True), DossierFactory(filed=True)
    soon = DossierFactory(received=True)
    states = [row.state for row in dossiers_listed(QueryDict("sort=state"), officer).qs]
    assert states == [DossierState.FILED, DossierState.RECEIVED, DossierState.APPRAISED]
    for asked in ("due", "-due"):
        assert dossiers_listed(QueryDict(f"sort={asked}"), officer).qs.last() == filed
    assert {late.pk, soon.pk} < {row.pk for row in dossiers_listed(QueryDict(), officer).qs}


def test_a_click_keeps_the_filters_and_begins_at_the_first_page(client_of):
    DossierFactory(filed=True)
    page = client_of(UserFactory(officer=True)).get("/ho-so/?year=2023&state=filed&page=1").text
    assert 'href="?year=2023&amp;state=filed&amp;sort=due"' in page
    assert "đang lọc: Đã nộp, chờ tiếp nhận, 2023" in page
    assert "Lọc (2)" in page
    assert re.search(r'href="/ho-so/">\s*Bỏ lọc', page)
    assert 'href="/tai-excel/ho-so/?year=2023&amp;state=filed"' in page


@every_list
@pytest.mark.parametrize("sort", ["", "first", "-last"])
def test_a_sorted_list_costs_the_same_however_long(listed, sort, client_of):
    browser = client_of(UserFactory(**{listed.office: True}))
    keys = {"first": listed.kind.sorts[0].key, "-last": f"-{listed.kind.sorts[-1].key}"}
    params = {"sort": keys[sort]} if sort else {}
    costs = []
    for n in (1, 2, 3):
        listed.add(n)
        if n == 2:
            continue
        browser.get(listed.page, params)  # what is read once a process
        with CaptureQueriesContext(connection) as asked:
            browser.get(listed.page, params)
        costs.append(len(asked))
    assert costs[0] == costs[1]


# Excel ------------------------------------------------------------------------------------------


@every_sheet
def test_the_file_holds_the_rows_of_the_list_in_its_order(listed, client_of):
    browser = client_of(UserFactory(**{listed.office: True}))
    costs = []
    for n in (1, 2, 3):
        listed.add(n)
        sort = listed.kind.sorts[0].key
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(f"/tai-excel/{listed.slug}/", {"sort": f"-{sort}"})
        costs.append(len(asked))
        rows = sheet_of(answer)
    [kind] = [ask() for ask in list_sheets if ask().slug == listed.slug]
    reader = UserFactory(**{listed.office: True})
    listing = kind.of(reader, QueryDict(f"sort=-{sort}"))
    assert rows[0] == [column.title for column in listing.columns]
    assert len(rows) == 1 + listing.rows.count() - (1 if listed.slug == "nguoi-dung" else 0)
    assert costs[1] == costs[2]
    assert answer["Content-Disposition"] == f'attachment; filename="{listed.slug}-2023-11-20.xlsx"'
    assert Reading.objects.filter(how="download", subject_id=0).count() == 3


def test_text_stays_text_dates_are_dates_and_figures_figures(client_of):
    ward = UnitFactory(code="W", name=HOSTILE[0], valid_from=date(2001, 2, 3))
    for n, name in enumerate(HOSTILE[1:]):
        UnitFactory(code=f"H{n}", name=name)
    UserFactory(unit=ward)
    answer = client_of(UserFactory(administrator=True)).get("/tai-excel/don-vi/")
    content = b"".join(answer.streaming_content)
    assert b"<f>" not in content
    rows = {row[0]: row for row in read(content)}
    assert rows["W"][1] == HOSTILE[0]
    assert rows["W"][7] == date(2001, 2, 3)
    assert rows["W"][9] == 1
    names = {row[1] for code, row in rows.items() if code.startswith("H")}
    assert names == {"+84 912", "-1+1", "@SUM(A1)", "\t=1", "''=1+1", 'Tên, "lạ"'}


def test_the_file_is_narrowed_as_the_page_is(client_of):
    found, _ = DossierFactory(filed=True), DossierFactory(received=True)
    rows = sheet_of(client_of(UserFactory(officer=True)).get("/tai-excel/ho-so/?state=filed"))
    assert [row[0] for row in rows[1:]] == [found.ref]


@every_sheet
def test_only_what_a_person_may_see_is_in_the_file(listed, client_of):
    for n in (1, 2):
        listed.add(n)
    answer = client_of(UserFactory(clerk=True)).get(f"/tai-excel/{listed.slug}/")
    if listed.slug in {"ho-so", "quyet-dinh"}:
        assert len(sheet_of(answer)) == 1  # a stranger's unit: the heads alone
    else:
        assert answer.status_code == 404


def test_a_clerk_takes_along_drafts_of_the_unit_that_nobody_else_finds(client_of):
    mine = DossierFactory(draft=True)
    clerk, officer = UserFactory(clerk=True, unit=mine.unit), UserFactory(officer=True)
    assert sheet_of(client_of(clerk).get("/tai-excel/ho-so/"))[1][0] == mine.ref
    assert len(sheet_of(client_of(officer).get("/tai-excel/ho-so/"))) == 1


def test_no_other_list_can_be_taken(client_of):
    browser = client_of(UserFactory(administrator=True))
    assert browser.get("/tai-excel/khong-co/").status_code == 404


@pytest.fixture
def long_list(monkeypatch, client_of):
    """Three units are too many to wait for."""
    monkeypatch.setattr(export, "AT_ONCE", 2)
    for _ in range(3):
        UnitFactory()
    person = UserFactory(administrator=True)
    return person, client_of(person)


def test_a_long_list_is_written_by_a_worker_and_taken_by_its_owner_alone(
    long_list, client_of, monkeypatch, django_capture_on_commit_callbacks
):
    _, browser = long_list
    sent = []
    monkeypatch.setattr(tasks.write_list, "delay", lambda *arguments: sent.append(arguments))
    address = "/tai-excel/don-vi/?sort=-name"
    page = browser.get(address).text
    assert "Lập tệp Excel" in page
    with django_capture_on_commit_callbacks(execute=True):
        made = browser.post(address).headers["Location"]
    waiting = browser.get(made).text
    assert "Đang lập tệp Excel" in waiting
    [ask] = re.findall(r'hx-get="([^"]+)" hx-trigger="every', waiting)
    assert browser.get(ask).status_code == 200

    tasks.write_list(*sent[0])
    tasks.write_list(*sent[0])  # delivered twice
    assert browser.get(ask).headers["HX-Refresh"] == "true"
    page = browser.get(made).text
    [file] = re.findall(r'href="([^"]+/tep/[^"]*)"', page)
    rows = sheet_of(browser.get(file))
    listing = export.kind_of("don-vi").of(long_list[0], QueryDict("sort=-name"))
    assert [row[1] for row in rows[1:]] == [unit.name for unit in listing.rows]
    other = client_of(UserFactory(administrator=True))
    assert other.get(file).status_code == 404
    assert "không còn giữ" in other.get(made).text
    assert client_of(UserFactory(clerk=True)).get(made).status_code == 404


def test_a_list_that_failed_or_is_too_long_says_what_to_do(long_list, monkeypatch):
    person, browser = long_list
    token = export.begin("don-vi", "", person=person.pk).token
    monkeypatch.setattr(export, "write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.write_list("don-vi", "", token, person.pk)
    assert "chưa lập được" in browser.get(f"/tai-excel/don-vi/{token}/").text
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    answer = browser.post("/tai-excel/don-vi/")
    assert "lọc bớt theo năm" in answer.text


@pytest.fixture
def redis_away():
    """The address of the cache answers no more; it is back before the cache is emptied."""
    away = PatientRedisCache("redis://127.0.0.1:1/0", settings.CACHES["default"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caches["default"], "_cache", away._cache)
        yield


@pytest.fixture
def sent(monkeypatch) -> list[tuple]:
    """What was asked of workers."""
    asked = []
    monkeypatch.setattr(tasks.write_list, "delay", lambda *arguments: asked.append(arguments))
    return asked


def test_one_person_has_one_file_of_a_list_written_at_a_time(
    long_list, client_of, sent, django_capture_on_commit_callbacks
):
    _, browser = long_list
    other = client_of(UserFactory(administrator=True))
    with django_capture_on_commit_callbacks(execute=True):
        first, second = (browser.post("/tai-excel/don-vi/").url for _ in range(2))
        narrowed = browser.post("/tai-excel/don-vi/?sort=-name", follow=True)
        assert other.post("/tai-excel/don-vi/").url != first
    assert first == second == narrowed.redirect_chain[-1][0]
    assert "theo bộ lọc khác" in narrowed.text
    assert len(sent) == 2

    tasks.write_list(*sent[0])
    with django_capture_on_commit_callbacks(execute=True):
        third = browser.post("/tai-excel/don-vi/").url
        tasks.write_list(*sent[0])  # a late second delivery leaves the new one alone
        assert browser.post("/tai-excel/don-vi/").url == third
    assert third != first
    assert len(sent) == 3


def test_a_dead_broker_is_told_at_once_and_the_next_click_asks_again(
    long_list, sent, monkeypatch, django_capture_on_commit_callbacks
):
    _, browser = long_list

    def broker_is_dead(*_):
        raise ConnectionError

    with monkeypatch.context() as dead:
        dead.setattr(tasks.write_list, "delay", broker_is_dead)
        with django_capture_on_commit_callbacks(execute=True):
            made = browser.post("/tai-excel/don-vi/").url
    assert "chưa lập được" in browser.get(made).text
    assert browser.post("/tai-excel/don-vi/").url != made


def test_a_worker_that_cannot_read_who_asked_says_so(long_list):
    person, browser = long_list
    token = export.begin("don-vi", "", person=person.pk).token
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "get_user_model", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tasks.write_list("don-vi", "", token, person.pk)
    assert "chưa lập được" in browser.get(f"/tai-excel/don-vi/{token}/").text


def test_without_the_cache_nothing_is_begun_and_no_file_is_called_old(
    long_list, sent, redis_away, django_capture_on_commit_callbacks
):
    _, browser = long_list
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post("/tai-excel/don-vi/")
    assert answer.status_code == 503
    assert "chưa giữ được tệp lúc này" in answer.text
    assert sent == []
    page = browser.get("/tai-excel/don-vi/0123456789abcdef/").text
    assert "chưa đọc được tệp lúc này" in page
    assert "quá một giờ" not in page
    asked = browser.get("/tai-excel/don-vi/0123456789abcdef/tien-do/")
    assert asked.status_code == 204
    assert "HX-Refresh" not in asked.headers  # it goes on asking
