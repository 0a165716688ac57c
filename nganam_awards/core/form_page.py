"""The one way of a page with a form: shown, written, or shown again with all that was typed.

docs/pages.md shows a whole one.
"""

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url

from nganam_awards.core.files import form_file
from nganam_awards.core.mistake import told_beside
from nganam_awards.core.steps import UNPROCESSABLE, take


Form = BaseForm | BaseFormSet
Page = Callable[..., HttpResponse]
SUMMARY = NON_FIELD_ERRORS


class SecondLook(NamedTuple):
    """What exactly will happen, in one sentence or two, and the word on the button."""

    words: str
    submit: str

    @property
    def mark(self) -> str:
        """Sent back with the form: this was read, and nothing else."""
        return sha256(self.words.encode()).hexdigest()[:16]


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the POST, empty or not; nothing on a GET."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    *forms: Form,
    call: Callable[[], object],
    then: object,
    page: Page,
    done: str | Callable[[object], str] = "",
    at: str = "",
    look: Callable[[], SecondLook] | None = None,
) -> HttpResponse:
    """Draw the page; on a POST write and go on, or draw it again with the reasons (422, 409).

    Every form speaks, so that all mistakes are shown at once. `call` writes; it has refused too
    when it added an error to a form. `page(status=…)` is asked last, so that what it reads is
    fresh. `then` is an address, an object with one, an answer, or a function of what `call` gave
    (None where it was done already); `done` may be such a function too. A refusal that knows its
    fields (`core.sentence.About`) stands beside them; another is told above the page, or `at` a
    field of the first form, or at its SUMMARY. Whichever is written takes the focus.
    `look` says what will happen where nothing can be undone: asked first, on the same page with
    all that was typed, and again when something else was typed since.
    """
    if request.method != "POST":
        return page(status=200)
    form_file.bring(request, forms)
    answer = _posted(request, forms, call=call, then=then, done=done, at=at, look=look)
    if isinstance(answer, int):
        form_file.keep(request, forms)
        return page(status=answer)
    form_file.forget(forms)
    return answer


def _posted(
    request: HttpRequest,
    forms: Sequence[Form],
    *,
    call: Callable[[], object],
    then: object,
    done: str | Callable[[object], str],
    at: str,
    look: Callable[[], SecondLook] | None,
) -> HttpResponse | int:
    """Where to go on; or the status with which the page is drawn again."""
    if not _all_valid(forms):
        return UNPROCESSABLE
    if look and not _was_looked_at(request, forms[0], look()):
        return 200
    outcome = take(request, lambda: _write(request, forms, told_beside(forms, call, at), done))
    if not outcome.is_done:
        return outcome.status
    if not _all_valid(forms):
        return UNPROCESSABLE
    place = then(outcome.result) if callable(then) else then
    return place if isinstance(place, HttpResponse) else redirect(place)


def plain_page(
    request: HttpRequest,
    form: BaseForm,
    *,
    title: str,
    crumbs: Sequence[tuple[str, object]],
    submit: str = "Lưu",
    here: str = "",
    heading: str = "",
    lead: str = "",
    back: str = "",
) -> Page:
    """A page that is nothing but a form, in its words; «Quay lại» leads to the last crumb.

    A crumb is its words and where it leads: an address, an object with one, or "".
    """
    trail = [(words, where and resolve_url(where)) for words, where in crumbs]
    context = {
        "form": form,
        "title": title,
        "crumbs": trail,
        "here": here or title,
        "heading": heading or title,
        "lead": lead,
        "submit": submit,
        "back_url": back or trail[-1][1],
    }
    return partial(render, request, "form_page.html", context)


def _was_looked_at(request: HttpRequest, form: Form, look: SecondLook) -> bool:
    """Whether the person read just this; otherwise the form asks it on its page."""
    form.second_look = None if request.POST.get("looked") == look.mark else look
    return form.second_look is None


def _all_valid(forms: Sequence[Form]) -> bool:
    return all([form.is_valid() for form in forms])  # noqa: C419 - a generator would stop early


def _write(
    request: HttpRequest,
    forms: Sequence[Form],
    call: Callable[[], object],
    done: str | Callable[[object], str],
) -> object:
    """What the call gave; `done` is told only where no form says otherwise."""
    result = call()
    if _all_valid(forms) and (words := done(result) if callable(done) else done):
        messages.success(request, words)
    return result
