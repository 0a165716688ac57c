"""A list that names whoever reads it: why nothing is done here; a namesake is asked once."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dossiers.models import Dossier
from dossiers.queries import own_line as own_line_queries
from dossiers.rules import dossier as dossier_rules
from dossiers.views.lookup import dossier_or_404, line_or_404
from honourees.services.account import answer_namesake
from nganam_awards.core.steps import take
from units.models import User


ANSWERS = {"co": True, "khong": False}


@require_POST
def answer(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """«Đây có phải là anh/chị không?», answered by the person."""
    dossier = dossier_or_404(request, ref)
    line = line_or_404(dossier, pk)
    is_same = ANSWERS.get(request.POST.get("answer", ""))
    if is_same is None or line.honouree is None:
        raise Http404
    call = partial(answer_namesake, request.user, line.honouree, is_same=is_same)
    take(request, call, done="Đã ghi câu trả lời của anh/chị.")
    return redirect(dossier)


def context(user: User, dossier: Dossier) -> dict:
    """For whoever works on it in the town's name; in the unit nothing stands against it."""
    if not dossier_rules.is_read_by_town(user, dossier):
        return {}
    own = own_line_queries.own_in(user, dossier)
    is_his = dossier.officer_id == user.pk and not own.lines and not own.asked
    return {
        "own_lines": own.lines,
        "asked_lines": own.asked,
        "is_own_unit": is_his and dossier_rules.can_confirm_for(user, dossier.unit),
        "needs_officer": dossier_rules.needs_another_officer(dossier),
    }
