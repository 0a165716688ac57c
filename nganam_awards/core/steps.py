"""How a page takes a step: call it, and turn a no into words beside what was typed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

from nganam_awards.core.refusals import AlreadyDone, Refused, Stale


CONFLICT, UNPROCESSABLE = 409, 422


@dataclass(frozen=True)
class Outcome:
    """What came of it: the result, or the reasons why not and the status to answer with."""

    result: object = None
    reasons: tuple[str, ...] = ()
    status: int = 200

    @property
    def is_done(self) -> bool:
        """The step was taken, now or by the same click a moment ago."""
        return not self.reasons


def take(request: HttpRequest, call: Callable[[], object], *, done: str = "") -> Outcome:
    """Take the step. `done` is told on success; reasons of a refusal are told one by one.

    The caller renders its page again with what was typed when the outcome is not done.
    """
    try:
        result = call()
    except AlreadyDone as twice:
        for reason in twice.reasons:
            messages.info(request, reason)
        return Outcome()
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        status = CONFLICT if isinstance(refusal, Stale) else UNPROCESSABLE
        return Outcome(reasons=refusal.reasons, status=status)
    if done:
        messages.success(request, done)
    return Outcome(result=result)


def seen_from(request: HttpRequest) -> int | None:
    """The mark of the page the person acted on; None where the form carried none."""
    value = request.POST.get("seen", "")
    return int(value) if value.isdecimal() and len(value) < 19 else None
