"""The steps of one line of a filed dossier, each taken on a page of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy

from dossiers.forms.appraisal import ResumeForm, SuspendForm
from dossiers.models import Nomination
from dossiers.rules import dossier as dossier_rules
from dossiers.transitions import nominee as nominee_transitions
from dossiers.views.dossier_step import DOSSIER_STEPS, taken_home
from dossiers.views.lookup import dossier_or_404, line_or_404
from dossiers.workflow import NOMINATION_FLOW, NominationAction as A
from nganam_awards.core.steps import Step, StepButton, Steps, step_view


def _line(request: HttpRequest, ref: str, pk: int) -> Nomination:
    return line_or_404(dossier_or_404(request, ref), pk)


def _removal_page(line: Nomination) -> str:
    return reverse("dossiers:remove_line", args=[line.dossier.ref, line.pk])


def _pause_page(line: Nomination) -> str:
    return reverse("dossiers:pause_line", args=[line.dossier.ref, line.pk])


ROWS = (
    Step(
        A.SUSPEND,
        "tam-dung",
        nominee_transitions.suspend_line,
        done="Đã tạm dừng xét {row.full_name}, đơn vị được báo.",
        text=(
            "Chỉ trường hợp này tạm dừng; các trường hợp khác của hồ sơ vẫn được xét. Chỗ trong "
            "chỉ tiêu được trả lại, nếu đang trình Chủ tịch thì rời danh sách trình. Đơn vị được "
            "báo."
        ),
        note="Lý do tạm dừng",
        form=SuspendForm,
        page=_pause_page,
    ),
    Step(
        A.RESUME,
        "tam-dung",  # one address: of the two, never more than one is open
        nominee_transitions.resume_line,
        done="{row.full_name} được xét tiếp, chờ ý kiến của anh/chị.",
        text="Trường hợp này trở lại «Đơn vị đề nghị» để anh/chị cho ý kiến. Đơn vị được báo.",
        note="Kết quả xác minh",
        form=ResumeForm,
        page=_pause_page,
    ),
    Step(
        A.REMOVE,
        "rut",
        nominee_transitions.remove_line,
        done="Đã rút {row.full_name} khỏi danh sách.",
        note="Lý do rút",
        label="Rút",
        page=_removal_page,
    ),
)
NOMINEE_STEPS = Steps(
    NOMINATION_FLOW,
    ROWS,
    find=_line,
    url=lambda line, step: step.page(line),
    list_url=reverse_lazy("dossiers:list"),
    staff=DOSSIER_STEPS.staff,
    went_home=taken_home,
    home_words=DOSSIER_STEPS.home_words,
    # Given for many lines at once, in the form of the list and with the button under it.
    elsewhere=(A.RECOMMEND, A.NOT_RECOMMEND, A.RECONSIDER, A.DECLINE),
    has_marks=False,
    then=lambda line: line.list_url,
    may=dossier_rules.can_take_line,
    closed_words="{row.full_name}: {state}, không làm bước này được.",
)


def nominee_page(
    request: HttpRequest, line: Nomination, *, status: int, typed: StepButton
) -> HttpResponse:
    """The step's own page: whom it is about, what follows from it, what it asks."""
    context = {"dossier": line.dossier, "line": line, "step": typed, "form": typed.form}
    return render(request, "dossiers/nominee/step.html", context, status=status)


step = step_view(NOMINEE_STEPS, nominee_page)
