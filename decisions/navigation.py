"""Where this app stands in the side menu."""


def register() -> None:
    """Called once when the apps are loaded."""
