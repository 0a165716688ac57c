"""`python -m nganam_awards.machines`, called by `./portal`. A Ctrl-C is no accident at any point."""

import sys


INTERRUPTED = 130

try:
    from nganam_awards.machines.commands import main

    status = main(sys.argv[1:])
except KeyboardInterrupt:
    status = INTERRUPTED
sys.exit(status)
