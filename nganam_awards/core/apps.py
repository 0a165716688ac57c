"""The platform's own app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Clock, text, money, step machine, uploads, spreadsheets."""

    name = "nganam_awards.core"
    label = "core"
    verbose_name = "nền tảng"

    def ready(self) -> None:
        """Register the system checks; let every process know the Celery application.

        Not in the package's `__init__`: the supervisor has no use for either.
        """
        from nganam_awards import celery  # noqa: F401, PLC0415 - settings must be ready first
        from nganam_awards.core import checks  # noqa: F401, PLC0415 - apps must be loaded first
