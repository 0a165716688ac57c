"""Addresses of decisions, and of the page where anyone checks a paper."""

from django.urls import path

from decisions.views import (
    approval,
    composition,
    decision,
    desk,
    draft,
    fund,
    number_book,
    paper_decision,
    result,
    submission,
    verification,
)
from decisions.views.decision_step import DECISION_STEPS


app_name = "decisions"
urlpatterns = [
    path("quyet-dinh/", decision.decision_list, name="list"),
    path("quyet-dinh/soan/", draft.compose, name="compose"),
    path("quyet-dinh/quy/", fund.fund_year, name="funds"),
    path("quyet-dinh/quy/them/", fund.add_fund, name="add_fund"),
    path("quyet-dinh/<int:pk>/", decision.decision, name="decision"),
    path("quyet-dinh/<int:pk>/van-ban/", decision.paper_progress, name="paper_progress"),
    path("quyet-dinh/<int:pk>/sua/", draft.edit, name="edit"),
    path("quyet-dinh/<int:pk>/them/", draft.add, name="add"),
    path("quyet-dinh/<int:pk>/bot/", draft.remove, name="remove"),
    path("quyet-dinh/<int:pk>/du-thao/", draft.renew, name="renew"),
    path("quyet-dinh/<int:pk>/trinh/", submission.submit, name="submit"),
    path("quyet-dinh/<int:pk>/co-cau/", composition.composition, name="composition"),
    path("quyet-dinh/<int:pk>/ky/", approval.sign, name="sign"),
    path("quyet-dinh/<int:pk>/ket-qua/<int:line>/", result.answer, name="answer"),
    path("quyet-dinh/<int:pk>/bo-ho-so/", result.download_bundle, name="bundle"),
    path("quyet-dinh/khong-khen-thuong/", result.announcements, name="announcements"),
    path(
        "quyet-dinh/khong-khen-thuong/<slug:ref>/ket-thuc/",
        result.close_and_announce,
        name="announcement_close",
    ),
    path(
        "quyet-dinh/khong-khen-thuong/<str:ref>/",
        result.issue_announcement,
        name="announcement_issue",
    ),
    path("quyet-dinh/<int:pk>/ky/khong-duyet/", result.strike, name="strike"),
    path("quyet-dinh/<int:pk>/tra-lai/", result.send_back, name="send_back"),
    path("quyet-dinh/<int:pk>/de-sau/", desk.put_off, name="put_off"),
    path("quyet-dinh/<int:pk>/ghi-chu/", desk.keep_note, name="keep_note"),
    path("quyet-dinh/cho-ky/", desk.waiting, name="waiting"),
    path("quyet-dinh/<int:pk>/vao-so/", number_book.enter, name="enter_number"),
    path("so-van-ban/", number_book.book, name="book"),
    path("so-van-ban/cho-vao-so/", number_book.waiting, name="book_waiting"),
    path("so-van-ban/cach-cap-so/", number_book.choose_policy, name="book_policy"),
    path("so-van-ban/quyet-dinh-giay/", paper_decision.register_paper, name="book_paper"),
    path("so-van-ban/quyet-dinh-giay/<int:pk>/", paper_decision.download_paper, name="book_scan"),
    path(
        "so-van-ban/quyet-dinh-giay/<int:pk>/thay-ban-quet/",
        paper_decision.replace_scan,
        name="book_rescan",
    ),
    path("so-van-ban/<int:pk>/khong-su-dung/", number_book.spoil, name="book_spoil"),
    path("xac-minh/", verification.ask, name="verify_form"),
    path("xac-minh/<str:code>/", verification.verify, name="verify"),
    *(
        path(
            f"quyet-dinh/<int:pk>/{step.slug}/",
            decision.step,
            {"slug": step.slug},
            name=step.action.value,
        )
        for step in DECISION_STEPS.rows
        if step.call
    ),
]
