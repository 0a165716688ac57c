"""Addresses of decisions, and of the page where anyone checks a paper."""

from django.urls import path

from decisions.views import (
    after,
    book,
    chairman,
    composing,
    desk,
    funds,
    public,
    reading,
    steps,
    verdicts,
    writing,
)


app_name = "decisions"
urlpatterns = [
    path("quyet-dinh/", reading.decision_list, name="list"),
    path("quyet-dinh/soan/", composing.compose, name="compose"),
    path("quyet-dinh/quy/", funds.fund_year, name="funds"),
    path("quyet-dinh/quy/them/", funds.add_fund, name="add_fund"),
    path("quyet-dinh/<int:pk>/", reading.decision, name="decision"),
    path("quyet-dinh/<int:pk>/van-ban/", reading.paper_progress, name="paper_progress"),
    path("quyet-dinh/<int:pk>/sua/", writing.edit, name="edit"),
    path("quyet-dinh/<int:pk>/them/", writing.add, name="add"),
    path("quyet-dinh/<int:pk>/bot/", writing.remove, name="remove"),
    path("quyet-dinh/<int:pk>/du-thao/", writing.renew, name="renew"),
    path("quyet-dinh/<int:pk>/trinh/", steps.submit, name="submit"),
    path("quyet-dinh/<int:pk>/rut/", steps.recall, name="recall"),
    path("quyet-dinh/<int:pk>/bo/", steps.discard, name="discard"),
    path("quyet-dinh/<int:pk>/ky/", chairman.sign, name="sign"),
    path("quyet-dinh/<int:pk>/ket-qua/<int:line>/", after.answer, name="answer"),
    path("quyet-dinh/<int:pk>/bo-ho-so/", after.download_bundle, name="bundle"),
    path("quyet-dinh/khong-khen-thuong/", after.notices, name="notices"),
    path("quyet-dinh/khong-khen-thuong/<str:ref>/", after.issue_notice, name="notice_issue"),
    path("quyet-dinh/<int:pk>/ky/khong-duyet/", verdicts.strike, name="strike"),
    path("quyet-dinh/<int:pk>/tra-lai/", verdicts.send_back, name="send_back"),
    path("quyet-dinh/<int:pk>/de-sau/", desk.put_off, name="put_off"),
    path("quyet-dinh/<int:pk>/ghi-chu/", desk.keep_note, name="keep_note"),
    path("quyet-dinh/cho-ky/", desk.waiting, name="waiting"),
    path("quyet-dinh/<int:pk>/vao-so/", book.enter, name="enter_number"),
    path("quyet-dinh/<int:pk>/huy-duyet/", book.void, name="void"),
    path("so-van-ban/", book.book, name="book"),
    path("so-van-ban/cho-vao-so/", book.waiting, name="book_waiting"),
    path("so-van-ban/cach-cap-so/", book.choose_policy, name="book_policy"),
    path("so-van-ban/quyet-dinh-giay/", book.register_paper, name="book_paper"),
    path("so-van-ban/quyet-dinh-giay/<int:pk>/", book.download_paper, name="book_scan"),
    path("so-van-ban/<int:pk>/khong-su-dung/", book.spoil, name="book_spoil"),
    path("xac-minh/", public.ask, name="verify_form"),
    path("xac-minh/<str:code>/", public.verify, name="verify"),
]
