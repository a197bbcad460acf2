"""What the pages ask of reviews and of the texts that a source had."""

from django import template
from django.template import Context

from sources.awaiting import awaiting_for, how_much_awaits_of_each
from sources.models import Source, Watch
from sources.reading import Article
from sources.review_forms import WatchForm
from sources.wording import changed_since, leaning_on_changes

register = template.Library()
register.filter("changed_since", changed_since)


@register.simple_tag(takes_context=True)
def awaiting_review(context: Context) -> int:
    """{% awaiting_review as waiting %}: how many passages and notices; one query a request."""
    return awaiting_for(context["request"])


@register.simple_tag
def awaiting_by_source() -> dict[int, int]:
    """{% awaiting_by_source as waiting %}{{ waiting|of:source }}: the same, of each source."""
    return how_much_awaits_of_each()


@register.filter
def of(waiting: dict[int, int], source: Source) -> int:
    return waiting.get(source.pk, 0)


@register.simple_tag
def watch_of(source: Source) -> Watch | None:
    """{% watch_of source as watch %}: how its address is looked at again; None if nobody does."""
    return Watch.objects.filter(source=source).first()


@register.simple_tag
def watch_choices() -> list[tuple[str, str]]:
    """{% watch_choices as choices %}: how often an address can be looked at again."""
    return WatchForm.CHOICES


@register.simple_tag
def flags_of_article(article: Article) -> str:
    """{% flags_of_article article as flags %}: how many facts lean on what changed; "" if none."""
    in_words = article.flagged == article.flagged_for_words
    return leaning_on_changes(article.flagged, in_words=in_words)
