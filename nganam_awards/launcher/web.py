"""How gunicorn serves a run. The socket is handed over by the supervisor (`--bind fd://…`)."""

import gc
import os

from nganam_awards.launcher.processes import die_with_parent


wsgi_app = "nganam_awards.wsgi:application"
worker_class = "gthread"
workers = min(max(2, len(os.sched_getaffinity(0))), 8)  # one of two may wait for a lock
threads = 16  # a slow upload holds one for as long as it lasts, and eight must not hold up a town
limit_request_line = 8190  # as nginx; those whom the Chairman ticks on many pages stand in it
# Objects made since the last look, and looks at the young before one at the older: a page makes
# thousands of objects and few circles. Python looks after 700, dozens of times a page.
GARBAGE_AFTER = (20_000, 20, 50)
preload_app = True  # Django is loaded once, then shared by both
timeout = 60
graceful_timeout = 5
loglevel = "warning"
accesslog = None  # addresses and paths are personal data; the portal keeps its own access log
control_socket_disable = True


def when_ready(server: object) -> None:
    """What was loaded before the fork stays for good: no process searches it for garbage."""
    gc.collect()
    gc.freeze()


def post_fork(server: object, worker: object) -> None:
    """A web process without its master would hold the port."""
    die_with_parent()
    gc.set_threshold(*GARBAGE_AFTER)
