"""Internal comments (ý kiến nội bộ): a word to a colleague, from the appraisal page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dossiers.rules import comment as comment_rules
from dossiers.services import comment as comment_services
from dossiers.views.dossier_page import dossier_page
from dossiers.views.lookup import dossier_or_404, line_or_404
from nganam_awards.core.steps import take
from nganam_awards.core.text import whole_number


@require_POST
def write(request: HttpRequest, ref: str) -> HttpResponse:
    """Writes an internal comment; a refused one stays in its box."""
    dossier = dossier_or_404(request, ref)
    if not comment_rules.can_read(request.user, dossier):
        raise Http404
    asked = whole_number(request.POST.get("line", ""))
    line = line_or_404(dossier, asked) if asked else None
    text = request.POST.get("text", "")
    outcome = take(
        request,
        lambda: comment_services.write(dossier, text=text, by=request.user, line=line),
        done="Đã ghi ý kiến nội bộ; đơn vị không thấy.",
    )
    if outcome.is_done:
        at = f"?dong={line.pk}" if line else ""
        return redirect(f"{dossier.get_absolute_url()}{at}#y-kien-noi-bo")
    context = dossier_page(request, dossier) | {"typed_comment": text}
    return render(request, "dossiers/dossier/dossier.html", context, status=outcome.status)
