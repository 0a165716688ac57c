"""A backup while the portal runs: database and files of one and the same moment, in one archive.

Files are written once under names of their own and never changed, so the moment is the
database's: every file that its snapshot names is linked aside before anybody can delete it.
"""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from psycopg2 import sql

from nganam_awards.launcher import archive, dump
from nganam_awards.launcher.trouble import Trouble


ATTEMPTS = 3  # a file deleted between the snapshot and its link: look again
_STAGING = ".backup-"


@dataclass(frozen=True)
class Source:
    """What is backed up."""

    database: dict  # as psycopg2 connects
    media: Path
    file_columns: list[tuple[str, str]]  # table and column of every name of a file
    release: str
    secret_key: str = ""  # goes into sealed archives only


@dataclass(frozen=True)
class Made:
    """What came of it."""

    size: int
    files: int
    missing: list[str]  # named by the database, and lost before this backup
    is_sealed: bool
    has_secret_key: bool


@dataclass(frozen=True)
class _Moment:
    snapshot: str
    at: str
    major: int
    names: set[str]
    counts: dict[str, int]
    migrations: list[str]


def make(source: Source, target: Path, passphrase: str = "") -> Made:
    """Write the archive; the portal goes on working meanwhile."""
    source.media.mkdir(parents=True, exist_ok=True, mode=0o700)
    _clear_away(source.media)
    with tempfile.TemporaryDirectory(prefix=_STAGING, dir=source.media) as name:
        staging = Path(name)
        with _moment_with_files(source, staging) as (moment, missing):
            dump.dump(source.database, moment.major, moment.snapshot, staging / archive.DUMP)
        has_key = bool(passphrase and source.secret_key)
        with archive.written(target, passphrase) as made:
            made.add(archive.HEADER, json.dumps(_header(source, moment, has_key)).encode())
            made.add_file(archive.DUMP, staging / archive.DUMP)
            if has_key:
                made.add(archive.KEY, source.secret_key.encode())
            kept = sorted(moment.names - set(missing))
            for file in kept:
                made.add_file(f"{archive.FILES}/{file}", staging / archive.FILES / file)
    return Made(target.stat().st_size, len(kept), missing, bool(passphrase), has_key)


def _header(source: Source, moment: _Moment, has_key: bool) -> dict:
    return {
        "format": archive.FORMAT,
        "release": source.release,
        "made_at": moment.at,
        "postgresql": moment.major,
        "has_secret_key": has_key,
        "migrations": moment.migrations,
        "counts": moment.counts,
    }


def _clear_away(media: Path) -> None:
    """What a killed backup has left: links, no files of their own."""
    for left in media.glob(f"{_STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _moment_with_files(source: Source, staging: Path) -> Iterator[tuple[_Moment, list[str]]]:
    """A snapshot all of whose files are linked aside, held open for pg_dump."""
    earlier: set[str] | None = None
    for _ in range(ATTEMPTS):
        with contextlib.closing(dump.connect(source.database)) as connection:
            moment = _moment(connection, source)
            missing = {name for name in moment.names if not _link(source.media, staging, name)}
            if not missing or missing == earlier:  # gone twice: lost before we came
                yield moment, sorted(missing)
                return
            earlier = missing
    raise Trouble("files are being deleted faster than they can be kept; try again later.")


def _moment(connection: object, source: Source) -> _Moment:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot(), now()")
        snapshot, at = cursor.fetchone()
        names = set()
        for table, column in source.file_columns:
            query = sql.SQL("SELECT {0} FROM {1} WHERE {0} <> ''")
            cursor.execute(query.format(sql.Identifier(column), sql.Identifier(table)))
            names |= {name for (name,) in cursor}
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        migrations = [name for (name,) in cursor]
        counts = row_counts(cursor)
    return _Moment(
        snapshot,
        at.isoformat(timespec="seconds"),
        dump.major_of(connection),
        names,
        counts,
        migrations,
    )


def row_counts(cursor: object) -> dict[str, int]:
    """How many rows each table holds, at the moment the cursor sees."""
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    )
    counts = {}
    for table in [name for (name,) in cursor.fetchall()]:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        counts[table] = cursor.fetchone()[0]
    return counts


def _link(media: Path, staging: Path, name: str) -> bool:
    target = staging / archive.FILES / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        try:
            os.link(media / name, target)
        except FileNotFoundError:
            return False
    return True
