"""Who they are, and what they have ever received."""

from django.apps import AppConfig


class HonoureesConfig(AppConfig):
    """Persons, collectives, households, and their awards."""

    name = "honourees"
    verbose_name = "sổ khen thưởng"
