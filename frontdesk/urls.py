"""Addresses of the front desk."""

from django.urls import path

from frontdesk import views


app_name = "frontdesk"
urlpatterns = [
    path("", views.home, name="home"),
    path("tim/", views.search, name="search"),
    path("co-cau/", views.composition, name="composition"),
    path("viec/", views.work, name="work"),
    path("don-vi-cua-toi/", views.own_unit, name="my_unit"),
    path("don-vi-cua-toi/<slug:code>/", views.own_unit, name="own_unit"),
    path("don-vi-cua-toi/<slug:code>/khen-thuong/", views.own_honours, name="own_honours"),
    path("don-vi-cua-toi/<slug:code>/giao-viec/", views.add_clerk, name="add_clerk"),
    path("don-vi-cua-toi/<slug:code>/thoi-giao/<int:pk>/", views.end_clerk, name="end_clerk"),
]
