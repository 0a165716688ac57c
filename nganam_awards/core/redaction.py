"""PostgreSQL quotes a row or a statement it refuses; the log keeps only which rule refused it."""

import re
from collections.abc import MutableMapping


_QUOTED_ROW = re.compile(r"(?m)^(DETAIL|CONTEXT|LINE \d+):.*$")


def withhold_rows(_logger: object, _method: str, event: MutableMapping) -> MutableMapping:
    """A structlog processor: names and births in «DETAIL: Failing row contains (…)» stay out."""
    if "exception" in event:
        event["exception"] = _QUOTED_ROW.sub(r"\1: (withheld)", event["exception"])
    return event
