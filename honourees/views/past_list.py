"""Nhập các năm trước: brought, shown row by row, answered, written by a worker with progress."""

from collections import Counter
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honourees.enums import PastStage
from honourees.forms.past_list import PastListForm
from honourees.models import PastList
from honourees.queries import past_row as past_row_queries
from honourees.queries.past_row import ASK, KNOWN, NEW, SAME, WRONG, CheckedRow
from honourees.rules import award as rules
from honourees.services import past_list as past_list_services
from honourees.tasks import check_past_list, write_past_list
from honourees.views.other_award import check_may_enter
from nganam_awards.core import clock
from nganam_awards.core.commit import after_commit
from nganam_awards.core.files.acceptance import CONTENT_TYPES, FileKind
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.files.stored_file import Scan
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.pages import numbered_page
from nganam_awards.core.sheets.workbooks import Table, write_workbook
from nganam_awards.core.steps import take
from nganam_awards.core.text import whole_number


SHOWN_LISTS = 20
PER_PAGE = 100
LABELS = {
    WRONG: ("Cần sửa", "stop"),
    ASK: ("Cần chọn người", "wait"),
    NEW: ("Người mới", "info"),
    KNOWN: ("Đã có trong sổ", "ok"),
    SAME: ("Lần khen đã có", "quiet"),
}


@require_http_methods(["GET", "POST"])
def past_lists(request: HttpRequest) -> HttpResponse:
    """The chosen file is kept and checked; nothing is written yet. Below: earlier files."""
    lists = _lists(request)
    form = PastListForm(posted(request), request.FILES or None)

    def bring() -> PastList:
        brought = past_list_services.bring(form.cleaned_data["file"], by=request.user)
        if brought.stage == PastStage.WAITING:
            after_commit(check_past_list.delay, brought.pk)
        return brought

    rows = lists.select_related("uploaded_by")[:SHOWN_LISTS]
    context = {"form": form, "lists": rows, "back_url": reverse("honourees:list")}
    return form_page(
        request,
        form,
        call=bring,
        then=_address,
        at="file",
        page=partial(render, request, "honourees/past_list/upload.html", context),
    )


@require_GET
def past_template(request: HttpRequest) -> HttpResponse:
    """A sheet to fill, with one row as an example, and how to fill it on a second one."""
    _lists(request)
    titles = [column.titles[0] for column in past_row_queries.columns(clock.today())]
    widths = [max(14, min(len(title) + 6, 34)) for title in titles]
    content = write_workbook(
        [
            Table("Danh sách", titles, [past_row_queries.EXAMPLE], widths),
            Table("Cách điền", ["Cột", "Cách điền"], past_row_queries.ADVICE, [30, 90]),
        ]
    )
    kind = CONTENT_TYPES[FileKind.XLSX]
    return hand_out(request, content, name="khen-thuong-cac-nam-truoc.xlsx", content_type=kind)


@require_http_methods(["GET", "POST"])
def past_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What the check found; a POST says who is meant."""
    brought = _list_or_404(request, pk)
    if request.method == "POST":
        call = partial(past_list_services.answer, brought, _answers(request.POST), by=request.user)
        if take(request, call, done="Đã ghi lựa chọn.").is_done:
            return redirect(request.get_full_path())
        brought = _list_or_404(request, pk)
    return render(request, "honourees/past_list/list.html", _context(request, brought))


@require_POST
def past_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Kiểm tra lại: units or records have changed meanwhile."""
    brought = _list_or_404(request, pk)
    call = partial(past_list_services.check_again, brought, by=request.user)
    if take(request, call).is_done:
        after_commit(check_past_list.delay, brought.pk)
    return redirect(_address(brought))


@require_POST
def past_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Ghi vào sổ; the second click finds it begun."""
    brought = _list_or_404(request, pk)
    turn = whole_number(request.POST.get("turn", "")) or 0

    def begin() -> PastList:
        past_list_services.answer(brought, _answers(request.POST), by=request.user)
        return past_list_services.begin(brought, turn=turn, by=request.user)

    if take(request, begin).is_done:
        after_commit(write_past_list.delay, brought.pk)
    return redirect(_address(brought))


@require_GET
@never_cache
def past_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a machine has come; the page draws itself anew when it is done."""
    brought = _list_or_404(request, pk)
    if brought.is_under_way:
        return render(request, "_working.html", _working(brought))
    answer = HttpResponse(status=204)
    answer["HX-Refresh"] = "true"
    return answer


def _lists(request: HttpRequest) -> object:
    if not rules.can_read_all(request.user):
        raise Http404
    check_may_enter(request.user)
    return PastList.objects.visible_to(request.user)


def _list_or_404(request: HttpRequest, pk: int) -> PastList:
    return get_object_or_404(_lists(request), pk=pk)


def _address(brought: PastList) -> str:
    return reverse("honourees:past_list", args=[brought.pk])


def _answers(data: QueryDict) -> dict[int, str]:
    """{row: record, «new» or nothing}, as the boxes of the page say."""
    found = {}
    for name, value in data.items():
        word, _, number = name.partition("-")
        row = whole_number(number, most=10**7) if word == "nguoi" else None
        if row is not None:
            found[row] = value
    return found


def _working(brought: PastList) -> dict:
    doing = "Đang ghi vào sổ" if brought.stage == PastStage.WRITING else "Đang kiểm tra"
    if brought.scan in {Scan.WAITING, Scan.OPENING}:
        doing = "Đang quét vi-rút"
    return {
        "id": "dang-lam",
        "text": f"{doing} «{brought.name}»",
        "percent": brought.percent,
        "poll_url": reverse("honourees:past_progress", args=[brought.pk]),
    }


def _context(request: HttpRequest, brought: PastList) -> dict:
    context = {"brought": brought, "working": _working(brought)}
    if brought.stage != PastStage.CHECKED:
        return context
    lines = past_list_services.lines_of(brought)
    counts, wanted = Counter(line.outcome for line in lines), request.GET.get("xem", "")
    shown = [line for line in lines if wanted not in LABELS or line.outcome == wanted]
    page = numbered_page(request.GET.get("page", ""), shown, PER_PAGE)
    ready = sum(past_list_services.is_ready(brought, line) for line in lines)
    return context | {
        "page": page,
        "rows": [_row(brought, line) for line in page],
        "tabs": [("", "Tất cả", len(lines), wanted not in LABELS)]
        + [(key, words, counts[key], key == wanted) for key, (words, _) in LABELS.items()],
        "ready": ready,
        "left": counts[WRONG] + counts[ASK] - (ready - counts[NEW] - counts[KNOWN]),
        "has_asked": any(line.outcome == ASK for line in page),
        "as_new": past_list_services.AS_NEW,
    }


def _row(brought: PastList, line: CheckedRow) -> dict:
    label, tone = LABELS[line.outcome]
    said = line.values
    chosen = past_list_services.chosen_of(brought, line)
    return {
        "line": line,
        "label": label,
        "tone": tone,
        "award": f"{said['award_name']} {said['year'] or ''}".strip(),
        "symbol": said["symbol"],
        "record": line.record,
        "options": [(str(record), words, str(record) == chosen) for record, words in line.options],
        "chosen": chosen,
    }
