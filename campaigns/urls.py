"""Addresses."""

from django.urls import path

from campaigns.views import (
    amending,
    amendments,
    appraising,
    approving,
    copying,
    files,
    law_pages,
    law_writing,
    oversight,
    places,
    reading,
    rows,
    steps,
    writing,
    year,
)


app_name = "campaigns"
urlpatterns = [
    path("phong-trao/", reading.plan_list, name="list"),
    path("phong-trao/lap/", writing.create, name="create"),
    path("phong-trao/lich/", year.calendar, name="calendar"),
    path("phong-trao/dieu-chinh/", amendments.amendment_list, name="amendment_list"),
    path("phong-trao/dieu-chinh/<int:pk>/", amendments.amendment, name="amendment"),
    path(
        "phong-trao/dieu-chinh/<int:pk>/cum-tu/", oversight.rule_on_amendment, name="amendment_hint"
    ),
    path("phong-trao/dieu-chinh/<int:pk>/sua/", amending.amendment_edit, name="amendment_edit"),
    path(
        "phong-trao/dieu-chinh/<int:pk>/xoa/", amending.amendment_discard, name="amendment_discard"
    ),
    path(
        "phong-trao/dieu-chinh/<int:pk>/buoc/<slug:slug>/",
        amending.amendment_step,
        name="amendment_step",
    ),
    path("phong-trao/ke-hoach/<int:pk>/dieu-chinh/", amending.amend, name="amend"),
    path("phong-trao/duyet/", approving.desk, name="desk"),
    path("phong-trao/duyet/xac-nhan/", approving.confirm, name="desk_confirm"),
    path("phong-trao/<int:pk>/", reading.campaign, name="campaign"),
    path("phong-trao/<int:pk>/sua/", writing.campaign_edit, name="campaign_edit"),
    path("phong-trao/<int:pk>/lap-ke-hoach/", writing.plan_create, name="plan_create"),
    path("phong-trao/ke-hoach/<int:pk>/", reading.plan, name="plan"),
    path("phong-trao/ke-hoach/<int:pk>/cho-ngoi/", reading.meters, name="meters"),
    path("phong-trao/ke-hoach/<int:pk>/sua/", writing.plan_edit, name="plan_edit"),
    path("phong-trao/ke-hoach/<int:pk>/tham-dinh/", appraising.appraise, name="appraise"),
    path("phong-trao/ke-hoach/<int:pk>/buoc/<slug:slug>/", steps.step, name="step"),
    path("phong-trao/ke-hoach/<int:pk>/cum-tu/", oversight.rule_on_hint, name="rule_on_hint"),
    path("phong-trao/ke-hoach/<int:pk>/gia-han/", oversight.extend_filing, name="extend_filing"),
    path("phong-trao/<int:pk>/chep-ke-hoach/", copying.copy, name="plan_copy"),
    path("phong-trao/ke-hoach/<int:pk>/tep/", files.attach, name="plan_attach"),
    path("phong-trao/ke-hoach/<int:pk>/tep/<int:file>/", files.download, name="plan_file"),
    path("phong-trao/ke-hoach/<int:pk>/tep/<int:file>/xoa/", files.detach, name="plan_detach"),
    path("phong-trao/ke-hoach/<int:pk>/chi-tieu/", places.add, name="places_add"),
    path(
        "phong-trao/ke-hoach/<int:pk>/chi-tieu/<slug:award>/<slug:honourees>/",
        places.edit,
        name="places",
    ),
    path(
        "phong-trao/ke-hoach/<int:pk>/chi-tieu/<slug:award>/<slug:honourees>/xoa/",
        places.remove,
        name="places_remove",
    ),
    path("phong-trao/ke-hoach/<int:pk>/<slug:kind>/them/", rows.row_add, name="row_add"),
    path("phong-trao/ke-hoach/<int:pk>/<slug:kind>/<int:row>/sua/", rows.row_edit, name="row_edit"),
    path(
        "phong-trao/ke-hoach/<int:pk>/<slug:kind>/<int:row>/xoa/",
        rows.row_remove,
        name="row_remove",
    ),
    path("quy-dinh/", law_pages.law, name="law"),
    path("quy-dinh/<slug:slug>/", law_pages.law_page, name="law_page"),
    path("quy-dinh/danh-hieu/<slug:code>/", law_pages.law_award, name="law_award"),
    path("quan-tri/danh-muc/", law_pages.catalogue, name="catalogue"),
    path("quan-tri/danh-muc/<slug:slug>/", law_pages.catalogue_page, name="catalogue_page"),
    path("quan-tri/danh-muc/<slug:slug>/them/", law_writing.add, name="law_add"),
    path(
        "quan-tri/danh-muc/danh-hieu/<slug:code>/",
        law_pages.catalogue_award,
        name="catalogue_award",
    ),
    path("quan-tri/danh-muc/can-cu/<int:pk>/thoi/", law_writing.basis_end, name="basis_end"),
    path("quan-tri/danh-muc/ngay-nghi/<int:pk>/bo/", law_writing.holiday_drop, name="holiday_drop"),
    path("quan-tri/danh-muc/chu-de/<int:pk>/sua/", law_writing.theme_edit, name="theme_edit"),
    path(
        "quan-tri/danh-muc/co-quan/<int:pk>/sua/",
        law_writing.authority_edit,
        name="authority_edit",
    ),
    path(
        "quan-tri/danh-muc/nguoi-ky/<int:pk>/sua/",
        law_writing.signatory_edit,
        name="signatory_edit",
    ),
    path("quan-tri/danh-muc/nguoi-ky/<int:pk>/chu-ky/", law_writing.signature, name="signature"),
    path("quan-tri/danh-muc/<slug:slug>/<int:pk>/sua/", law_writing.correct, name="correct"),
]
