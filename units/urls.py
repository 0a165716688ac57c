"""Signing in, and the administrator's rooms."""

from django.urls import path

from units.views import clusters, grants, imports, people, sign_in, units


app_name = "units"
urlpatterns = [
    path("dang-nhap/", sign_in.SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", sign_in.SignOut.as_view(), name="sign_out"),
    path("doi-mat-khau/", sign_in.PasswordChange.as_view(), name="password_change"),
    path("quan-tri/don-vi/", units.unit_list, name="unit_list"),
    path("quan-tri/them-don-vi/", units.unit_create, name="unit_create"),
    path("quan-tri/don-vi/<slug:code>/", units.unit_detail, name="unit_detail"),
    path("quan-tri/don-vi/<slug:code>/sua/", units.unit_edit, name="unit_edit"),
    path("quan-tri/don-vi/<slug:code>/giao-quyen/", grants.grant_on_unit, name="grant_on_unit"),
    path("quan-tri/cum-khoi/", clusters.cluster_list, name="cluster_list"),
    path("quan-tri/them-cum-khoi/", clusters.cluster_create, name="cluster_create"),
    path("quan-tri/cum-khoi/<slug:code>/", clusters.cluster_detail, name="cluster_detail"),
    path("quan-tri/cum-khoi/<slug:code>/truong/", clusters.head_name, name="cluster_head"),
    path("quan-tri/cum-khoi/<slug:code>/thanh-vien/", clusters.member_add, name="member_add"),
    path(
        "quan-tri/cum-khoi/<slug:code>/thanh-vien/<slug:unit>/bo/",
        clusters.member_remove,
        name="member_remove",
    ),
    path("quan-tri/cum-khoi/<slug:code>/sua/", clusters.cluster_edit, name="cluster_edit"),
    path("quan-tri/quyen/<int:pk>/ket-thuc/", grants.grant_end, name="grant_end"),
    path("quan-tri/quyen/<int:pk>/thu-ngay/", grants.grant_stop, name="grant_stop"),
    path("quan-tri/nguoi-dung/", people.person_list, name="person_list"),
    path("quan-tri/them-nguoi-dung/", people.person_create, name="person_create"),
    path("quan-tri/nguoi-dung/<str:username>/", people.person_detail, name="person_detail"),
    path("quan-tri/nguoi-dung/<str:username>/sua/", people.person_edit, name="person_edit"),
    path(
        "quan-tri/nguoi-dung/<str:username>/giao-quyen/",
        grants.grant_to_person,
        name="grant_to_person",
    ),
    path(
        "quan-tri/nguoi-dung/<str:username>/dat-lai-mat-khau/",
        people.person_reset_password,
        name="person_reset_password",
    ),
    path("quan-tri/nguoi-dung/<str:username>/khoa/", people.person_lock, name="person_lock"),
    path("quan-tri/nguoi-dung/<str:username>/mo-khoa/", people.person_unlock, name="person_unlock"),
    path("quan-tri/nguoi-dung/<str:username>/giao-chuc-vu/", people.office_add, name="office_add"),
    path(
        "quan-tri/nguoi-dung/<str:username>/thoi-chuc-vu/",
        people.office_remove,
        name="office_remove",
    ),
    path("quan-tri/nhap-excel/", imports.index, name="imports"),
    path("quan-tri/nhap-excel/<slug:slug>/", imports.check, name="import_check"),
    path("quan-tri/nhap-excel/<slug:slug>/mau/", imports.template, name="import_template"),
    path("quan-tri/nhap-excel/<slug:slug>/nhap/", imports.save, name="import_save"),
    path("quan-tri/mat-khau-lan-dau/", imports.first_passwords, name="first_passwords"),
    path("quan-tri/nhat-ky/", units.acts, name="acts"),
]
