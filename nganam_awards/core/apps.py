"""The platform's own app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Clock, text, money, step machine, uploads, spreadsheets."""

    name = "nganam_awards.core"
    label = "core"
    verbose_name = "nền tảng"

    def ready(self) -> None:
        """Register the system checks."""
        from nganam_awards.core import checks  # noqa: F401, PLC0415 - apps must be loaded first
