"""Nhận hồ sơ của đơn vị cũ: one button of the successor's head."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dossiers.services import takeover as takeover_services
from dossiers.views.lookup import dossier_or_404
from nganam_awards.core.steps import take


@require_POST
def take_over(request: HttpRequest, ref: str) -> HttpResponse:
    """The head of the successor stands for the list."""
    dossier = dossier_or_404(request, ref)
    call = partial(takeover_services.take_over, dossier, by=request.user)
    take(request, call, done="Đơn vị anh/chị đã nhận hồ sơ này.")
    return redirect(dossier)
