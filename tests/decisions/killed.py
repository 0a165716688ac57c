"""One person or machine on the road of a decision, killed at a named point (kill -9).

`python -m tests.decisions.killed "after the number was given" <decision> <signer>`: a process of
its own, so that nothing of it is left but what the database had been promised. With VICTIM in the
environment that process is killed in its stead: PostgreSQL, in the middle of the transaction.
"""

import importlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import django
import time_machine

from tests.launcher.conftest import eventually


# point: (step of the road, where the function is looked up, its name, before or after it)
POINTS = {
    "before the places are taken": (
        "sign",
        "dossiers.transitions.nominee",
        "approve_lines",
        "before",
    ),
    "after the places were taken": (
        "sign",
        "dossiers.transitions.nominee",
        "approve_lines",
        "after",
    ),
    "after the number was given": ("sign", "law.services.number_book", "take", "after"),
    "after the register was written": (
        "sign",
        "decisions.services.register",
        "enter_awards",
        "after",
    ),
    "after the lines were issued": ("sign", "dossiers.transitions.nominee", "issue_lines", "after"),
    "after the paper was ordered": ("sign", "decisions.transitions", "order", "after"),
    "after the commit": ("sign", "nganam_awards.documents.tasks", "send_now", "before"),
    "when the paper was taken": ("print", "nganam_awards.documents.tasks", "_make", "before"),
    "when the paper was written": ("print", "nganam_awards.documents.tasks", "_finish", "before"),
    "when the notices were written": (
        "tell",
        "nganam_awards.notices.outbox",
        "write_down",
        "after",
    ),
}


def die() -> None:
    """As the kernel ends a process whose memory it needs."""
    os.kill(int(os.environ.get("VICTIM", os.getpid())), signal.SIGKILL)
    # PostgreSQL's own children see a moment later that it is gone; until then this one would go on.
    from django.db import connection  # noqa: PLC0415 - needs Django

    backend = connection.connection.get_backend_pid()
    eventually(lambda: not lives(backend), seconds=30)


def lives(pid: int) -> bool:
    """Whether the process is there and more than a name in the kernel's table."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def dying(call: Callable, when: str) -> Callable:
    """The same call, and a death before or after it."""

    def last_act(*args: object, **kwargs: object) -> object:
        if when == "before":
            die()
        answer = call(*args, **kwargs)
        if when == "after":
            die()
        return answer

    return last_act


def main(point: str, decision: str, signer: str) -> None:
    """Take the step until the point."""
    django.setup()
    from decisions import transitions  # noqa: PLC0415 - needs Django
    from decisions.models import Decision  # noqa: PLC0415
    from nganam_awards.documents import tasks as papers  # noqa: PLC0415
    from nganam_awards.notices import tasks as notices  # noqa: PLC0415
    from tests.factories.decisions import fingerprint  # noqa: PLC0415
    from units.models import User  # noqa: PLC0415

    step, module, name, when = POINTS[point]
    place = importlib.import_module(module)
    if name == "send_now":  # the first thing after the commit is asking for the file
        papers.render.delay = dying(papers.render.delay, when)
    else:
        setattr(place, name, dying(getattr(place, name), when))
    row = Decision.objects.get(pk=decision)
    match step:
        case "sign":
            by = User.objects.get(pk=signer)
            transitions.approve(row, by=by, fingerprint=fingerprint(row))
        case "print":
            papers.render(row.document_id)
        case "tell":
            event = row.events.newest_first().first()
            notices.announce(event._meta.label_lower, event.pk)


if __name__ == "__main__":
    if day := os.environ.get("OFFICE_DAY"):
        time_machine.travel(day, tick=True).start()
    main(*sys.argv[1:])
