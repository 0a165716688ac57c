"""Addresses of a paper, below /van-ban/."""

from django.urls import path, register_converter

from nganam_awards.documents import views
from nganam_awards.documents.codes import CodeConverter


register_converter(CodeConverter, "paper_code")

app_name = "documents"
urlpatterns = [
    path("<paper_code:code>/", views.detail, name="detail"),
    path("<paper_code:code>/tien-do/", views.progress, name="progress"),
    path("<paper_code:code>/tai/", views.download, name="download"),
    path("<paper_code:code>/trang/<int:number>.png", views.page_picture, name="page"),
    path("<paper_code:code>/thu-lai/", views.retry, name="retry"),
]
