"""Đăng ký thi đua: lists of units and years, one list, its lines, and the steps of the whole."""

from collections.abc import Callable
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honourees.forms.registration import RegisteredTitleForm
from honourees.models import RegisteredTitle, TitleRegistration
from honourees.queries import registration as registration_queries
from honourees.rules import registration as registration_rules
from honourees.services import registration as registration_services
from nganam_awards.core import clock
from nganam_awards.core.form_page import SUMMARY, form_page, posted
from nganam_awards.core.pages import page_of
from nganam_awards.core.steps import keep_words, seen_from, take
from nganam_awards.core.text import clean_line, clean_text, whole_number
from units.models import Unit, User


LIST = "honourees:registration_list"
CRUMB = ("Đăng ký thi đua", LIST)
_BEGUN_AT_ONCE = 6  # lists to begin, offered beside the others


@require_GET
def registration_list(request: HttpRequest) -> HttpResponse:
    """Lists that the person may read, the newest year first; those that wait to be begun."""
    if not registration_rules.has_room(request.user):
        raise Http404
    rows = TitleRegistration.objects.visible_to(request.user).for_list()
    words = clean_line(request.GET.get("q", ""))
    year = whole_number(request.GET.get("nam", ""))
    if words:
        rows = registration_queries.of_units(rows, words)
    if year:
        rows = rows.filter(merit_year=year)
    page = page_of(request, rows)
    return render(
        request,
        "honourees/registration/list.html",
        {
            "page": page,
            "total": page.total_among(rows),
            "q": words,
            "year": year,
            "years": registration_queries.years_of(request.user),
            "reads_all": registration_rules.can_read_all(request.user),
            "to_begin": _to_begin(request.user),
            "ended": _ended(),
        },
    )


@require_GET
def registration(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One unit's list of one year."""
    return _page(request, unit_of(request, code, year), year)


@require_http_methods(["GET", "POST"])
def title_add(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One more line; the form comes back empty for the next one."""
    unit = unit_to_write(request, code, year)
    form = RegisteredTitleForm(posted(request), year=year)
    add = partial(registration_services.add_title, unit, year, by=request.user)
    return form_page(
        request,
        form,
        call=lambda: add(**form.cleaned_data),
        done=lambda row: f"Đã thêm {row.full_name}. Ghi tiếp người sau, hoặc quay lại danh sách.",
        then=request.path,
        at=SUMMARY,
        page=_form(request, form, unit, year, title="Thêm vào danh sách đăng ký", submit="Thêm"),
    )


@require_http_methods(["GET", "POST"])
def title_edit(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """What a line says."""
    unit = unit_to_write(request, code, year)
    row = _line(unit, year, pk)
    form = RegisteredTitleForm(posted(request), year=year, row=row)
    change = partial(
        registration_services.change_title, row, by=request.user, seen=seen_from(request)
    )
    return form_page(
        request,
        form,
        call=lambda: change(**form.cleaned_data),
        done="Đã lưu dòng này.",
        then=address_of(unit, year),
        at=SUMMARY,
        page=_form(request, form, unit, year, title=f"Sửa: {row.full_name}", submit="Lưu"),
    )


@require_POST
def title_remove(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Off the list."""
    unit = unit_of(request, code, year)
    row = _line(unit, year, pk)
    call = partial(registration_services.remove_title, row, by=request.user)
    take(request, call, done=f"Đã bỏ {row.full_name} khỏi danh sách.")
    return redirect(address_of(unit, year))


@require_POST
def registration_step(request: HttpRequest, code: str, year: int, step: str) -> HttpResponse:
    """One step of the whole list; refused, the list is shown again with the reasons."""
    unit = unit_of(request, code, year)
    call, done = _steps(request, unit, year).get(step) or _nowhere()
    outcome = take(request, call, done=done)
    if outcome.is_done:
        return redirect(address_of(unit, year))
    keep_words(request, "note")
    return _page(request, unit, year, status=outcome.status)


def _steps(request: HttpRequest, unit: Unit, year: int) -> dict[str, tuple[Callable, str]]:
    """{part of the address: the step and what is told once it is taken}."""
    services, by, seen = registration_services, request.user, seen_from(request)
    note = clean_text(request.POST.get("note", ""))
    row = registration_queries.list_of(unit, year)
    source = registration_queries.earlier(unit, year)
    found = {}
    if source:
        copy = partial(services.copy_from, source, unit, year, by=by)
        found["chep"] = (copy, f"Đã chép danh sách năm {source.merit_year}. Xem lại từng dòng.")
    if row:
        hand_over = partial(services.hand_over, row, by=by, seen=seen)
        confirm = partial(services.confirm, row, by=by, seen=seen)
        send_back = partial(services.send_back, row, by=by, note=note)
        found |= {
            "chuyen": (hand_over, "Đã chuyển thủ trưởng xác nhận."),
            "lay-lai": (partial(services.take_back, row, by=by), "Danh sách đã về để sửa."),
            "tra-lai": (send_back, "Đã trả lại cán bộ."),
            "xac-nhan": (confirm, "Đã xác nhận danh sách đăng ký thi đua."),
            "mo-lai": (
                partial(services.reopen, row, by=by, note=note),
                "Đã mở lại danh sách; sửa xong cần chuyển và xác nhận lại.",
            ),
        }
    return found


def _nowhere() -> tuple[Callable, str]:
    raise Http404


def _page(request: HttpRequest, unit: Unit, year: int, status: int = 200) -> HttpResponse:
    row, user = registration_queries.list_of(unit, year), request.user
    lines = RegisteredTitle.objects.filter(registration=row).select_related("award_type")
    can_write = registration_rules.can_write(user, unit)
    can_confirm = registration_rules.can_confirm(user, unit)
    is_writable = can_write and not registration_rules.writing_blockers(row, year)
    page = page_of(request, lines)
    context = {
        "unit": unit,
        "year": year,
        "row": row,
        "page": page,
        "total": page.total_among(lines),
        "asking": registration_rules.asking(year),
        "ended": _ended(),
        "can_write": can_write,
        "can_confirm": can_confirm,
        "is_writable": is_writable,
        "source": registration_queries.earlier(unit, year) if is_writable else None,
        "events": row.events.select_related("by") if row else [],
    }
    if row and can_confirm:
        context["own_hand"] = registration_rules.confirming_blockers(row, user)
        context["shut"] = registration_rules.reopening_blockers(row)
    return render(request, "honourees/registration/registration.html", context, status=status)


def _form(
    request: HttpRequest,
    form: RegisteredTitleForm,
    unit: Unit,
    year: int,
    *,
    title: str,
    submit: str,
) -> Callable[..., HttpResponse]:
    """A page with the form of one line; it carries how often the list was written by then."""

    def page(status: int) -> HttpResponse:
        row, where = registration_queries.list_of(unit, year), address_of(unit, year)
        context = {
            "form": form,
            "title": title,
            "heading": title,
            "here": title,
            "crumbs": [(CRUMB[0], reverse(LIST)), (f"{unit.short_name}, năm {year}", where)],
            "lead": f"{unit.name}, năm thi đua {year}.",
            "submit": submit,
            "back_url": where,
            "seen": row.version if row else None,
        }
        return render(request, "form_page.html", context, status=status)

    return page


def unit_of(request: HttpRequest, code: str, year: int) -> Unit:
    """The unit whose lists this person reads; strangers find nothing."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), code=code)
    if not registration_rules.can_view(request.user, unit) or not registration_rules.is_year(year):
        raise Http404
    return unit


def unit_to_write(request: HttpRequest, code: str, year: int) -> Unit:
    """The same for whoever writes its lists; another reader may not."""
    unit = unit_of(request, code, year)
    if not registration_rules.can_write(request.user, unit):
        raise PermissionDenied
    return unit


def _line(unit: Unit, year: int, pk: int) -> RegisteredTitle:
    rows = RegisteredTitle.objects.filter(registration__unit=unit, registration__merit_year=year)
    return get_object_or_404(rows.select_related("registration__unit"), pk=pk)


def address_of(unit: Unit, year: int) -> str:
    """Where the list of that year stands, begun or not."""
    return reverse("honourees:registration", args=[unit.code, year])


def _ended() -> object:
    """The text that asked for registration, where this year's law asks it no more."""
    known = registration_rules.texts()
    today = clock.today()
    asks_now = any(row.holds_on(registration_rules.last_day(today.year)) for row in known)
    return None if asks_now or not known else known[0]


def _to_begin(user: User) -> list[tuple[Unit, int, str]]:
    """Lists that the person's own units may begin, the newest year first."""
    found = registration_rules.to_begin(user)
    return [(unit, year, address_of(unit, year)) for unit, year in found[:_BEGUN_AT_ONCE]]
