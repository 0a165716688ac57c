"""What the portal says no with. A refusal is sentences for the person who asked."""


class Refused(Exception):  # noqa: N818 - named as the office speaks
    """A step, an upload or an import that cannot be taken, with its reasons in Vietnamese."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class Stale(Refused):
    """The row moved on after the page was shown; the reasons say what changed."""


class AlreadyDone(Refused):
    """The same person sent the same step twice; nothing more happens."""
