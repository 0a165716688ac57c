"""The administrator's pages of the register."""

from django.urls import path

from honourees import views


app_name = "honourees"
urlpatterns = [
    path("quan-tri/tai-khoan-va-so/", views.account_list, name="account_list"),
    path("quan-tri/tai-khoan-va-so/<str:username>/", views.account, name="account"),
    path("quan-tri/tai-khoan-va-so/<str:username>/noi/<int:pk>/", views.link, name="link"),
    path("quan-tri/tai-khoan-va-so/<str:username>/bo/<int:pk>/", views.unlink, name="unlink"),
]
