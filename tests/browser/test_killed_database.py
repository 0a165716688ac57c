"""PostgreSQL killed while the Chairman signs: it comes back, and the decision is issued once."""

import os
import subprocess
import sys
from collections.abc import Callable

from playwright.sync_api import expect

from frontdesk.demonstration.people import PASSWORD
from nganam_awards.launcher.datafolder import CHECKOUT, DataFolder
from tests.browser.conftest import Person
from tests.browser.plans import stands
from tests.launcher.conftest import eventually


WAITS = """
    SELECT decision.id, signer.id FROM decisions_decision decision, units_user signer
    WHERE decision.state = 'submitted' AND signer.username = 'chutich' ORDER BY decision.id LIMIT 1
"""
STANDS = """
    SELECT decision.state,
        (SELECT count(*) FROM law_numberentry e WHERE e.id = decision.entry_id),
        (SELECT count(*) FROM documents_document d
            WHERE d.id = decision.document_id AND d.state = 'ready'),
        (SELECT count(*) = count(DISTINCT n.user_id) FROM notices_notice n
            WHERE n.url = '/quyet-dinh/' || decision.id || '/' AND n.text LIKE 'Quyết định số%%')
    FROM decisions_decision decision WHERE decision.id = %s
"""
GAPS = """
    SELECT count(*) FROM law_numberbook book WHERE last <> (
        SELECT count(*) FROM law_numberentry e WHERE e.book_id = book.id)
"""


def test_a_database_killed_while_the_chairman_signs_loses_nothing_that_was_promised(
    sit: Callable[..., Person], papers: None
):
    # A paper that is half drawn when the database dies would hold up whoever waits for them all.
    chairman = sit("chutich")
    town = chairman.town
    env = DataFolder(town.data).read_environment()
    decision, signer = town.ask(WAITS)

    for point in ("after the number was given", "after the paper was ordered"):
        kill_the_database(town, env, point, decision, signer)
        assert eventually(lambda: town.ask(STANDS, decision) is not None, seconds=60)
        assert town.ask(STANDS, decision)[:2] == ("submitted", 0)
        assert town.ask(GAPS) == (0,)

    page = chairman.go(f"/quyet-dinh/{decision}/ky/")
    chairman.confirm("Ký ban hành", password=PASSWORD)
    stands(page, "Đã ban hành")
    assert eventually(lambda: town.ask(STANDS, decision) == ("issued", 1, 1, True), seconds=90)
    assert town.ask(GAPS) == (0,)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quyết định số")


def kill_the_database(town, env: dict, point: str, decision: int, signer: int) -> None:
    """Somebody signs, and PostgreSQL dies under it at this point."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.decisions.killed", point, str(decision), str(signer)],
        cwd=CHECKOUT,
        env={**os.environ, **env, "VICTIM": str(town.pid("postgres"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1, ended.stderr[-2000:]
    assert "OperationalError" in ended.stderr or "InterfaceError" in ended.stderr
