"""The administrator's pages of the register, and the registration of titles."""

from django.urls import path

from honourees.views import account, registration, registration_list


_LIST = "dang-ky-thi-dua/<slug:code>/<int:year>/"


app_name = "honourees"
urlpatterns = [
    path("quan-tri/tai-khoan-va-so/", account.account_list, name="account_list"),
    path("quan-tri/tai-khoan-va-so/<str:username>/", account.account, name="account"),
    path("quan-tri/tai-khoan-va-so/<str:username>/noi/<int:pk>/", account.link, name="link"),
    path("quan-tri/tai-khoan-va-so/<str:username>/bo/<int:pk>/", account.unlink, name="unlink"),
    path("dang-ky-thi-dua/", registration.registration_list, name="registration_list"),
    path(_LIST, registration.registration, name="registration"),
    path(f"{_LIST}them/", registration.title_add, name="title_add"),
    path(f"{_LIST}nhap/", registration_list.sheet_check, name="sheet_check"),
    path(f"{_LIST}nhap/mau/", registration_list.sheet_template, name="sheet_template"),
    path(f"{_LIST}nhap/ghi/", registration_list.sheet_save, name="sheet_save"),
    path(f"{_LIST}dong/<int:pk>/", registration.title_edit, name="title_edit"),
    path(f"{_LIST}dong/<int:pk>/bo/", registration.title_remove, name="title_remove"),
    path(f"{_LIST}<slug:step>/", registration.registration_step, name="registration_step"),
]
