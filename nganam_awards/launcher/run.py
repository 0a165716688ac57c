"""`./portal run`: every part of the portal on this machine, until Ctrl-C."""

import compileall
import contextlib
import http.client
import ipaddress
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nganam_awards.launcher import account, environment
from nganam_awards.launcher.datafolder import CHECKOUT, LOW, MIB, DataFolder
from nganam_awards.launcher.leftovers import end_leftovers
from nganam_awards.launcher.processes import MARK, Child, Program
from nganam_awards.launcher.screen import say
from nganam_awards.launcher.servers import place_in, start_servers
from nganam_awards.launcher.supervision import Crew, Stopped
from nganam_awards.launcher.trouble import Trouble, reason_of


HEALTH_LIMIT = 120  # seconds until every part has given a sign of life
BACKLOG = 128


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    has_demonstration: bool = True


def run(options: Options) -> int:
    """Start everything, say when it is ready, keep it alive, stop it."""
    folder = DataFolder(options.data)
    settle(folder)
    crew = Crew()
    with crew.listening(), folder.held_by("run"):
        try:
            _clear_away(folder)
            with _listener(options.host, options.port) as listener:
                Run(options, folder, crew, listener).serve()
        except Stopped:
            say("stopping …")
        finally:
            folder.environment_file.unlink(missing_ok=True)
            crew.stop()
            for path in folder.run.glob("*.pid"):
                path.unlink()
    say("stopped")
    return 0


def settle(folder: DataFolder) -> None:
    """Make the data folder ready and, started as root, leave root behind."""
    folder.make()
    if account.is_root():
        owner = account.service_account()
        account.open_way(owner, CHECKOUT, folder.path.parent, account.interpreter())
        account.check_entry(owner)
        _compile_code()
        account.hand_over(folder.path, owner)
        account.become(owner, folder.path)
    folder.furnish()
    folder.check_space()
    folder.rotate_logs()


def _compile_code() -> None:
    """Compile the code while we may write beside it; the portal's account may not."""
    for package in CHECKOUT.glob("*/__init__.py"):
        if package.parent.name != "tests":
            compileall.compile_dir(package.parent, quiet=2)


def _clear_away(folder: DataFolder) -> None:
    if count := end_leftovers(folder.path):
        say(f"ended {count} processes that a killed earlier run had left behind")


@contextlib.contextmanager
def _listener(host: str, port: int) -> Iterator[socket.socket]:
    """Take the port before anything else is started, and keep it while the web restarts."""
    try:
        facts = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise Trouble(f"«{host}» is no address of this machine: {reason_of(error)}.") from error
    with socket.socket(facts[0], socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(facts[4])
            listener.listen(BACKLOG)
        except OSError as error:
            raise Trouble(
                f"port {port} of {host} cannot be used: {reason_of(error)}; "
                "choose another one with --port."
            ) from error
        yield listener


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Run:
    """The parts of one run and how they come up."""

    def __init__(
        self, options: Options, folder: DataFolder, crew: Crew, listener: socket.socket
    ) -> None:
        self.options = options
        self.folder = folder
        self.crew = crew
        self.listener = listener
        self.port = listener.getsockname()[1]
        # «Every address» is one to listen on, not one to go to.
        self.host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options.host, options.host)  # noqa: S104
        crew.on_spawn = self._write_pid

    def _write_pid(self, child: Child) -> None:
        path = self.folder.run / f"{child.name}.pid"
        whole = path.with_suffix(".new")  # moved into place: nobody reads half a number
        try:
            whole.write_text(f"{child.process.pid}\n", "utf-8")
            whole.replace(path)
        except OSError as error:  # for people and tests only: nothing of ours reads it
            path.unlink(missing_ok=True)  # no number is better than that of the one before
            say(f"cannot write {path}: {reason_of(error)}")

    def serve(self) -> None:
        """Everything between an empty folder and Ctrl-C."""
        if not is_loopback(self.options.host):
            say(
                f"warning: --host {self.options.host} lets other machines reach a try-out with "
                "public passwords and no encryption"
            )
        env = start_servers(self.crew, place_in(self.folder), self._portal_environment())
        self.folder.write_environment(env)
        self._prepare(env)
        for program in self._programs(env):
            self.crew.start(program)
        # Asked while the others come up: at a second start nothing waits, and nobody waits for it.
        pending = self._count_documents(env) if self.options.has_demonstration else 0
        self.crew.wait_until(self._is_healthy, HEALTH_LIMIT, "the portal is not healthy")
        say(f"ready {self.address}")
        if pending:
            say(f"{pending} papers still wait to be rendered; each opens as soon as it is there")
        self._show_accounts(env)
        self.crew.watch(each_minute=self._warn_of_a_full_disk)

    @property
    def address(self) -> str:
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def _portal_environment(self) -> dict[str, str]:
        env = environment.of_portal(self.folder)
        env[MARK] = str(self.folder.path)
        env.setdefault("PORTAL_ADDRESS", self.address)
        env["PORTAL_DEMO"] = "1" if self.options.has_demonstration else "0"
        if not is_loopback(self.options.host):
            env.setdefault("ALLOWED_HOSTS", "*")
        return env

    def _prepare(self, env: dict[str, str]) -> None:
        """Migrate, load the catalogue and, once, the demonstration year; pass its words on."""
        arguments = [] if self.options.has_demonstration else ["--no-demo"]
        self.crew.run_once(self._command("prepare", env, *arguments), say)

    def _command(self, name: str, env: dict[str, str], *arguments: str) -> Program:
        argv = environment.django(name, *arguments)
        return Program(name, argv, env=env, cwd=CHECKOUT, log=self.folder.log("commands"))

    def _programs(self, env: dict[str, str]) -> list[Program]:
        """Beat, worker and web, in the order in which they start."""
        folder, socket_number = self.folder, self.listener.fileno()
        celery = ("-m", "celery", "-A", "nganam_awards.launcher.worker:app")
        schedule = ("--schedule", str(folder.path / "beat-schedule"), "--pidfile", "")
        gunicorn = ("-m", "gunicorn", "--config", "python:nganam_awards.launcher.web")
        parts = {
            "beat": (*celery, "beat", *schedule),
            "worker": (
                *celery,
                "worker",
                "--concurrency=2",
                "--without-mingle",
                "--without-gossip",
            ),
            "web": (*gunicorn, "--bind", f"fd://{socket_number}"),
        }
        return [
            Program(
                name,
                environment.python(*arguments),
                env=env,
                cwd=CHECKOUT,
                log=folder.log(name),
                pass_fds=(socket_number,) if name == "web" else (),
            )
            for name, arguments in parts.items()
        ]

    def _is_healthy(self) -> bool:
        """Ask /healthz as a visitor would."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=2)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _count_documents(self, env: dict[str, str]) -> int:
        heard: list[str] = []
        self.crew.run_once(self._command("count_papers", env), heard.append)
        return int(heard[-1])

    def _show_accounts(self, env: dict[str, str]) -> None:
        if not self.options.has_demonstration:
            say("the first administrator is made by: ./portal manage make_admin")
            return
        self.crew.run_once(self._command("demonstration_accounts", env), say)
        say("Ctrl-C stops the portal")

    def _warn_of_a_full_disk(self) -> None:
        if (free := self.folder.free_bytes()) < LOW:
            say(f"warning: only {free // MIB} MB are free on the disk of {self.folder.path}")
