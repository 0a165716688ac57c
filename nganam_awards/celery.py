"""The Celery application; what runs when stands in `CELERY_BEAT_SCHEDULE`."""

import dbm
import logging
import logging.config
import os

from celery import Celery, signals
from celery.beat import PersistentScheduler
from django_structlog.celery.steps import DjangoStructLogInitStep
from kombu.transport.redis import Transport
from redis.exceptions import ResponseError


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nganam_awards.settings.dev")

app = Celery("nganam_awards")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "nganam_awards.core",
        "nganam_awards.core.files",
        "nganam_awards.core.sheets",
        "nganam_awards.documents",
        "nganam_awards.notices",
        "campaigns",
        "honourees",
        "dossiers",
        "council",
        "decisions",
        "frontdesk",
    ]
)
app.steps["worker"].add(DjangoStructLogInitStep)

# Redis on a full disk says no even to a worker that asks for work (MISCONF). kombu would take that
# for the end; as a broken line the worker waits, connects again, and goes on when there is room.
Transport.connection_errors += (ResponseError,)

HEARTBEAT_SECONDS = 30  # how long /healthz believes the last sign of life


def beat_heart(name: str) -> None:
    """Leave a sign of life that /healthz reads; a silent cache must not stop the process."""
    from django.core.cache import cache  # noqa: PLC0415 - settings are not ready at import

    cache.set(f"alive:{name}", "ok", HEARTBEAT_SECONDS)


@signals.heartbeat_sent.connect
def worker_lives(**_: object) -> None:
    """The worker's own event loop says every two seconds that it turns."""
    beat_heart("worker")


class HeartbeatScheduler(PersistentScheduler):
    """Beat's clock, which also says that it ticks."""

    def tick(self, *args: object, **kwargs: object) -> float:
        """Send what is due, leave a sign of life, return the seconds until the next look."""
        beat_heart("beat")
        return super().tick(*args, **kwargs)

    def sync(self) -> None:
        """What beat remembers of its last runs may be lost on a full disk; beat goes on."""
        try:
            super().sync()
        except dbm.error as error:
            logging.getLogger(__name__).warning("beat cannot write: %s", type(error).__name__)


@signals.setup_logging.connect
def use_djangos_logging(**_: object) -> None:
    """Celery would install handlers of its own; ours already write JSON."""
    from django.conf import settings  # noqa: PLC0415 - settings are not ready at import

    logging.config.dictConfig(settings.LOGGING)
