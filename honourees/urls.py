"""The administrator's pages of the register."""

from django.urls import path

from honourees.views import account


app_name = "honourees"
urlpatterns = [
    path("quan-tri/tai-khoan-va-so/", account.account_list, name="account_list"),
    path("quan-tri/tai-khoan-va-so/<str:username>/", account.account, name="account"),
    path("quan-tri/tai-khoan-va-so/<str:username>/noi/<int:pk>/", account.link, name="link"),
    path("quan-tri/tai-khoan-va-so/<str:username>/bo/<int:pk>/", account.unlink, name="unlink"),
]
