"""The three steps in which a draft is written: where one is, what each of them still lacks."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from campaigns.models import AwardPlan
from campaigns.rules.plan import Missing


WORDS, UNITS, ROWS = 1, 2, 3
LABELS = {WORDS: "Phong trào", UNITS: "Đơn vị tham gia", ROWS: "Tiêu chí, tiêu chuẩn, chỉ tiêu"}
_ADDRESSES = {WORDS: "campaigns:plan_edit", UNITS: "campaigns:plan_units", ROWS: "campaigns:plan"}
_STEP_OF = {"noi-dung": WORDS, "muc-dich": WORDS, "nhan-ho-so": UNITS}


class DraftStep(NamedTuple):
    """One step on the bar."""

    number: int
    label: str
    url: str
    lacking: int
    status: str


class Task(NamedTuple):
    """One thing to do, and the way to where it is done."""

    text: str
    url: str
    words: str


def address(plan: AwardPlan, step: int) -> str:
    """Where a step of this draft is written."""
    return reverse(_ADDRESSES[step], args=[plan.pk])


def bar(plan: AwardPlan | None, here: int, missing: Iterable[Missing] = ()) -> list[DraftStep]:
    """The steps with what they lack; before the first one is saved the others lead nowhere."""
    lacking = Counter(_STEP_OF.get(item.place, ROWS) for item in missing)

    def status(number: int) -> str:
        if number == here:
            return "now"
        return "done" if plan is not None and not lacking[number] else "next"

    return [
        DraftStep(
            number,
            label,
            address(plan, number) if plan is not None else "",
            lacking[number],
            status(number),
        )
        for number, label in LABELS.items()
    ]


def unfinished(steps: Iterable[DraftStep]) -> DraftStep | None:
    """The first step before the last that lacks something: where one goes on."""
    return next((one for one in steps if one.lacking and one.number != ROWS), None)


def tasks(plan: AwardPlan, missing: Iterable[Missing], *, can_edit: bool) -> list[Task]:
    """What is missing, each with its field on the step that asks it."""
    found = []
    for item in missing:
        step = _STEP_OF.get(item.place, ROWS)
        if can_edit and item.field:
            url = f"{address(plan, step)}#div_id_{item.field}"
            found.append(Task(item.text, url, f"Sửa ở bước {step}, đến đúng chỗ"))
        else:
            found.append(Task(item.text, f"#{item.place}", "Đến phần cần ghi"))
    return found


def onward(request: HttpRequest, plan: AwardPlan, usual: int) -> HttpResponse:
    """To the step that the pressed button names."""
    asked = request.POST.get("go", "")
    return redirect(address(plan, int(asked) if asked in {"1", "2", "3"} else usual))
