"""The front desk: home, the demonstration year; reads all, owns no state."""

from django.apps import AppConfig


class FrontdeskConfig(AppConfig):
    """Everybody's front page (trang đầu)."""

    name = "frontdesk"
    verbose_name = "trang đầu"

    def ready(self) -> None:
        """Put in the first door."""
        from frontdesk import navigation  # noqa: PLC0415 - needs loaded models

        navigation.register()
