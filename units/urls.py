"""Signing in, and the administrator's rooms."""

from django.urls import path

from units.views import body, cluster, grant, list_import, person, profile, sign_in


app_name = "units"
urlpatterns = [
    path("dang-nhap/", sign_in.SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", sign_in.SignOut.as_view(), name="sign_out"),
    path("doi-mat-khau/", sign_in.PasswordChange.as_view(), name="password_change"),
    path("ho-so-cua-toi/", profile.profile, name="profile"),
    path("quan-tri/don-vi/", body.unit_list, name="unit_list"),
    path("quan-tri/them-don-vi/", body.unit_create, name="unit_create"),
    path("quan-tri/don-vi/<slug:code>/", body.unit_detail, name="unit_detail"),
    path("quan-tri/don-vi/<slug:code>/sua/", body.unit_edit, name="unit_edit"),
    path("quan-tri/sap-nhap-don-vi/", body.unit_merge, name="unit_merge"),
    path("quan-tri/don-vi/<slug:code>/doi-ten/", body.unit_rename, name="unit_rename"),
    path("quan-tri/don-vi/<slug:code>/ngung-hoat-dong/", body.unit_end, name="unit_end"),
    path("quan-tri/don-vi/<slug:code>/giao-quyen/", grant.grant_on_unit, name="grant_on_unit"),
    path("quan-tri/cum-khoi/", cluster.cluster_list, name="cluster_list"),
    path("quan-tri/them-cum-khoi/", cluster.cluster_create, name="cluster_create"),
    path("quan-tri/cum-khoi/<slug:code>/", cluster.cluster_detail, name="cluster_detail"),
    path("quan-tri/cum-khoi/<slug:code>/truong/", cluster.head_name, name="cluster_head"),
    path("quan-tri/cum-khoi/<slug:code>/thanh-vien/", cluster.member_add, name="member_add"),
    path(
        "quan-tri/cum-khoi/<slug:code>/thanh-vien/<slug:unit>/bo/",
        cluster.member_remove,
        name="member_remove",
    ),
    path("quan-tri/cum-khoi/<slug:code>/sua/", cluster.cluster_edit, name="cluster_edit"),
    path("quan-tri/quyen/<int:pk>/ket-thuc/", grant.grant_end, name="grant_end"),
    path("quan-tri/quyen/<int:pk>/thu-ngay/", grant.grant_stop, name="grant_stop"),
    path("quan-tri/nguoi-dung/", person.person_list, name="person_list"),
    path("quan-tri/them-nguoi-dung/", person.person_create, name="person_create"),
    path("quan-tri/nguoi-dung/<str:username>/", person.person_detail, name="person_detail"),
    path("quan-tri/nguoi-dung/<str:username>/sua/", person.person_edit, name="person_edit"),
    path(
        "quan-tri/nguoi-dung/<str:username>/giao-quyen/",
        grant.grant_to_person,
        name="grant_to_person",
    ),
    path(
        "quan-tri/nguoi-dung/<str:username>/dat-lai-mat-khau/",
        person.person_reset_password,
        name="person_reset_password",
    ),
    path(
        "quan-tri/nguoi-dung/<str:username>/thu-quyen-cu/",
        person.left_behind_end,
        name="left_behind_end",
    ),
    path("quan-tri/nguoi-dung/<str:username>/khoa/", person.person_lock, name="person_lock"),
    path("quan-tri/nguoi-dung/<str:username>/mo-khoa/", person.person_unlock, name="person_unlock"),
    path("quan-tri/nguoi-dung/<str:username>/giao-chuc-vu/", person.office_add, name="office_add"),
    path(
        "quan-tri/nguoi-dung/<str:username>/thoi-chuc-vu/",
        person.office_remove,
        name="office_remove",
    ),
    path("quan-tri/nhap-excel/", list_import.index, name="imports"),
    path("quan-tri/nhap-excel/<slug:slug>/", list_import.check, name="import_check"),
    path("quan-tri/nhap-excel/<slug:slug>/tien-do/", list_import.progress, name="import_progress"),
    path("quan-tri/nhap-excel/<slug:slug>/mau/", list_import.template, name="import_template"),
    path("quan-tri/nhap-excel/<slug:slug>/nhap/", list_import.save, name="import_save"),
    path("quan-tri/mat-khau-lan-dau/", list_import.first_passwords, name="first_passwords"),
    path("quan-tri/nhat-ky/", body.acts, name="acts"),
]
