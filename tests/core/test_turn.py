"""Requests take turns in a web process; who sends slowly, or waits for a lock, stops nobody."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Event

import pytest

from nganam_awards.core.turn import SMALL, InTurn


LONG = 30  # seconds that nobody waits unless something is wrong


class Busy:
    """An application that works on a request until it is let go."""

    def __init__(self):
        self.begun, self.let_go, self.seen = Event(), Event(), []

    def __call__(self, environ, start_response):
        self.seen.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] == "/held":
            self.begun.set()
            assert self.let_go.wait(LONG)
        body = environ["wsgi.input"].read()
        start_response("200 OK", [])
        return [body]


def asked(application, path, body=b"", length=None, **environ):
    told = []
    answer = application(
        {
            "PATH_INFO": path,
            "CONTENT_LENGTH": str(len(body) if length is None else length),
            "wsgi.input": BytesIO(body),
            **environ,
        },
        lambda status, _: told.append(status),
    )
    return told[0], b"".join(answer)


@pytest.fixture
def busy():
    return Busy()


@pytest.fixture
def held(busy):
    """An application with one request in work, and whoever asks beside it."""

    def made(**more):
        application = InTurn(busy, **more)
        people.submit(asked, application, "/held")
        assert busy.begun.wait(LONG)
        return application

    with ThreadPoolExecutor(4) as people:
        made.submit = people.submit
        yield made
        busy.let_go.set()


def test_the_next_begins_when_the_first_is_answered(held, busy):
    application = held(patience=LONG)
    second = held.submit(asked, application, "/next", b"ten=An")
    assert busy.seen == ["/held"]
    busy.let_go.set()
    assert second.result(LONG) == ("200 OK", b"ten=An")
    assert busy.seen == ["/held", "/next"]


@pytest.mark.parametrize(
    "sent", [{"body": b"x" * (SMALL + 1)}, {"HTTP_TRANSFER_ENCODING": "chunked"}]
)
def test_an_upload_waits_for_nobody(sent, held):
    application = held(patience=LONG)
    assert held.submit(asked, application, "/upload", **sent).result(LONG)[0] == "200 OK"


@pytest.mark.parametrize("path", ["/healthz", "/static/css/base.css"])
def test_whoever_asks_whether_the_portal_lives_waits_for_nobody(path, held):
    application = held(patience=LONG)
    assert held.submit(asked, application, path).result(LONG)[0] == "200 OK"


def test_a_request_that_waits_for_a_lock_does_not_stop_the_town(held):
    application = held(patience=0.01)
    assert held.submit(asked, application, "/next").result(LONG)[0] == "200 OK"


def test_an_answer_that_fails_gives_its_turn_back(busy):
    def fails(environ, start_response):
        raise ValueError("broken")

    application = InTurn(fails, patience=LONG)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            asked(application, "/")


def test_half_of_a_form_is_not_taken_for_the_whole(busy):
    status, body = asked(InTurn(busy), "/next", b"ten=A", length=6)
    assert (status, body, busy.seen) == ("400 Bad Request", b"", [])
