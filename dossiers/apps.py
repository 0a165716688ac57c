"""Who deserves it: dossiers, nominations, attachments, appraisal."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Dossiers that ask for awards (hồ sơ đề nghị khen thưởng)."""

    name = "dossiers"
    verbose_name = "hồ sơ đề nghị khen thưởng"

    def ready(self) -> None:
        """Put in this app's answers to the platform's questions."""
        from dossiers import (  # noqa: PLC0415 - needs loaded models
            navigation,
            papers,
            search,
            tasks,
        )
        from dossiers.forms import export as export_forms  # noqa: PLC0415 - needs loaded models
        from dossiers.notifications import (  # noqa: PLC0415 - needs loaded models
            dossier as dossier_notifications,
        )
        from dossiers.queries import (  # noqa: PLC0415 - needs loaded models
            holder as holder_queries,
            office as office_queries,
            own_line as own_line_queries,
            penalty as penalty_queries,
            position as position_queries,
            record as record_queries,
            registration as registration_queries,
            story as story_queries,
        )
        from dossiers.rules.eligibility import (  # noqa: PLC0415 - needs loaded models
            catalogue as provision_catalogue,
        )
        from dossiers.services import (  # noqa: PLC0415 - needs loaded models
            limit as limit_services,
            recount as recount_services,
        )

        export_forms.register()
        holder_queries.register()
        office_queries.register()
        own_line_queries.register()
        registration_queries.register()
        record_queries.register()
        penalty_queries.register()
        position_queries.register()
        limit_services.register()
        recount_services.register()
        navigation.register()
        dossier_notifications.register()
        papers.register()
        search.register()
        tasks.register()
        provision_catalogue.check()
        story_queries.register()
