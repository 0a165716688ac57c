"""Objections (ý kiến phản ánh): sent from the posted list, answered on a page of the dossier."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dossiers.forms.objection import ObjectionAnswerForm, ObjectionForm
from dossiers.models import Objection, Posting
from dossiers.queries import posting as posting_queries
from dossiers.rules import dossier as dossier_rules, objection as objection_rules
from dossiers.transitions import objection as objection_transitions
from dossiers.views.lookup import dossier_or_404
from dossiers.views.posting import frame_of, posting_or_404
from nganam_awards.core.client import client_address
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.middleware import note_reading
from nganam_awards.core.refusals import Refused


GET_OR_POST = ["GET", "POST"]
AN_HOUR, MOST_AN_HOUR = 3600, 10  # from one address, of people without an account


@require_http_methods(GET_OR_POST)
@login_not_required
@never_cache
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends an objection; without a name it comes back with the way to sign it."""
    obj = posting_or_404(request, pk)
    lines = posting_queries.named_in(obj)
    form = ObjectionForm(
        posted(request),
        lines=lines,
        takes_unsigned=obj.takes_unsigned,
        initial={"line": request.GET.get("dong", ""), "name": _name_of(request)},
    )

    def write() -> Objection:
        _check_pace(request)
        data = form.cleaned_data
        [line] = [line for line in lines if line.pk == data["line"]]
        by = request.user if request.user.is_authenticated else None
        words = {name: data[name] for name in ("name", "contact", "text")}
        return objection_transitions.raise_objection(obj, line, by=by, **words)

    return form_page(
        request,
        form,
        call=write,
        done=lambda row: (
            f"Đã nhận phản ánh {row.code}. Trường hợp này tạm dừng xét đến khi Phòng Nội vụ xác "
            "minh và trả lời anh/chị."
        ),
        then=obj,
        page=lambda status: _page(request, obj, form, status),
    )


def _page(request: HttpRequest, obj: Posting, form: ObjectionForm, status: int) -> HttpResponse:
    context = frame_of(request) | {"posting": obj, "form": form, "where": objection_rules.WHERE}
    return render(request, "dossiers/objection/objection.html", context, status=status)


def _name_of(request: HttpRequest) -> str:
    return request.user.full_name if request.user.is_authenticated else ""


def _check_pace(request: HttpRequest) -> None:
    """A machine that writes all night suspends nobody: so many words an hour from one address."""
    if request.user.is_authenticated:
        return
    key = f"objections:{client_address(request)}"
    cache.add(key, 0, AN_HOUR)
    if cache.incr(key) > MOST_AN_HOUR:
        raise Refused(
            "Từ máy này đã gửi nhiều ý kiến trong một giờ. Chờ ít lâu rồi gửi lại, hoặc gửi đơn có "
            f"ký tên đến {objection_rules.WHERE}."
        )


@require_http_methods(GET_OR_POST)
def answer(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Answers one case; its nominee is taken up again with the last of them."""
    dossier = dossier_or_404(request, ref)
    if not dossier_rules.can_see_appraisal(request.user, dossier):
        raise Http404
    rows = Objection.objects.filter(posting__dossier=dossier)
    obj = get_object_or_404(rows.select_related("line__award_type", "posting"), pk=pk)
    if not objection_rules.can_answer(request.user, dossier):
        raise PermissionDenied
    note_reading(request, dossier)
    form = ObjectionAnswerForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: objection_transitions.answer_objection(
            obj, by=request.user, **form.cleaned_data
        ),
        done=f"Đã trả lời phản ánh {obj.code}.",
        then=f"{dossier.get_absolute_url()}#lay-y-kien",
        page=lambda status: render(
            request,
            "dossiers/objection/answer.html",
            {"dossier": dossier, "objection": obj, "form": form},
            status=status,
        ),
    )
