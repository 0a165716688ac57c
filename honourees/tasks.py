"""What the clock does with the register; every task may run twice (law 7)."""

from celery import shared_task

from honourees.services import likeness as likeness_services


@shared_task
def look_at_new() -> None:
    """New records, held against those they may be: after an issue, a filing, an import."""
    likeness_services.look_at_new()


@shared_task
def look_again() -> None:
    """Every night a part of the register anew."""
    likeness_services.look_again()
