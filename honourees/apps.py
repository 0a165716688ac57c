"""Who they are, and what they have ever received."""

from django.apps import AppConfig


class HonoureesConfig(AppConfig):
    """Persons, collectives, households, and their awards."""

    name = "honourees"
    verbose_name = "sổ khen thưởng"

    def ready(self) -> None:
        """Put in this app's answers to the platform's questions."""
        from honourees import navigation, tasks  # noqa: PLC0415 - needs loaded models
        from honourees.forms import export as export_forms  # noqa: PLC0415 - needs loaded models

        export_forms.register()
        navigation.register()
        tasks.register()
