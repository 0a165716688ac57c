"""An archive becomes a portal again, in an empty place only, wholly or not at all."""

import contextlib
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from nganam_awards.launcher import archive, backup, dump
from nganam_awards.launcher.trouble import Trouble


@dataclass(frozen=True)
class Place:
    """Where it goes."""

    database: dict
    media: Path
    migrations: Collection[str]  # that this release knows


def bring_back(path: Path, place: Place, passphrase: str = "") -> dict:
    """Unpack, compare every sum, then fill database and files; give the header."""
    major = _refuse_unless_empty(place)
    staging = place.media.with_name("restore.new")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True, mode=0o700)
    try:
        header = archive.unpack(
            path, staging, passphrase, lambda found: _refuse_newer(found, place, major)
        )
        _move_files(staging, place)
        try:
            dump.load(place.database, major, staging / archive.DUMP)
        except Trouble:
            shutil.rmtree(place.media)  # empty as before, so that it can be tried again
            raise
        if (key := staging / archive.KEY).exists():
            key.replace(place.media.with_name(archive.KEY))
        _compare(header, place)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return header


def _refuse_unless_empty(place: Place) -> int:
    if place.media.exists() and any(place.media.iterdir()):
        raise Trouble(f"{place.media} holds files; restore into an empty place only.")
    with contextlib.closing(dump.connect(place.database)) as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
            if cursor.fetchone()[0]:
                raise Trouble("the database holds tables; restore into an empty one only.")
        return dump.major_of(connection)


def _refuse_newer(header: dict, place: Place, major: int) -> None:
    if unknown := sorted(set(header["migrations"]) - set(place.migrations)):
        raise Trouble(
            f"the archive is of release {header['release']}, newer than this one "
            f"({unknown[0]} is not known here); install that release first."
        )
    if header["postgresql"] > major:
        raise Trouble(
            f"the archive comes from PostgreSQL {header['postgresql']}, this server is {major}; "
            "a server of that version or newer is needed."
        )


def _move_files(staging: Path, place: Place) -> None:
    files = staging / archive.FILES
    files.mkdir(exist_ok=True, mode=0o700)
    if place.media.exists():
        place.media.rmdir()
    files.rename(place.media)


def _compare(header: dict, place: Place) -> None:
    connected = contextlib.closing(dump.connect(place.database))
    with connected as connection, connection.cursor() as cursor:
        counts = backup.row_counts(cursor)
    if counts != header["counts"]:
        different = sorted(
            table
            for table in {*counts, *header["counts"]}
            if counts.get(table) != header["counts"].get(table)
        )
        raise Trouble(f"{', '.join(different)} hold other rows than the archive says.")
