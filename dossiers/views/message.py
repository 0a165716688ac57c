"""Messages (trao đổi): a word to the other side, from the page of the dossier."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dossiers.rules import dossier as dossier_rules
from dossiers.services import message as message_services
from dossiers.views import draft as draft_views
from dossiers.views.dossier_page import dossier_page
from dossiers.views.lookup import dossier_or_404
from nganam_awards.core.anchor import at_row
from nganam_awards.core.steps import take


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, ref: str) -> HttpResponse:
    """Sends a message (trao đổi); a refused one stays in its box. Read: a draft's own section."""
    dossier = dossier_or_404(request, ref)
    if request.method == "GET":
        if dossier_rules.can_edit(request.user, dossier):
            return draft_views.talk_page(request, dossier)
        return redirect(f"{dossier.get_absolute_url()}#trao-doi")
    if not message_services.can_write(request.user, dossier):
        raise Http404
    text = request.POST.get("text", "")
    outcome = take(
        request,
        lambda: message_services.write(dossier, text=text, by=request.user),
        done="Đã gửi lời trao đổi.",
    )
    if outcome.is_done:
        if outcome.result is not None:
            return redirect(at_row(dossier, outcome.result))
        return redirect(f"{dossier.get_absolute_url()}#trao-doi")
    context = dossier_page(request, dossier) | {"typed_message": text}
    return render(request, "dossiers/dossier/dossier.html", context, status=outcome.status)
