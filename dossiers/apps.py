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
        from dossiers.notifications import dossier as notifications  # noqa: PLC0415 - needs models
        from dossiers.queries import holder as holder_queries  # noqa: PLC0415 - needs loaded models
        from dossiers.services import recount as recount_services  # noqa: PLC0415 - needs models
        from nganam_awards.core.registry import scan_listeners  # noqa: PLC0415 - beside its use

        export_forms.register()
        holder_queries.register()
        recount_services.register()
        navigation.register()
        notifications.register()
        papers.register()
        search.register()
        scan_listeners.add(tasks.check_scanned)
