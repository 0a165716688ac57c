"""Addresses."""

app_name = "campaigns"
urlpatterns = []
