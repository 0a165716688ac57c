"""What the portal does by itself after a decision: extracts for the units, delivery."""

from celery import shared_task

from decisions import delivery, extracts


@shared_task
def order_extracts() -> None:
    """Extracts of every decision that has none yet: after an issue, and by the clock."""
    for decision in extracts.missing():
        extracts.order_for(decision)


@shared_task
def deliver_fetched() -> None:
    """Dossiers whose result the unit has fetched are delivered."""
    delivery.deliver_fetched()
