"""Which app answers which address. Paths are Vietnamese slugs, names English."""

from django.urls import include, path

from nganam_awards.core import views as core_views


urlpatterns = [
    path("", include("frontdesk.urls")),
    path("", include("units.urls")),
    path("", include("law.urls")),
    path("", include("campaigns.urls")),
    path("", include("honourees.urls")),
    path("", include("dossiers.urls")),
    path("", include("council.urls")),
    path("", include("decisions.urls")),
    path("van-ban/", include("nganam_awards.documents.urls")),
    path("thong-bao/", include("nganam_awards.notices.urls")),
    path("quan-tri/thu-di/", include("nganam_awards.notices.mail_urls")),
    path("", include("nganam_awards.core.urls")),
]
handler403 = core_views.forbidden
handler500 = core_views.failed
