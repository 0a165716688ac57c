"""Addresses."""

app_name = "frontdesk"
urlpatterns = []
