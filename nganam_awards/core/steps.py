"""Steps as people meet them: a row for each, one button and dialog, one view that takes them all.

A workflow lists its steps as one `Steps` table beside its pages; who may and what stands in the way
is asked by rules and transitions alone.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from nganam_awards.core.forms import PlainTextMixin
from nganam_awards.core.mistake import told_beside
from nganam_awards.core.refusals import AlreadyDone, Beside, Refused, Stale
from nganam_awards.core.text import clean_text, whole_number
from nganam_awards.core.workflow import Arrow, Flow


CONFLICT, UNPROCESSABLE = 409, 422
CHANGED_BETWEEN_PAGES = (
    "Danh sách đã thay đổi từ khi anh/chị xem trang trước nên được mở lại từ đầu. "
    "Anh/chị xem lại giúp, chưa có gì được ghi."
)


class StepForm(PlainTextMixin, forms.Form):
    """The words that a step asks for; a step with more to ask has a form that adds its fields."""

    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi rõ lý do để người nhận biết cần làm gì."},
    )

    def __init__(self, data: Mapping | None = None, *, step: "Step", row: Model) -> None:
        super().__init__(data, auto_id=f"{step.slug}-%s", initial=self.initial_of(row))
        if step.note:
            self.fields["note"].label = step.note
            self.fields["note"].required = step.needs_note
        else:
            del self.fields["note"]

    @staticmethod
    def initial_of(row: Model) -> dict[str, object]:
        """What stands in the fields before anybody typed."""
        return {}


class DeclarationForm(StepForm):
    """A step for which a person answers: the words stand beside a box that nobody ticks for him.

    The step is given the words themselves, and its event keeps them.
    """

    words: ClassVar[str]
    declaration = forms.BooleanField(
        error_messages={"required": "Đọc lời cam đoan rồi đánh dấu vào ô này để xác nhận."}
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["declaration"].label = self.words

    def clean_declaration(self) -> str:
        """What was declared, word for word."""
        return self.words


@dataclass(frozen=True)
class Step:
    """One step: its address, its words, what it asks, and the transition that takes it.

    Without a `question` its button sends at once; with a `page` the button only leads there.
    """

    action: str
    slug: str = ""
    call: Callable[..., object] | None = None  # None: taken by the view of its `page`
    done: str = ""  # may name {row.…} and what was typed
    question: str = ""
    text: str = ""
    icon: str = ""
    tone: str = ""  # primary | danger
    note: str = ""  # what the box for words asks; empty: no words
    needs_note: bool = True
    form: type[StepForm] = StepForm
    label: str = ""  # of the button, where the arrow's label is not it
    page: Callable[[Model], str] | None = None
    is_drawn: bool = True  # False: its form stands in the page itself
    then: Callable[[Model], str] | None = None  # where to go on after this one

    @property
    def words(self) -> list[str]:
        """Names of the fields in which a person writes."""
        fields = self.form.base_fields.items()
        return [name for name, field in fields if type(field) is forms.CharField]


@dataclass(frozen=True)
class StepButton:
    """A step beside one row, as a page draws it: a link, a button, or a button with a dialog."""

    step: Step
    arrow: Arrow
    url: str
    form: StepForm | None  # None: a link asks on its own page
    more: tuple[str, ...] = ()
    tone: str = ""
    is_open: bool = True  # False: came too late, its words can only be copied

    @property
    def name(self) -> str:
        """The step, as its own page and dialog call it."""
        return self.arrow.label

    @property
    def label(self) -> str:
        """What the button says."""
        return self.step.label or self.name

    @property
    def is_link(self) -> bool:
        """Does it only lead to a page? (A template would call `step.page` itself.)"""
        return self.step.page is not None

    @property
    def text(self) -> str:
        """What the dialog says before the last word, with what else becomes of the row."""
        return "\n".join([self.step.text, *self.more])


@dataclass(frozen=True)
class LastStep:
    """A step of another app on a row's page: a button at its top, or words on whose turn it is."""

    id: str
    label: str
    url: str = ""  # empty: this person only reads that it is waited for
    title: str = ""
    text: str = ""
    icon: str = ""
    tone: str = "primary"


def _own_page(row: Model) -> str:
    return row.get_absolute_url()


@dataclass(frozen=True)
class Steps:
    """The steps of one workflow, in the order of their buttons, and how a row is found."""

    flow: Flow
    rows: tuple[Step, ...]
    find: Callable[..., Model]  # (request, **key); Http404 for a stranger
    url: Callable[[Model, Step], str]  # where a step is sent
    list_url: str  # for whoever no longer sees the row
    # Staff may have had on screen what its unit has again: who is told, when, in which words.
    staff: tuple[str, ...] = ()
    went_home: Callable[..., bool] | None = None  # (**key)
    home_words: str = ""
    elsewhere: tuple[str, ...] = ()  # steps that people take, and not by a button of the row's page
    has_marks: bool = True  # the pages carry the mark of the last step (`seen`)
    then: Callable[[Model], str] = _own_page  # where to go on after a step
    # Where steps have a page of their own: to whom it opens, and what the others are told.
    may: Callable[..., bool] | None = None  # (user, action, row)
    closed_words: str = ""  # may name {row.…} and {state}

    def of(self, action: str) -> Step:
        """The row of an action."""
        return next(step for step in self.rows if step.action == action)

    def named(self, slug: str) -> list[Step]:
        """The rows that an address names: one, or more of which never two are open at a time."""
        found = [step for step in self.rows if step.call and step.slug == slug]
        if not found:
            raise Http404
        return found

    def button(
        self,
        action: str,
        row: Model,
        form: StepForm | None = None,
        *,
        more: Iterable[str] = (),
        is_calling: bool = True,
    ) -> StepButton:
        """The button of one step; not `is_calling`: something else comes first."""
        step, arrow = self.of(action), self.flow.arrows[action]
        return StepButton(
            step=step,
            arrow=arrow,
            url=step.page(row) if step.page else self.url(row, step),
            form=step.form(step=step, row=row) if form is None and not step.page else form,
            more=tuple(more),
            tone=step.tone if is_calling or step.tone != "primary" else "",
            is_open=row.state in arrow.sources,
        )

    def buttons(
        self,
        row: Model,
        may: Iterable[str],
        *,
        more: Mapping[str, Iterable[str]] | None = None,
        is_calling: bool = True,
    ) -> list[StepButton]:
        """What the person may do with the row, quiet steps first, the usual one last."""
        may, more = set(may), more or {}
        return [
            self.button(step.action, row, more=more.get(step.action, ()), is_calling=is_calling)
            for step in self.rows
            if step.is_drawn and step.action in may
        ]

    def seen_by(self, request: HttpRequest, **key: object) -> Model | None:
        """The row as it stands now; None for whoever does not see it, or no longer."""
        try:
            return self.find(request, **key)
        except Http404:
            return None


@dataclass(frozen=True)
class StepOutcome:
    """What came of it: the result, or the reasons why not and the status to answer with."""

    result: object = None
    reasons: tuple[str, ...] = ()
    status: int = 200

    @property
    def is_done(self) -> bool:
        """The step was taken, now or by the same click a moment ago."""
        return not self.reasons


def step_view(steps: Steps, page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of a workflow's steps: in its address `slug` names the step, the rest the row.

    `page(request, row, status=…, typed=…)` draws the row's page with a refused step, everything
    typed still in it; where steps have a page of their own (`may`), also when they are asked for.
    """

    @require_http_methods(["GET", "POST"] if steps.may else ["POST"])
    def view(request: HttpRequest, slug: str, **key: object) -> HttpResponse:
        step, *others = steps.named(slug)
        row = steps.seen_by(request, **key)
        if row is None:
            return left_the_desk(request, steps, step, **key)
        if steps.may:
            open_ = [s for s in (step, *others) if steps.may(request.user, s.action, row)]
            if not open_:
                state = row.get_state_display()
                messages.error(request, steps.closed_words.format(row=row, state=state))
                keep_words(request, *step.words)
                return redirect(steps.then(row))
            step = open_[0]
        if request.method == "GET":
            empty = step.form(step=step, row=row)
            return page(request, row, status=200, typed=steps.button(step.action, row, empty))
        return _taken(request, steps, step, row, page, **key)

    return view


def _taken(
    request: HttpRequest,
    steps: Steps,
    step: Step,
    row: Model,
    page: Callable[..., HttpResponse],
    **key: object,
) -> HttpResponse:
    form, status = step.form(request.POST, step=step, row=row), UNPROCESSABLE
    if form.is_valid():
        mark = {"seen": seen_from(request)} if steps.has_marks else {}
        call = partial(step.call, row, by=request.user, **mark, **form.cleaned_data)
        done = step.done.format(row=row, **form.cleaned_data)
        outcome = take(request, told_beside([form], call), done=done)
        fresh = steps.seen_by(request, **key)
        if outcome.is_done:
            # A row that went back to its unit may be out of this person's sight.
            return redirect((step.then or steps.then)(fresh) if fresh else steps.list_url)
        if fresh is None:
            return left_the_desk(request, steps, step, **key)
        row, status = fresh, outcome.status
    typed = steps.button(step.action, row, form) if form.fields else None
    return page(request, row, status=status, typed=typed)


def left_the_desk(
    request: HttpRequest, steps: Steps, step: Step | None = None, **key: object
) -> HttpResponse:
    """A row that staff had on screen and its unit has again meanwhile; a stranger gets 404."""
    is_staff = any(request.user.has_perm(right) for right in steps.staff)
    if not is_staff or not steps.went_home(**key):
        raise Http404
    messages.error(request, steps.home_words.format(**key))
    keep_words(request, *(step.words if step else ["note"]))
    return redirect(steps.list_url)


def take(request: HttpRequest, call: Callable[[], object], *, done: str = "") -> StepOutcome:
    """Take the step. `done` is told on success; reasons of a refusal are told one by one.

    The caller renders its page again with what was typed when the outcome is not done.
    """
    try:
        result = call()
    except AlreadyDone as twice:
        for reason in twice.reasons:
            messages.info(request, reason)
        return StepOutcome()
    except Refused as refusal:
        for reason in () if isinstance(refusal, Beside) else refusal.reasons:
            messages.error(request, reason)
        status = CONFLICT if isinstance(refusal, Stale) else UNPROCESSABLE
        return StepOutcome(reasons=refusal.reasons, status=status)
    if done:
        messages.success(request, done)
    return StepOutcome(result=result)


def keep_words(request: HttpRequest, *names: str) -> None:
    """What was typed for a step that can no longer be taken stays on the screen, to be copied."""
    for name in names:
        if words := clean_text(request.POST.get(name, "")):
            messages.info(request, f"Lời anh/chị vừa ghi, chưa gửi đi: «{words}»")


def seen_from(request: HttpRequest, name: str = "seen") -> int | None:
    """The mark of the page the person acted on; None where the form carried none."""
    return whole_number(request.POST.get(name, ""))


def is_outdated(request: HttpRequest, now: int, name: str = "seen") -> bool:
    """Does the person come from a page that showed the row before its newest step?

    A long list is read page by page, and each page carries the mark of the one before: whoever acts
    on the last page has read them all as they stand now.
    """
    data = request.POST if request.method == "POST" else request.GET
    then = whole_number(data.get(name, ""))
    return then is not None and then != now
