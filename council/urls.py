"""Addresses of the Council."""

app_name = "council"
urlpatterns: list = []
