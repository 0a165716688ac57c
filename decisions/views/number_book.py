"""The number book (sổ văn bản): the series of numbers, and what waits for one."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from decisions import papers, rules as decision_rules, transitions
from decisions.enums import DecisionState
from decisions.forms.decision import NumberForm, SpoilForm
from decisions.forms.filters import book_in, books, entries_listed
from decisions.models import Decision
from decisions.queries import lineup as lineup_queries
from decisions.queries.award_set import fill_awards
from decisions.views.decision import decision_page
from decisions.views.lookup import book_reader, decision_or_404
from law import rules
from law.enums import SeriesPolicy
from law.models import NumberBook
from law.services import number_book as number_book_services
from nganam_awards.core import clock
from nganam_awards.core.anchor import at_row
from nganam_awards.core.form_page import SecondLook, form_page, plain_page, posted
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import seen_from, take
from nganam_awards.core.templatetags.portal import day, weekday
from nganam_awards.core.text import whole_number
from nganam_awards.core.workflow import seen_mark


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """One series, the newest number first; another is chosen above it."""
    book_reader(request)
    series = books()
    found = book_in(request.GET, series)
    narrowed, page, total = None, None, 0
    if found:
        narrowed = entries_listed(request.GET, found)
        page = page_of(request, narrowed.qs)
        total = page.total_among(narrowed.qs)
    context = {
        "books": series,
        "found": found,
        "filter": narrowed,
        "page": page,
        "rows": [
            (entry, getattr(entry, "decision", None), getattr(entry, "paper_decision", None))
            for entry in page or []
        ],
        "total": total,
        "gaps": number_book_services.gaps(found) if found else [],
        "can_keep": rules.can_keep_book(request.user),
        "is_shared": bool(found) and found.policy == SeriesPolicy.SHARED,
        "waiting": Decision.objects.visible_to(request.user)
        .filter(state=DecisionState.APPROVED)
        .count(),
        "series": _series(),
        "spoil_form": SpoilForm(auto_id="bo-%s"),
    }
    return render(request, "decisions/number_book/book.html", context)


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a number (chờ vào số): approved by the Chairman, the oldest first."""
    book_reader(request)
    rows = Decision.objects.visible_to(request.user).filter(state=DecisionState.APPROVED)
    page = page_of(request, rows.with_names().order_by("pk"))
    fill_awards(page)
    counted = lineup_queries.counted_in(page)
    context = {
        "page": page,
        "rows": [(row, counted[row.pk]) for row in page],
        "can_keep": rules.can_keep_book(request.user),
    }
    return render(request, "decisions/number_book/waiting.html", context)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Numbers an approved decision and issues it (vào số, ban hành)."""
    obj = decision_or_404(request, pk)
    if not rules.can_keep_book(request.user):
        raise PermissionDenied
    if request.method == "GET" and obj.state != DecisionState.APPROVED:
        return redirect(obj)
    form = NumberForm(posted(request), initial={"on": clock.today()})

    def page(status: int) -> HttpResponse:
        fresh = decision_or_404(request, pk)
        if fresh.state != DecisionState.APPROVED and not form.errors:
            return decision_page(request, fresh, status=status)
        lineup = lineup_queries.read(fresh, clock.today())
        context = {
            "decision": fresh,
            "lineup": lineup,
            "form": form,
            "warnings": decision_rules.order_warnings(
                fresh, lineup.nominations, fresh.signatory.authority, papers.SERIES[fresh.kind]
            ),
            "seen": seen_mark(fresh),
        }
        return render(request, "decisions/number_book/enter.html", context, status=status)

    return form_page(
        request,
        form,
        call=lambda: transitions.enter_number(
            obj, **form.cleaned_data, by=request.user, seen=seen_from(request)
        ),
        done=lambda issued: f"Đã ban hành {issued.title}.",
        then=obj,
        page=page,
        look=lambda: _look(obj, **form.cleaned_data),
    )


def _look(obj: Decision, number: int, on: date) -> SecondLook:
    """What exactly is issued, before it is."""
    book = NumberBook(authority=obj.signatory.authority, kind=papers.SERIES[obj.kind], year=on.year)
    counted = lineup_queries.read(obj, clock.today()).counted
    return SecondLook(
        f"Sẽ ban hành {obj.get_kind_display()} số {book.symbol_of(number)} ngày "
        f"{day(on)} ({weekday(on)}), gồm {counted}. Sau khi ban hành không sửa được.",
        "Đúng, vào số và ban hành",
    )


@require_POST
def choose_policy(request: HttpRequest) -> HttpResponse:
    """How a series gives its numbers (cách cấp số)."""
    book_reader(request)
    kind, _, rest = request.POST.get("series", "").partition("-")
    typed, _, policy = rest.partition("-")
    year = whole_number(typed)
    if policy not in SeriesPolicy.values or year is None:
        raise Http404
    take(
        request,
        lambda: number_book_services.choose_policy(kind, year, policy, by=request.user),
        done=f"Sổ {kind} năm {year}: {SeriesPolicy(policy).label.lower()}.",
    )
    return redirect("decisions:book")


@require_POST
def spoil(request: HttpRequest, pk: int) -> HttpResponse:
    """Records a number as unused (số không sử dụng)."""
    book_reader(request)
    obj = get_object_or_404(NumberBook.objects.select_related("authority"), pk=pk)
    form, back = SpoilForm(request.POST), f"{reverse('decisions:book')}?so={pk}"

    def look() -> SecondLook:
        symbol = obj.symbol_of(form.cleaned_data["number"])
        return SecondLook(
            f"Sẽ ghi số {symbol} năm {obj.year} là số không sử dụng, lý do: "
            f"{form.cleaned_data['reason']}. Số đã ghi không dùng lại, không bỏ ghi được.",
            "Đúng, ghi vào sổ",
        )

    return form_page(
        request,
        form,
        call=lambda: number_book_services.spoil(obj, **form.cleaned_data, by=request.user),
        done="Đã ghi số không sử dụng vào sổ.",
        then=lambda entry: at_row(back, entry),
        look=look,
        page=plain_page(
            request,
            form,
            title="Ghi số không sử dụng",
            crumbs=[("Sổ văn bản", "decisions:book")],
            submit="Ghi vào sổ",
            back=back,
        ),
    )


def _series() -> list[tuple[str, int, list[tuple[str, str]]]]:
    """What can be chosen: (kind, year, policies) of this year and the next."""
    year = clock.today().year
    return [
        (kind, y, SeriesPolicy.choices)
        for y in (year, year + 1)
        for kind in number_book_services.SERIES
    ]
