"""Xác minh văn bản: anyone may ask whether a paper is genuine; nobody is named here."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from decisions import lineup as lineups
from decisions.enums import DecisionState
from decisions.forms import CodeForm
from decisions.models import Decision
from nganam_awards.documents.codes import normalised


@require_GET
@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    """Nhập mã tra cứu."""
    form = CodeForm(request.GET or None)
    status = 200
    if form.is_bound and form.is_valid():
        if code := normalised(form.cleaned_data["ma"]):
            return redirect("decisions:verify", code)
        form.add_error("ma", "Mã tra cứu gồm 12 chữ và số. Xem lại mã in bên cạnh mã QR.")
        status = 422
    return render(request, "decisions/verify_form.html", {"form": form}, status=status)


@require_GET
@login_not_required
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What an issued paper says of itself; a draft is as unknown as a code nobody gave."""
    known = normalised(code)
    found = (
        Decision.objects.for_detail()
        .filter(state=DecisionState.ISSUED, document__code=known)
        .first()
        if known
        else None
    )
    context: dict = {"decision": found, "code": known or code[:40], "form": CodeForm()}
    if found is not None:
        context["counted"] = lineups.counted_in([found])[found.pk]
        context["about"] = found.document.context["about"]
    return render(request, "decisions/verify.html", context, status=404 if found is None else 200)
