"""The front desk: home, the demonstration year; reads all, owns no state."""

from django.apps import AppConfig


class FrontdeskConfig(AppConfig):
    """Everybody's front page (trang đầu)."""

    name = "frontdesk"
    verbose_name = "trang đầu"

    def ready(self) -> None:
        """Put in the first door, and what its own pages answer to a search."""
        from frontdesk import composition, navigation, search  # noqa: PLC0415 - needs loaded models

        navigation.register()
        search.register()
        composition.register()
