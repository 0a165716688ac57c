"""Addresses."""

app_name = "dossiers"
urlpatterns = []
