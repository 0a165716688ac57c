"""Who the portal runs as: never root. A system account of its own, and a way for it to get in."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from nganam_awards.launcher.datafolder import CHECKOUT
from nganam_awards.launcher.processes import Owner
from nganam_awards.launcher.screen import say
from nganam_awards.launcher.trouble import Trouble


NAME = "nganam-portal"


def is_root() -> bool:
    return os.geteuid() == 0


def service_account() -> Owner:
    """The system account of the portal, made when it is missing."""
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        _make_account()
        entry = pwd.getpwnam(NAME)
    return Owner(entry.pw_uid, entry.pw_gid)


def _make_account() -> None:
    tool = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if tool is None:
        raise Trouble(f"useradd is missing, so the account {NAME} cannot be made.")
    shell = "/usr/sbin/nologin"
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    made = subprocess.run(
        [tool, *options, "--shell", shell, NAME], capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise Trouble(f"cannot make the account {NAME}: {made.stderr.strip().lower()}.")
    say(f"made the system account {NAME}; the portal never runs as root")


def open_way(owner: Owner, *targets: Path) -> None:
    """Let the account walk to its files: o+x on a folder it cannot enter, nothing else."""
    for folder in dict.fromkeys(step for target in targets for step in _steps(target)):
        facts = folder.stat()
        if _may_enter(owner, facts):
            continue
        folder.chmod(stat.S_IMODE(facts.st_mode) | stat.S_IXOTH)
        say(f"opened {folder} for passing through (chmod o+x): {NAME} has to get in")


def _may_enter(owner: Owner, facts: os.stat_result) -> bool:
    if facts.st_uid == owner.uid:
        return bool(facts.st_mode & stat.S_IXUSR)
    if facts.st_gid == owner.gid:
        return bool(facts.st_mode & stat.S_IXGRP)
    return bool(facts.st_mode & stat.S_IXOTH)


def _steps(target: Path) -> Iterator[Path]:
    """Every folder between the root and a file, along its symbolic links too."""
    path = Path(os.path.abspath(target))  # noqa: PTH100  resolve() would jump over the links
    while True:
        yield from reversed(path.parents)
        if not path.is_symlink():
            break
        path = Path(os.path.normpath(path.parent / path.readlink()))
    if path.is_dir():
        yield path
    if (real := path.resolve()) != path:
        yield from _steps(real)


def interpreter() -> Path:
    """The Python that runs us; a link in `.venv` to the system's."""
    return Path(sys.executable)


def hand_over(folder: Path, owner: Owner) -> None:
    """Make the account the owner of a data folder; its top last, so that a break is seen."""
    if folder.stat().st_uid == owner.uid:
        return
    for place, folders, files in os.walk(folder, topdown=False):
        for name in (*folders, *files):
            os.chown(os.path.join(place, name), owner.uid, owner.gid, follow_symlinks=False)  # noqa: PTH118
    os.chown(folder, owner.uid, owner.gid)


def give_back(folder: Path, owner: Owner) -> None:
    """Hand over what a command run as root has left in the data folder."""
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = os.path.join(place, name)  # noqa: PTH118
            if os.lstat(path).st_uid == 0:
                os.chown(path, owner.uid, owner.gid, follow_symlinks=False)


def check_entry(owner: Owner) -> None:
    """Prove that the account can read the program before anything depends on it."""
    probe = subprocess.run(
        [sys.executable, "-c", "import psycopg2, nganam_awards.launcher"],
        cwd=CHECKOUT,
        user=owner.uid,
        group=owner.gid,
        extra_groups=[],
        capture_output=True,
        check=False,
    )
    if probe.returncode:
        raise Trouble(
            f"the account {NAME} cannot read {CHECKOUT}; allow it with: chmod -R o+rX {CHECKOUT}"
        )


def become(owner: Owner, home: Path) -> None:
    """Leave root behind for good."""
    os.setgroups([])
    os.setgid(owner.gid)
    os.setuid(owner.uid)
    os.environ.update(HOME=str(home), USER=NAME, LOGNAME=NAME)
    os.umask(0o077)
