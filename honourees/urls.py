"""Sổ khen thưởng, the administrator's pages of it, and the registration of titles."""

from django.urls import path

from honourees.views import (
    account,
    honouree,
    merge,
    other_award,
    past_list,
    register,
    registration,
    registration_list,
)


_LIST = "dang-ky-thi-dua/<slug:code>/<int:year>/"
app_name = "honourees"
_BOOK = "so-khen-thuong"
urlpatterns = [
    path(f"{_BOOK}/", register.register_list, name="list"),
    path(f"{_BOOK}/<int:pk>/", honouree.honouree, name="honouree"),
    path(f"{_BOOK}/<int:pk>/ghi/", other_award.award_enter, name="award_enter"),
    path(f"{_BOOK}/ghi-noi-khac/", other_award.award_new, name="award_new"),
    path(f"{_BOOK}/lan-khen/<int:pk>/sua/", other_award.award_edit, name="award_edit"),
    path(f"{_BOOK}/lan-khen/<int:pk>/rut/", other_award.award_withdraw, name="award_withdraw"),
    path(
        f"{_BOOK}/lan-khen/<int:pk>/giay-to/<int:paper>/",
        other_award.award_paper,
        name="award_paper",
    ),
    path(f"{_BOOK}/nhap/", past_list.past_lists, name="past_lists"),
    path(f"{_BOOK}/nhap/mau/", past_list.past_template, name="past_template"),
    path(f"{_BOOK}/nhap/<int:pk>/", past_list.past_list, name="past_list"),
    path(f"{_BOOK}/nhap/<int:pk>/kiem-tra/", past_list.past_check, name="past_check"),
    path(f"{_BOOK}/nhap/<int:pk>/ghi/", past_list.past_write, name="past_write"),
    path(f"{_BOOK}/nhap/<int:pk>/tien-do/", past_list.past_progress, name="past_progress"),
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
    path(f"{_BOOK}/trung/", merge.resemblances, name="resemblances"),
    path(f"{_BOOK}/so-sanh/<int:one>/<int:other>/", merge.comparison, name="comparison"),
    path(f"{_BOOK}/so-sanh/<int:one>/<int:other>/khac/", merge.tell_apart, name="tell_apart"),
    path(
        f"{_BOOK}/so-sanh/<int:one>/<int:other>/lay-lai/",
        merge.forget_distinction,
        name="forget_distinction",
    ),
    path(f"{_BOOK}/gop/<int:pk>/tach/", merge.unmerge, name="unmerge"),
]
