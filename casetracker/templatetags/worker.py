"""What a page may tell of the worker. Pages of the storeys below reach it here (docs/adr/0003)."""

from django import template
from django.core.cache import cache

from casetracker.health import worker_is_well

register = template.Library()

# A page that waits asks every second or two, and each question to a broker may take a second.
_BELIEVED_SECONDS = 10


@register.simple_tag
def worker_answers() -> bool:
    """{% worker_answers as well %}: whether a worker gave a sign of life in the last seconds."""
    answer = cache.get_or_set("worker-answers", worker_is_well, _BELIEVED_SECONDS)
    return bool(answer)
