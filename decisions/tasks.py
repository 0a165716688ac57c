"""What the portal does by itself after a decision: extracts for the units, delivery."""

from celery import shared_task

from decisions.services import delivery as delivery_services, extract as extract_services


@shared_task
def order_extracts() -> None:
    """Extracts of every decision that has none yet: after an issue, and by the clock."""
    for decision in extract_services.missing():
        extract_services.order_for(decision)


@shared_task
def deliver_fetched() -> None:
    """Dossiers whose result the unit has fetched are delivered."""
    delivery_services.deliver_fetched()
