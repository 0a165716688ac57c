"""The data folder of a run: all the portal keeps lies in it, and one run at a time owns it."""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shlex
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nganam_awards.launcher.trouble import Trouble, reason_of


CHECKOUT = Path(__file__).resolve().parents[2]
MARKER = ".nganam-data"  # tells our folders from a folder that was named by mistake
MIB = 1024 * 1024
NEEDED = 256 * MIB  # a fresh database, its log, one demonstration year
LOW = 64 * MIB
LONGEST_SOCKET = 107  # bytes of a path in the kernel's sockaddr_un
LONGEST_NAME = "/.s.PGSQL.5432"
ENVIRONMENT = {
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "DJANGO_SETTINGS_MODULE",
    "EMAIL_URL",
    "PORTAL_ADDRESS",
    "PORTAL_DATA",
    "PORTAL_DEMO",
    "REDIS_URL",
    "SECRET_KEY",
    "XDG_CACHE_HOME",
}
LOG_LIMIT = 5 * MIB
LOGS_KEPT = 3


class DataFolder:
    """One folder that holds a portal's database, files, mail, logs and sockets."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path).resolve()

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def run(self) -> Path:
        """What only lives as long as a run: lock, process numbers, sockets, environment."""
        return self.path / "run"

    @property
    def environment_file(self) -> Path:
        return self.run / "env"

    # -- making and checking ------------------------------------------------------------------

    def make(self) -> None:
        """Make the folder if it is missing; refuse one that is full of other things."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            names = {entry.name for entry in os.scandir(self.path)}
        except OSError as error:
            raise Trouble(f"cannot use the data folder {self.path}: {reason_of(error)}.") from error
        if not self.path.stat().st_mode & stat.S_IWUSR:  # root would not notice
            raise Trouble(f"the data folder {self.path} is read-only.")
        if names and MARKER not in names and self.path != CHECKOUT / "var":
            raise Trouble(
                f"{self.path} holds files that are not a portal's data; "
                "name an empty or a new folder with --data."
            )

    def furnish(self) -> None:
        """Make the rooms inside, as the account that will live there; prove that it can write."""
        try:
            for room in (self.logs, self.run, self.path / "mail", self.path / "cache"):
                room.mkdir(mode=0o700, exist_ok=True)
            (self.path / MARKER).write_text("A portal's data; see docs/deploy.md.\n", "utf-8")
            self.path.chmod(0o700)
        except OSError as error:
            raise Trouble(
                f"cannot write in the data folder {self.path}: {reason_of(error)}."
            ) from error

    def check_space(self, needed: int = NEEDED) -> None:
        """Refuse to start on a disk that is about to be full."""
        free = self.free_bytes()
        if free < needed:
            raise Trouble(
                f"the disk of {self.path} is full: {free // MIB} MB are free, "
                f"{needed // MIB} MB are needed."
            )

    def free_bytes(self) -> int:
        return shutil.disk_usage(self.path).free

    # -- one run at a time --------------------------------------------------------------------

    @contextlib.contextmanager
    def held_by(self, command: str) -> Iterator[None]:
        """Hold the folder for one command; the kernel lets go when we end, however we end."""
        try:
            lock = os.open(self.run / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise Trouble(f"cannot write in {self.run}: {reason_of(error)}.") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise Trouble(
                f"{self.holder() or 'another command'} uses the data folder {self.path}; "
                "stop it first, or name another folder with --data."
            ) from None
        holder = {"command": command, "pid": os.getpid()}
        os.ftruncate(lock, 0)
        os.write(lock, json.dumps(holder).encode())
        try:
            yield
        finally:
            os.ftruncate(lock, 0)
            os.close(lock)

    def holder(self) -> str:
        """Name the command that holds the folder, or nothing."""
        if not self.is_held():
            return ""
        try:
            holder = json.loads((self.run / "lock").read_text("utf-8"))
        except (OSError, ValueError):
            return "another command"
        return f"./portal {holder['command']} (process {holder['pid']})"

    def is_held(self) -> bool:
        """Tell whether a command holds the folder now; a stale lock file holds nothing."""
        try:
            lock = os.open(self.run / "lock", os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
        return False

    # -- small files --------------------------------------------------------------------------

    def secret_key(self) -> str:
        """The key that signs sessions: made once, readable by its owner alone."""
        path = self.path / "secret_key"
        if not path.exists():
            draft = path.with_suffix(".new")
            draft.unlink(missing_ok=True)
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(64), "utf-8")
            draft.rename(path)
        return path.read_text("utf-8").strip()

    def write_environment(self, env: dict[str, str]) -> None:
        """Leave the run's settings where `./portal manage` finds them."""
        self.environment_file.unlink(missing_ok=True)
        self.environment_file.touch(mode=0o600)
        lines = [f"{name}={shlex.quote(env[name])}" for name in sorted(ENVIRONMENT & env.keys())]
        self.environment_file.write_text("\n".join(lines) + "\n", "utf-8")

    def read_environment(self) -> dict[str, str] | None:
        """The settings of the run that holds the folder, once it has written them."""
        try:
            words = shlex.split(self.environment_file.read_text("utf-8"))
        except OSError:
            return None
        return dict(word.split("=", 1) for word in words) or None

    def log(self, name: str) -> Path:
        """The log of one program."""
        return self.logs / f"{name}.log"

    def rotate_logs(self) -> None:
        """Set long logs aside at a start, and let the oldest go."""
        for log in self.logs.glob("*.log"):
            if log.stat().st_size < LOG_LIMIT:
                continue
            for number in range(LOGS_KEPT - 1, 0, -1):
                older = log.with_suffix(f".log.{number}")
                if older.exists():
                    older.rename(log.with_suffix(f".log.{number + 1}"))
            log.rename(log.with_suffix(".log.1"))

    # -- sockets ------------------------------------------------------------------------------

    def socket_folder(self) -> Path:
        """A folder of our own for sockets, near enough to the root for the kernel's limit."""
        if len(os.fsencode(self.run)) + len(LONGEST_NAME) <= LONGEST_SOCKET:
            return self.run
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"nganam-{name}"
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        facts = folder.lstat()
        private = stat.S_ISDIR(facts.st_mode) and stat.S_IMODE(facts.st_mode) == stat.S_IRWXU
        if facts.st_uid != os.geteuid() or not private:
            raise Trouble(f"{folder}, where the sockets go, belongs to someone else; remove it.")
        return folder
