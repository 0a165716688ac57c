"""What may be awarded, under which law, in which campaign, how many."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Award catalogue, law as data, campaigns, yearly award plans and their places."""

    name = "campaigns"
    verbose_name = "phong trào thi đua"

    def ready(self) -> None:
        """Put in this app's answers to the platform's questions."""
        from campaigns import (  # noqa: PLC0415 - needs loaded models
            amendment_notifications,
            imports,
            navigation,
            notifications,
            papers,
        )

        navigation.register()
        notifications.register()
        amendment_notifications.register()
        papers.register()
        imports.register()
