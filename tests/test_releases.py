"""Every release kept in tests/data/releases still becomes today's portal."""

import gzip
import subprocess
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from decisions.enums import DecisionState as S
from decisions.models import Decision
from law.models import Signatory, SignaturePicture
from nganam_awards.documents.models import Document
from nganam_awards.launcher.postgres import postgres_binary


KINDS_OF_0_2 = {
    "decision",
    "decision_extract",
    "forward_letter",
    "home_affairs_letter",
    "plan_announcement",
    "result_announcement",
    "unit_paper",
}
RELEASES = sorted((settings.BASE_DIR / "tests/data/releases").glob("*.sql.gz"))


@pytest.fixture
def empty_database(django_db_setup, django_db_blocker):
    """A database of its own beside the test's, and the connection turned to it."""
    with django_db_blocker.unblock():
        mine = connection.settings_dict["NAME"]
        name = f"{mine}_release"
        _outside(f'CREATE DATABASE "{name}"')
        connection.close()
        connection.settings_dict["NAME"] = name
        yield name
        connection.close()
        connection.settings_dict["NAME"] = mine
        _outside(f'DROP DATABASE "{name}"')


def _outside(statement: str) -> None:
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters["dbname"] = settings.MAINTENANCE_DATABASE
    outside = psycopg2.connect(**parameters)
    outside.autocommit = True
    with outside.cursor() as cursor:
        cursor.execute(statement)
    outside.close()


def _restore(path: Path, database: str) -> None:
    parameters = connection.get_connection_params()
    command = [postgres_binary("psql"), "-qv", "ON_ERROR_STOP=1", "--dbname", database]
    for option, key in (("--host", "host"), ("--port", "port"), ("--username", "user")):
        if parameters.get(key):
            command += [option, str(parameters[key])]
    subprocess.run(command, input=gzip.decompress(path.read_bytes()), check=True)


@pytest.fixture
def old_signature(settings, tmp_path):
    """A picture of a signature as release 0.2 kept it: its name in a column of the signatory."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "signatures").mkdir()
    (tmp_path / "signatures/old.png").write_bytes(b"picture")
    return "signatures/old.png"


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.name)
def test_an_earlier_release_becomes_todays(path, empty_database, old_signature):
    _restore(path, empty_database)
    had_a_column = path.name == "0.2.sql.gz"  # a row of its own since 0.3
    if had_a_column:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE law_signatory SET signature = %s", [old_signature])

    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0)

    pictures = list(SignaturePicture.objects.select_related("signatory"))
    assert len(pictures) == (Signatory.objects.count() if had_a_column else 0)
    assert {(row.file.name, row.size, row.content_type) for row in pictures} == (
        {(old_signature, 7, "image/png")} if had_a_column else set()
    )
    assert {row.uploaded_by_id for row in pictures} <= {row.signatory.user_id for row in pictures}
    assert Signatory.objects.exists()
    states = set(Decision.objects.values_list("state", flat=True))
    assert {S.SUBMITTED, S.RETURNED, S.APPROVED, S.ISSUED} <= states
    assert set(Document.objects.values_list("kind", flat=True)) >= KINDS_OF_0_2
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier WHERE state = 'draft'")
        assert cursor.fetchone()[0] > 0
        # The maps still guard the rows that came with the release.
        with pytest.raises(Exception, match=r"Invalid transition|state without its event"):
            cursor.execute("UPDATE dossiers_dossier SET state = 'delivered' WHERE state = 'draft'")


def test_there_is_a_release_to_upgrade_from():
    assert RELEASES


def test_a_database_from_before_0_2_is_refused_before_anything_is_migrated(empty_database):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE django_migrations (id bigint PRIMARY KEY, app text, name text, "
            "applied timestamptz DEFAULT now())"
        )
        cursor.execute(
            "INSERT INTO django_migrations (id, app, name) VALUES (1, 'units', '0001_initial'), "
            "(2, 'campaigns', '0001_initial'), (3, 'campaigns', '0007_portal_signature')"
        )

    with pytest.raises(CommandError, match=r"before release 0\.2 .* start with a new data folder"):
        call_command("prepare", "--no-demo")

    assert connection.introspection.table_names() == ["django_migrations"]
