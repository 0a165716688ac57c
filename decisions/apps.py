"""What was decided: decisions, the number book, issue."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Quyết định khen thưởng."""

    name = "decisions"
    verbose_name = "quyết định khen thưởng"

    def ready(self) -> None:
        """Put in this app's answers to the platform's questions."""
        from decisions import (  # noqa: PLC0415 - needs models
            navigation,
            notifications,
            numbers,
            papers,
        )

        navigation.register()
        notifications.register()
        numbers.register()
        papers.register()
