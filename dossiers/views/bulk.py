"""Many dossiers at once: ticked in a queue, tried on a page, confirmed, done one by one."""

from hashlib import sha256
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dossiers.enums import BulkAct, BulkOutcome
from dossiers.forms.bulk import BulkForm
from dossiers.forms.queue import QueueFilterForm
from dossiers.models import BulkRun
from dossiers.queries import board as board_queries, queue as queue_queries
from dossiers.rules import bulk as bulk_rules, route as route_rules
from dossiers.rules.bulk import Bulk
from dossiers.services import bulk as bulk_services
from dossiers.tasks import run_bulk
from dossiers.views.queue_place import address_of
from nganam_awards.core.commit import after_commit
from nganam_awards.core.money import grouped
from nganam_awards.core.pages import numbered_page
from nganam_awards.core.refusals import Refused, Stale
from nganam_awards.core.steps import UNPROCESSABLE, take
from nganam_awards.core.text import whole_number
from nganam_awards.core.tick import kept, ticked
from units.models import User


SLUGS = {
    "tiep-nhan": BulkAct.RECEIVE,
    "phan-cong": BulkAct.ASSIGN,
    "nhac": BulkAct.NUDGE,
}
# Which acts a queue offers; what does not fit a dossier is left alone with its reason all the same.
_FITS = {
    queue_queries.TO_RECEIVE: {BulkAct.RECEIVE, BulkAct.NUDGE},
    queue_queries.WAITING: {BulkAct.NUDGE},
    queue_queries.APPRAISED: {BulkAct.NUDGE},
    queue_queries.TO_DELIVER: {BulkAct.NUDGE},
}
_USUAL = {BulkAct.ASSIGN, BulkAct.NUDGE}
BOX, ALL, QUEUE, ASKED = "dong", "ca", "hang", "loc"  # fields of the form under a queue


def ticks(user: User, narrowed: QueueFilterForm) -> dict:
    """What a queue needs to be ticked: the buttons, its filters, how many can be taken whole."""
    slugs = {act: slug for slug, act in SLUGS.items()}
    count = len(narrowed.rows)
    return {
        "bulk_buttons": [
            (reverse("dossiers:bulk", args=[slugs[act]]), act.label)
            for act in bulk_rules.acts_of(user)
            if act in _FITS.get(narrowed.slug, _USUAL)
        ],
        "asked": narrowed.query,
        "can_keep_desks": route_rules.can_keep_desks(user),
        "found_count": count if count <= bulk_rules.AT_MOST else 0,
    }


@require_POST
@never_cache
def bulk(request: HttpRequest, slug: str) -> HttpResponse:
    """The dry run: what exactly will happen with each ticked dossier. Nothing is written."""
    act = _act_or_404(request, slug)
    try:
        keys = _chosen(request)
    except Refused as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return redirect(_back(request))
    return _dry_run_page(request, slug, act, keys)


@require_POST
@never_cache
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Begins just what was shown; what was typed since is looked at first."""
    act = _act_or_404(request, slug)
    if request.POST.get("typed") != _mark(request):
        messages.warning(
            request, "Anh/chị vừa đổi nội dung nên cổng xem trước lại. Xem rồi xác nhận."
        )
        return _dry_run_page(request, slug, act, ticked(request.POST, BOX))
    outcome = take(
        request, lambda: bulk_services.begin(request.POST.get("shown", ""), by=request.user)
    )
    if not outcome.is_done:
        return redirect(_back(request))
    run = outcome.result
    after_commit(run_bulk.delay, run.pk)
    return redirect(f"{run.get_absolute_url()}?{_origin(request)}")


@require_GET
@never_cache
def run_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the worker is; then what came of each dossier, what was refused on top."""
    run = get_object_or_404(BulkRun.objects.visible_to(request.user), pk=pk)
    items = list(run.items.select_related("dossier__unit"))
    ranks = {BulkOutcome.REFUSED: 0, BulkOutcome.WAITING: 1, BulkOutcome.DONE: 2}
    items.sort(key=lambda item: (ranks[BulkOutcome(item.outcome)], item.place))
    counts = {outcome: sum(item.outcome == outcome for item in items) for outcome in ranks}
    return render(
        request,
        "dossiers/bulk/run.html",
        {
            "run": run,
            "page": numbered_page(request.GET.get("page", ""), items),
            "total": len(items),
            "done_count": counts[BulkOutcome.DONE],
            "refused_count": counts[BulkOutcome.REFUSED],
            "working": _progress(run, len(items), counts[BulkOutcome.WAITING]),
            "back_url": _back(request),
        },
    )


@require_GET
@never_cache
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page asks every two seconds; it draws itself anew when all is done."""
    run = get_object_or_404(BulkRun.objects.visible_to(request.user), pk=pk)
    waiting = run.items.filter(outcome=BulkOutcome.WAITING).count()
    if waiting:
        return render(request, "_working.html", _progress(run, run.items.count(), waiting))
    answer = HttpResponse(status=204)
    answer["HX-Refresh"] = "true"
    return answer


def _dry_run_page(request: HttpRequest, slug: str, act: BulkAct, keys: list[int]) -> HttpResponse:
    form = BulkForm(request.POST, act=act)
    context = {
        "act": act,
        "slug": slug,
        "form": form,
        "keys": kept(keys),
        "queue": request.POST.get(QUEUE, ""),
        "asked": request.POST.get(ASKED, ""),
        "back_url": _back(request),
    }
    try:
        bulk_services.check_number(len(keys))
    except Refused as refusal:
        found = bulk_services.dossiers_of(request.user, keys)
        first = kept(row.pk for row in found[: bulk_rules.AT_MOST])
        context |= {"reasons": refusal.reasons, "first": first, "most": bulk_rules.AT_MOST}
        return render(request, "dossiers/bulk/too_many.html", context, status=UNPROCESSABLE)
    is_valid = form.is_valid()
    dossiers = bulk_services.dossiers_of(request.user, keys)
    words = {
        "officer": form.cleaned_data.get("officer"),
        "note": form.cleaned_data.get("note", ""),
    }
    tried = bulk_services.dry_run(Bulk(act, dossiers, request.user, **words))
    context |= {
        "done": tried.done if is_valid else [],
        "left": tried.left,
        "sealed": tried.sealed,
        "typed": _mark(request),
        "gone_count": len(keys) - len(dossiers),
        "by_officer": _by_officer(tried) if act == BulkAct.ASSIGN else [],
    }
    status = 200 if is_valid else UNPROCESSABLE
    return render(request, "dossiers/bulk/dry_run.html", context, status=status)


def _by_officer(tried: bulk_services.DryRun) -> list[tuple[str, int]]:
    """How many each officer gets, the most first."""
    counts: dict[str, int] = {}
    for one in tried.done:
        counts[one.fate.facts["name"]] = counts.get(one.fate.facts["name"], 0) + 1
    return sorted(counts.items(), key=lambda pair: -pair[1])


def _act_or_404(request: HttpRequest, slug: str) -> BulkAct:
    act = SLUGS.get(slug)
    if act is None or not bulk_rules.can_act(request.user, act):
        raise Http404
    return act


def _chosen(request: HttpRequest) -> list[int]:
    """Keys of the ticked dossiers, or of all that the queue found, as many as the page said."""
    said = whole_number(request.POST.get(ALL, ""))
    if said is None:
        keys = ticked(request.POST, BOX)
        if not keys:
            bulk_services.check_number(0)
        return keys
    slug = request.POST.get(QUEUE, "")
    if slug not in queue_queries.labels():
        raise Http404
    keys = _keys_of(request.user, slug, request.POST.get(ASKED, ""))
    if len(keys) != said:
        raise Stale(
            f"Hàng chờ vừa thay đổi: nay có {grouped(len(keys))} hồ sơ, không phải "
            f"{grouped(said)}. Xem lại rồi chọn lại."
        )
    return keys


def _keys_of(user: User, slug: str, asked: str) -> list[int]:
    """The dossiers of a queue as its address narrows it, in its order."""
    board = board_queries.board_of(user)
    narrowed = QueueFilterForm(QueryDict(asked), board=board, slug=slug)
    return [row.pk for row in narrowed.rows]


def _mark(request: HttpRequest) -> str:
    """Equal marks: the fields say the same."""
    said = [request.POST.get("officer", ""), *request.POST.get("note", "").split()]
    return sha256("\n".join(said).encode()).hexdigest()[:16]


def _progress(run: BulkRun, total: int, waiting: int) -> dict | None:
    if not waiting:
        return None
    return {
        "id": "dang-lam",
        "text": f"{run.get_act_display()}: đã xong {grouped(total - waiting)}/{grouped(total)}",
        "percent": (total - waiting) * 100 // total,
        "poll_url": reverse("dossiers:bulk_progress", args=[run.pk]),
    }


def _origin(request: HttpRequest) -> str:
    told = {name: request.POST.get(name, "") for name in (QUEUE, ASKED)}
    return urlencode({name: value for name, value in told.items() if value})


def _back(request: HttpRequest) -> str:
    """The queue from which the person came, as it was narrowed."""
    data = request.POST if request.method == "POST" else request.GET
    slug, asked = data.get(QUEUE, ""), data.get(ASKED, "")
    if slug not in queue_queries.labels():
        return reverse("dossiers:appraisal_queue")
    return address_of(slug, asked)
