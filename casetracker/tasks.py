"""What the workers do for the house by the clock."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def clear_sessions() -> None:
    """Drop the sessions that have expired, for nothing else does."""
    call_command("clearsessions")
