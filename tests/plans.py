"""What PostgreSQL reads for a page: each of its queries once more under EXPLAIN (ANALYZE)."""

import json
from typing import NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


class Reading(NamedTuple):
    """One query of a page, with the rows that its scans met, shown or not."""

    rows: int
    scans: list[str]
    sql: str

    def __str__(self) -> str:
        return f"{self.rows} rows ({', '.join(self.scans)}): {self.sql[:300]}"


def read_for(browser: Client, address: str) -> tuple[list[Reading], object]:
    """Every query of this page, the dearest first, and the page itself."""
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(address)
    assert page.status_code == 200, address
    selects = [q["sql"] for q in asked if q["sql"].lstrip(" (").startswith("SELECT")]
    readings = [_reading(sql) for sql in selects if "set_config" not in sql]
    return sorted(readings, reverse=True), page


def _reading(sql: str) -> Reading:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}")
        [[plan]] = cursor.fetchall()
    plan = json.loads(plan) if isinstance(plan, str) else plan
    met = sorted(_met(plan[0]["Plan"]), reverse=True)
    scans = [f"{name} {rows}" for rows, name in met[:3]]
    return Reading(sum(rows for rows, _ in met), scans, sql)


def _met(node: dict) -> list[tuple[int, str]]:
    """(rows × loops, table) of each scan of a table: what it gave and what it threw away."""
    found = [pair for child in node.get("Plans", []) for pair in _met(child)]
    if "Relation Name" in node:
        left_out = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
        a_loop = node["Actual Rows"] + sum(node.get(name, 0) for name in left_out)
        found.append((round(a_loop * node["Actual Loops"]), node["Relation Name"]))
    return found
