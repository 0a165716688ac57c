"""Addresses of the Council."""

from django.urls import path

from council.views import ballot, opinion, paper_count


app_name = "council"
urlpatterns = [
    path("hoi-dong/vu-viec/<int:pk>/phieu/", ballot.ballot, name="ballot"),
    path(
        "hoi-dong/vu-viec/<int:pk>/y-kien/<int:voter>/",
        opinion.opinion,
        name="written_opinion",
    ),
    path("hoi-dong/vu-viec/<int:pk>/kiem-phieu/", paper_count.paper_count, name="paper_count"),
]
