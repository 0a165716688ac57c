"""The Celery application as a run starts it: its pool dies with the worker that made it."""

from celery import signals

from nganam_awards.celery import app
from nganam_awards.launcher.processes import die_with_parent


__all__ = ["app"]


@signals.worker_process_init.connect
def die_with_the_worker(**_: object) -> None:
    """A pool process without its worker would go on rendering for nobody."""
    die_with_parent()
