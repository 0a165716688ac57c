"""Units, people and their rights."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class UnitsConfig(AppConfig):
    """Units, people, their rights, signing in."""

    name = "units"
    verbose_name = "đơn vị và người dùng"

    def ready(self) -> None:
        """Offices after each migration; the administrator's doors; how a person is titled."""
        from nganam_awards.core.registry import navigation, seats, user_titles  # noqa: PLC0415
        from units import search  # noqa: PLC0415 - needs loaded models
        from units.forms import export as export_forms, imports as imports_forms  # noqa: PLC0415
        from units.navigation import doors, title_of  # noqa: PLC0415
        from units.queries.seat import seat_of  # noqa: PLC0415
        from units.setup import make_offices_after_migration  # noqa: PLC0415

        post_migrate.connect(make_offices_after_migration, dispatch_uid="units.offices")
        navigation.add(doors)
        user_titles.add(title_of)
        seats.add(seat_of)
        export_forms.register()
        imports_forms.register()
        search.register()
