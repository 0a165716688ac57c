"""What the person at the terminal reads."""

import getpass
import os
import sys

from nganam_awards.launcher.trouble import Trouble


def say(line: str = "") -> None:
    """Print a line at once; a screen that went away or a disk that is full stops nobody."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:  # the screen is a file on a full disk: the line is lost, the next may not be
        return


def complain(line: str) -> None:
    """Print the one sentence a failed command leaves behind."""
    print(f"portal: {line}", file=sys.stderr, flush=True)


def asked_passphrase(prompt: str = "passphrase: ") -> str:
    """What is typed unseen at the terminal; nobody sits there when a service asks."""
    if not sys.stdin.isatty():
        raise Trouble("a passphrase is needed: set BACKUP_PASSPHRASE, or call from a terminal.")
    return getpass.getpass(prompt)


def new_passphrase() -> str:
    """The same, twice: a slip would close the archive for ever."""
    passphrase = asked_passphrase()
    if not passphrase or asked_passphrase("once more: ") != passphrase:
        raise Trouble("the two passphrases differ, or are empty; nothing was written.")
    return passphrase
