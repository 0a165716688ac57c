"""The commands of `./portal`, once Python and its packages are there."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from nganam_awards.launcher import checks, manage, suite
from nganam_awards.launcher.datafolder import CHECKOUT
from nganam_awards.launcher.environment import caller_path
from nganam_awards.launcher.run import Options, run
from nganam_awards.launcher.screen import complain
from nganam_awards.launcher.trouble import Trouble, reason_of


HIGHEST_PORT = 65535


def main(arguments: list[str]) -> int:
    """Carry out one command; every foreseeable failure is one sentence and status 1."""
    os.chdir(CHECKOUT)
    command, *rest = arguments or [""]
    commands = {
        "run": _run,
        "test": suite.test,
        "bench": suite.bench,
        "check": _without_arguments("check", checks.check),
        "fix": _without_arguments("fix", checks.fix),
        "manage": _manage,
        "backup": _backup,
        "restore": _restore,
        "verify": _verify,
        manage.SERVERS: manage.keep_servers,
    }
    if command not in commands:
        complain(
            f"«{command}» is no command; there are run, backup, restore, verify, test, bench, "
            "check, fix and manage."
        )
        return 2
    try:
        return commands[command](rest)
    except Trouble as trouble:
        complain(str(trouble))
    except OSError as error:  # a disk that fills up, a folder that goes away
        place = f" ({error.filename})" if error.filename else ""
        complain(f"the system refused: {reason_of(error)}{place}.")
    return 1


def _run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "./portal run", description="The whole portal on this machine, until Ctrl-C."
    )
    parser.add_argument("--port", type=_port, default=8000, help="8000 unless given")
    parser.add_argument("--host", default="127.0.0.1", help="only this machine unless given")
    parser.add_argument("--data", default=None, help="the folder that keeps everything (var/)")
    parser.add_argument("--no-demo", action="store_true", help="without the demonstration year")
    given = parser.parse_args(arguments)
    return run(
        Options(
            data=_data_folder(given.data),
            host=given.host,
            port=given.port,
            has_demonstration=not given.no_demo,
        )
    )


def _manage(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("./portal manage", add_help=False)
    parser.add_argument("--data", default=None)
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    given = parser.parse_args(arguments)
    return manage.manage(_data_folder(given.data), given.rest or ["help"])


def _backup(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "./portal backup", description="Database and files in one archive, while the portal runs."
    )
    parser.add_argument("file", metavar="FILE", help="a new file")
    parser.add_argument("--seal", action="store_true", help="ask for a passphrase")
    parser.add_argument("--data", default=None, help="the folder that keeps everything (var/)")
    given = parser.parse_args(arguments)
    more = ["--seal"] if given.seal else []
    return manage.manage(_data_folder(given.data), ["backup", str(caller_path(given.file)), *more])


def _restore(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "./portal restore", description="An archive becomes a portal again, in an empty place only."
    )
    parser.add_argument("file", metavar="FILE", help="what ./portal backup wrote")
    parser.add_argument("--data", default=None, help="a new or empty folder (var/)")
    given = parser.parse_args(arguments)
    return manage.restore(_data_folder(given.data), caller_path(given.file))


def _verify(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "./portal verify", description="Counts, the bytes of every file, counters."
    )
    parser.add_argument("--data", default=None, help="the folder that keeps everything (var/)")
    given = parser.parse_args(arguments)
    return manage.manage(_data_folder(given.data), ["verify"])


def _data_folder(given: str | None) -> Path:
    return caller_path(given) if given else CHECKOUT / "var"


def _without_arguments(name: str, command: Callable[[], int]) -> Callable[[list[str]], int]:
    def carry_out(arguments: list[str]) -> int:
        argparse.ArgumentParser(f"./portal {name}").parse_args(arguments)
        return command()

    return carry_out


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"«{text}» is no port")
    return int(text)
