"""Addresses of the platform itself."""

from django.urls import path

from nganam_awards.core import views
from nganam_awards.core.sheets import views as sheet_views


app_name = "core"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("ngay-trinh-dien/", views.move_clock, name="move_clock"),
    path("tai-excel/<slug:slug>/", sheet_views.sheet, name="sheet"),
    path("tai-excel/<slug:slug>/<slug:token>/", sheet_views.made, name="sheet_made"),
    path(
        "tai-excel/<slug:slug>/<slug:token>/tien-do/", sheet_views.progress, name="sheet_progress"
    ),
    path("tai-excel/<slug:slug>/<slug:token>/tep/", sheet_views.file, name="sheet_file"),
]
