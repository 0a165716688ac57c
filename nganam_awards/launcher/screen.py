"""What the person at the terminal reads."""

import os
import sys


def say(line: str = "") -> None:
    """Print a line at once; a screen that went away (a closed pipe) stops nobody."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(line: str) -> None:
    """Print the one sentence a failed command leaves behind."""
    print(f"portal: {line}", file=sys.stderr, flush=True)
