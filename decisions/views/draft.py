"""Phòng Nội vụ writes a decision: what is offered, who stands in it, its words, its draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.queries.meter import Meter
from decisions import papers, rules
from decisions.forms.articles import ComposeForm, EditForm, first_words
from decisions.forms.filters import WaitingForm
from decisions.models import Decision
from decisions.queries import (
    articles as articles_queries,
    fund as fund_queries,
    ground as ground_queries,
    lineup as lineup_queries,
    offer as offer_queries,
    place as place_queries,
)
from decisions.queries.fund import BudgetCheck, FundStanding
from decisions.queries.lineup import LineUp
from decisions.services import decision as decision_services
from decisions.views import decision as decision_views
from decisions.views.decision import decision_page
from decisions.views.lookup import chosen, decision_or_404, desk_or_404
from decisions.views.offer import Boxes, Offer, offers
from decisions.workflow import DecisionAction
from dossiers.models import Nomination
from law.queries import regime as regime_queries
from nganam_awards.core import clock, tick
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.refusals import Refused
from nganam_awards.core.steps import take
from nganam_awards.core.text import whole_number
from nganam_awards.documents.leaf import Leaf, leaf_of


@require_http_methods(["GET", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """The group that was asked for, the fullest otherwise; everybody in it is chosen at first."""
    if not rules.can_compose(request.user):
        raise PermissionDenied
    if request.method == "GET":
        return _page(request)
    ticked = set(chosen(request))
    if tick.PRESS in request.POST:  # the boxes and the sums again; nothing is written
        return _page(request, form=ComposeForm(initial=request.POST.dict()), ticked=ticked)
    form = ComposeForm(request.POST)
    rows = Nomination.objects.visible_to(request.user).filter(pk__in=ticked)
    return form_page(
        request,
        form,
        call=lambda: decision_services.compose(rows, **form.cleaned_data, by=request.user),
        done="Đã lập dự thảo quyết định.",
        then=lambda composed: composed,
        page=partial(_page, request, form=form, ticked=ticked),
    )


@dataclass(frozen=True)
class Sum:
    """What is chosen now, what it would cost today, and which places it would take."""

    count: int
    total_vnd: int = 0
    budget: BudgetCheck | None = None
    places: Sequence[Meter] = ()
    problems: tuple[str, ...] = ()


def _page(
    request: HttpRequest,
    *,
    form: ComposeForm | None = None,
    ticked: set[int] | None = None,
    status: int = 200,
) -> HttpResponse:
    waiting = offer_queries.waiting_for(request.user)
    narrowing = WaitingForm(request.GET, waiting)
    lines = narrowing.narrowed()
    found = offers(lines, waiting.awards, waiting.plans)
    asked = request.POST.get("group") or request.GET.get("nhom", "")
    offer = next((o for o in found if o.group.key == asked), found[0] if found else None)
    standings = fund_queries.all_this_year()
    funds = [standing.fund for standing in standings]
    form = form or ComposeForm(
        initial={"key": uuid4(), **first_words(offer.reason if offer else "", funds)}
    )
    form.offer(funds)
    rows = waiting.members(offer.group, lines) if offer else []
    boxes = Boxes(rows, request.POST, ticked)
    kept = request.GET.copy()
    kept.pop("nhom", None)
    context = {
        "narrowing": narrowing,
        "is_narrowed": any(request.GET.get(name) for name in narrowing.fields),
        "kept": kept.urlencode(),
        "offers": found,
        "offer": offer,
        "form": form,
        "boxes": boxes,
        "sum": _sum(boxes, offer, form, standings),
        "council": waiting.council,
    }
    return render(request, "decisions/draft/compose.html", context, status=status)


def _sum(
    boxes: Boxes, offer: Offer | None, form: ComposeForm, standings: list[FundStanding]
) -> Sum:
    """Figures of what is ticked; a paper to the province costs the town nothing."""
    rows = boxes.chosen
    places = place_queries.meters_of(rows)
    if offer is None or offer.group.is_forward:
        return Sum(len(rows), places=places)
    try:
        total = lineup_queries.estimate(rows, clock.today(), boxes.mains)
    except Refused as refusal:
        return Sum(len(rows), places=places, problems=refusal.reasons)
    chosen_fund = whole_number(str(form["fund"].value() or ""))
    standing = next((one for one in standings if one.fund.pk == chosen_fund), None)
    budget = BudgetCheck(standing, total, is_counted=False) if standing else None
    return Sum(len(rows), total, budget, places)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edits wording, recipients and letter number; the printed draft stands beside."""
    obj = desk_or_404(request, pk)
    if request.method == "GET" and not rules.can_edit(request.user, obj):
        return redirect(obj)
    if asked := request.POST.get("usual"):
        return _edit_page(request, obj, _with_usual(request, obj, asked))
    form = EditForm(posted(request), initial=EditForm.told(obj), decision=obj)
    here = f"{reverse('decisions:edit', args=[pk])}#paper-title"
    return form_page(
        request,
        form,
        call=lambda: decision_services.edit(
            obj,
            **form.words(),
            by=request.user,
            fingerprint=request.POST.get("fingerprint", ""),
        ),
        done=_told,
        then=here if "stay" in request.POST else obj,
        page=lambda status: _edit_page(request, desk_or_404(request, pk), form, status=status),
    )


def _told(saved: Decision) -> str:
    own = "; ".join(f"«{line}»" for line in ground_queries.own_of(saved))
    more = f" Cổng không biết {own}: được ghi là căn cứ do anh/chị tự ghi." if own else ""
    return f"Đã lưu. Dự thảo được tạo lại theo lời văn mới.{more}"


def _with_usual(request: HttpRequest, obj: Decision, asked: str) -> EditForm:
    """One sentence as the office usually words it; all else as it was typed, nothing saved yet."""
    typed = request.POST.dict()
    if asked in articles_queries.LABELS:
        typed[asked] = articles_queries.usual(obj, asked)
    elif asked == "recipients":
        typed[asked] = "\n".join(articles_queries.USUAL_RECIPIENTS)
    return EditForm(initial=typed, decision=obj)


def _edit_page(
    request: HttpRequest, obj: Decision, form: EditForm, *, status: int = 200
) -> HttpResponse:
    lineup = lineup_queries.read(obj, clock.today())
    context = {
        "decision": obj,
        "form": form,
        "fingerprint": request.POST.get("fingerprint", "")
        if "usual" in request.POST
        else lineup.fingerprint,
        "sentences": _sentences(lineup, form),
        "bases": regime_queries.bases_on(lineup.day, obj.category),
        "laws": lineup.laws,
        "check": decision_services.check_draft(lineup),
        "can_renew": rules.can_renew(request.user, obj),
        "leaf": _leaf(lineup),
        **decision_views.paper(obj, obj.draft),
    }
    return render(request, "decisions/draft/edit.html", context, status=status)


def _leaf(lineup: LineUp) -> Leaf | None:
    """The saved draft to be read beside the form; what was worded otherwise is marked in it."""
    obj = lineup.decision
    if obj.draft is None:
        return None
    said, values = {}, {}
    if obj.is_award:
        data = papers.data_of(lineup)
        said = {name: articles_queries.block(obj, name, **data[name]) for name in data}
        said["about"] = papers.about(lineup)  # the usual one is printed shorter where it is long
        values = {
            name: {articles_queries.PLACES[key]: value for key, value in data[name].items()}
            for name in data
        }
    said["grounds"] = "\n".join(articles_queries.extra_grounds(obj))
    said["recipients"] = "\n".join(articles_queries.recipients(obj))
    own = {*obj.wording, *(["recipients"] if obj.recipients else [])}
    return leaf_of(obj.draft, said, own, values)


def _sentences(lineup: LineUp, form: EditForm) -> list[tuple]:
    """Each sentence with what stands in its places, and whether it is worded otherwise."""
    if not lineup.decision.is_award:
        return []
    data = papers.data_of(lineup)
    return [
        (form[name], articles_queries.shown(data[name]), name in lineup.decision.wording)
        for name in articles_queries.LABELS
    ]


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds cases of the same campaign, all titles (danh hiệu) or all forms (hình thức)."""
    obj = desk_or_404(request, pk)
    if request.method == "GET" and not rules.can_edit(request.user, obj):
        return redirect(obj)
    mine = Nomination.objects.visible_to(request.user)
    ticked = set(chosen(request))

    def page(status: int) -> HttpResponse:
        rows = offer_queries.fitting(obj).filter(pk__in=mine)
        context = {"decision": obj, "boxes": Boxes(rows, request.POST, ticked)}
        return render(request, "decisions/draft/add.html", context, status=status)

    if tick.PRESS in request.POST:
        return page(200)
    return form_page(
        request,
        call=lambda: decision_services.add_lines(obj, mine.filter(pk__in=ticked), by=request.user),
        done="Đã thêm vào danh sách. Dự thảo được tạo lại.",
        then=obj,
        page=page,
    )


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the chosen cases off the draft (dự thảo); opened again, its address is the decision."""
    obj = desk_or_404(request, pk)
    if request.method == "GET":
        return redirect(obj)
    if tick.PRESS in request.POST:  # another page of the list, with what is ticked
        return decision_page(request, obj)
    outcome = take(
        request,
        lambda: decision_services.remove_lines(obj, chosen(request), by=request.user),
        done="Đã đưa khỏi dự thảo. Dự thảo được tạo lại.",
    )
    if outcome.is_done:
        page = request.POST.get(tick.AT, "")
        way = f"?{urlencode({'page': page})}#danh-sach" if page not in {"", "1"} else ""
        return redirect(f"{obj.get_absolute_url()}{way}")
    return decision_page(request, desk_or_404(request, pk), status=outcome.status)


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft printed again, by Phòng Nội vụ or by whoever is about to sign."""
    obj = decision_or_404(request, pk)
    outcome = take(
        request,
        lambda: decision_services.renew_draft(obj, by=request.user),
        done="Đã tạo lại dự thảo theo nội dung hiện nay.",
    )
    if not outcome.is_done:
        return decision_page(request, decision_or_404(request, pk), status=outcome.status)
    signs = rules.can_take(request.user, DecisionAction.APPROVE, obj)
    return redirect("decisions:sign", pk) if signs else redirect(obj)
