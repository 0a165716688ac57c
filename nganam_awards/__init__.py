"""The platform: knows no award. `core`, `documents`, `notices`, `machines`."""

from nganam_awards.celery import app as celery_app


__all__ = ["celery_app"]
