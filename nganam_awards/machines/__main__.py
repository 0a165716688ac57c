"""`python -m nganam_awards.machines`, called by `./portal`; a Ctrl-C at any point is no accident."""

import sys


INTERRUPTED = 130

try:
    from nganam_awards.machines.commands import main

    status = main(sys.argv[1:])
except KeyboardInterrupt:
    status = INTERRUPTED
sys.exit(status)
