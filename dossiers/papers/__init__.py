"""Papers that write themselves: their facts, their sentences, their pages (domain: T1 to T7)."""

from dossiers.papers import custody, logbook, readers, receipt, slip


__all__ = ["register"]


def register() -> None:
    """Called once when the apps are loaded."""
    readers.register()
    receipt.register()
    slip.register()
    custody.register()
    logbook.register()
