"""Who is told of a step, and in which words."""


def register() -> None:
    """Called once when the apps are loaded."""
