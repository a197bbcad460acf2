"""What the form beside words asks for: text around them, and addresses that keep their place."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from sources.models import JobState, Perusal, Snapshot, Source
from sources.proposed import Proposed

register = template.Library()


@register.simple_tag
def querystring_of(where: Mapping[str, Any], **more: Any) -> str:
    """{% querystring_of hidden case=case.slug %}: these parameters, and more, after a “?”."""
    return f"?{urlencode({**where, **more})}"


@register.simple_tag
def was_read(snapshot: Snapshot) -> bool:
    """{% was_read article.snapshot as earlier %}: whether a text was read for proposals before."""
    return Perusal.objects.filter(snapshot=snapshot, state=JobState.DONE).exists()


@register.filter
def head(words: str, length: int) -> str:
    """The first so many characters, to the end of a word, with an ellipsis where more follows."""
    if len(words) <= length:
        return words
    return f"{words[:length].rsplit(' ', 1)[0]}…"


@register.filter
def tail(words: str, length: int) -> str:
    """The last so many characters, from the beginning of a word."""
    if len(words) <= length:
        return words
    return f"…{words[-length:].split(' ', 1)[-1]}"


@register.filter
def form_of(proposed: Proposed, source: Source) -> str:
    """The address of the citing form for a proposal, with the fact that it is likeliest of."""
    passage = proposed.proposal.passage
    where = {
        "snapshot": passage.snapshot_id,
        "start": passage.start,
        "end": passage.end,
        "words": passage.exact,
        "proposal": proposed.proposal.pk,
    }
    if proposed.match:
        where |= {"fact": proposed.match.fact.id, "case": proposed.match.fact.case.slug}
    return f"{reverse('sources:cite', args=[source.pk])}?{urlencode(where)}"
