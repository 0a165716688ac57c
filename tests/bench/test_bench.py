"""The bench measures what it says: every line can be prepared and run, and is held to a budget."""

import subprocess
import sys

import pytest
from django.db import transaction

from nganam_awards.launcher.datafolder import CHECKOUT
from tests.bench import budget, heavy, lines, roster
from tests.bench.growth import told
from tests.bench.line import LINES


PDFS = ("decision_pdf_300", "decision_pdf_1000")  # seconds, and the same call
QUICK = [name for name, line in LINES.items() if not line.needs_register and name not in PDFS]


@pytest.mark.parametrize("name", QUICK)
def test_every_line_runs(name, transactional_db, monkeypatch):
    monkeypatch.setattr(lines, "PLANS", 60)  # more than a page of them, and the same call
    with transaction.atomic():
        call = LINES[name].prepare()
    call()


def test_every_line_has_a_budget_and_heavy_pages_have_their_weight():
    assert [name for name in LINES if not budget.limits(name, 1.0).get("median_ms")] == []
    assert {f"list_{page}_{role}" for page, role in roster.rows()} < set(LINES)
    for name, line in LINES.items():
        assert line.runs > 0
        assert name.startswith("list_") or line.prepare.__doc__
    assert set(budget.KEPT["html_kb"]) <= {name for name in LINES if hasattr(heavy, name)}


def test_budgets_of_time_are_scaled_by_the_machine_and_weights_are_not():
    slow = budget.Calibration(
        python_ms=budget.KEPT["reference"]["python_ms"] * 2,
        sql_ms=budget.KEPT["reference"]["sql_ms"] * 2,
    )

    assert slow.factor == pytest.approx(2)
    limits = budget.limits("head_confirm_5000", slow.factor)
    assert limits == {"median_ms": 800.0, "html_kb": 200}


def test_the_slope_is_between_the_two_greatest_sizes():
    results = {
        size: {"median_ms": median, "python_ms": 20, "queries": 9}
        for size, median in ((1_000, 30.0), (10_000, 40.0), (100_000, 60.0))
    }

    row = told("dossiers", "officer", results)

    assert (row["slope"], row["within"]) == (1.5, False)
    assert row["queries"] == dict.fromkeys(results, 9)


def test_an_unknown_line_is_refused_and_the_known_ones_are_named():
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench", "nothing_like_it"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 2
    assert "issue_300_ms" in answer.stdout
