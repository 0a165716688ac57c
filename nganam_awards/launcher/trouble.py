"""What stops a command: one sentence for whoever sits at the terminal."""


class Trouble(Exception):  # noqa: N818  a sentence, not a fault of the program
    """A start that cannot go on; its text is the one sentence that is shown."""


def reason_of(error: OSError) -> str:
    """Say what the operating system refused, in its own lower-case words."""
    return (error.strerror or str(error)).lower()
