"""Addresses of the platform itself."""

from django.urls import path

from nganam_awards.core import views


app_name = "core"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("ngay-trinh-dien/", views.move_clock, name="move_clock"),
]
