"""What may be awarded, under which law, in which campaign, how many."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Award catalogue, law as data, campaigns, yearly award plans and their places."""

    name = "campaigns"
    verbose_name = "phong trào thi đua"

    def ready(self) -> None:
        """Put in this app's answers to the platform's questions."""
        from campaigns import navigation, search  # noqa: PLC0415 - needs loaded models
        from campaigns.forms import imports  # noqa: PLC0415 - needs loaded models
        from campaigns.notifications import (  # noqa: PLC0415
            amendment as amendment_notifications,
            plan as plan_notifications,
        )
        from campaigns.papers import announcement  # noqa: PLC0415 - needs loaded models

        navigation.register()
        search.register()
        plan_notifications.register()
        amendment_notifications.register()
        announcement.register()
        imports.register()
