"""Settings of PostgreSQL on which the portal's plans stand; the embedded server starts with them.

With the server's own defaults a search of 100,000 dossiers reads whole tables: an index is thought
four times as dear as it is on any disk of today, and a plan that looks dear is compiled or given
to two processes, which on a busy machine costs more than it saves. `docs/deploy.md` has the lines.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db import connection


MB = 1024 * 1024
_UNITS = {"8kB": 8192, "kB": 1024, "MB": MB, None: 1, "": 1}


class _Wanted(NamedTuple):
    name: str
    told: str  # the least that will do, as the health page says it
    will_do: Callable[[float], bool]


_WANTED = (
    _Wanted("random_page_cost", "1.1", lambda cost: cost <= 1.5),
    _Wanted("shared_buffers", "256MB", lambda size: size >= 256 * MB),
    _Wanted("effective_cache_size", "1GB", lambda size: size >= 1024 * MB),
    _Wanted("work_mem", "16MB", lambda size: size >= 16 * MB),
    _Wanted("max_parallel_workers_per_gather", "0", lambda workers: workers == 0),
    _Wanted("jit", "off", lambda is_on: not is_on),
)


def missing_settings() -> list[str]:
    """What should stand in the server's configuration and does not: «random_page_cost = 1.1»."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting, unit FROM pg_settings WHERE name = ANY (%s)",
            [[wanted.name for wanted in _WANTED]],
        )
        now = {name: _value(setting) * _UNITS[unit] for name, setting, unit in cursor.fetchall()}
    return [f"{w.name} = {w.told}" for w in _WANTED if not w.will_do(now[w.name])]


def _value(setting: str) -> float:
    return float(setting == "on") if setting in ("on", "off") else float(setting)
