"""A person's own notices."""

from django.urls import path

from nganam_awards.notices import views


app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("doc-het/", views.read_all, name="read_all"),
    path("<int:pk>/mo/", views.open_notice, name="open"),
]
