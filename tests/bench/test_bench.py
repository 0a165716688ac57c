"""The bench measures what it says: every line can be prepared and run."""

import subprocess
import sys

import pytest
from django.db import transaction

from nganam_awards.launcher.datafolder import CHECKOUT
from tests.bench import lines
from tests.bench.lines import LINES


QUICK = [name for name in LINES if name != "decision_pdf_1000"]  # seconds, and the same call


@pytest.mark.parametrize("name", QUICK)
def test_every_line_runs(name, transactional_db, monkeypatch):
    monkeypatch.setattr(lines, "PLANS", 60)  # more than a page of them, and the same call
    with transaction.atomic():
        call = LINES[name].prepare()
    call()


def test_every_line_has_a_budget_and_says_what_it_is():
    for line in LINES.values():
        assert line.budget_ms > 0
        assert line.prepare.__doc__


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
