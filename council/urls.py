"""Addresses of the Council."""

from django.urls import path

from council.views import board, campaign_rule, member


app_name = "council"
urlpatterns = [
    path("hoi-dong/phong-trao/", campaign_rule.campaign_rules, name="campaign_rules"),
    path("hoi-dong/phong-trao/<int:pk>/bat/", campaign_rule.switch_on, name="campaign_rule_on"),
    path(
        "hoi-dong/phong-trao/dot/<int:pk>/ngay-cuoi/", campaign_rule.end, name="campaign_rule_end"
    ),
    path("hoi-dong/", board.board, name="board"),
    path("hoi-dong/lap-vu-viec/", board.collect, name="collect"),
    path("hoi-dong/dua-them/", board.hand_lines, name="hand_lines"),
    path("hoi-dong/dua-them/<slug:ref>/", board.add_by_hand, name="add_by_hand"),
    # placeholders
    path("hoi-dong/phien/moi/", board.board, name="new_session"),
    path("hoi-dong/phien/<int:pk>/", board.other, name="session"),
    path("hoi-dong/vu-viec/<int:pk>/", board.other, name="case"),
    path("hoi-dong/vu-viec/<int:pk>/phieu/", board.other, name="ballot"),
    # end of placeholders
    path("hoi-dong/vu-viec/<int:pk>/nhac/", board.remind, name="remind"),
    path("hoi-dong/thanh-phan/", member.members, name="members"),
    path("quan-tri/hoi-dong/", member.member_list, name="member_list"),
    path("quan-tri/hoi-dong/cu/", member.member_name, name="member_name"),
    path("quan-tri/hoi-dong/kien-toan/", member.renew, name="renew"),
    path("quan-tri/hoi-dong/<int:pk>/thoi/", member.member_end, name="member_end"),
]
