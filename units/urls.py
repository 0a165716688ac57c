"""Signing in, and the administrator's rooms."""

from django.urls import URLPattern


app_name = "units"
urlpatterns: list[URLPattern] = []
