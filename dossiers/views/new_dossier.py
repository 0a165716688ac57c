"""A new dossier: under a plan, for merit, a deed, a higher award, or after one of last year."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns.models import AwardPlan
from dossiers.forms.dossier import DossierForm
from dossiers.models import Dossier
from dossiers.models.dossier import DossierQuerySet
from dossiers.queries import queue as queue_queries
from dossiers.rules import dossier as dossier_rules
from dossiers.services import dossier as dossier_services, nominee as nominee_services
from law.enums import Category
from nganam_awards.core import clock
from nganam_awards.core.form_page import form_page, posted
from nganam_awards.core.text import clean_line, whole_number


SLUGS = {
    "theo-ke-hoach": Category.THEMATIC,
    "cong-trang": Category.MERIT,
    "dot-xuat": Category.UNSCHEDULED,
    "trinh-cap-tren": Category.FORWARD,
}


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """`?loai=` says which kind, `?ke-hoach=` under which plan, `?tu=` after which dossier."""
    if not queue_queries.files_for_some_unit(request.user):
        raise Http404
    source = _source(request)
    category = source.category if source else SLUGS.get(request.GET.get("loai", ""))
    category = category or Category.THEMATIC
    plans = AwardPlan.objects.open_for(request.user, clock.today().year)
    form = DossierForm(
        posted(request),
        clerk=request.user,
        category=category,
        initial=_initial(request, plans, source),
    )
    context = {
        "form": form,
        "back_url": reverse("dossiers:list"),
        "category": category,
        "tabs": SLUGS.items(),
        "source": source,
        "source_count": source.nominations.on_list().count() if source else 0,
        "can_open": category != Category.THEMATIC or form.fields["plan"].queryset.exists(),
    }
    return form_page(
        request,
        form,
        call=lambda: _open(request, form.cleaned_data, category, source),
        done="Đã lập hồ sơ. Tiếp theo: nhập danh sách và tải giấy tờ lên.",
        then=lambda opened: opened,
        page=partial(render, request, "dossiers/new_dossier/create.html", context),
    )


def _open(request: HttpRequest, cleaned: dict, category: str, source: Dossier | None) -> Dossier:
    opened = dossier_services.open_dossier(
        cleaned.get("plan"),
        category=category,
        merit_year=cleaned.get("merit_year"),
        unit=cleaned["unit"],
        title=cleaned["title"],
        summary=cleaned["summary"],
        key=cleaned["key"],
        by=request.user,
    )
    if source is not None:
        nominee_services.copy_lines(opened, source, by=request.user)
    return opened


def _source(request: HttpRequest) -> Dossier | None:
    """The older dossier whose list is copied: one of the clerk's own unit."""
    asked = clean_line(request.POST.get("source") or request.GET.get("tu", ""))
    if not asked:
        return None
    own: DossierQuerySet = Dossier.objects.visible_to(request.user)
    source = get_object_or_404(own.select_related("unit", "plan"), ref=asked[:20])
    return source if dossier_rules.can_file_for(request.user, source.unit) else None


def _initial(request: HttpRequest, plans: object, source: Dossier | None) -> dict:
    asked = whole_number(request.GET.get("ke-hoach", ""))
    if asked is not None:
        return {"plan": get_object_or_404(plans, pk=asked)}
    if source is None:
        return {}
    same = plans.filter(campaign=source.plan.campaign_id).first() if source.plan else None
    return {"source": source.ref, "plan": same}
