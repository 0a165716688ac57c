"""The minutes as they were signed: brought by who keeps the Council, read by who was there."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from council.forms.minutes_scan import SignedMinutesForm
from council.models import CouncilSession
from council.rules import minutes_scan as minutes_scan_rules
from council.services import minutes_scan as minutes_scan_services
from nganam_awards.core.files.download import hand_out_stored
from nganam_awards.core.form_page import SUMMARY, form_page, posted


@require_http_methods(["GET", "POST"])
def minutes_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """What was brought, and the form with which it is."""
    obj = _or_404(request, pk)
    can_bring = minutes_scan_rules.can_bring(request.user, obj)
    kept = getattr(obj, "signed_minutes", None)
    if kept is None and not can_bring:
        raise Http404
    if request.method == "POST" and not can_bring:
        raise PermissionDenied
    form = SignedMinutesForm(posted(request), request.FILES or None)

    def page(status: int) -> HttpResponse:
        context = {
            "session": obj,
            "kept": kept,
            "form": form,
            "can_bring": can_bring,
        }
        return render(request, "council/minutes_scan/minutes_scan.html", context, status=status)

    return form_page(
        request,
        form,
        call=lambda: minutes_scan_services.bring(obj, by=request.user, **form.cleaned_data),
        done=lambda row: f"Đã lưu biên bản đã ký «{row.name}».",
        then=obj,
        at=SUMMARY,
        page=page,
    )


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself."""
    obj = _or_404(request, pk)
    kept = getattr(obj, "signed_minutes", None)
    if kept is None:
        raise Http404
    return hand_out_stored(request, kept, back=kept.get_absolute_url(), reading=obj)


def _or_404(request: HttpRequest, pk: int) -> CouncilSession:
    rows = CouncilSession.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("signed_minutes__uploaded_by"), pk=pk)
