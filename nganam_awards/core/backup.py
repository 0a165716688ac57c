"""Backups of this portal: made at night and before an upgrade, kept for a while, sent elsewhere.

How one is made and brought back stands in `launcher/backup.py` and `launcher/restore.py`; here
is what they need to know of this installation, and what is remembered of the last one.
"""

import contextlib
import fcntl
import json
import os
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from nganam_awards.core import clock, disk
from nganam_awards.launcher import backup as launcher_backup, restore as launcher_restore
from nganam_awards.launcher.trouble import Trouble, reason_of


SUFFIX = ".backup"
OLD_AFTER = timedelta(hours=36)  # one night may fail unnoticed, not two
_PLACEHOLDER = "{file}"


class LastBackup(NamedTuple):
    """What is known of the newest one; `problem` is why a later try failed."""

    made_at: datetime | None
    problem: str

    def age(self) -> timedelta | None:
        """How old it is; None where there is none."""
        return clock.machine_now() - self.made_at if self.made_at else None


def database() -> dict:
    """How psycopg2 connects to the portal's database."""
    known = ("host", "port", "user", "password", "dbname", "sslmode", "sslrootcert")
    parameters = connection.get_connection_params()
    return {key: parameters[key] for key in known if parameters.get(key)}


def release() -> str:
    """The version of this code."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text("utf-8")
    return tomllib.loads(text)["project"]["version"]


def file_fields() -> Iterator[tuple[type[models.Model], models.FileField]]:
    """Every field of the house that names a file."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                yield model, field


def make(target: Path, passphrase: str = "") -> launcher_backup.Made:
    """Back up into a file, whoever works meanwhile. Raises Trouble."""
    disk.check_room(target.parent)
    source = launcher_backup.Source(
        database=database(),
        media=Path(settings.MEDIA_ROOT),
        file_columns=[(model._meta.db_table, field.column) for model, field in file_fields()],
        release=release(),
        secret_key=settings.SECRET_KEY,
    )
    made = launcher_backup.make(source, target, passphrase)
    _remember(clock.machine_now(), "")
    return made


def bring_back(path: Path, passphrase: str = "") -> dict:
    """Restore into this empty portal. Raises Trouble."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    place = launcher_restore.Place(
        database=database(),
        media=Path(settings.MEDIA_ROOT),
        migrations={f"{app}.{name}" for app, name in loader.disk_migrations},
    )
    connection.close()
    return launcher_restore.bring_back(path, place, passphrase)


def make_and_keep(name: str = "portal") -> Path:
    """One more in the folder of backups: oldest ones go, the new one is sent off the machine."""
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder):
        try:
            made_at = clock.as_office(clock.machine_now())
            target = folder / f"{name}-{made_at:%Y%m%d-%H%M%S}{SUFFIX}"
            make(target, settings.BACKUP_PASSPHRASE)
            _rotate(folder)
            _send(target)
        except Trouble as trouble:
            _remember(last().made_at, str(trouble))
            raise
    return target


def newest() -> datetime | None:
    """When the folder of backups got its newest archive."""
    times = [file.stat().st_mtime for file in Path(settings.BACKUP_DIR).glob(f"*{SUFFIX}")]
    return datetime.fromtimestamp(max(times), clock.OFFICE_ZONE) if times else None


def last() -> LastBackup:
    """What was remembered; a portal that was just restored knows of none."""
    try:
        kept = json.loads(_memory().read_text("utf-8"))
        made_at = datetime.fromisoformat(kept["made_at"]) if kept["made_at"] else None
        return LastBackup(made_at, kept["problem"])
    except (OSError, ValueError, KeyError):
        return LastBackup(None, "")


def _memory() -> Path:
    return Path(settings.DATA_DIR) / "last_backup.json"


def _remember(made_at: datetime | None, problem: str) -> None:
    """A full disk must not hide why a backup failed."""
    kept = {"made_at": made_at and made_at.isoformat(), "problem": problem}
    draft = _memory().with_suffix(".new")
    with contextlib.suppress(OSError):
        draft.write_text(json.dumps(kept), "utf-8")
        draft.replace(_memory())


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble("another backup is being made.") from None
        yield


def _rotate(folder: Path) -> None:
    archives = sorted(folder.glob(f"*{SUFFIX}"), key=lambda file: file.stat().st_mtime)
    for old in archives[: -settings.BACKUP_KEEP]:
        old.unlink()


def _send(file: Path) -> None:
    """To a folder that is there already (a share that is not mounted is not), or by a command."""
    target = settings.BACKUP_TARGET
    if not target:
        return
    if _PLACEHOLDER in target:
        argv = [word.replace(_PLACEHOLDER, str(file)) for word in shlex.split(target)]
        _call(argv)
        return
    copy = Path(target) / file.name
    draft = copy.with_name(f"{copy.name}.new")
    try:
        shutil.copyfile(file, draft)
        os.chmod(draft, 0o600)  # noqa: PTH101 - beside shutil
        draft.replace(copy)
    except OSError as error:
        raise Trouble(f"cannot copy the backup to {target}: {reason_of(error)}.") from error
    for old in sorted(Path(target).glob(f"*{SUFFIX}"))[: -settings.BACKUP_KEEP]:
        old.unlink()


def _call(argv: list[str]) -> None:
    try:
        done = subprocess.run(argv, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError as error:
        raise Trouble(f"cannot start {argv[0]}: {reason_of(error)}.") from error
    if done.returncode:
        raise Trouble(f"{argv[0]} did not take the backup: {done.stderr.strip()[-300:]}")
