"""Addresses of the Council."""

from django.urls import path

from council.views import paper, signed_minutes


app_name = "council"
urlpatterns: list = [
    path(
        "hoi-dong/phien/<int:pk>/bien-ban-da-ky/",
        signed_minutes.signed_minutes,
        name="signed_minutes",
    ),
    path(
        "hoi-dong/phien/<int:pk>/bien-ban-da-ky/tep/",
        signed_minutes.download,
        name="signed_minutes_file",
    ),
    path("hoi-dong/van-ban/<slug:code>/word/", paper.word_file, name="paper_word"),
]
