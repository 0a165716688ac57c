"""Papers that write themselves: their facts, their sentences, their pages (domain: T1 to T8)."""

from dossiers.papers import appraisal_report, custody, logbook, readers, receipt, slip


__all__ = ["register"]


def register() -> None:
    """Called once when the apps are loaded."""
    appraisal_report.register()
    readers.register()
    receipt.register()
    slip.register()
    custody.register()
    logbook.register()
