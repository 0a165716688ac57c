"""Lines that need a register run in one, and say how heavy they are."""

import pytest

from tests.bench import heavy, measure, roster
from tests.bench.line import LINES
from tests.factories.units import UnitFactory


pytestmark = [pytest.mark.usefixtures("loaded_register"), pytest.mark.django_db]
PAGES = ["list_dossiers_officer", "list_unit_honours_head", "clerk_draft_300"]


@pytest.mark.parametrize("name", [*PAGES, "verdicts_300"])
def test_lines_run_and_are_weighed(name):
    UnitFactory.reset_sequence(1_000, force=True)
    runs = []

    answer = measure._run(LINES[name].prepare(), runs)

    [(wall, python, queries)] = runs
    assert wall > python > 0
    assert queries > 0
    assert ("html_kb" in measure._weight(answer)) == (name in PAGES)


def test_every_line_of_the_register_is_a_list_or_a_heavy_thing():
    of_register = {name for name, line in LINES.items() if line.needs_register}
    lists = {f"list_{page}_{role}" for page, role in roster.rows()}

    assert {name for name in of_register if name not in lists} <= set(vars(heavy))
