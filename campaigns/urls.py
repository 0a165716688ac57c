"""Addresses."""

from django.urls import path

from campaigns.views import (
    amendment,
    amendment_draft,
    appraisal_sheet,
    approval,
    copy,
    draft,
    file,
    place,
    plan,
    year,
)


app_name = "campaigns"
urlpatterns = [
    path("phong-trao/", plan.plan_list, name="list"),
    path("phong-trao/lap/", draft.create, name="create"),
    path("phong-trao/lich/", year.calendar, name="calendar"),
    path("phong-trao/dieu-chinh/", amendment.amendment_list, name="amendment_list"),
    path("phong-trao/dieu-chinh/<int:pk>/", amendment.amendment, name="amendment"),
    path(
        "phong-trao/dieu-chinh/<int:pk>/cum-tu/",
        appraisal_sheet.rule_on_amendment,
        name="amendment_hint",
    ),
    path(
        "phong-trao/dieu-chinh/<int:pk>/sua/", amendment_draft.amendment_edit, name="amendment_edit"
    ),
    path(
        "phong-trao/dieu-chinh/<int:pk>/xoa/",
        amendment_draft.amendment_discard,
        name="amendment_discard",
    ),
    path(
        "phong-trao/dieu-chinh/<int:pk>/buoc/<slug:slug>/",
        amendment.step,
        name="amendment_step",
    ),
    path("phong-trao/ke-hoach/<int:pk>/dieu-chinh/", amendment_draft.amend, name="amend"),
    path("phong-trao/duyet/", approval.desk, name="desk"),
    path("phong-trao/duyet/xac-nhan/", approval.confirm, name="desk_confirm"),
    path("phong-trao/<int:pk>/", plan.campaign, name="campaign"),
    path("phong-trao/<int:pk>/sua/", draft.campaign_edit, name="campaign_edit"),
    path("phong-trao/<int:pk>/lap-ke-hoach/", draft.plan_create, name="plan_create"),
    path("phong-trao/ke-hoach/<int:pk>/", plan.plan, name="plan"),
    path("phong-trao/ke-hoach/<int:pk>/cho-ngoi/", plan.meters, name="meters"),
    path("phong-trao/ke-hoach/<int:pk>/sua/", draft.plan_edit, name="plan_edit"),
    path("phong-trao/ke-hoach/<int:pk>/don-vi/", draft.plan_units, name="plan_units"),
    path("phong-trao/ke-hoach/<int:pk>/tham-dinh/", appraisal_sheet.appraise, name="appraise"),
    path("phong-trao/ke-hoach/<int:pk>/buoc/<slug:slug>/", plan.step, name="step"),
    path("phong-trao/ke-hoach/<int:pk>/cum-tu/", appraisal_sheet.rule_on_hint, name="rule_on_hint"),
    path(
        "phong-trao/ke-hoach/<int:pk>/gia-han/", appraisal_sheet.extend_filing, name="extend_filing"
    ),
    path("phong-trao/<int:pk>/chep-ke-hoach/", copy.copy, name="plan_copy"),
    path("phong-trao/ke-hoach/<int:pk>/tep/", file.attach, name="plan_attach"),
    path("phong-trao/ke-hoach/<int:pk>/tep/<int:file>/", file.download, name="plan_file"),
    path("phong-trao/ke-hoach/<int:pk>/tep/<int:file>/xoa/", file.detach, name="plan_detach"),
    path("phong-trao/ke-hoach/<int:pk>/chi-tieu/", place.add, name="places_add"),
    path(
        "phong-trao/ke-hoach/<int:pk>/chi-tieu/<slug:award>/<slug:honourees>/",
        place.edit,
        name="places",
    ),
    path(
        "phong-trao/ke-hoach/<int:pk>/chi-tieu/<slug:award>/<slug:honourees>/xoa/",
        place.remove,
        name="places_remove",
    ),
    path("phong-trao/ke-hoach/<int:pk>/<slug:kind>/them/", draft.row_add, name="row_add"),
    path(
        "phong-trao/ke-hoach/<int:pk>/<slug:kind>/<int:row>/sua/", draft.row_edit, name="row_edit"
    ),
    path(
        "phong-trao/ke-hoach/<int:pk>/<slug:kind>/<int:row>/xoa/",
        draft.row_remove,
        name="row_remove",
    ),
]
