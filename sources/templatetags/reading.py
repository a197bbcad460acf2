"""What the page of a source asks of its text."""

from collections.abc import Iterable

from django import template

from cases.models import Case
from sources.reading import Article, Paragraph, Stretch

register = template.Library()


@register.simple_tag
def cases_of(article: Article) -> list[Case]:
    """{% cases_of article as cases %}: cases that the source is cited for, the most first."""
    return list(article.cases)


@register.filter
def keys(covered_by: Iterable[int]) -> str:
    """The passages that cover a stretch, for an attribute: “12 15”."""
    return " ".join(str(key) for key in covered_by)


@register.filter
def verdict(stretch: Stretch, paragraph: Paragraph) -> str:
    """“differs” where a passage over this stretch states something else than the record shows."""
    return "agrees" if paragraph.differing.isdisjoint(stretch.covered_by) else "differs"
