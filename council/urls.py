"""Addresses of the Council."""

from django.urls import path

from council.views import campaign_rule


app_name = "council"
urlpatterns = [
    path("hoi-dong/phong-trao/", campaign_rule.campaign_rules, name="campaign_rules"),
    path("hoi-dong/phong-trao/<int:pk>/bat/", campaign_rule.switch_on, name="campaign_rule_on"),
    path(
        "hoi-dong/phong-trao/dot/<int:pk>/ngay-cuoi/", campaign_rule.end, name="campaign_rule_end"
    ),
]
