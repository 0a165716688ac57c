"""What `./portal` calls once Python is there; a Ctrl-C ends it quietly at any point."""

import sys


INTERRUPTED = 130

try:
    from nganam_awards.launcher.commands import main

    status = main(sys.argv[1:])
except KeyboardInterrupt:
    status = INTERRUPTED
sys.exit(status)
