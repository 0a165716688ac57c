"""The people of December send what a browser would, and count what went wrong."""

import re

import pytest
from django.test import Client

from tests.bench.client import Answer, Form, links
from tests.bench.december import LINES_EACH, Phase, _crowd, percentiles
from tests.bench.person import DOSSIER, ROW, Chairman, Clerk, Officer
from tests.factories.dossiers import DossierFactory


pytestmark = pytest.mark.django_db


class Visitor:
    """A browser of the client's shape over Django's own test client."""

    def __init__(self, user):
        self.browser = Client()
        self.browser.force_login(user, backend="units.backends.OfficeBackend")

    def get(self, path):
        answer = self.browser.get(path)
        return Answer(answer.status_code, answer.text, 0.01)

    def post(self, path, fields):
        answer = self.browser.post(path, dict(fields))
        return Answer(answer.status_code, "", 0.02)


def test_a_clerk_saves_a_row_of_a_draft():
    dossier = DossierFactory(persons=2)
    clerk = Clerk(Visitor(dossier.created_by), seed=1)

    roads = [(road, answer.status) for road, answer in clerk.row()]

    assert roads == [("list", 200), ("dossier", 200), ("row form", 200), ("save a row", 302)]
    assert dossier.nominations.filter(position__startswith="Giáo viên tổ").count() == 1


def test_an_officer_judges_a_line_and_judges_it_otherwise_the_next_time():
    dossier = DossierFactory(appraising=True, persons=1)
    officer = Officer(Visitor(dossier.officer), seed=1)
    list(officer.queue())

    for state in ("recommended", "not_recommended", "recommended"):
        assert [road for road, _ in officer.verdict()] == ["dossier", "verdict"]
        assert dossier.nominations.get().state == state


def test_every_act_of_every_person_is_answered():
    dossier = DossierFactory(appraising=True, persons=1)
    for kind, user in ((Officer, dossier.officer), (Clerk, dossier.created_by)):
        person = kind(Visitor(user), seed=2)
        for act in person.roads():
            assert all(answer.status < 400 for _, answer in act())


def test_forms_are_read_as_pages_show_them():
    page = """<form method="post" action="/a/y-kien/?x=1"></form><form method="post">
        <input name="a" value="1"><input type="checkbox" name="b" value="2">
        <input type="radio" name="c" value="3" checked><textarea name="d">\nxin chào</textarea>
        <select name="e"><option value="4">4</option><option value="5" selected>5</option></select>
        <input type="submit" name="f" value="6"></form>"""

    assert Form(page).fields == [("a", "1"), ("c", "3"), ("d", "xin chào"), ("e", "5")]
    assert links('<a href="/ho-so/HS-2023-00001/">', DOSSIER) == ["/ho-so/HS-2023-00001/"]
    assert re.search(ROW, '<a href="/ho-so/HS-2023-00001/danh-sach/7/">')


def test_what_goes_wrong_is_counted_and_a_right_no_is_none(tmp_path):
    phase = Phase("comfort", [], 0.0, tmp_path)
    for status in (200, 302, 409, 422, 404, 500):
        phase._note("dossier", Answer(status, "", 0.1))
    phase._note("home", Answer(302, "", 0.1, "/dang-nhap/?next=/"))  # no longer signed in

    assert dict(phase.said) == {"dossier 409": 1, "dossier 422": 1}
    assert dict(phase.wrong) == {"dossier 404": 1, "dossier 500": 1, "home 302": 1}
    assert percentiles([0.1] * 6) == {"p50_ms": 100.0, "p95_ms": 100.0, "p99_ms": 100.0}
    assert LINES_EACH == 10


def test_a_crowd_has_officers_and_the_chairman_in_it():
    people = [
        kind(None, seed=number)
        for kind, many in ((Clerk, 60), (Officer, 10), (Chairman, 1))
        for number in range(many)
    ]

    crowd = _crowd(people, 32)

    assert [sum(isinstance(one, kind) for one in crowd) for kind in (Clerk, Officer, Chairman)] == [
        27,
        4,
        1,
    ]
