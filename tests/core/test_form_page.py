"""The one way of a page with a form."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse

from nganam_awards.core.form_page import SUMMARY, form_page, posted
from nganam_awards.core.refusals import AlreadyDone, Refused, Stale


class NameForm(forms.Form):
    name = forms.CharField()


class Place:
    """What a write gives: an object with an address."""

    def get_absolute_url(self) -> str:
        return "/noi-moi/"


@pytest.fixture
def answer(rf):
    """Send the fields (None: a GET) and return the answer, what was said, and the forms."""

    def send(fields=None, call=Place, then=lambda place: place, **told):
        request = rf.get("/") if fields is None else rf.post("/", fields)
        request._messages = CookieStorage(request)
        both = [NameForm(posted(request)), NameForm(posted(request), prefix="b")]

        def page(status: int) -> HttpResponse:
            return HttpResponse("".join(form.as_p() for form in both), status=status)

        def write() -> object:
            return call()

        response = form_page(request, *both, call=write, then=then, page=page, **told)
        return response, [str(message) for message in get_messages(request)], both

    return send


GOOD = {"name": "An", "b-name": "Bình"}


def refuse(kind: type[Refused]):
    def call() -> None:
        raise kind("Không được.")

    return call


def test_a_get_draws_the_page_and_writes_nothing(answer):
    response, said, both = answer(call=refuse(Refused))
    assert (response.status_code, said) == (200, [])
    assert not any(form.is_bound for form in both)


@pytest.mark.parametrize("fields", [{}, {"name": ""}, {"b-name": " "}])
def test_every_form_says_what_is_wrong(answer, fields):
    response, said, both = answer(fields, call=refuse(Refused))
    assert (response.status_code, said) == (422, [])
    assert all(form.errors for form in both)


@pytest.mark.parametrize(
    ("then", "place"),
    [("/xa/", "/xa/"), (Place(), "/noi-moi/"), (lambda made: made, "/noi-moi/")],
)
def test_what_is_written_is_told_and_leads_on(answer, then, place):
    response, said, _ = answer(GOOD, then=then, done="Đã lưu.")
    assert (response.status_code, response.headers["Location"]) == (302, place)
    assert said == ["Đã lưu."]


def test_the_word_and_the_answer_may_come_from_what_was_written(answer):
    response, said, _ = answer(
        GOOD,
        call=lambda: "mật khẩu",
        done=lambda made: f"Có {made}.",
        then=HttpResponse,
    )
    assert (response.status_code, said) == (200, ["Có mật khẩu."])
    assert response.content.decode() == "mật khẩu"


@pytest.mark.parametrize(("kind", "status"), [(Refused, 422), (Stale, 409)])
def test_a_refusal_is_told_and_all_that_was_typed_stays(answer, kind, status):
    response, said, _ = answer(GOOD, call=refuse(kind), done="Đã lưu.")
    assert (response.status_code, said) == (status, ["Không được."])
    for typed in GOOD.values():
        assert f'value="{typed}"' in response.content.decode()


@pytest.mark.parametrize("at", ["name", SUMMARY])
def test_a_refusal_may_stand_in_the_form(answer, at):
    response, said, both = answer(GOOD, call=refuse(Refused), done="Đã lưu.", at=at)
    assert (response.status_code, said) == (422, [])
    assert both[0].errors == {at: ["Không được."]}


def test_what_moved_on_is_told_above_wherever_refusals_stand(answer):
    response, said, both = answer(GOOD, call=refuse(Stale), at="name")
    assert (response.status_code, said) == (409, ["Không được."])
    assert not both[0].errors


def test_a_second_click_leads_on_without_the_word(answer):
    response, said, _ = answer(GOOD, call=refuse(AlreadyDone), then="/xa/", done="Đã lưu.")
    assert (response.status_code, said) == (302, ["Không được."])
