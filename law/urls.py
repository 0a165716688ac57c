"""Addresses: the law to read, and the same pages with what changes them."""

from django.urls import path

from law.views import correction, regime


app_name = "law"
urlpatterns = [
    path("quy-dinh/", regime.overview, name="overview"),
    path("quy-dinh/<slug:slug>/", regime.page, name="page"),
    path("quy-dinh/danh-hieu/<slug:code>/", regime.award, name="award"),
    path("quan-tri/danh-muc/", regime.catalogue, name="catalogue"),
    path("quan-tri/danh-muc/<slug:slug>/", regime.catalogue_page, name="catalogue_page"),
    path("quan-tri/danh-muc/<slug:slug>/them/", correction.add, name="add"),
    path(
        "quan-tri/danh-muc/danh-hieu/<slug:code>/", regime.catalogue_award, name="catalogue_award"
    ),
    path("quan-tri/danh-muc/can-cu/<int:pk>/thoi/", correction.basis_end, name="basis_end"),
    path(
        "quan-tri/danh-muc/ngay-nghi/tien-do/",
        correction.calendar_progress,
        name="calendar_progress",
    ),
    path("quan-tri/danh-muc/ngay-nghi/<int:pk>/bo/", correction.holiday_drop, name="holiday_drop"),
    path("quan-tri/danh-muc/chu-de/<int:pk>/sua/", correction.theme_edit, name="theme_edit"),
    path(
        "quan-tri/danh-muc/co-quan/<int:pk>/sua/", correction.authority_edit, name="authority_edit"
    ),
    path(
        "quan-tri/danh-muc/nguoi-ky/<int:pk>/sua/", correction.signatory_edit, name="signatory_edit"
    ),
    path("quan-tri/danh-muc/nguoi-ky/<int:pk>/chu-ky/", correction.signature, name="signature"),
    path("quan-tri/danh-muc/<slug:slug>/<int:pk>/sua/", correction.correct, name="correct"),
]
