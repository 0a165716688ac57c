"""«Tải Excel»: a list as it is narrowed and sorted now, at once or after a worker's minute."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from nganam_awards.core.files.acceptance import CONTENT_TYPES, FileKind
from nganam_awards.core.files.download import hand_out
from nganam_awards.core.middleware import note_list
from nganam_awards.core.refusals import Refused
from nganam_awards.core.sheets import export, tasks
from nganam_awards.core.sheets.export import ListSheet, SheetFile


@require_http_methods(["GET", "POST"])
@never_cache
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """A short list at once; a long one when its owner says so; none that is longer than Excel is
    of use, which is told with what to do."""
    listed = _listed(request, slug)
    count = export.count_of(listed)
    if count <= export.AT_ONCE:
        return _handed_out(request, listed, export.write(listed), export.file_name(slug))
    context = {"name": listed.name, "count": count, "most": export.MOST_ROWS, "reasons": []}
    context |= _ways(request, slug)
    if request.method == "GET" or count > export.MOST_ROWS:
        return render(request, "sheet/ask.html", context)
    try:
        return redirect(_begun(request, slug))
    except Refused as refusal:
        context["reasons"] = refusal.reasons
        return render(request, "sheet/ask.html", context, status=503)


@require_GET
@never_cache
def made(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """How far the worker is; then the file to take."""
    listed = _listed(request, slug)
    context = {"name": listed.name, **_ways(request, slug), **_standing(request, slug, token)}
    return render(request, "sheet/made.html", context)


@require_GET
@never_cache
def progress(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """What the page asks every two seconds; it draws itself anew once there is a file."""
    _listed(request, slug)
    found = _standing(request, slug, token)
    if "working" in found:
        return render(request, "_working.html", found["working"])
    answer = HttpResponse(status=204)
    if not found.get("is_away"):  # the page goes on asking until the cache is back
        answer["HX-Refresh"] = "true"
    return answer


@require_GET
def file(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The file that a worker wrote for this person."""
    listed = _listed(request, slug)
    found = export.state_of(slug, token, person=request.user.pk)
    if not isinstance(found, SheetFile):
        raise Http404
    return _handed_out(request, listed, found.content, found.name)


def _listed(request: HttpRequest, slug: str) -> ListSheet:
    kind = export.kind_of(slug)
    if kind and (listed := kind.of(request.user, request.GET)):
        return listed
    raise Http404


def _begun(request: HttpRequest, slug: str) -> str:
    """Where the file will be found; a second click lands on the one that is being written."""
    query, person = request.GET.urlencode(), request.user.pk
    running = export.begin(slug, query, person=person)
    if running.is_new:
        tasks.send(slug, query, running.token, person)
    elif running.query != query:
        messages.info(
            request,
            "Cổng đang lập một tệp của danh sách này theo bộ lọc khác. "
            "Chờ tệp này xong rồi lập tệp mới.",
        )
    return _made(slug, running.token, running.query)


def _handed_out(request: HttpRequest, listed: ListSheet, content: bytes, name: str) -> HttpResponse:
    note_list(request, listed.rows.model)
    return hand_out(request, content, name=name, content_type=CONTENT_TYPES[FileKind.XLSX])


def _standing(request: HttpRequest, slug: str, token: str) -> dict:
    found = export.state_of(slug, token, person=request.user.pk)
    query = request.GET.urlencode()
    if isinstance(found, SheetFile):
        return {"file": found, "file_url": _made(slug, token, query, "core:sheet_file")}
    if isinstance(found, int):
        working = {
            "id": "dang-lap-tep",
            "text": "Đang lập tệp Excel",
            "percent": found,
            "poll_url": _made(slug, token, query, "core:sheet_progress"),
        }
        return {"working": working}
    return {
        "failed": found == export.FAILED,
        "is_away": found is None and export.is_out_of_reach(),
    }


def _ways(request: HttpRequest, slug: str) -> dict:
    """Back to the list as it stands, and to asking anew."""
    query = request.GET.urlencode()
    asked = f"?{query}" if query else ""
    again = f"{reverse('core:sheet', args=[slug])}{asked}"
    return {"back_url": f"{reverse(export.kind_of(slug).page)}{asked}", "again_url": again}


def _made(slug: str, token: str, query: str, name: str = "core:sheet_made") -> str:
    return reverse(name, args=[slug, token]) + (f"?{query}" if query else "")
