"""Quản trị cụm, khối thi đua: the list, one cluster with its units, and its form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from nganam_awards.core import clock
from nganam_awards.core.pages import capped_count, page_of
from nganam_awards.core.refusals import Refused
from units import services
from units.filters import ClusterFilter
from units.forms.administration import ClusterForm
from units.models import Cluster, Unit
from units.views.guard import administrators_only


@require_GET
@administrators_only
def cluster_list(request: HttpRequest) -> HttpResponse:
    """Every cluster with how many units are in it."""
    narrowed = ClusterFilter(request.GET, queryset=Cluster.objects.visible_to(request.user))
    return render(
        request,
        "units/cluster_list.html",
        {
            "filter": narrowed,
            "page": page_of(request, narrowed.qs.for_list()),
            "total": capped_count(narrowed.qs),
        },
    )


@require_GET
@administrators_only
def cluster_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One cluster and the units that compete in it."""
    cluster = _cluster(request, code)
    return render(
        request,
        "units/cluster_detail.html",
        {
            "cluster": cluster,
            "members": Unit.objects.visible_to(request.user).filter(cluster=cluster),
            "day": clock.today(),
        },
    )


@require_http_methods(["GET", "POST"])
@administrators_only
def cluster_create(request: HttpRequest) -> HttpResponse:
    """Thêm cụm, khối."""
    form = ClusterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cluster = services.create_cluster(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            messages.success(request, f"Đã thêm {cluster.name}. Tiếp theo: đưa đơn vị vào.")
            return redirect(cluster)
    return render(request, "units/cluster_form.html", {"form": form, "cluster": None})


@require_http_methods(["GET", "POST"])
@administrators_only
def cluster_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Sửa cụm, khối."""
    cluster = _cluster(request, code)
    form = ClusterForm(request.POST or None, instance=_cluster(request, code))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_cluster(cluster, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            messages.success(request, "Đã lưu thay đổi của cụm, khối.")
            return redirect(cluster)
    return render(request, "units/cluster_form.html", {"form": form, "cluster": cluster})


def _cluster(request: HttpRequest, code: str) -> Cluster:
    return get_object_or_404(Cluster.objects.visible_to(request.user), code=code)
