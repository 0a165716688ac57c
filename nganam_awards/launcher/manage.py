"""`./portal manage …`: one management command against the data of a run, running or not."""

import contextlib
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from nganam_awards.launcher import account, environment
from nganam_awards.launcher.datafolder import CHECKOUT, DataFolder
from nganam_awards.launcher.leftovers import end_leftovers
from nganam_awards.launcher.processes import run_attached
from nganam_awards.launcher.run import settle
from nganam_awards.launcher.screen import say
from nganam_awards.launcher.servers import place_in, start_servers
from nganam_awards.launcher.supervision import BEAT, Crew, Stopped
from nganam_awards.launcher.trouble import Trouble


SERVERS = "keep-servers"  # the command by which we start ourselves, see `_servers_of`


def manage(data: Path, arguments: list[str]) -> int:
    """Run the command as whoever calls, with the servers of the data folder or those outside."""
    argv, env = environment.django(*arguments), environment.plain()
    if not _is_try_out(env):
        return run_attached(argv, env, CHECKOUT)  # production says everything in its environment
    folder = DataFolder(data)
    with _servers_of(folder) as is_up:
        if not is_up:
            return 1
        facts = folder.read_environment()
        if facts is None:
            raise Trouble(f"{folder.holder()} is still starting on {folder.path}; try again.")
        status = run_attached(argv, {**env, **facts}, CHECKOUT)
    if account.is_root():
        account.give_back(folder.path, account.service_account())
    return status


def restore(data: Path, archive: Path) -> int:
    """Bring an archive back; in the try-out into a data folder that nothing lies in yet."""
    if not archive.is_file():
        raise Trouble(f"{archive} is no file.")
    if _is_try_out(environment.plain()) and data.exists() and any(data.iterdir()):
        raise Trouble(f"{data} is not empty; name a new folder with --data.")
    return manage(data, ["restore", str(archive)])


def _is_try_out(env: dict[str, str]) -> bool:
    return env.get("DJANGO_SETTINGS_MODULE", environment.TRY_OUT) == environment.TRY_OUT


@contextlib.contextmanager
def _servers_of(folder: DataFolder) -> Iterator[bool]:
    """Use the servers of a run that is up; otherwise keep some for the time of the command.

    They are kept by a process of its own: started as root, it leaves root behind, while the
    command stays root and can write into the checkout (migrations, release dumps).
    """
    if folder.is_held() and folder.holder().startswith("./portal run"):
        yield True
        return
    argv = environment.python("-m", "nganam_awards.launcher", SERVERS, str(folder.path))
    keeper = subprocess.Popen(
        argv,
        cwd=CHECKOUT,
        env=environment.plain(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the command
    )
    try:
        yield keeper.stdout.read(1) == b"+"
    finally:
        keeper.stdin.close()
        keeper.wait()


def keep_servers(arguments: list[str]) -> int:
    """Keep PostgreSQL and Redis up until standard input closes, whatever closed it."""
    folder = DataFolder(Path(arguments[0]))
    say_to_caller = sys.stdout
    sys.stdout = sys.stderr
    settle(folder)
    crew = Crew()
    with crew.listening(), folder.held_by("manage"):
        try:
            end_leftovers(folder.path)
            env = start_servers(crew, place_in(folder), environment.of_portal(folder))
            folder.write_environment(env)
            say_to_caller.write("+")
            say_to_caller.flush()
            while not select.select([sys.stdin], [], [], BEAT)[0]:
                crew.look()
                crew.pause(0)
        except Stopped:
            say("stopping …")
        finally:
            folder.environment_file.unlink(missing_ok=True)
            crew.stop()
    return 0
