"""Addresses of the front desk."""

from django.urls import path

from frontdesk import views


app_name = "frontdesk"
urlpatterns = [path("", views.home, name="home")]
