"""Every list of the portal, as each role opens it: lines of the bench, rows of `bench growth`."""

from functools import partial

from dossiers.models import Nomination
from tests.bench.line import LINES, Call, Line, browser_of, look
from units.models import User


ROLES = {
    "clerk": "canbo.gddt",
    "head": "lanhdao.gddt",
    "officer": "chuyenvien",
    "office_head": "truongphong",
    "chairman": "chutich",
    "records": "vanthu",
}
EVERYBODY, UNIT, STAFF = tuple(ROLES), ("clerk", "head"), ("officer", "office_head")
RUNS = 9
# {list: (address, who opens it)}; «{rare}» is a name that few have.
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "home": ("/", EVERYBODY),
    "dossiers": ("/ho-so/", (*UNIT, *STAFF, "chairman")),
    "dossiers_found": ("/ho-so/?q=nguyen", (*UNIT, *STAFF, "chairman")),
    "dossiers_found_rare": ("/ho-so/?q={rare}", (*UNIT, *STAFF, "chairman")),
    "dossiers_of_state": ("/ho-so/?state=delivered", (*UNIT, *STAFF)),
    "dossiers_by_due_day": ("/ho-so/?sort=due", STAFF),
    "queue": ("/tham-dinh/", STAFF),
    "decisions": ("/quyet-dinh/", EVERYBODY),
    "decisions_found": ("/quyet-dinh/?q=nguyen", EVERYBODY),
    "decisions_found_rare": ("/quyet-dinh/?q={rare}", EVERYBODY),
    "compose": ("/quyet-dinh/soan/", STAFF),
    "not_awarded": ("/quyet-dinh/khong-khen-thuong/", ("office_head",)),
    "desk": ("/quyet-dinh/cho-ky/", ("chairman",)),
    "book": ("/so-van-ban/", (*STAFF, "records")),
    "plans": ("/phong-trao/", EVERYBODY),
    "calendar": ("/phong-trao/lich/", STAFF),
    "unit": ("/don-vi-cua-toi/PGDDT/", UNIT),
    "unit_honours": ("/don-vi-cua-toi/PGDDT/khen-thuong/", UNIT),
    "register": ("/so-khen-thuong/", (*UNIT, *STAFF, "chairman")),
    "register_found": ("/so-khen-thuong/?q=nguyen", (*UNIT, *STAFF)),
    "register_found_rare": ("/so-khen-thuong/?q={rare}", (*UNIT, *STAFF)),
    "register_of_year": ("/so-khen-thuong/?year=2021", STAFF),
    "notices": ("/thong-bao/", EVERYBODY),
    "search": ("/tim/?q=nguyen", EVERYBODY),
}


def rows() -> list[tuple[str, str]]:
    """(list, role), for every role that has it."""
    return [(page, role) for page, (_, roles) in PAGES.items() for role in roles]


def open_list(page: str, role: str) -> Call:
    """A list as this role opens it."""
    address, _ = PAGES[page]
    rare = Nomination.objects.order_by("-pk").values_list("full_name", flat=True)[0]
    person = User.objects.get(username=ROLES[role])
    return look(browser_of(person), address.format(rare=rare.replace(" ", "+")))


LINES |= {
    f"list_{page}_{role}": Line(partial(open_list, page, role), RUNS, False, True)
    for page, role in rows()
}
