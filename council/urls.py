"""Addresses of the Council: `/hoi-dong/phien/…` for sessions, `/hoi-dong/vu-viec/…` for cases."""

from django.urls import path

from council.views import (
    ballot,
    board,
    campaign_rule,
    case,
    composition,
    material,
    member,
    minutes_scan,
    opinion,
    paper,
    paper_count,
    session,
)


app_name = "council"
urlpatterns = [
    path("hoi-dong/", board.board, name="board"),
    path("hoi-dong/lap-vu-viec/", board.collect, name="collect"),
    path("hoi-dong/dua-them/", board.hand_lines, name="hand_lines"),
    path("hoi-dong/dua-them/<slug:ref>/", board.add_by_hand, name="add_by_hand"),
    # campaigns
    path("hoi-dong/phong-trao/", campaign_rule.campaign_rules, name="campaign_rules"),
    path("hoi-dong/phong-trao/<int:pk>/bat/", campaign_rule.switch_on, name="campaign_rule_on"),
    path(
        "hoi-dong/phong-trao/dot/<int:pk>/ngay-cuoi/", campaign_rule.end, name="campaign_rule_end"
    ),
    # sessions
    path("hoi-dong/phien/moi/", session.new_session, name="new_session"),
    path("hoi-dong/phien/<int:pk>/", session.session, name="session"),
    path("hoi-dong/phien/<int:pk>/sua/", session.edit_session, name="edit_session"),
    path("hoi-dong/phien/<int:pk>/chuong-trinh/", session.agenda, name="agenda"),
    path("hoi-dong/phien/<int:pk>/diem-danh/", session.attendance, name="attendance"),
    path("hoi-dong/phien/<int:pk>/buoc/<slug:slug>/", session.step, name="session_step"),
    # cases
    path("hoi-dong/vu-viec/<int:pk>/", case.case, name="case"),
    path("hoi-dong/vu-viec/<int:pk>/co-cau/", composition.composition, name="composition"),
    path("hoi-dong/vu-viec/<int:pk>/nhac/", board.remind, name="remind"),
    path("hoi-dong/vu-viec/<int:pk>/da-bo/", case.voted, name="voted"),
    path("hoi-dong/vu-viec/<int:pk>/phieu-giay/", case.on_paper, name="on_paper"),
    path("hoi-dong/vu-viec/<int:pk>/tranh/<int:bar>/bo/", case.unbar, name="unbar"),
    path("hoi-dong/vu-viec/<int:pk>/dong/<int:line>/tranh/", case.bar, name="bar"),
    path("hoi-dong/vu-viec/<int:pk>/dong/<int:line>/bo/", case.drop_line, name="drop_line"),
    path("hoi-dong/vu-viec/<int:pk>/ho-so/<int:line>/", material.material, name="material"),
    path("hoi-dong/vu-viec/<int:pk>/buoc/<slug:slug>/", case.step, name="case_step"),
    # votes
    path("hoi-dong/vu-viec/<int:pk>/phieu/", ballot.ballot, name="ballot"),
    path(
        "hoi-dong/vu-viec/<int:pk>/y-kien/<int:voter>/",
        opinion.opinion,
        name="written_opinion",
    ),
    path("hoi-dong/vu-viec/<int:pk>/kiem-phieu/", paper_count.paper_count, name="paper_count"),
    # papers
    path(
        "hoi-dong/phien/<int:pk>/bien-ban-da-ky/",
        minutes_scan.minutes_scan,
        name="signed_minutes",
    ),
    path(
        "hoi-dong/phien/<int:pk>/bien-ban-da-ky/tep/",
        minutes_scan.download,
        name="signed_minutes_file",
    ),
    path("hoi-dong/van-ban/<slug:code>/word/", paper.word_file, name="paper_word"),
    # members
    path("hoi-dong/thanh-phan/", member.members, name="members"),
    path("quan-tri/hoi-dong/", member.member_list, name="member_list"),
    path("quan-tri/hoi-dong/cu/", member.member_name, name="member_name"),
    path("quan-tri/hoi-dong/kien-toan/", member.renew, name="renew"),
    path("quan-tri/hoi-dong/<int:pk>/thoi/", member.member_end, name="member_end"),
]
