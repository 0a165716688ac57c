"""How gunicorn serves a run. The socket is handed over by the supervisor (`--bind fd://…`)."""

import os

from nganam_awards.launcher.processes import die_with_parent


wsgi_app = "nganam_awards.wsgi:application"
worker_class = "gthread"
workers = min(max(2, len(os.sched_getaffinity(0))), 8)  # one of two may wait for a lock
threads = 16  # a slow upload holds one for as long as it lasts, and eight must not hold up a town
limit_request_line = 8190  # as nginx; those whom the Chairman ticks on many pages stand in it
preload_app = True  # Django is loaded once, then shared by both
timeout = 60
graceful_timeout = 5
loglevel = "warning"
accesslog = None  # addresses and paths are personal data; the portal keeps its own access log
control_socket_disable = True


def post_fork(server: object, worker: object) -> None:
    """A web process without its master would hold the port."""
    die_with_parent()
