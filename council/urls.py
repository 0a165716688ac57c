"""Addresses of the Council."""

from django.urls import path

from council.views import ballot, paper_count, written_opinion


app_name = "council"
urlpatterns = [
    path("hoi-dong/vu-viec/<int:pk>/phieu/", ballot.ballot, name="ballot"),
    path(
        "hoi-dong/vu-viec/<int:pk>/y-kien/<int:voter>/",
        written_opinion.written_opinion,
        name="written_opinion",
    ),
    path("hoi-dong/vu-viec/<int:pk>/kiem-phieu/", paper_count.paper_count, name="paper_count"),
]
