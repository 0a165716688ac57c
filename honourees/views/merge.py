"""One person, one record: what looks alike, side by side, merged, taken apart, said to be two."""

from functools import partial, wraps
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honourees.forms.merge import MergeForm, UnmergeForm
from honourees.models import Distinction, Honouree, Merge, Resemblance
from honourees.queries import (
    comparison as comparison_queries,
    resemblance as resemblance_queries,
)
from honourees.queries.likeness import PROPOSED, contradicts, score
from honourees.rules import merge as rules
from honourees.services import merge as merge_services
from law.enums import HonoureeKind
from nganam_awards.core.form_page import form_page, plain_page, posted
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import take
from units.models import User
from units.views.guard import View


SHOWN_BESIDE = 5  # on an honouree's page; the list has them all


_OPEN, _ASKED, _MERGED, _APART = "", "can-xem", "da-gop", "khac-nhau"
_CHIPS = (
    (_OPEN, "Rất giống"),
    (_ASKED, "Cần xem kỹ"),
    (_MERGED, "Đã gộp"),
    (_APART, "Là người khác"),
)


def officers_only(view: View) -> View:
    """Answer 404 to everybody who may not merge."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not rules.can_merge(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class LaidPair(NamedTuple):
    """Two records as a list draws them."""

    row: Resemblance
    sides: tuple[tuple[Honouree, tuple, int], ...]


@require_GET
@officers_only
def resemblances(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one, the likeliest first; what was merged, and what was said to be two."""
    asked = request.GET.get("xem", "")
    asked = asked if asked in {slug for slug, _ in _CHIPS} else _OPEN
    context = {"chips": [(label, slug, slug == asked) for slug, label in _CHIPS], "asked": asked}
    if asked == _MERGED:
        rows = Merge.objects.select_related("main", "other", "by", "undone_by")
        context["page"] = page_of(request, rows.order_by("-pk"))
    elif asked == _APART:
        rows = Distinction.objects.select_related("one__unit", "other__unit", "by")
        context["page"] = page_of(request, rows.order_by("-pk"))
    else:
        rows = Resemblance.objects.visible_to(request.user).open().with_records()
        is_proposed = {"points__gte": PROPOSED} if asked == _OPEN else {"points__lt": PROPOSED}
        rows = rows.filter(**is_proposed)
        page = page_of(request, rows.order_by("-points", "-pk"))
        context |= {"page": page, "pairs": laid(page.object_list), "total": page.total_among(rows)}
    return render(request, "honourees/merge/list.html", context)


def laid(rows: list[Resemblance]) -> list[LaidPair]:
    """The records of these pairs with how often each was awarded; one query."""
    counts = comparison_queries.award_counts(
        {pk for row in rows for pk in (row.one_id, row.other_id)}
    )
    return [
        LaidPair(
            row,
            tuple(
                (
                    side,
                    comparison_queries.words_beside(side.full_name, beside.full_name),
                    counts.get(side.pk, 0),
                )
                for side, beside in ((row.one, row.other), (row.other, row.one))
            ),
        )
        for row in rows
    ]


class Sames(NamedTuple):
    """What an honouree's page shows of records that may be or are the same."""

    can_merge: bool
    title: str
    pairs: list[LaidPair]
    merges: list[Merge]


_TITLES = {
    HonoureeKind.PERSON: "Có thể cùng một người",
    HonoureeKind.COLLECTIVE: "Có thể cùng một tập thể",
    HonoureeKind.HOUSEHOLD: "Có thể cùng một hộ",
}


def sames_of(honouree: Honouree, user: User) -> Sames:
    """For `honourees/honouree/_sames.html`; nothing is asked for whom it is not."""
    title = _TITLES[HonoureeKind(honouree.kind)]
    if not rules.can_merge(user):
        return Sames(can_merge=False, title=title, pairs=[], merges=[])
    rows = list(resemblance_queries.of_record(honouree)[:SHOWN_BESIDE])
    merges = comparison_queries.merges_of(honouree)
    return Sames(can_merge=True, title=title, pairs=laid(rows), merges=merges)


@require_http_methods(["GET", "POST"])
@officers_only
def comparison(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Both records side by side; which one stands for both, why, and the password."""
    a, b = _pair_or_404(one, other)
    portraits = resemblance_queries.portraits_of({a.pk, b.pk})
    mine, theirs = portraits[a.pk], portraits[b.pk]
    likeness = score(mine, theirs)
    counts = comparison_queries.award_counts({a.pk, b.pk})
    apart = Distinction.objects.filter(one=min(a.pk, b.pk), other=max(a.pk, b.pk)).first()
    is_merged = a.record_id == b.record_id
    sides = sorted((a, b), key=lambda row: (-counts.get(row.pk, 0), row.pk))
    form = MergeForm(
        posted(request),
        records=[(row, _choice(row, counts.get(row.pk, 0))) for row in sides],
        needs_note=contradicts(mine, theirs),
        by=request.user,
    )
    context = {
        "form": form,
        "one": a,
        "other": b,
        "counts": (counts.get(a.pk, 0), counts.get(b.pk, 0)),
        "facts": comparison_queries.facts_of(a, b, portraits),
        "years": comparison_queries.years_of(a, b),
        "likeness": likeness,
        "apart": apart,
        "is_merged": is_merged,
        "can_be_merged": not (apart or is_merged or a.main_id or b.main_id) and a.kind == b.kind,
        "history": comparison_queries.merges_of(a),
    }

    def write() -> Merge:
        chosen = form.cleaned_data["main"]
        main, second = (a, b) if chosen == a.pk else (b, a)
        return merge_services.merge(main, second, by=request.user, note=form.cleaned_data["note"])

    return form_page(
        request,
        form,
        call=write,
        done="Đã gộp hai bản ghi làm một. Tách lại được bất cứ lúc nào.",
        then=reverse("honourees:comparison", args=[one, other]),
        page=partial(render, request, "honourees/merge/comparison.html", context),
    )


def _choice(row: Honouree, count: int) -> str:
    said = f"{count} lần khen" if count else "chưa được khen"
    return f"{merge_services.told(row)} ({said})"


@require_POST
@officers_only
def tell_apart(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Là người khác."""
    a, b = _pair_or_404(one, other)
    call = partial(merge_services.tell_apart, a, b, by=request.user)
    take(request, call, done="Đã ghi là hai đối tượng khác nhau; cổng không hỏi lại.")
    return redirect("honourees:comparison", one=one, other=other)


@require_POST
@officers_only
def forget_distinction(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Takes «Là người khác» back."""
    a, b = _pair_or_404(one, other)
    call = partial(merge_services.forget_distinction, a, b, by=request.user)
    take(request, call, done="Đã lấy lại; nếu còn giống nhau, cổng sẽ hỏi lại.")
    return redirect("honourees:comparison", one=one, other=other)


@require_http_methods(["GET", "POST"])
@officers_only
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """Tách lại, with why."""
    row = get_object_or_404(Merge.objects.select_related("main__unit", "other__unit"), pk=pk)
    form = UnmergeForm(posted(request))
    back = reverse("honourees:comparison", args=[row.main_id, row.other_id])
    return form_page(
        request,
        form,
        call=lambda: merge_services.unmerge(row, by=request.user, **form.cleaned_data),
        done="Đã tách hai bản ghi; mỗi bản ghi như trước khi gộp.",
        then=back,
        page=plain_page(
            request,
            form,
            title="Tách lại",
            heading=f"Tách lại «{row.other.full_name}»",
            crumbs=[("Bản ghi trùng", "honourees:resemblances"), ("So sánh", back)],
            here="Tách lại",
            lead="Mỗi bản ghi trở lại như trước khi gộp, không mất lần khen hay hồ sơ nào.",
            submit="Tách lại",
        ),
    )


def _pair_or_404(one: int, other: int) -> tuple[Honouree, Honouree]:
    rows = {
        row.pk: row for row in Honouree.objects.filter(pk__in=[one, other]).select_related("unit")
    }
    if one == other or len(rows) != len({one, other}):
        raise Http404
    return rows[one], rows[other]
