"""The Council: who sits on it, what it votes on, sessions, ballots, minutes."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """The Emulation and Commendation Council (Hội đồng Thi đua - Khen thưởng thị xã)."""

    name = "council"
    verbose_name = "Hội đồng Thi đua - Khen thưởng"

    def ready(self) -> None:
        """Put in this app's answers to the platform's questions."""
        from council import navigation, papers  # noqa: PLC0415 - needs loaded models
        from council.notifications import (  # noqa: PLC0415 - needs loaded models
            case as case_notifications,
            session as session_notifications,
        )
        from council.papers import material  # noqa: PLC0415 - needs loaded models
        from council.queries import (  # noqa: PLC0415 - needs loaded models
            member as member_queries,
            verdict as verdict_queries,
        )

        case_notifications.register()
        material.register()
        member_queries.register()
        navigation.register()
        papers.register()
        verdict_queries.register()
        session_notifications.register()
