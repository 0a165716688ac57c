"""Addresses."""

app_name = "decisions"
urlpatterns = []
