"""Apologising (xin lỗi, hẹn lại): its page, and what the dossier's own page says of it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dossiers.enums import SlipKind
from dossiers.forms.apology import ApologyForm
from dossiers.models import Dossier
from dossiers.queries import slip as slip_queries
from dossiers.rules import apology as apology_rules, dossier as dossier_rules
from dossiers.transitions import apology as apology_transitions
from dossiers.views.lookup import dossier_or_404
from dossiers.workflow import DossierAction
from law.queries import regime as regime_queries
from nganam_awards.core import calendar, clock
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.steps import seen_from
from nganam_awards.core.workflow import seen_mark
from nganam_awards.documents.models import Document
from units.models import User


USUAL_DAYS = 5  # working days after the first due day, as the page offers them
_SHORT = {
    SlipKind.SUPPLEMENT: "Phiếu yêu cầu bổ sung",
    SlipKind.REFUSAL: "Phiếu từ chối tiếp nhận",
    SlipKind.APOLOGY: "Phiếu xin lỗi, hẹn lại",
}


class Slip(NamedTuple):
    """A slip as the page of its dossier names it."""

    document: Document
    label: str

    @property
    def url(self) -> str:
        return self.document.get_absolute_url()


@require_http_methods(["GET", "POST"])
def apologise(request: HttpRequest, ref: str) -> HttpResponse:
    """Apologises and promises another day, once and in time."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.can_view_filed(request.user) or not dossier.one_stop_code:
        raise Http404
    if request.method == "GET" and not dossier_rules.may_apologise(request.user, dossier):
        return redirect(dossier)
    form = ApologyForm(posted(request), usual=_usual_day(dossier))

    def page(status: int) -> HttpResponse:
        fresh = dossier_or_404(request, ref)
        context = {
            "dossier": fresh,
            "form": form,
            "blockers": apology_rules.blockers(fresh),
            "last_day": apology_rules.last_day(fresh.due_on),
            "seen": seen_mark(fresh),
        }
        return render(request, "dossiers/apology/apology.html", context, status=status)

    return form_page(
        request,
        form,
        call=lambda: apology_transitions.apologise(
            dossier, by=request.user, seen=seen_from(request), **form.cleaned_data
        ),
        done="Đã xin lỗi đơn vị và hẹn lại ngày trả kết quả.",
        then=dossier,
        page=page,
    )


def context(user: User, dossier: Dossier, actions: Iterable[DossierAction]) -> dict:
    """Beside the due day: the day it was before, the slips, and until when to apologise."""
    apology = getattr(dossier, "apology", None)
    last: date | None = None
    if apology is None and DossierAction.APOLOGISE in actions:
        last = apology_rules.last_day(dossier.due_on)
    return {
        "apology": apology,
        "apology_last": last if last and clock.today() <= last else None,
        "slips": slips_of(dossier),
    }


def slips_of(dossier: Dossier) -> list[Slip]:
    """In the order in which they were made; a draft has none."""
    if dossier.is_in_unit:
        return []
    return [Slip(one, _SHORT[SlipKind(one.kind)]) for one in slip_queries.of(dossier)]


def _usual_day(dossier: Dossier) -> date:
    return calendar.add_working_days(dossier.due_on, USUAL_DAYS, *regime_queries.days_off())
