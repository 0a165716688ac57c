"""Members of a nominated collective: chosen from the list, pasted, read from a file, counted."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dossiers.forms.member import MemberCountForm, MemberFileForm, MemberRowsForm
from dossiers.models import Dossier, Nomination
from dossiers.queries import member as member_queries
from dossiers.rules import dossier as dossier_rules
from dossiers.rules.eligibility import examination
from dossiers.rules.eligibility.finding import Finding
from dossiers.services import (
    dossier as dossier_services,
    member as member_services,
    nominee as nominee_services,
)
from dossiers.services.member import WAITING
from dossiers.tasks import read_members
from dossiers.views.lookup import draft_or_404, line_or_404
from law.enums import DossierPart, HonoureeKind, ProvisionKey
from nganam_awards.core.commit import after_commit
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.pages import NumberedPage
from nganam_awards.core.steps import take
from nganam_awards.core.text import whole_number


READING = "doc"  # which reading of a file the page shows
A_PAGE = 50
ABOUT_MEMBERS = {
    ProvisionKey.MEMBER_SHARE,
    ProvisionKey.MEMBER_DISCIPLINE,
    ProvisionKey.MEMBER_DUTY,
}


@require_http_methods(["GET", "POST"])
@never_cache
def members(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Who they are and what that makes of the title; a POST adds the rows in the box."""
    dossier, line = _collective_or_404(request, ref, pk)
    form = MemberRowsForm(posted(request), initial={"rows": _read_text(request, line)})
    return form_page(
        request,
        form,
        call=lambda: member_services.add_members(line, form.cleaned_data["rows"], by=request.user),
        done=lambda count: f"Đã ghi {count} thành viên.",
        then=_address(line),
        at="rows",
        page=partial(_page, request, dossier, line, rows_form=form),
    )


@require_POST
def take_people(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """People of this dossier who work there become members, by one click."""
    _, line = _collective_or_404(request, ref, pk)
    call = partial(member_services.take_from_list, line, _chosen(request), by=request.user)
    outcome = take(request, call)
    if outcome.is_done and outcome.result:
        messages.success(request, f"Đã ghi {outcome.result} thành viên từ danh sách của hồ sơ.")
    return redirect(_address(line))


@require_POST
def remove(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Takes the chosen ones off the members."""
    _, line = _collective_or_404(request, ref, pk)
    call = partial(member_services.remove_members, line, _chosen(request), by=request.user)
    outcome = take(request, call)
    if outcome.is_done and outcome.result:
        messages.success(request, f"Đã bỏ {outcome.result} thành viên.")
    return redirect(_address(line))


@require_http_methods(["POST"])
def bring_file(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """A file for a worker to read; its rows come into the box, nothing is written yet."""
    dossier, line = _collective_or_404(request, ref, pk)
    form = MemberFileForm(request.POST, request.FILES)

    def bring() -> str:
        upload = form.cleaned_data["file"]
        token, file = member_services.bring(line, upload, by=request.user)
        after_commit(read_members.delay, line.pk, token, str(file), request.user.pk)
        return token

    return form_page(
        request,
        form,
        call=bring,
        then=lambda token: f"{_address(line)}?{urlencode({READING: token})}",
        at="file",
        page=partial(_page, request, dossier, line, file_form=form),
    )


@require_GET
@never_cache
def progress(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Whether the worker has read the file; the page draws itself anew then."""
    _, line = _collective_or_404(request, ref, pk)
    if _reading(request, line) == WAITING:
        return render(request, "_working.html", _working(line, request.GET.get(READING, "")))
    answer = HttpResponse(status=204)
    answer["HX-Refresh"] = "true"
    return answer


@require_POST
def count(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """How many there are and have what, with the paper that proves it."""
    dossier, line = _collective_or_404(request, ref, pk)
    form = MemberCountForm(request.POST, request.FILES, instance=line)

    def write() -> None:
        nominee_services.edit_line(form.instance, by=request.user)
        for file in form.cleaned_data["proof"] or ():
            dossier_services.attach(
                dossier, part=DossierPart.CONFIRMATION, line=line, upload=file, by=request.user
            )

    return form_page(
        request,
        form,
        call=write,
        done="Đã lưu số người của tập thể.",
        then=_address(line),
        page=partial(_page, request, dossier, line, count_form=form),
    )


def standing(dossier: Dossier, line: Nomination) -> list[Finding]:
    """What the provisions about members say now, what weighs most first."""
    findings = examination.of_line(dossier, line)
    return [one for one in findings if one.key in ABOUT_MEMBERS]


def _page(
    request: HttpRequest,
    dossier: Dossier,
    line: Nomination,
    *,
    status: int = 200,
    rows_form: Form | None = None,
    file_form: Form | None = None,
    count_form: Form | None = None,
) -> HttpResponse:
    stored = line_or_404(dossier, line.pk)  # a form may have set fields that it could not write
    token, found = request.GET.get(READING, ""), _reading(request, line)
    named = list(stored.members.all())
    listed = NumberedPage(named, whole_number(request.GET.get("trang", "")) or 1, A_PAGE)
    context = {
        "dossier": dossier,
        "line": stored,
        "page": listed,
        "total": len(named),
        "findings": standing(dossier, stored),
        "proposed": member_queries.proposed(stored),
        "papers": _proofs(dossier, stored),
        "rows_form": rows_form or MemberRowsForm(initial={"rows": _read_text(request, line)}),
        "file_form": file_form or MemberFileForm(),
        "count_form": count_form or MemberCountForm(instance=stored),
        "working": _working(line, token) if found == WAITING else None,
        "read": found if isinstance(found, dict) else None,
        "is_forgotten": bool(token) and found is None,
        "form": _in_error(rows_form, file_form, count_form),
    }
    return render(request, "dossiers/member/members.html", context, status=status)


def _in_error(*forms: Form | None) -> Form | None:
    """The form whose mistakes stand above the page."""
    return next((form for form in forms if form is not None and form.errors), None)


def _proofs(dossier: Dossier, line: Nomination) -> Sequence:
    rows = dossier.attachments.current().filter(part=DossierPart.CONFIRMATION, line=line.pk)
    return list(rows.order_by("pk"))


def _collective_or_404(request: HttpRequest, ref: str, pk: int) -> tuple[Dossier, Nomination]:
    """Whoever may write in the draft or its supplement; of a collective alone."""
    dossier = draft_or_404(request, ref)
    line = line_or_404(dossier, pk)
    if line.honouree_kind != HonoureeKind.COLLECTIVE:
        raise Http404
    if request.method == "GET" and not dossier_rules.can_write(request.user, dossier):
        raise Http404
    return dossier, line


def _address(line: Nomination) -> str:
    return reverse("dossiers:members", args=[line.dossier.ref, line.pk])


def _reading(request: HttpRequest, line: Nomination) -> dict | str | None:
    token = request.GET.get(READING, "")
    return member_services.state_of(line, token, by=request.user) if token else None


def _read_text(request: HttpRequest, line: Nomination) -> str:
    found = _reading(request, line)
    return found.get("text", "") if isinstance(found, dict) else ""


def _working(line: Nomination, token: str) -> dict:
    where = reverse("dossiers:members_progress", args=[line.dossier.ref, line.pk])
    return {
        "id": "dang-doc-tep",
        "text": "Đang đọc danh sách thành viên",
        "poll_url": f"{where}?{urlencode({READING: token})}",
    }


def _chosen(request: HttpRequest) -> set[int]:
    found = map(whole_number, request.POST.getlist("ai")[: member_services.MOST_MEMBERS])
    return {pk for pk in found if pk is not None}
