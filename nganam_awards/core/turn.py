"""Requests take turns within one web process.

Python runs one of them at a time anyway: begun all at once, each is as late as the last. A request
takes its turn when all of it is there, so that whoever sends slowly holds up nobody.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from io import BytesIO
from threading import BoundedSemaphore


SMALL = 1024 * 1024  # bytes; what is larger is an upload and mostly waits for the network
AT_ONCE = ("/healthz", "/static/")  # whoever watches asks whether the portal lives, not the queue
PATIENCE = 0.5  # seconds; a turn that waits for a lock must not stop the town

Application = Callable[[dict, Callable], Iterable[bytes]]


class InTurn:
    """A WSGI application that works on so many requests at once; files leave outside of it."""

    def __init__(
        self, application: Application, at_once: int = 1, patience: float = PATIENCE
    ) -> None:
        self.application, self.patience = application, patience
        self._turn = BoundedSemaphore(at_once)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer in turn; uploads, what hardly works, and whoever waited too long, without one."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        is_slow = length > SMALL or environ.get("HTTP_TRANSFER_ENCODING")
        if is_slow or environ.get("PATH_INFO", "").startswith(AT_ONCE):
            return self.application(environ, start_response)
        if length:
            body = environ["wsgi.input"].read(length)
            if len(body) < length:  # it broke off; half of a form is not what was meant
                status = HTTPStatus.BAD_REQUEST
                start_response(f"{status} {status.phrase}", [("Content-Length", "0")])
                return []
            environ["wsgi.input"] = BytesIO(body)
        is_taken = self._turn.acquire(timeout=self.patience)
        try:
            return self.application(environ, start_response)
        finally:
            if is_taken:
                self._turn.release()
