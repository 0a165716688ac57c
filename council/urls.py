"""Addresses of the Council."""

from django.urls import path

from council.views import minutes_scan, paper


app_name = "council"
urlpatterns: list = [
    path(
        "hoi-dong/phien/<int:pk>/bien-ban-da-ky/",
        minutes_scan.minutes_scan,
        name="signed_minutes",
    ),
    path(
        "hoi-dong/phien/<int:pk>/bien-ban-da-ky/tep/",
        minutes_scan.download,
        name="signed_minutes_file",
    ),
    path("hoi-dong/van-ban/<slug:code>/word/", paper.word_file, name="paper_word"),
]
