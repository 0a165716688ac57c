"""Administration of clusters: the list, one cluster with its units, and its form."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nganam_awards.core import clock
from nganam_awards.core.anchor import at_row
from nganam_awards.core.form_page import SUMMARY, form_page, plain_page, posted
from nganam_awards.core.pages import page_of
from nganam_awards.core.refusals import Refused
from units.forms.cluster import ClusterForm, HeadForm, MemberForm
from units.forms.filters import clusters_listed
from units.models import Cluster, Unit
from units.services import cluster as cluster_services
from units.views.guard import administrators_only, say_why_not


CLUSTERS = [("Quản trị", ""), ("Cụm, khối", "units:cluster_list")]
MEMBERS_LATER = "Đơn vị vào cụm, khối nào thì chọn ở trang của đơn vị đó."


@require_GET
@administrators_only
def cluster_list(request: HttpRequest) -> HttpResponse:
    """Every cluster with how many units are in it."""
    narrowed = clusters_listed(request.GET, request.user)
    page = page_of(request, narrowed.qs)
    return render(
        request,
        "units/cluster/list.html",
        {
            "filter": narrowed,
            "page": page,
            "total": page.total_among(narrowed.qs),
        },
    )


@require_GET
@administrators_only
def cluster_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One cluster, the units that compete in it, and who leads it."""
    return _page(request, _cluster(request, code))


@require_POST
@administrators_only
def head_name(request: HttpRequest, code: str) -> HttpResponse:
    """Names the head or deputy of a cluster for one year."""
    cluster = _cluster(request, code)
    form = HeadForm(request.POST, cluster=cluster, auto_id="truong-%s")
    return form_page(
        request,
        form,
        call=lambda: cluster_services.name_head(cluster, by=request.user, **form.cleaned_data),
        done=lambda head: f"Đã chọn {head.unit.short_name} cho năm {head.year}.",
        then=lambda head: at_row(cluster, head),
        at=SUMMARY,
        page=partial(_page, request, cluster, head_form=form),
    )


@require_POST
@administrators_only
def member_add(request: HttpRequest, code: str) -> HttpResponse:
    """Takes a unit into a cluster."""
    cluster = _cluster(request, code)
    form = MemberForm(request.POST, cluster=cluster, auto_id="thanh-vien-%s")
    return form_page(
        request,
        form,
        call=lambda: cluster_services.add_member(
            cluster, form.cleaned_data["unit"], by=request.user
        ),
        done=lambda unit: f"Đã đưa {unit.short_name} vào {cluster.name}.",
        then=lambda unit: at_row(cluster, unit),
        at=SUMMARY,
        page=partial(_page, request, cluster, member_form=form),
    )


@require_POST
@administrators_only
def member_remove(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    """Takes a unit out of its cluster."""
    cluster = _cluster(request, code)
    obj = get_object_or_404(Unit.objects.visible_to(request.user), code=unit)
    try:
        cluster_services.remove_member(cluster, obj, by=request.user)
    except Refused as refusal:
        say_why_not(request, refusal)
    else:
        messages.success(request, f"Đã đưa {obj.short_name} ra khỏi {cluster.name}.")
    return redirect(cluster)


def _page(
    request: HttpRequest, cluster: Cluster, *, status: int = 200, **forms: object
) -> HttpResponse:
    context = {
        "cluster": cluster,
        "members": Unit.objects.visible_to(request.user).filter(cluster=cluster),
        "heads": cluster.heads.select_related("unit"),
        "head_form": HeadForm(cluster=cluster, auto_id="truong-%s"),
        "member_form": MemberForm(cluster=cluster, auto_id="thanh-vien-%s"),
        "day": clock.today(),
    }
    return render(request, "units/cluster/cluster.html", context | forms, status=status)


@require_http_methods(["GET", "POST"])
@administrators_only
def cluster_create(request: HttpRequest) -> HttpResponse:
    """Adds a cluster."""
    form = ClusterForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: cluster_services.create_cluster(by=request.user, **form.cleaned_data),
        done=lambda cluster: f"Đã thêm {cluster.name}. Tiếp theo: đưa đơn vị vào.",
        then=lambda cluster: cluster,
        at=SUMMARY,
        page=plain_page(
            request,
            form,
            title="Thêm cụm, khối",
            crumbs=CLUSTERS,
            here="Thêm",
            lead=MEMBERS_LATER,
            submit="Thêm cụm, khối",
        ),
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def cluster_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Changes a cluster."""
    cluster = _cluster(request, code)
    form = ClusterForm(posted(request), instance=_cluster(request, code))
    return form_page(
        request,
        form,
        call=lambda: cluster_services.change_cluster(cluster, by=request.user, **form.cleaned_data),
        done="Đã lưu thay đổi của cụm, khối.",
        then=cluster,
        at=SUMMARY,
        page=plain_page(
            request,
            form,
            title="Sửa cụm, khối",
            crumbs=[*CLUSTERS, (cluster.name, cluster)],
            here="Sửa",
            lead=MEMBERS_LATER,
            submit="Lưu thay đổi",
        ),
    )


def _cluster(request: HttpRequest, code: str) -> Cluster:
    return get_object_or_404(Cluster.objects.visible_to(request.user), code=code)
