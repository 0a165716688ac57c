"""What was decided: decisions, the number book, issue."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DecisionsConfig(AppConfig):
    """Award decisions (quyết định khen thưởng)."""

    name = "decisions"
    verbose_name = "quyết định khen thưởng"

    def ready(self) -> None:
        """Put in this app's answers to the platform's questions."""
        from decisions import (  # noqa: PLC0415 - needs loaded models
            navigation,
            notifications,
            papers,
            search,
        )
        from decisions.forms import export as export_forms  # noqa: PLC0415 - needs models
        from decisions.queries import (  # noqa: PLC0415 - needs models
            award as award_queries,
            offer as offer_queries,
        )
        from decisions.setup import make_usual_fund  # noqa: PLC0415 - needs models

        post_migrate.connect(make_usual_fund, sender=self, dispatch_uid="decisions.fund")
        award_queries.register()
        export_forms.register()
        navigation.register()
        notifications.register()
        offer_queries.register()
        papers.register()
        search.register()
