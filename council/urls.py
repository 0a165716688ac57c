"""Addresses of the Council: `/hoi-dong/phien/…` for sessions, `/hoi-dong/vu-viec/…` for cases."""

from django.urls import path

from council.views import board, case, material, session


app_name = "council"
urlpatterns = [
    path("hoi-dong/", board.board, name="board"),
    # sessions
    path("hoi-dong/phien/moi/", session.new_session, name="new_session"),
    path("hoi-dong/phien/<int:pk>/", session.session, name="session"),
    path("hoi-dong/phien/<int:pk>/sua/", session.edit_session, name="edit_session"),
    path("hoi-dong/phien/<int:pk>/chuong-trinh/", session.agenda, name="agenda"),
    path("hoi-dong/phien/<int:pk>/diem-danh/", session.attendance, name="attendance"),
    path("hoi-dong/phien/<int:pk>/buoc/<slug:slug>/", session.step, name="session_step"),
    # cases
    path("hoi-dong/vu-viec/<int:pk>/", case.case, name="case"),
    path("hoi-dong/vu-viec/<int:pk>/da-bo/", case.voted, name="voted"),
    path("hoi-dong/vu-viec/<int:pk>/phieu-giay/", case.on_paper, name="on_paper"),
    path("hoi-dong/vu-viec/<int:pk>/tranh/<int:bar>/bo/", case.unbar, name="unbar"),
    path("hoi-dong/vu-viec/<int:pk>/dong/<int:line>/tranh/", case.bar, name="bar"),
    path("hoi-dong/vu-viec/<int:pk>/dong/<int:line>/bo/", case.drop_line, name="drop_line"),
    path("hoi-dong/vu-viec/<int:pk>/ho-so/<int:line>/", material.material, name="material"),
    path("hoi-dong/vu-viec/<int:pk>/buoc/<slug:slug>/", case.step, name="case_step"),
]
