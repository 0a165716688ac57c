"""At 20,000 dossiers no list reads the register: PostgreSQL itself says what it read."""

import pytest

from dossiers.models import Dossier, Nomination
from tests.plans import read_for
from units.models import Unit, User


pytestmark = [pytest.mark.usefixtures("loaded_register"), pytest.mark.django_db]

FILED, DECIDED = "/ho-so/", "/quyet-dinh/"
SEARCHED = ["?q=nguyen", "?q=thi", "?q=nguyen+van+an", "?q={rare}", "?q={number}"]
OF_ALL = ["/tim/?q=nguyen", "/tim/?q={rare}", "/thong-bao/", "/phong-trao/", "/viec/"]
LISTS = {
    "chuyenvien": [
        *[f"{FILED}{asked}" for asked in ("", "?page=9", "?year=2023&state=delivered", *SEARCHED)],
        *[f"{DECIDED}{asked}" for asked in ("", "?page=9", "?year=2022", *SEARCHED)],
        "/tham-dinh/cho-tiep-nhan/",
        "/tham-dinh/cho-phan-cong/",
        "/tham-dinh/toi-tham-dinh/",
        "/tham-dinh/da-tham-dinh/",
        "/tham-dinh/cho-ket-thuc/",
        "/tham-dinh/cho-tra-ket-qua/",
        "/tham-dinh/cho-bo-sung/",
        "/tham-dinh/qua-han/",
        "/tham-dinh/qua-han/?page=2&category=merit",
        "/tham-dinh/tuan-nay/",
        "/quyet-dinh/khong-khen-thuong/",
        *OF_ALL,
    ],
    "canbo.gddt": [
        *[f"{FILED}{asked}" for asked in ("", "?page=3", *SEARCHED)],
        *[f"{DECIDED}{asked}" for asked in ("", *SEARCHED)],
        "{honours}",
        "{honours}?q={rare}",
        *OF_ALL,
    ],
    "lanhdao.gddt": [FILED, DECIDED, *OF_ALL],
    "chutich": [DECIDED, f"{DECIDED}?q=nguyen", "/quyet-dinh/cho-ky/", *OF_ALL],
    "vanthu": [
        DECIDED,
        f"{DECIDED}?q=nguyen",
        "/so-van-ban/",
        "/so-van-ban/?q=1&page=2",
        "/so-van-ban/cho-vao-so/",
        *OF_ALL,
    ],
    "quantri": ["/quan-tri/nguoi-dung/", "/quan-tri/don-vi/", "/quan-tri/tai-khoan-va-so/"],
}
# What a page may meet beyond 60 rows for each one it shows and `BESIDES`, and why.
MORE = {
    # A total says «1.000+»; of a word in every fourth row 4,000 rows of words are met for it, and
    # as many of its table: walking them is quicker than gathering every row that has the word.
    "?q=nguyen": 4_500,
    # Below: what is free for a decision is counted or named beside the list, and of each such line
    # (209 here) also its plan and what the Council said are met, and once before the entry by which
    # its dossier is found. Open work, whatever the register.
    "?q=thi": 1_900,
    "/quyet-dinh/": 1_400,  # the year of every fund is summed, too
    "/viec/": 1_700,
    # A part of a name is looked for among all honourees of the unit, 5,600 here.
    "khen-thuong/?q=": 4_000,
}


# What is counted now and then, not with each page: the numbers of the menu, and the board of the
# queues. 930 dossiers with their lines.
OPEN_WORK = 5_000
BESIDES = 2_100  # rights (four rows a model), units, holidays: what any page may meet besides
OF_A_QUEUE = 600  # a queue's page reads its own rows by their keys, and no more than that
ALLOWED = [("", 0), *MORE.items()]


@pytest.fixture
def asked():
    """What stands in braces in an address above."""
    unit = Unit.objects.get(pk=User.objects.get(username="canbo.gddt").unit_id)
    line = Nomination.objects.filter(dossier__unit=unit, state="awarded").order_by("-pk").first()
    return {
        "rare": line.full_name.replace(" ", "+"),
        "number": Dossier.objects.order_by("-pk")[50].ref,
        "honours": f"/don-vi-cua-toi/{unit.code}/khen-thuong/",
    }


@pytest.mark.parametrize("username", LISTS)
def test_no_list_reads_the_register(username, asked, client_of):
    browser = client_of(User.objects.get(username=username))
    too_much = []
    for address in (address.format(**asked) for address in LISTS[username]):
        readings, page = read_for(browser, address)
        of_list = [r for r in readings if not (_is_of_menu(r) or _is_of_board(r))]
        for is_kept in (_is_of_menu, _is_of_board):
            counted = [reading for reading in readings if is_kept(reading)]
            told = "\n    ".join(map(str, counted))
            assert sum(reading.rows for reading in counted) <= OPEN_WORK, f"{address}: {told}"
        besides = OF_A_QUEUE if address.startswith("/tham-dinh/") else BESIDES
        rows, shown = sum(reading.rows for reading in of_list), _shown(page)
        if rows > 60 * shown + besides + max(n for part, n in ALLOWED if part in address):
            worst = "\n    ".join(map(str, of_list[:3]))
            too_much.append(f"{address}: {rows} rows read for {shown}\n    {worst}")
    assert not too_much, "\n".join(too_much)


def _is_of_menu(reading) -> bool:
    return '"work_key"' in reading.sql and reading.sql.startswith("SELECT (SELECT COUNT")


def _is_of_board(reading) -> bool:
    return '"queue_number"' in reading.sql


def _shown(page) -> int:
    context = page.context or {}
    if "groups" in context and "words" in context:
        return sum(len(group.hits) for group in context["groups"])
    return len(context["page"]) if "page" in context else 0


def test_a_dossier_meets_its_own_names_alone(client_of):
    """Not the open lines of its year, thousands of which are somebody else's."""
    officer = User.objects.get(username="chuyenvien")
    dossier = Dossier.objects.filter(officer=officer, state="appraising").order_by("pk")[0]
    readings, page = read_for(client_of(officer), dossier.get_absolute_url())
    of_names = [r for r in readings if '"full_name" IN (SELECT unnest' in r.sql]
    assert of_names
    assert sum(reading.rows for reading in of_names) <= 60 * page.context["total"]
