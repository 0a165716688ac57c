"""The pages of the register: accounts, and one record for one honouree."""

from django.urls import path

from honourees.views import account, merge


app_name = "honourees"
urlpatterns = [
    path("quan-tri/tai-khoan-va-so/", account.account_list, name="account_list"),
    path("quan-tri/tai-khoan-va-so/<str:username>/", account.account, name="account"),
    path("quan-tri/tai-khoan-va-so/<str:username>/noi/<int:pk>/", account.link, name="link"),
    path("so-khen-thuong/trung/", merge.resemblances, name="resemblances"),
    path("so-khen-thuong/so-sanh/<int:one>/<int:other>/", merge.comparison, name="comparison"),
    path("so-khen-thuong/so-sanh/<int:one>/<int:other>/khac/", merge.tell_apart, name="tell_apart"),
    path(
        "so-khen-thuong/so-sanh/<int:one>/<int:other>/lay-lai/",
        merge.forget_distinction,
        name="forget_distinction",
    ),
    path("so-khen-thuong/gop/<int:pk>/tach/", merge.unmerge, name="unmerge"),
    path("quan-tri/tai-khoan-va-so/<str:username>/bo/<int:pk>/", account.unlink, name="unlink"),
]
