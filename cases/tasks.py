"""What the workers do for the record by the clock: thin callers."""

from celery import shared_task

from cases.models import CardTurn


@shared_task
def fold_card_turns() -> None:
    """Keep the table short that says whether what was counted still holds."""
    CardTurn.objects.fold()
