"""What was decided: decisions, the number book, issue."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Quyết định khen thưởng."""

    name = "decisions"
    verbose_name = "quyết định khen thưởng"

    def ready(self) -> None:
        """Put in this app's answers to the platform's questions."""
        from decisions import navigation, notifications, papers  # noqa: PLC0415 - needs models

        navigation.register()
        notifications.register()
        papers.register()
