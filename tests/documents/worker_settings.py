"""A worker of a test: its own queue, a short lease and a beat that does not make one wait."""

import os

from celery.schedules import schedule

from nganam_awards.settings.dev import *  # noqa: F403 - a settings file is its base plus a few lines


DOCUMENT_LEASE_SECONDS = int(os.environ["PAPER_LEASE_SECONDS"])
CELERY_TASK_DEFAULT_QUEUE = os.environ["PAPER_QUEUE"]
CELERY_BEAT_SCHEDULER = "celery.beat.PersistentScheduler"
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "nganam_awards.documents.tasks.sweep", "schedule": schedule(1)}
}
