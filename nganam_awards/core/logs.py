"""What a request leaves in the log: its number, the part of the portal, the answer."""

from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware


class RequestLog(RequestMiddleware):
    """Addresses carry names (a search, an account), so only their first word is written down.

    Who read which dossier stands in `core.Reading`, who took which step in the events.
    """

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """«GET /ho-so/»."""
        first = request.path.strip("/").partition("/")[0]
        return f"{request.method} /{first}/"
