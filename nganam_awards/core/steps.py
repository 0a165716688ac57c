"""How a page takes a step: call it, and turn a no into words beside what was typed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

from nganam_awards.core.refusals import AlreadyDone, Refused, Stale
from nganam_awards.core.text import clean_text, whole_number


CONFLICT, UNPROCESSABLE = 409, 422


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
        for reason in refusal.reasons:
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
