"""What the page of a source shows of how its text comes in."""

from django import template

from sources import captures
from sources.models import Source

register = template.Library()


@register.simple_tag
def captures_of(source: Source) -> captures.Captures:
    """{% captures_of source as captures %}: what is under way, and what came of each; one query."""
    return captures.captures_of(source)
