"""The administrator's outbox."""

from django.urls import path

from nganam_awards.notices import views


app_name = "mail"
urlpatterns = [
    path("", views.mail_log, name="log"),
    path("<int:pk>/gui-lai/", views.mail_again, name="again"),
]
