"""The register of complaints (khiếu nại): its list, one complaint, what is done with it."""

from collections.abc import Callable
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from dossiers.forms.complaint import AcceptForm, ComplaintForm, SettleForm, TurnAwayForm
from dossiers.models import Complaint, Dossier, Nomination
from dossiers.queries import complaint as complaint_queries
from dossiers.queries.complaint import TermBook
from dossiers.queries.own_line import holding_own
from dossiers.rules import complaint as complaint_rules, dossier as dossier_rules
from dossiers.services import complaint as complaint_services
from dossiers.views.lookup import dossier_or_404
from dossiers.workflow import FINISHED_STATES
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.pages import page_of
from units.models import User


GET_OR_POST = ["GET", "POST"]
OFFERED = 300  # lines among which one is chosen
_OPEN, _CLOSED, _ALL = "", "da-khep", "tat-ca"
_CHIPS = ((_OPEN, "Đang giải quyết"), (_CLOSED, "Đã khép"), (_ALL, "Tất cả"))


class ComplaintStep(NamedTuple):
    """What is done with one complaint: its heading, form, service, and the word when it is done."""

    title: str
    form: type[BaseForm]
    call: Callable[..., Complaint]
    done: str


ACTS = {
    "thu-ly": ComplaintStep("Thụ lý", AcceptForm, complaint_services.accept, "Đã ghi thụ lý."),
    "khong-thu-ly": ComplaintStep(
        "Không thụ lý", TurnAwayForm, complaint_services.turn_away, "Đã ghi không thụ lý."
    ),
    "giai-quyet": ComplaintStep(
        "Ghi kết quả giải quyết", SettleForm, complaint_services.settle, "Đã ghi kết quả."
    ),
}


@require_GET
def complaints(request: HttpRequest) -> HttpResponse:
    """The register, the newest on top, each with the next day that is kept."""
    _check_reader(request)
    asked = request.GET.get("xem", "")
    asked = asked if asked in {_CLOSED, _ALL} else _OPEN
    rows = _visible(request)
    if asked == _OPEN:
        rows = rows.filter(settled_on=None, refused_on=None)
    elif asked == _CLOSED:
        rows = rows.exclude(settled_on=None, refused_on=None)
    page = page_of(request, rows.order_by("-pk"))
    book = TermBook()
    page.object_list = [_dated(row, book) for row in page.object_list]
    context = {
        "page": page,
        "chips": [(label, slug, slug == asked) for slug, label in _CHIPS],
        "can_enter": complaint_rules.can_enter(request.user),
    }
    return render(request, "dossiers/complaint/list.html", context)


@require_http_methods(GET_OR_POST)
def enter(request: HttpRequest) -> HttpResponse:
    """Enters a complaint; from the page of a dossier, about one of its lines or the whole."""
    _check_reader(request)
    if not complaint_rules.can_enter(request.user):
        raise PermissionDenied
    dossier = _dossier(request)
    lines = None if dossier is None else _lines_of(dossier)
    form = ComplaintForm(posted(request), lines=lines, initial=_decision_of(dossier))

    def write() -> Complaint:
        data = {"line": None} | form.cleaned_data
        return complaint_services.enter(by=request.user, **data)

    return form_page(
        request,
        form,
        call=write,
        done=lambda row: f"Đã vào sổ, số {row.code}.",
        then=lambda row: row or "dossiers:complaints",
        page=plain_page(
            request,
            form,
            title="Vào sổ khiếu nại",
            crumbs=[("Khiếu nại", "dossiers:complaints")],
            lead=f"Hồ sơ {dossier.ref}, {dossier.unit.short_name}." if dossier else "",
            submit="Vào sổ",
        ),
    )


@require_GET
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """One complaint: who, about what, until when, and what is done next."""
    obj = _or_404(request, pk)
    terms = TermBook().terms_of(obj)
    context = {
        "complaint": obj,
        "terms": terms,
        "is_late": complaint_queries.is_late(obj, terms),
        "is_too_late": complaint_rules.is_too_late(obj, terms),
        "can_settle": complaint_rules.can_settle(request.user, obj),
    }
    return render(request, "dossiers/complaint/complaint.html", context)


@require_http_methods(GET_OR_POST)
def act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Accepts it, turns it away, or writes down how it was settled."""
    obj = _or_404(request, pk)
    if slug not in ACTS:
        raise Http404
    if not complaint_rules.can_enter(request.user):
        raise PermissionDenied
    one = ACTS[slug]
    form = one.form(posted(request))
    return form_page(
        request,
        form,
        call=lambda: one.call(obj, by=request.user, **form.cleaned_data),
        done=one.done,
        then=obj,
        page=plain_page(
            request,
            form,
            title=f"{one.title}: {obj.code}",
            crumbs=[("Khiếu nại", "dossiers:complaints"), (obj.code, obj)],
            here=one.title,
            lead=f"{obj.complainant} · {obj.symbol}",
            submit=one.title,
        ),
    )


def _check_reader(request: HttpRequest) -> None:
    if not dossier_rules.can_view_filed(request.user):
        raise Http404


def _visible(request: HttpRequest) -> QuerySet[Complaint]:
    rows = Complaint.objects.visible_to(request.user).select_related("line__dossier__unit")
    return rows.exclude(holding_own(request.user, "line__dossier"))


def _or_404(request: HttpRequest, pk: int) -> Complaint:
    rows = Complaint.objects.visible_to(request.user)
    rows = rows.select_related("line__dossier__unit", "line__award_type", "entered_by")
    obj = get_object_or_404(rows, pk=pk)
    if not complaint_rules.can_view(request.user, obj):
        raise Http404
    return obj


def _dossier(request: HttpRequest) -> Dossier | None:
    """The dossier from whose page one came."""
    ref = request.GET.get("ho-so", "")
    if not ref:
        return None
    dossier = dossier_or_404(request, ref[:20])
    if not dossier_rules.can_see_appraisal(request.user, dossier):
        raise Http404
    return dossier


def _lines_of(dossier: Dossier) -> QuerySet[Nomination]:
    """A choice among thousands is none: the longest lists are named in the words."""
    keys = dossier.nominations.on_list().vietnamese_order().values_list("pk", flat=True)
    return dossier.nominations.filter(pk__in=list(keys[:OFFERED])).vietnamese_order()


def _decision_of(dossier: Dossier | None) -> dict:
    """The decision that its lines came into need not be typed where there is one."""
    if dossier is None:
        return {}
    awards = dossier.nominations.exclude(award=None).order_by()
    found = list(awards.values_list("award__decision_symbol", "award__decided_on").distinct()[:2])
    return dict(zip(("symbol", "decided_on"), found[0], strict=True)) if len(found) == 1 else {}


def context(user: User, dossier: Dossier) -> dict:
    """On the page of a dossier with a result: what was complained of, and the way into the book."""
    if dossier.state not in FINISHED_STATES or not dossier_rules.can_see_appraisal(user, dossier):
        return {"complaints": [], "can_enter_complaint": False}
    rows = Complaint.objects.visible_to(user).filter(line__dossier=dossier)
    return {
        "complaints": list(rows.order_by("-pk")[:5]),
        "can_enter_complaint": complaint_rules.can_enter(user),
    }


def _dated(row: Complaint, book: TermBook) -> Complaint:
    terms = book.terms_of(row)
    row.due = complaint_queries.due_of(row, terms)
    row.is_late = complaint_queries.is_late(row, terms)
    return row
